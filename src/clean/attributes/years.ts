/** Years of production in every printed form: `'до 2006г'` → to 2006, `'03-08'` → 2003–2008, `'c 2012 и новее'` → from 2012. */

export type YearProblem = '' | 'swapped' | 'impossible';

export interface Years {
  readonly from: number | null;
  readonly to: number | null;
  readonly problem: YearProblem;
  /** The printed words that were years, as [start, end) of the text. */
  readonly spans: readonly (readonly [number, number])[];
}

export const NO_YEARS: Years = { from: null, to: null, problem: '', spans: [] };

/** The first car that a list can hold; the trade's two-digit years turn at 30 (00–30 are 2000–2030). */
const FIRST_YEAR = 1940;
const CENTURY_TURN = 30;

export interface YearOptions {
  /** Next year's models are on sale; later ones are slips. */
  readonly latestYear: number;
  /** In a year cell any number means a year; elsewhere only what can't be anything else. */
  readonly strict: boolean;
}

interface Atom {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly digits: number;
}

const DIGITS =
  /(?<![\p{L}\p{N}])'?(?:(?:0?[1-9]|1[0-2])\s?[./]\s?(?=\d{4}(?!\d)))?([\doоlіi]+)(?=\s*(?:г|$|[^\p{L}\p{N}]|по|до|to|и|н|с))/gu;
const UNIT =
  '(?:\\s*(?:г\\.?\\s?в\\.?|г\\.?\\s?г\\.?|годах?|года?|год[ыа]|г\\.?|(?:-\\s*)?[йж]ыл\\p{L}*|yr|year|m?y)(?![\\p{L}\\p{N}]))?\\.?';
const RANGE = new RegExp(`^${UNIT}\\s*(?:-+>?|>|→|\\.{2,3}|…|/|\\\\|по|до|to|~|\\s)+\\s*(?:по|до)?\\s*'?$`, 'u');
const LIST = new RegExp(`^${UNIT}\\s*(?:[,;+&\\s]|и|или)+\\s*'?$`, 'u');
const OPEN_START = /(?:^|[^\p{L}\p{N}])(?:до|по|чейин|to|<)\.?\s*'?$|^\s*-\s*'?$/u;
const OPEN_END_BEFORE = /(?:^|[^\p{L}\p{N}])(?:с|c|от|после|начиная\s*с|from|since|>)\.?\s*'?$/u;
const OPEN_END_AFTER = new RegExp(
  `^${UNIT}\\s*(?:(?:-|\\+|>|→|\\s|\\.{2,3}|…)*(?:н\\s*[./]?\\s*в\\.?|по\\s*н\\.?\\s*в\\.?|(?:по\\s*)?(?:наст\\p{L}*|сегодня|сейчас)\\.?(?:\\s*вр\\p{L}*)?|(?:и|или)\\s*(?:новее|выше|моложе|далее|позже|свежее)|новее|выше|баштап|кийин|present|now)|\\+|-+\\s*>|→|>|-+\\s*(?:…|\\.\\.+|\\?)?(?=\\s*(?:$|[^\\p{L}\\p{N}\\s])|\\s*$))`,
  'u',
);
const OPEN_START_AFTER = new RegExp(`^${UNIT}\\s*(?:(?:и|или)\\s*(?:старше|ниже|ранее|раньше)|чейин)`, 'u');

export function parseYears(text: string, options: YearOptions): Years {
  const atoms = findAtoms(text, options);
  if (atoms === 'impossible') return { from: null, to: null, problem: 'impossible', spans: [[0, text.length]] };
  const [first] = atoms;
  const last = atoms[atoms.length - 1];
  if (!first || !last) return NO_YEARS;
  const spans = spansOf(text, atoms);
  const values = atoms.map(({ value }) => value);
  if (values.some((value) => value < FIRST_YEAR || value > options.latestYear)) {
    // Outside the year cell a number out of range is simply no year.
    if (options.strict) return NO_YEARS;
    return { from: null, to: null, problem: 'impossible', spans };
  }
  if (atoms.length === 1) return { ...parseSingle(text, first), problem: '', spans };
  const between = text.slice(first.end, atoms[1]?.start);
  const swapped = atoms.length === 2 && first.value > last.value && RANGE.test(between) && !LIST.test(between);
  const openEnd = OPEN_END_AFTER.test(text.slice(last.end)) && !/^\s*-?\s*$/.test(text.slice(last.end));
  return {
    from: Math.min(...values),
    to: openEnd && atoms.length > 1 && LIST.test(between) ? null : Math.max(...values),
    problem: swapped ? 'swapped' : '',
    spans,
  };
}

function parseSingle(text: string, { start, end, value }: Atom): { from: number | null; to: number | null } {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (OPEN_START.test(before) || OPEN_START_AFTER.test(after)) return { from: null, to: value };
  if (OPEN_END_BEFORE.test(before) || OPEN_END_AFTER.test(after)) return { from: value, to: null };
  return { from: value, to: value };
}

function findAtoms(text: string, { strict }: YearOptions): Atom[] | 'impossible' {
  const atoms: Atom[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const raw = match[1] ?? '';
    if (!/\d/.test(raw)) continue;
    const digits = raw.replace(/[oо]/g, '0').replace(/[lіi]/g, '1');
    const end = match.index + match[0].length;
    const start = match.index;
    // A volume of the engine: 2.0, 1,6.
    if (/\d[.,]$/.test(text.slice(0, end - raw.length)) && digits.length === 1) continue;
    if (/^[.,]\d(?!\d)/.test(text.slice(end)) && digits.length === 1) continue;
    if (digits.length === 4) atoms.push({ start, end, value: Number(digits), digits: 4 });
    else if (digits.length === 2) atoms.push({ start, end, value: expandCentury(Number(digits)), digits: 2 });
    else if (digits.length === 8 && !strict) {
      // "20102015": the dash got lost.
      atoms.push({ start, end: start + 4, value: Number(digits.slice(0, 4)), digits: 4 });
      atoms.push({ start: start + 4, end, value: Number(digits.slice(4)), digits: 4 });
    } else if (!strict) return 'impossible';
  }
  return strict ? keepCertain(text, atoms) : atoms;
}

/** Outside the year cell a two-digit number is a year only in `'05`, `05г`, `2010-15` or a range marked with `г`. */
function keepCertain(text: string, atoms: readonly Atom[]): Atom[] {
  return atoms.filter((atom, at) => {
    if (atom.digits === 4) return true;
    const previous = atoms[at - 1];
    const joined = previous !== undefined && /^\s*[-/]\s*$/.test(text.slice(previous.end, atom.start));
    if (joined && previous.digits === 4 && atom.value > previous.value) return true;
    if (text[atom.start] === "'") return true;
    const marked = (other: Atom): boolean =>
      /^\s*(?:г\.?\s?г?\.?|года?|годы|г\.?в\.?)(?![\p{L}\p{N}])/u.test(text.slice(other.end));
    if (marked(atom)) return true;
    const next = atoms[at + 1];
    const joinedNext = next !== undefined && /^\s*(?:-|по|до)\s*$/u.test(text.slice(atom.end, next.start));
    if (joinedNext && next.digits === 2 && marked(next)) return true;
    if (isOpened(text, atom)) return true;
    const spelled = /(?:^|[^\p{L}\p{N}])с\s*$/u.test(text.slice(0, atom.start));
    return (spelled && joinedNext) || (joined && /по\s*$/u.test(text.slice(previous.end, atom.start)));
  });
}

/** "с 99", "до 06": an opening word before the number, and nothing behind it that it could count ("с 13 мест"). */
const isOpened = (text: string, { start, end }: Atom): boolean =>
  /(?:^|[^\p{L}\p{N}])(?:[сc]|от|до|после)\.?\s*$/u.test(text.slice(0, start)) &&
  !/^\s*[-.,:]?\s*[\p{L}\p{N}%]/u.test(text.slice(end));

/** `expandCentury(5)` → 2005, `expandCentury(93)` → 1993. */
export function expandCentury(value: number): number {
  return value <= CENTURY_TURN ? 2000 + value : 1900 + value;
}

/** Each year with its unit and the words that open or join the range. */
function spansOf(text: string, atoms: readonly Atom[]): [number, number][] {
  return atoms.map(({ start, end }, at) => {
    const before = /(?:с|c|от|до|по|после|from|since|to|начиная\s*с|-|>|<|~)\.?\s*'?$/u.exec(
      text.slice(atoms[at - 1]?.end ?? 0, start),
    );
    const tail = text.slice(end, atoms[at + 1]?.start ?? text.length);
    const open = at === atoms.length - 1 ? (OPEN_END_AFTER.exec(tail) ?? OPEN_START_AFTER.exec(tail)) : null;
    const unit = new RegExp(`^${UNIT}`, 'u').exec(tail);
    const after = Math.max(open?.[0].length ?? 0, unit?.[0].length ?? 0);
    return [before ? start - before[0].length : start, end + after];
  });
}
