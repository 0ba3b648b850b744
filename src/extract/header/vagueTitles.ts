import { chunksOf, type Line, textOfLine } from '../page/lines.ts';
import { beginsWithBrand, isKnownBrand } from '../text/heading.ts';
import { isVagueTitle } from '../text/roles.ts';
import { type Phrase, textOfPhrase } from './phrases.ts';

/** Names under a vague title are those of vehicles if this share of them begins with a known brand, or stands under one … */
const KNOWN_SHARE = 0.5;
/** … and this share bears a year, or nearly all are short. */
const YEAR_SHARE = 0.3;
const SHORT_SHARE = 0.75;
const SHORT_WORDS = 4;
/** What is made for a vehicle is named in front of it, in a few words: `К-т ковриков Lexus ES 250 2012-2018`. */
const ACCESSORY = /ковр|полик|чехл|чехол|накидк|лекал|\beva\b|эва(?!\p{L})|\bmats?\b|\bcovers?\b/iu;
const ACCESSORY_WORDS = 6;
/** So many names tell. */
const NAMES_LIMIT = 40;
const NAMES_LEAST = 3;
/** A text may begin this far to the left of the end of the title before its own. */
const SLACK_PT = 1;

const YEAR = /(?<!\d)(?:(?:19|20)\d\d|\d\d\s?[-–]\s?\d\d)(?!\d)/u;
/** Measures and parts, which other goods of those brands are: `5W-30`, `4 л`, `175/65 R14`, `Фильтр масляный`. */
const OTHER_GOODS =
  /\d\s?(?:мл|л|кг|гр|мм|см|шт|вт|ач|ml|l|kg|mm|w|v|ah)(?![\p{L}\d])|\dw-?\d|\d\s?\/\s?\d\d\s?r\d|фильтр|масл[оа]|свеч|колодк|фар[аы]|бампер|аккумулятор|шин[аы]|диск|ремень|амортизатор|стойк|радиатор|антифриз|подшипник|filter|\boil\b|bumper|battery|tyre|bearing/iu;

/**
 * Whether a title that heads columns of any goods (`Наименование`) stands over names of vehicles here: known brands of
 * which most have a year (`Toyota Camry 40 (2006-2011)`) or are short. `lines` are those of the page.
 */
export function headsVehicles(
  titles: readonly Phrase[],
  lines: readonly Line[],
  brands: ReadonlySet<string> | undefined,
): boolean {
  if (!brands) return false;
  return titles.some((title, i) => {
    if (title.role !== 'vehicle' || !isVagueTitle(textOfPhrase(title))) return false;
    const from = titles[i - 1]?.words.at(-1)?.box.x1 ?? -Infinity;
    const to = titles[i + 1]?.words[0]?.box.x0 ?? Infinity;
    const below = lines.filter((line) => line.middle > title.words[0]!.box.y1);
    const names = below.flatMap((line) => textBetween(line, from - SLACK_PT, to)).slice(0, NAMES_LIMIT);
    return areVehicles(names, brands);
  });
}

/** A row's number, which may stand close to its name. */
const NUMBER = /^\d{1,6}[.)]?\s+/u;

/** The text of a line that begins between two places, if there is one. */
function textBetween(line: Line, from: number, to: number): string[] {
  const own = chunksOf(line).filter(({ box }) => box.x0 > from && box.x0 < to);
  return own.length === 0 ? [] : [own.map(textOfLine).join(' ').replace(NUMBER, '')];
}

function areVehicles(texts: readonly string[], brands: ReadonlySet<string>): boolean {
  let headed = false;
  let named = 0;
  const names = texts.filter((text) => {
    const isHeading = isKnownBrand(text, brands);
    headed ||= isHeading;
    if (!isHeading && !OTHER_GOODS.test(text) && (headed || namesBrand(text, brands))) named++;
    return !isHeading;
  });
  if (names.length < NAMES_LEAST || named < KNOWN_SHARE * names.length) return false;
  const dated = names.filter((text) => YEAR.test(text)).length;
  const short = names.filter((text) => text.split(' ').length <= SHORT_WORDS).length;
  return dated >= YEAR_SHARE * names.length || (!headed && short >= SHORT_SHARE * names.length);
}

/** Whether a name begins with a brand, or a brand follows what is made for it. */
function namesBrand(text: string, brands: ReadonlySet<string>): boolean {
  if (beginsWithBrand(text, brands)) return true;
  if (!ACCESSORY.test(text)) return false;
  const words = text.split(/\s+/u);
  return words.slice(1, ACCESSORY_WORDS).some((_, i) => beginsWithBrand(words.slice(i + 1).join(' '), brands));
}
