import type { Column } from '../columns/columns.ts';
import { medianOf } from '../marks/geometry.ts';
import { type Line, textOfLine } from '../page/lines.ts';
import { isKnownBrand, looksLikeHeading, stripCounts } from '../text/heading.ts';
import type { ColumnLine } from './segment.ts';
import { findSlots } from './slots.ts';
import { isAlone, styleOf } from './style.ts';

/** A text stands out of its column's line of beginnings if it begins further from it than this, in em. */
const FLUSH_EM = 0.5;
/** Headings are centred alike if their middles differ by less than this; so many others must be. */
const CENTRE_PT = 1;
const ALIKE_LEAST = 2;
/** A column names brand and model in one if this share of its texts of several words begin with a brand. */
const JOINT_SHARE = 0.4;
/** Space above a heading is wider than that between rows by this factor … */
const SPACED_TIMES = 1.15;
/** … if this share of the headings have it; others have about as much. */
const SPACED_SHARE = 0.7;
const NEAR_SHARE = 0.9;

/** What is known when headings are looked for that look like the rows. */
export interface BrandLineClues {
  readonly lines: readonly ColumnLine[];
  readonly columns: readonly Column[];
  /** Where the text of each column begins, as far as known. */
  readonly flush: readonly (number | undefined)[];
  /** Lines that look unlike the rows. */
  readonly odd: ReadonlySet<ColumnLine>;
  /** Whether headings of the pages before look like the rows and begin where they do. */
  readonly plain: boolean;
  readonly brands: ReadonlySet<string> | undefined;
}

/** Headings that look like the rows, and whether some of them begin where the rows do, too. */
export interface BrandLines {
  readonly lines: readonly ColumnLine[];
  readonly plain: boolean;
}

/** Lines that stand alone and name a known brand, out of line with their column's text or in line with it as a rule. */
export function findBrandLines(clues: BrandLineClues): BrandLines {
  const { lines, columns, flush, odd, brands } = clues;
  if (!brands || columns.some((column) => column.role === 'brand')) return { lines: [], plain: false };
  const named = lines.filter((item) => isKnownBrand(textOfLine(item.line), brands) && isAlone(item, lines));
  const stray = named.filter(({ column, line }) => {
    const start = flush[column];
    if (columns[column]!.role === 'number') return true;
    return start !== undefined && Math.abs(line.box.x0 - start) > FLUSH_EM * line.size;
  });
  // A centred heading may begin where a column does: its middle is that of the others.
  const found = named.filter(
    (item) =>
      stray.includes(item) || stray.filter((other) => isCentredAlike(item.line, other.line)).length >= ALIKE_LEAST,
  );
  const inLine = named.filter((item) => !found.includes(item) && !odd.has(item));
  const isPlain =
    found.length === 0 && inLine.length === named.length && inLine.length >= (clues.plain ? 1 : ALIKE_LEAST);
  if (!isPlain || isJoint(inLine, clues)) return { lines: [...found, ...findAlike(found, clues)], plain: false };
  const spaced = findSpaced(inLine, lines);
  return { lines: [...spaced, ...findAlike(spaced, clues)], plain: true };
}

/** Whether the column of some lines names brand and model in one: then a brand alone may be a row. */
function isJoint([first]: readonly ColumnLine[], { lines, brands }: BrandLineClues): boolean {
  const own = lines.filter(({ column, line }) => column === first!.column && line.words.length > 1);
  const joint = own.filter(({ line }) => isKnownBrand(line.words[0]!.text, brands));
  return joint.length > JOINT_SHARE * own.length;
}

/** Of headings in line with the rows, those with more space above them, if most have it. */
function findSpaced(named: readonly ColumnLine[], lines: readonly ColumnLine[]): readonly ColumnLine[] {
  const space = measureSpace(lines);
  const spaced = named.filter((item) => space.above(item) > SPACED_TIMES * space.usual);
  return spaced.length < SPACED_SHARE * named.length ? named : spaced;
}

/** Lines that name no known brand, but look and stand like headings that do: with a section's number, or as much space above them. */
function findAlike(headings: readonly ColumnLine[], { lines, flush }: BrandLineClues): readonly ColumnLine[] {
  const [first] = headings;
  if (!first || headings.length < ALIKE_LEAST) return [];
  const space = measureSpace(lines);
  const least = Math.min(...headings.map((item) => space.above(item)));
  const isSpaced = (above: number): boolean =>
    least < Infinity && least > SPACED_TIMES * space.usual && above < Infinity && above > NEAR_SHARE * least;
  const numbered = headings.every(isNumbered);
  // What is centred where all headings are, and begins where no row does, is one however short.
  const isCentredAmong = ({ column, line }: ColumnLine): boolean => {
    const start = flush[column];
    const stray = start !== undefined && Math.abs(line.box.x0 - start) > FLUSH_EM * line.size;
    return stray && headings.every((other) => isCentredAlike(line, other.line));
  };
  return lines.filter((item) => {
    const alike = item.column === first.column && styleOf(item.line) === styleOf(first.line);
    if (!alike || headings.includes(item)) return false;
    if (!isSpaced(space.above(item)) && !(numbered && isNumbered(item)) && !isCentredAmong(item)) return false;
    const begins = Math.abs(item.line.box.x0 - first.line.box.x0) < CENTRE_PT || isCentredAlike(item.line, first.line);
    return begins && looksLikeHeading(textOfLine(item.line)) && isAlone(item, lines);
  });
}

const isNumbered = ({ line }: ColumnLine): boolean => stripCounts(textOfLine(line)) !== textOfLine(line);

interface Space {
  /** From the middle of the line above to that of a line; Infinity for the first. */
  readonly above: (item: ColumnLine) => number;
  readonly usual: number;
}

function measureSpace(lines: readonly ColumnLine[]): Space {
  const slots = findSlots(lines);
  const steps = slots.slice(1).map((slot, i) => slot.middle - slots[i]!.middle);
  const byLine = new Map(slots.flatMap((slot, i) => slot.lines.map((item) => [item, steps[i - 1] ?? Infinity])));
  return { above: (item) => byLine.get(item) ?? Infinity, usual: medianOf(steps) };
}

function isCentredAlike(a: Line, b: Line): boolean {
  return Math.abs(a.box.x0 + a.box.x1 - b.box.x0 - b.box.x1) < 2 * CENTRE_PT;
}
