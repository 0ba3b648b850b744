import { isBrandLine, parseMarker } from './textItem.ts';
import type { TextPart } from './textParts.ts';

/** A line of text in its newspaper column. */
export interface TextLine extends TextPart {
  /** From 0; -1 for what runs across several columns. */
  readonly column: number;
}

const GUTTER_LEAST_PT = 6;
/** Lines that may run across a gutter: titles, notes. */
const CROSSING_SHARE = 0.04;
const CROSSING_LEAST = 2;
/** Brands head all columns if this share of them stand alone at the left; text beside them is no further away than this, in em. */
const SECTION_SHARE = 0.8;
const BESIDE_EM = 0.9;
/** A newspaper column has this share of the text at least; the last one may be short. */
const COLUMN_SHARE = 0.02;
const COLUMN_LEAST = 2;

/** The lines of a document as they are read: down the first newspaper column of a page, then down the next. */
export function orderLines(parts: readonly TextPart[], brands: ReadonlySet<string>): TextLine[] {
  const gutters = findGutters(parts);
  const pages = joinLineParts(parts, gutters);
  const sections = gutters.length > 0 ? findSections(pages, brands) : new Set();
  const lines: TextLine[] = [];
  for (const page of pages) {
    let band: TextLine[] = [];
    // What runs across the columns, or heads all of them, parts what is above it from what is below.
    const flush = (): void => {
      for (let column = 0; column <= gutters.length; column++) lines.push(...band.filter((l) => l.column === column));
      band = [];
    };
    for (const line of page) {
      if (line.column >= 0 && !sections.has(line)) band.push(line);
      else {
        flush();
        lines.push(line);
      }
    }
    flush();
  }
  return lines;
}

/** The lines of each page, one for each newspaper column that they have text in. */
function joinLineParts(parts: readonly TextPart[], gutters: readonly number[]): TextLine[][] {
  const pages = new Map<number, TextLine[]>();
  for (const part of parts) {
    const page = pages.get(part.page) ?? [];
    pages.set(part.page, page);
    const runsAcross = gutters.some((at) => part.x0 < at && part.x1 > at);
    const column = runsAcross ? -1 : gutters.filter((at) => part.x0 > at).length;
    const last = page.findLastIndex((other) => other.column === column);
    // A number begins an item, be the column before it ever so near.
    const goesOn = page[last]?.line === part.line && parseMarker(part.text).kind !== 'number';
    if (goesOn) page[last] = joinParts(page[last]!, part);
    else page.push({ ...part, column });
  }
  return [...pages.values()];
}

/**
 * The brands that head lines in all newspaper columns, not in theirs alone: where columns are balanced below each brand, brands stand
 * in the first one, and nothing beside them. Elsewhere they stand beside the lines of other columns.
 */
function findSections(pages: readonly (readonly TextLine[])[], brands: ReadonlySet<string>): Set<TextLine> {
  const named = pages.flat().filter(({ column, text }) => column >= 0 && isBrandLine(text, brands));
  const alone = new Set(pages.flatMap(findAlone));
  const heads = named.filter((line) => alone.has(line));
  if (heads.length < SECTION_SHARE * named.length) return new Set();
  const style = mostFrequent(heads.map((line) => line.style));
  const usual = mostFrequent(pages.flat().map((line) => line.style));
  return new Set([...alone].filter((line) => heads.includes(line) || (line.style === style && style !== usual)));
}

/** The lines of a page's first column beside which no other column has text, though they go on below. */
function findAlone(lines: readonly TextLine[]): TextLine[] {
  const others = lines.filter(({ column }) => column > 0);
  return lines.filter(
    ({ column, middle, size }) =>
      column === 0 &&
      others.some((other) => other.middle > middle) &&
      others.every((other) => Math.abs(other.middle - middle) > BESIDE_EM * size),
  );
}

const joinParts = (left: TextLine, right: TextPart): TextLine => ({
  ...left,
  text: `${left.text} ${right.text}`,
  x1: right.x1,
  pieces: left.pieces + right.pieces,
});

/** Upright stretches through which hardly a line runs, with text on either side. */
function findGutters(parts: readonly TextPart[]): number[] {
  const low = Math.floor(Math.min(...parts.map(({ x0 }) => x0)));
  const high = Math.ceil(Math.max(...parts.map(({ x1 }) => x1)));
  const crossing = Array.from({ length: high - low + 1 }, () => 0);
  for (const { x0, x1 } of parts) for (let x = Math.floor(x0); x <= Math.floor(x1); x++) crossing[x - low]!++;
  const allowed = Math.max(CROSSING_LEAST, CROSSING_SHARE * parts.length);
  const least = Math.max(COLUMN_LEAST, COLUMN_SHARE * parts.length);
  const gutters: number[] = [];
  let from = 0;
  for (let x = 0; x <= crossing.length; x++) {
    if (x < crossing.length && crossing[x]! <= allowed) continue;
    // Where the fewest run through, and there as near to the next column as can be: its text is flush, that before it ragged.
    let best = from;
    for (let i = from; i < x; i++) if (crossing[i]! <= crossing[best]!) best = i;
    const at = low + best + 0.5;
    const left = parts.filter(({ x1 }) => x1 <= at).length;
    const right = parts.filter(({ x0 }) => x0 >= at).length;
    if (x - from >= GUTTER_LEAST_PT && left >= least && right >= least) gutters.push(at);
    from = x + 1;
  }
  return gutters;
}

/** The value that comes most often. */
export function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
