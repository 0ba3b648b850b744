import { findLeadingBrand, isBrandLine, type Marker, parseMarker } from './textItem.ts';
import { mostFrequent, type TextLine } from './textOrder.ts';

/** How the items of a text list are written. */
export interface Shape {
  /** What each item begins with. */
  readonly kind: Marker['kind'];
  /** Whether its numbers have no sign after them. */
  readonly bare: boolean;
  /** Whether items begin with their brand; else it stands above them. */
  readonly inline: boolean;
  /** Whether brands above items begin as the items do. */
  readonly marked: boolean;
  /** The usual look of items, and of known brands above them. */
  readonly itemStyle: string;
  readonly headingStyle: string | undefined;
  /** What most known brands above items begin with. */
  readonly headingKind: Marker['kind'] | undefined;
  /** Where known brands above items begin, from the left of their newspaper column. */
  readonly headingStarts: readonly number[];
  /** Where items begin, if most begin alike. */
  readonly itemStart: number | undefined;
  /** Whether most of those brands end with a colon. */
  readonly colons: boolean;
  /** What comes again as the first line of pages: a running title. */
  readonly running: ReadonlySet<string>;
  /** Where lines of each newspaper column begin at the left and end at the right. */
  readonly lefts: ReadonlyMap<number, number>;
  readonly rights: ReadonlyMap<number, number>;
  /** Where a column has no more room, wherever its lines end: near the next one, or as far from the page's side as the first. */
  readonly limits: ReadonlyMap<number, number>;
}

/** A marker is that of the items if this share of the lines has it. */
const MARKED_SHARE = 0.4;
/** Bare numbers are running numbers if nearly all lines have one and most follow on the one before. */
const BARE_SHARE = 0.8;
const INLINE_SHARE = 0.5;
/** The space between newspaper columns, or a right margin wider than the left one, takes no more of a column than this. */
const GUTTER_SHARE = 0.12;
/** Items are flush if this share of them begins at one place. */
const FLUSH_SHARE = 0.6;

/** Tells how the items of a document would be written, if it were a list; nothing where no brand is named. */
export function findShape(lines: readonly TextLine[], brands: ReadonlySet<string>): Shape | undefined {
  const named = lines.filter(({ text }) => isBrandLine(text, brands));
  const isNamed = new Set(named);
  const others = lines.filter((line) => !isNamed.has(line));
  const bare = isNumberedBare(lines);
  const markers = others.map(({ text }) => parseMarker(text, bare).kind);
  const kind = (['number', 'bullet'] as const).find(
    (each) => markers.filter((marker) => marker === each).length >= MARKED_SHARE * lines.length,
  );
  const items = kind === undefined ? others : others.filter((_, i) => markers[i] === kind);
  if (items.length === 0) return undefined;
  const led = items.filter(({ text }) => findLeadingBrand(parseMarker(text, bare).rest, brands) !== '');
  const inline = led.length >= INLINE_SHARE * items.length;
  if (!inline && named.length === 0) return undefined;
  const isLike = ({ text }: TextLine): boolean => kind !== undefined && parseMarker(text, bare).kind === kind;
  const marked = named.filter(isLike).length > named.length / 2;
  const headings = marked ? named : named.filter((line) => !isLike(line));
  const negative = extremes(lines, ({ x0 }) => -x0);
  const lefts = new Map([...negative].map(([column, x]) => [column, -x]));
  const startOf = ({ column, x0 }: TextLine): number => x0 - lefts.get(column)!;
  const starts = items.map((line) => Math.round(startOf(line)));
  const start = mostFrequent(starts);
  return {
    kind: kind ?? 'none',
    bare,
    inline,
    marked,
    itemStyle: mostFrequent((inline ? led : items).map(({ style }) => style))!,
    headingStyle: mostFrequent(headings.map(({ style }) => style)),
    headingKind: mostFrequent(headings.map(({ text }) => parseMarker(text, bare).kind)),
    headingStarts: headings.map(startOf),
    itemStart: starts.filter((each) => each === start).length >= FLUSH_SHARE * starts.length ? start : undefined,
    colons: headings.filter(({ text }) => /:$/u.test(text)).length > headings.length / 2,
    running: findRunning(lines),
    lefts,
    rights: extremes(lines, ({ x1 }) => x1),
    limits: findLimits(lefts, lines[0]!.pageWidth),
  };
}

function findLimits(lefts: ReadonlyMap<number, number>, pageWidth: number): Map<number, number> {
  const limits = new Map<number, number>();
  for (const [column, left] of lefts) {
    const end = lefts.get(column + 1) ?? pageWidth - (lefts.get(0) ?? left);
    if (column >= 0) limits.set(column, end - GUTTER_SHARE * (end - left));
  }
  return limits;
}

/** The largest value of the lines of each column. */
function extremes(lines: readonly TextLine[], measure: (line: TextLine) => number): Map<number, number> {
  const found = new Map<number, number>();
  for (const line of lines) found.set(line.column, Math.max(found.get(line.column) ?? -Infinity, measure(line)));
  return found;
}

function findRunning(lines: readonly TextLine[]): Set<string> {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { line, text } of lines) if (line === 0) (seen.has(text) ? again : seen).add(text);
  return again;
}

function isNumberedBare(lines: readonly TextLine[]): boolean {
  const numbers = lines.flatMap(({ text }) => /^(\d{1,5}) \S/u.exec(text)?.[1] ?? []).map(Number);
  const next = numbers.filter((number, i) => i === 0 || number === numbers[i - 1]! + 1).length;
  return numbers.length >= BARE_SHARE * lines.length && next >= BARE_SHARE * numbers.length;
}
