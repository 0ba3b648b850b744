import { findLines, textOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { BodyRow } from './body.ts';

/** A cell that several rows of a page share. */
export interface MergedCell {
  readonly column: number;
  /** First and last row, as indices into the table's rows. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Lines of a row's cells are level with each other if their middles differ by less than this, in em. */
const LEVEL_EM = 0.3;

/** Finds the cells that span rows: no edge parts them, and their text isn't each row's own. */
export function findMergedCells(all: readonly BodyRow[]): MergedCell[] {
  const cells: MergedCell[] = [];
  const columnCount = all[0]?.cells.length ?? 0;
  // A note that runs across interrupts no cell, and is no part of one.
  const places = all.flatMap((row, r) => (row.across ? [] : [r]));
  const rows = places.map((r) => all[r]!);
  for (let column = 0; column < columnCount; column++) {
    for (let from = 0; from < rows.length; ) {
      let to = from;
      while (rows[to + 1]?.joined[column]) to++;
      const group = to > from ? rows.slice(from, to + 1) : [];
      if (group.length > 0 && isShared(group, column)) {
        const words = group.flatMap((row) => row.cells[column]!);
        cells.push({ column, from: places[from]!, to: places[to]!, text: textOf(words) });
      }
      from = to + 1;
    }
  }
  return cells;
}

/** Whether the rows' texts in a column are one: some row has none, or they aren't level with their rows. */
function isShared(rows: readonly BodyRow[], column: number): boolean {
  if (rows.some((row) => row.cells[column]!.length === 0)) return true;
  return rows.some((row) => {
    const own = findLines(row.cells[column]!);
    const others: Word[] = row.cells.flatMap((cell, c) => (c === column ? [] : [...cell]));
    const level = findLines(others).some((line) =>
      own.some((line2) => Math.abs(line.middle - line2.middle) < LEVEL_EM * line.size),
    );
    return others.length > 0 && !level;
  });
}
