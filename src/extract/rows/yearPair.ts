import type { Column } from '../columns/columns.ts';

/** Two columns side by side that hold the first and the last year of a row: `с` and `по` under `Годы выпуска`. */
interface YearPair {
  readonly from: number;
  readonly to: number;
}

const FROM = /(?:^|\s)(?:с|c|от|from|начал[оа](?: выпуска| производства)?|start)$/iu;
const TO =
  /(?:^|\s)(?:по|до|to|(?:конец|конца)(?: выпуска| производства)?|окончани[ея](?: выпуска| производства)?|end)$/iu;
/** Words of a title that can stand before a year. */
const BEFORE_YEAR = /(?:^|\s)(с|c|от|from|по|до|to)$/iu;
/** A year, a sign that there is none, or today. */
const YEAR = /^(?:[-–—]+|(?:(?:19|20)\d\d|\d\d)(?!\d).*|(?:по\s*)?н(?:аст|\.?\s?в).*|now|present|сейчас)$/iu;

/** The pair that a table's year column is one of, if its neighbour is titled as the other one and has no place of its own. */
function findPair(columns: readonly Column[]): YearPair | undefined {
  const year = columns.findIndex(({ role }) => role === 'year');
  const pairOf = (from: number): YearPair | undefined => {
    const [first, last] = [columns[from], columns[from + 1]];
    if (!first || !last || ![first.role, last.role].includes('extra')) return undefined;
    return FROM.test(first.title) && TO.test(last.title) ? { from, to: from + 1 } : undefined;
  };
  return year < 0 ? undefined : (pairOf(year) ?? pairOf(year - 1));
}

/** Rows share the columns of their table: each is looked through once. */
const pairs = new WeakMap<readonly Column[], { readonly pair: YearPair | undefined }>();

/** The texts of a row with both years in its year column: as printed, or a year alone behind the word above it. */
export function joinYears(columns: readonly Column[], texts: readonly string[]): readonly string[] {
  let known = pairs.get(columns);
  if (!known) {
    known = { pair: findPair(columns) };
    pairs.set(columns, known);
  }
  if (!known.pair) return texts;
  const { from, to } = known.pair;
  const both = [from, to].filter((c) => texts[c]);
  if (both.length === 0 || !both.every((c) => YEAR.test(texts[c]!))) return texts;
  const joined =
    both.length > 1 ? `${texts[from]} ${texts[to]}` : `${wordBefore(columns[both[0]!]!)} ${texts[both[0]!]}`.trim();
  const year = columns[from]!.role === 'year' ? from : to;
  return texts.map((text, c) => (c === year ? joined : c === from || c === to ? '' : text));
}

const wordBefore = ({ title }: Column): string => BEFORE_YEAR.exec(title)?.[1] ?? '';
