/** What the words of a row say about the mat and the vehicle beside its name: steering, borders, rows, coverage and the like. */
import type { Borders, Coverage, Powertrain, Steering, Wheelbase } from '../../rows.ts';
import { findFree, phrase, type RowText, spanOf, takeAll, use } from '../text/text.ts';

export interface Attributes {
  readonly steering: Steering | '';
  readonly borders: Borders | '';
  readonly seatRows: number | null;
  readonly coverage: Coverage | '';
  readonly trunk: boolean;
  readonly wheelbase: Wheelbase | '';
  readonly powertrain: Powertrain | '';
  readonly category: string;
}

/** Reads and uses up the words of all attributes, wherever they stand. */
export function parseAttributes(text: RowText): Attributes {
  const category = parseCategory(text);
  const borders = parseBorders(text);
  const seatRows = parseSeatRows(text);
  const steering = parseSteering(text);
  return {
    category,
    borders,
    seatRows,
    steering,
    coverage: parseCoverage(text),
    trunk: parseTrunk(text),
    wheelbase: parseWheelbase(text),
    powertrain: parsePowertrain(text),
  };
}

const COVER_5D = phrase('(?:накидк\\p{L}*|коврик\\p{L}*|полик\\p{L}*)\\s*(?:на\\s*)?5\\s*[дd]');

function parseCategory(text: RowText): string {
  return takeAll(text, COVER_5D).length > 0 ? '5d_mats' : '';
}

const ENDING = '(?:ый|ая|ое|ого|ому|ом|ым|ой|ые|ых|ий|о|ы)';
const WHEEL = '(?:\\s*-?\\s*(?:рул\\p{L}*|р\\.?(?![\\p{L}\\p{N}])))';
const BOTH_WHEELS = phrase(
  `(?:об[ае]|любой)\\s*рул\\p{L}*|л\\s*[/\\\\+&-]\\s*п(?:\\s*рул\\p{L}*)?|п\\s*[/\\\\+&-]\\s*л(?:\\s*рул\\p{L}*)?`,
);
const LEFT_WHEEL = phrase(
  `(?:рул\\p{L}*\\s*)?(?:л[еи]в${ENDING}?\\.?${WHEEL}?|л\\s?[еи]\\s?в\\s?ы\\s?й|лев[оы]\\s*-?(?:рул|рук|стор)\\p{L}*|л\\s*[/\\\\.]\\s*р(?:ул\\p{L}*)?|лр|л\\.?\\s*рул\\p{L}*|lhd|left(?:\\s*hand(?:\\s*drive)?)?|с\\s?лева|сол\\s*(?:жак\\p{L}*\\s*)?рул\\p{L}*|lev(?:y[yij]?|iy)(?:\\s*rul\\p{L}*)?)`,
);
const RIGHT_WHEEL = phrase(
  `(?:рул\\p{L}*\\s*)?(?:пр[ао]в${ENDING}?\\.?${WHEEL}?|п\\s?р\\s?[ао]\\s?в\\s?ы\\s?й|прав[оы]\\s*-?(?:рул|рук|стор)\\p{L}*|п\\s*[/\\\\.]\\s*р(?:ул\\p{L}*)?|пр|п\\.?\\s*рул\\p{L}*|rhd|right(?:\\s*hand(?:\\s*drive)?)?|с\\s?права|он\\s*(?:жак\\p{L}*\\s*)?рул\\p{L}*|prav(?:y[yij]?|iy)(?:\\s*rul\\p{L}*)?)`,
);
const WHEEL_ALONE = phrase('рул\\p{L}*');

function parseSteering(text: RowText): Steering | '' {
  const both = takeAll(text, BOTH_WHEELS).length > 0;
  const left = takeAll(text, LEFT_WHEEL).length > 0;
  const right = takeAll(text, RIGHT_WHEEL).length > 0;
  takeAll(text, WHEEL_ALONE);
  if (both || (left && right)) return 'both';
  return left ? 'left' : right ? 'right' : '';
}

/** `бортами`, `бортик`, the typo `ботами`; never `бортовой`, a truck's body. */
const BORDER = 'бо?рт(?!ов(?:ой|ая|ое|ого|ым|ых|ая|ухa)|овк)\\p{L}*';
const BORDER_FORMS: readonly (readonly [Borders, RegExp])[] = [
  [
    'without',
    phrase(
      `(?:бе[зсщжх]|бз|нет|не)\\.?\\s*-?(?:${BORDER}|бор(?:ов|тв|тиков)?|б[оа]тов|бартов|бордов|бортв)|безборт\\p{L}*|б/${BORDER}|б/б|bez\\s*bort\\p{L}*|плоск\\p{L}*|борт(?:су|сы)з\\p{L}*|борт\\p{L}*\\s*(?:жок|нет)`,
    ),
  ],
  ['medium', phrase(`(?:с\\s*)?(?:ср(?:ед(?:н\\p{L}*)?)?\\.?|орто)\\s*${BORDER}|${BORDER}\\s*средн\\p{L}*`)],
  ['high', phrase(`(?:с\\s*)?(?:выс(?:ок\\p{L}*)?\\.?|бийик)\\s*${BORDER}|${BORDER}\\s*высок\\p{L}*`)],
  [
    'with',
    phrase(
      `(?:[сc]\\s*/?\\s*)?(?:${BORDER}|бот(?:ами|ом)|бартами|борами|бордами|брот\\p{L}*)|[сc]\\s*бор|[сc]/б|3\\s*[дd]|s\\s*bort\\p{L}*`,
    ),
  ],
];

function parseBorders(text: RowText): Borders | '' {
  const found: Borders[] = [];
  const spans = [];
  for (const [borders, pattern] of BORDER_FORMS) {
    for (const match of findFree(text, pattern)) {
      found.push(borders);
      spans.push(spanOf(match));
      use(text, spanOf(match));
    }
  }
  const kinds = new Set(found);
  // "с бортами, высокий борт" says one thing twice.
  if (kinds.size === 2 && kinds.has('with') && !kinds.has('without')) kinds.delete('with');
  if (kinds.size <= 1) return [...kinds][0] ?? '';
  // Contradictory words stay in the notes.
  for (const { start, end } of spans) text.used.fill(2, start, end);
  return '';
}

const COUNT_WORDS: Readonly<Record<string, number>> = {
  один: 1,
  одна: 1,
  первый: 1,
  два: 2,
  две: 2,
  двух: 2,
  второй: 2,
  эки: 2,
  три: 3,
  трех: 3,
  третий: 3,
  третьего: 3,
  третьим: 3,
  уч: 3,
  пяти: 5,
  беш: 5,
  шести: 6,
  семи: 7,
  жети: 7,
  восьми: 8,
};
const COUNT = `(\\d|${Object.keys(COUNT_WORDS).join('|')})`;
const ROWS = phrase(`${COUNT}\\s*-?\\s*(?:х|й|и|ий|ой|го|ех|ух)?\\s*-?\\s*(?:ряд|катар)\\p{L}*|([23])\\s*р\\.?`);
const ROW_RANGE = phrase(`\\d\\s*[-/]\\s*(?=\\d\\s*-?\\s*(?:х|й)?\\s*ряд)`);
/** "7м" are seats, "1.5 м" and "длина 5 м" are not. */
const SEATS = phrase(
  `(?:(?<!-)(\\d)(?:\\s*[-/]\\s*|,))?${COUNT}\\s*-?\\s*(?:ми|ти|и)?\\s*-?\\s*(?:мест\\p{L}*|м\\.|орун\\p{L}*)|(?<![.,]|(?:длин|рулон|шир|разм)\\p{L}*\\s*)([4-8])\\s?м`,
);

function parseSeatRows(text: RowText): number | null {
  takeAll(text, ROW_RANGE);
  const rows = takeAll(text, ROWS)
    .map((match) => countOf(match[1] ?? match[2]))
    .filter((count) => count >= 1 && count <= 3);
  const seats = new Set<number>();
  for (const match of takeAll(text, SEATS)) {
    if (match[1]) seats.add(Number(match[1]));
    seats.add(countOf(match[2] ?? match[3]));
  }
  if (rows.length > 0) return Math.max(...rows);
  const [count] = seats;
  if (seats.size !== 1 || count === undefined || count < 2 || count > 8) return null;
  return count >= 6 ? 3 : count >= 4 ? 2 : 1;
}

const countOf = (text = ''): number => COUNT_WORDS[text] ?? Number(text);

const FULL = phrase(
  'полн\\p{L}*(?:\\s*(?:салон\\p{L}*|комплект\\p{L}*|компонент\\p{L}*|набор\\p{L}*))?|(?:весь|целый)\\s*салон|толук(?:\\s*салон)?',
);
const FRONT = phrase(
  '(?:только|тока|лишь)\\s*перед\\p{L}*|(?:два|две|2)\\s*передн\\p{L}*|передн(?!\\p{L}*\\s*привод)(?:ие|их|ий|яя|ее|и)?(?:\\s*ряд\\p{L}*)?|перед|алдынкы',
);

function parseCoverage(text: RowText): Coverage | '' {
  const full = takeAll(text, FULL).length > 0;
  const front = takeAll(text, FRONT).length > 0;
  return full === front ? '' : full ? 'full' : 'front';
}

const NO_TRUNK = phrase('без\\s*багаж\\p{L}*');
const TRUNK = phrase('(?:с\\s*)?багаж\\p{L}*');

function parseTrunk(text: RowText): boolean {
  if (takeAll(text, NO_TRUNK).length > 0) return false;
  return takeAll(text, TRUNK).length > 0;
}

const LONG = phrase('лонг|long|lwb|дл(?:ин(?:н\\p{L}*)?)?\\.?\\s*баз\\p{L}*|длин(?:н\\p{L}*)?|удлин\\p{L}*');
const SHORT = phrase(
  'к[ао]р[ао]тыш\\p{L}*|корот(?:к\\p{L}*)?(?:\\.?\\s*баз\\p{L}*)?|кор\\.?\\s*баз\\p{L}*|short|шорт|swb',
);

function parseWheelbase(text: RowText): Wheelbase | '' {
  const long = takeAll(text, LONG).length > 0;
  const short = takeAll(text, SHORT).length > 0;
  return long === short ? '' : long ? 'long' : 'short';
}

/** Makers' words for it count as well: BYD's DM-i, range extenders. */
const HYBRID = phrase('г[иы]бр[иы]д\\p{L}*|hybrid|[mp]?hev|dm-?\\s?[ip]|[er]rev|reev');
const ELECTRIC = phrase('эл[еи]ктр(?:о|ик\\p{L}*|ич\\p{L}*|омоб\\p{L}*|окар)?|electric|b?ev(?![ -]?\\d)');
const DIESEL = phrase('ди[зс]ел\\p{L}*|диз|diesel');
const PETROL = phrase('бензин\\p{L}*|petrol');

/** Some models are named so ("Equinox electric"): the words stay free until the vehicle has its name. */
function parsePowertrain(text: RowText): Powertrain | '' {
  const stands = (pattern: RegExp): boolean => findFree(text, pattern).length > 0;
  const found: Powertrain[] = [];
  if (stands(HYBRID)) found.push('hybrid');
  if (stands(ELECTRIC)) found.push('electric');
  if (stands(DIESEL)) found.push('diesel');
  // "гибрид + бензин": the mat fits both, so none of them is said.
  return found.length === 1 && !stands(PETROL) ? (found[0] ?? '') : '';
}

/** To be called when the name is found. */
export function usePowertrain(text: RowText): void {
  for (const pattern of [HYBRID, ELECTRIC, DIESEL]) takeAll(text, pattern);
}
