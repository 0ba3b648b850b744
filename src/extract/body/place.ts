import type { Column } from '../columns/columns.ts';
import { type Box, overlap } from '../marks/geometry.ts';
import { chunksOf, findLines, type Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { findBlankColumns, joinOverflow } from './overflow.ts';
import type { ColumnLine } from './segment.ts';

/** The lines of a table's body, column by column, and those that run across columns. */
export interface Placement {
  readonly lines: readonly ColumnLine[];
  /** Lines that stand alone and run across columns: headings, notes. */
  readonly across: readonly Line[];
}

/** A text reaches into a column if it covers more than this, in em, of it. */
const REACH_EM = 0.35;
/** A text begins at its column's edge if it begins no further from it than this, in em. */
const START_EM = 1;
/** If more lines than this share cross from one column to the next, whole lines are written in one go. */
const WRITTEN_THROUGH_SHARE = 0.3;

interface Chunk {
  readonly line: Line;
  readonly columns: readonly number[];
}

/** Puts the words of a table's body into its columns; a text that is written in one go stays together. */
export function placeWords(words: readonly Word[], columns: readonly Column[]): Placement {
  const lines = findLines(words);
  // Hardly a line has to be compared with where texts begin and end.
  let known: FlushEdges | undefined;
  const flush = (): FlushEdges => {
    known ??= findFlushEdges(lines, columns);
    return known;
  };
  const blank = findBlankColumns(columns);
  const rows = lines.map((line) => ({
    line,
    chunks: joinOverflow(
      chunksOf(line).map((chunk): Chunk => ({ line: chunk, columns: columnsUnder(chunk.box, chunk.size, columns) })),
      blank,
    ),
  }));
  const crossing = rows.filter(({ chunks }) => chunks.length > 1 && chunks.some((c) => c.columns.length > 1)).length;
  const writtenThrough = crossing > WRITTEN_THROUGH_SHARE * rows.length;
  const placed: Word[][] = columns.map(() => []);
  const across: Line[] = [];
  for (const { line, chunks } of rows) {
    const alone = chunks.length === 1 && chunks[0]!.columns.length > 1 && !writtenThrough;
    if (alone || isProse(line, columns, flush)) {
      across.push(line);
      continue;
    }
    for (const chunk of chunks) {
      if (chunk.columns.length === 1) placed[chunk.columns[0]!]!.push(...chunk.line.words);
      else if (writtenThrough)
        for (const word of chunk.line.words) placed[columnAt(columns, middle(word.box))]!.push(word);
      else placed[homeOf(chunk, columns)]!.push(...chunk.line.words);
    }
  }
  return { lines: placed.flatMap((group, column) => findLines(group).map((line) => ({ column, line }))), across };
}

/** Words of a sentence are no further apart than this, in em, whatever columns they stand over. */
const SENTENCE_GAP_EM = 0.45;
const SENTENCE_WORDS = 3;
const FLUSH_PT = 1;
const FLUSH_SHARE = 0.3;

/** Where the texts of each column begin and end, if many begin or end there. */
interface FlushEdges {
  readonly starts: readonly (number | undefined)[];
  readonly ends: readonly (number | undefined)[];
}

function findFlushEdges(lines: readonly Line[], columns: readonly Column[]): FlushEdges {
  const starts: number[][] = columns.map(() => []);
  const ends: number[][] = columns.map(() => []);
  for (const line of lines) {
    const seen = new Set<number>();
    for (const word of line.words) {
      const c = columnAt(columns, middle(word.box));
      if (!seen.has(c)) starts[c]!.push(word.box.x0);
      else ends[c]!.pop();
      ends[c]!.push(word.box.x1);
      seen.add(c);
    }
  }
  return { starts: starts.map(commonest), ends: ends.map(commonest) };
}

function commonest(values: readonly number[]): number | undefined {
  let best: number | undefined;
  let most = Math.max(1, FLUSH_SHARE * values.length);
  for (const value of new Set(values)) {
    const count = values.filter((other) => Math.abs(other - value) <= FLUSH_PT).length;
    if (count > most) [best, most] = [value, count];
  }
  return best;
}

/** Whether a line runs across columns like a sentence: no wide gap in it, and its words don't begin where columns do. */
function isProse({ words, size }: Line, columns: readonly Column[], flush: () => FlushEdges): boolean {
  if (words.length < SENTENCE_WORDS) return false;
  for (let i = 1; i < words.length; i++)
    if (words[i]!.box.x0 - words[i - 1]!.box.x1 > SENTENCE_GAP_EM * size) return false;
  const { starts, ends } = flush();
  let crossed = 0;
  let strays = 0;
  for (let i = 1; i < words.length; i++) {
    const before = words[i - 1]!.box;
    const after = words[i]!.box;
    const [left, right] = [columnAt(columns, middle(before)), columnAt(columns, middle(after))];
    if (left === right) continue;
    crossed++;
    if (!isNear(after.x0, starts[right]) && !isNear(before.x1, ends[left])) strays++;
  }
  return crossed > 0 && strays >= crossed / 2;
}

const isNear = (x: number, edge: number | undefined): boolean => edge !== undefined && Math.abs(x - edge) <= FLUSH_PT;

const middle = (box: Box): number => (box.x0 + box.x1) / 2;

function columnsUnder(box: Box, size: number, columns: readonly Column[]): number[] {
  const first = columnAt(columns, box.x0);
  if (first === columnAt(columns, box.x1)) return [first];
  const least = Math.min(REACH_EM * size, (box.x1 - box.x0) / 2);
  const under = columns.flatMap((column, c) => {
    const x0 = c === 0 ? -Infinity : column.x0;
    const x1 = c === columns.length - 1 ? Infinity : column.x1;
    return overlap(box.x0, box.x1, x0, x1) > least ? [c] : [];
  });
  return under.length > 0 ? under : [columnAt(columns, middle(box))];
}

/** The column that a place belongs to: the nearest one where it stands outside of all. */
export function columnAt(columns: readonly Column[], x: number): number {
  const index = columns.findIndex((column) => x < column.x1);
  return index < 0 ? columns.length - 1 : index;
}

/** The column of a text that runs over into the next one: where it begins, else where most of it stands. */
function homeOf({ line, columns: under }: Chunk, columns: readonly Column[]): number {
  const first = columns[under[0]!]!;
  const inFirst = overlap(line.box.x0, line.box.x1, first.x0, first.x1);
  if (inFirst > START_EM * line.size) return under[0]!;
  return under.reduce((best, c) => {
    const share = (i: number): number => overlap(line.box.x0, line.box.x1, columns[i]!.x0, columns[i]!.x1);
    return share(c) > share(best) ? c : best;
  });
}
