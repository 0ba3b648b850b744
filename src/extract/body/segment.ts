import type { Line } from '../page/lines.ts';
import { findSeams, findSlots, isFar, type Pace, type Slot, UNKNOWN_PACE } from './slots.ts';

/** How the lines of a row's cells stand to each other. */
export type Align = 'top' | 'middle' | 'bottom';

/** A line of text in a column of a table. */
export interface ColumnLine {
  readonly column: number;
  readonly line: Line;
}

/** What the segmenter knows of a column. */
export interface ColumnFacts {
  /** The running number: one line in each row. */
  readonly isNumber: boolean;
  /** Share of the rows in which the column has text, as far as known. */
  readonly filled: number;
  /** Share of its lines that are a single word: a year is hardly ever broken. */
  readonly atomic: number;
  /** Width of the column's widest line: it is known to hold that much. */
  readonly room: number;
  /** Width from where the column's text begins to the next column's, where both are known; less than this wraps. */
  readonly reach: number;
}

/** A row holds no more heights of lines than this. */
const SLOTS_LIMIT = 24;
/** Lines of a wrapped cell are no further apart than this, in em. */
const WRAP_LEADING_EM = 1.75;
/** Lines further apart than this, in em, never belong to one cell. */
const APART_EM = 2.5;
/** What it costs that the lines of a row, in whatever columns, are. */
const APART_COST = 10;
/** What it costs that cells reach beyond the tallest one, which no way of aligning gives. */
const UNCOVERED_COST = 1.5;
/** … by more than this, in em: a short cell may stand a little off its row. */
const BEYOND_EM = 0.75;
/** What it gains that a name or a range that is broken at its hyphen is whole. */
const BROKEN_GAIN = 0.5;
/** Blocks are aligned if they differ by no more than this, in em. */
const ALIGN_EM = 0.28;
/** What it costs that a row has one text only. */
const LONE_COST = 3;
const IMPOSSIBLE = 1000;
/** What it costs that a row has two heights of lines each with a cell that the other lacks: no way of aligning gives that. */
const COMPLEMENT_COST = 2;
/** What it costs to part two lines that stand as near as those of a cell, in a table whose rows stand apart. */
const CUT_COST = 4;
/** What it costs that lines of a row are as far apart as rows. */
const FAR_COST = 2.5;
/** … and where cells are seen to wrap at that pitch. */
const FAR_WRAPPED_COST = 1;

/** A way to part lines into rows, and how well it fits; the greater the better. */
export interface Segmentation {
  readonly rows: readonly (readonly ColumnLine[])[];
  readonly score: number;
  readonly align: Align;
}

/**
 * Parts the lines of a stretch of a table into rows, trying the three ways in which cells may be aligned. `pace` is how
 * the table's rows follow each other, where their numbers don't tell it.
 */
export function segmentRows(
  lines: readonly ColumnLine[],
  columns: readonly ColumnFacts[],
  aligns: readonly Align[],
  barriers: ReadonlySet<ColumnLine> = new Set(),
  pace = UNKNOWN_PACE,
): Segmentation {
  const slots = findSlots(lines);
  const seams = findSeams(slots, columns, pace);
  let best: Segmentation | undefined;
  for (const align of aligns) {
    const found = segmentAligned(slots, columns, align, { barriers, seams, pace });
    if (!best || found.score > best.score + 1e-9) best = found;
  }
  return best ?? { rows: [], score: 0, align: 'top' };
}

/** The best cut of the slots, by dynamic programming: `best[j]` ends a row before slot j. */
function segmentAligned(
  slots: readonly Slot[],
  columns: readonly ColumnFacts[],
  align: Align,
  marks: SlotMarks,
): Segmentation {
  const best: number[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= slots.length; end++) {
    best[end] = -Infinity;
    for (let start = end - 1; start >= Math.max(0, end - SLOTS_LIMIT); start--) {
      const cut = marks.seams.has(start) ? CUT_COST : 0;
      const score = best[start]! + scoreRow(slots.slice(start, end), columns, align, marks) - cut;
      if (score > best[end]!) {
        best[end] = score;
        from[end] = start;
      }
    }
  }
  const rows: ColumnLine[][] = [];
  for (let end = slots.length; end > 0; end = from[end]!)
    rows.unshift(slots.slice(from[end]!, end).flatMap((slot) => slot.lines));
  return { rows, score: best[slots.length]!, align };
}

/** What is known of the slots besides their lines. */
interface SlotMarks {
  /** Lines that are rows of their own. */
  readonly barriers: ReadonlySet<ColumnLine>;
  readonly seams: ReadonlySet<number>;
  readonly pace: Pace;
}

interface Block {
  readonly top: number;
  readonly bottom: number;
}

/** How well a stretch of slots makes one row. */
function scoreRow(
  slots: readonly Slot[],
  columns: readonly ColumnFacts[],
  align: Align,
  { barriers, pace }: SlotMarks,
): number {
  const cells: Line[][] = columns.map(() => []);
  let odd = 0;
  for (const { lines } of slots) {
    for (const item of lines) cells[item.column]!.push(item.line);
    if (lines.some((item) => barriers.has(item))) odd++;
  }
  if (odd > 0 && slots.length > 1) return -IMPOSSIBLE;
  const steps = slots.slice(1).map(({ middle }, i) => middle - slots[i]!.middle);
  const far = steps.filter((step) => isFar(step, pace.pitch)).length;
  let score = -(pace.wraps ? FAR_WRAPPED_COST : FAR_COST) * far;
  // However cells are aligned, the lines of the tallest one leave no such space.
  const { size } = slots[0]!.lines[0]!.line;
  score -= APART_COST * steps.filter((step) => step > APART_EM * size).length;
  const blocks: Block[] = [];
  cells.forEach((lines, c) => {
    const facts = columns[c]!;
    if (lines.length === 0) {
      score -= facts.isNumber ? 4 : 2 * facts.filled * facts.filled;
      return;
    }
    score += facts.isNumber ? (lines.length === 1 ? 2 : -8 * (lines.length - 1)) : 0;
    score += scoreBreaks(lines, facts, pace.pitch);
    blocks.push({ top: lines[0]!.middle, bottom: lines.at(-1)!.middle });
  });
  // A text that stands alone may be a heading or a note, however many cells of a row it lacks.
  if (slots.length === 1 && blocks.length === 1) return Math.max(score, -LONE_COST);
  if (!columns.some((facts) => facts.isNumber) && isComplement(slots)) score -= COMPLEMENT_COST;
  return score - scoreAlign(blocks, size, align);
}

/** Whether two slots are two rows rather: each has several cells, and one that the other lacks. */
function isComplement([first, second, ...others]: readonly Slot[]): boolean {
  if (!first || !second || others.length > 0) return false;
  const [above, below] = [first, second].map(({ lines }) => new Set(lines.map((item) => item.column))) as [
    Set<number>,
    Set<number>,
  ];
  const several = above.size > 1 && below.size > 1;
  return several && [...above].some((c) => !below.has(c)) && [...below].some((c) => !above.has(c));
}

function scoreBreaks(lines: readonly Line[], facts: ColumnFacts, pitch: number): number {
  let score = 0;
  for (let i = 1; i < lines.length; i++) {
    const before = lines[i - 1]!;
    const after = lines[i]!;
    const leading = after.middle - before.middle;
    const em = Math.max(before.size, after.size);
    if (leading > WRAP_LEADING_EM * em) score -= leading > APART_EM * em ? 50 : 5;
    if (i > 1 && Math.abs(leading - (before.middle - lines[i - 2]!.middle)) > ALIGN_EM * after.size) score -= 3;
    // Lines as far apart as rows are hardly one cell's: then the column must be seen to be too narrow for them.
    const room = isFar(leading, pitch) ? Math.max(facts.room, facts.reach) : facts.room;
    const wouldFit = before.box.x1 - before.box.x0 + 0.3 * after.size + firstWordWidth(after) < room - 0.2 * after.size;
    if (isBroken(before, after)) score += BROKEN_GAIN;
    else score -= wouldFit ? 3.5 : 0.3 + 2 * facts.atomic * facts.atomic;
  }
  return score;
}

/** Whether a line ends within a name or a range: `MERCEDES-` / `BENZ`, `2006-` / `2011`. */
const isBroken = (before: Line, after: Line): boolean =>
  /[\p{L}\p{N}][-‑–]$/u.test(before.words.at(-1)!.text) && /^[\p{L}\p{N}]/u.test(after.words[0]!.text);

function firstWordWidth(line: Line): number {
  const { box } = line.words[0]!;
  return box.x1 - box.x0;
}

/** What it costs that the cells of a row aren't aligned. */
function scoreAlign(blocks: readonly Block[], size: number, align: Align): number {
  if (blocks.length < 2) return 0;
  const tallest = blocks.reduce((best, b) => (b.bottom - b.top > best.bottom - best.top ? b : best));
  const key = (b: Block): number => (align === 'top' ? b.top : align === 'bottom' ? b.bottom : (b.top + b.bottom) / 2);
  const covers = blocks.every(
    (b) => b.top > tallest.top - BEYOND_EM * size && b.bottom < tallest.bottom + BEYOND_EM * size,
  );
  let cost = covers ? 0 : UNCOVERED_COST;
  for (const block of blocks) if (Math.abs(key(block) - key(tallest)) > ALIGN_EM * size) cost += 2.5;
  return cost;
}
