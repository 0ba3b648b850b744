import type { Column } from './columns.ts';
import { type Box, overlap } from './geometry.ts';
import { chunksOf, findLines, type Line } from './lines.ts';
import type { ColumnLine } from './segment.ts';
import type { Word } from './words.ts';

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
  const rows = findLines(words).map((line) =>
    chunksOf(line).map((chunk): Chunk => ({ line: chunk, columns: columnsUnder(chunk.box, chunk.size, columns) })),
  );
  const crossing = rows.filter((chunks) => chunks.length > 1 && chunks.some((c) => c.columns.length > 1)).length;
  const writtenThrough = crossing > WRITTEN_THROUGH_SHARE * rows.length;
  const placed: Word[][] = columns.map(() => []);
  const across: Line[] = [];
  for (const chunks of rows) {
    if (chunks.length === 1 && chunks[0]!.columns.length > 1 && !writtenThrough) {
      across.push(chunks[0]!.line);
      continue;
    }
    for (const chunk of chunks) {
      if (chunk.columns.length === 1) placed[chunk.columns[0]!]!.push(...chunk.line.words);
      else if (writtenThrough)
        for (const word of chunk.line.words) placed[columnAt(columns, middle(word.box))]!.push(word);
      else placed[homeOf(chunk, columns)]!.push(...chunk.line.words);
    }
  }
  const lines = placed.flatMap((group, column) => findLines(group).map((line) => ({ column, line })));
  return { lines, across };
}

const middle = (box: Box): number => (box.x0 + box.x1) / 2;

function columnsUnder(box: Box, size: number, columns: readonly Column[]): number[] {
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
