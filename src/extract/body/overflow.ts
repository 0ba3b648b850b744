import type { Column } from '../columns/columns.ts';
import type { Line } from '../page/lines.ts';

/** A text and the columns that it stands over. */
interface Chunk {
  readonly line: Line;
  readonly columns: readonly number[];
}

/** Words of a sentence are no further apart than this, in em. */
const SENTENCE_GAP_EM = 0.45;

/** The columns into which the text of the last titled one may run on: a sheet's, of which only the lines are printed. */
export function findBlankColumns(columns: readonly Column[]): ReadonlySet<number> {
  const last = columns.findLastIndex(({ title }) => title !== '');
  return new Set(last < 0 ? [] : columns.flatMap((_, c) => (c > last ? [c] : [])));
}

/** Gives words that are written one by one, and go on in blank columns as those of a sentence do, to where it begins. */
export function joinOverflow<T extends Chunk>(chunks: readonly T[], blank: ReadonlySet<number>): readonly Chunk[] {
  if (blank.size === 0 || !chunks.some((chunk) => blank.has(chunk.columns.at(-1)!))) return chunks;
  const joined: Chunk[] = [];
  for (const { line, columns } of chunks) {
    const before = joined.at(-1);
    const home = before?.columns[0];
    // A word over the edge of the last titled column may stand close to a number at the right of the one before.
    const reaches = blank.has(columns.at(-1)!) && (blank.has(columns[0]!) || columns[0] === home);
    const goesOn = before && reaches && line.box.x0 - before.line.box.x1 <= SENTENCE_GAP_EM * line.size;
    joined.push({ line, columns: goesOn ? [home!] : columns });
  }
  return joined;
}
