import { columnAt } from '../body/place.ts';
import { findLines, type Line, textOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { Layout } from './layouts.ts';

/** A line with text in so many columns is a row, if it stands as rows do. */
const FILLED_LEAST = 3;
const FLUSH_PT = 2;
const NUMBER = /^[№#]?\s?\d{1,6}[.)]?$/u;

/** Whether some words hold a row of a table as it was laid out on the page before, not a running title alone. */
export function hasRowsOf(layout: Layout, words: readonly Word[]): boolean {
  return findLines(words).some((line) => isRowOf(layout, line));
}

/** Whether a line has text in several columns, with a number where rows have theirs, and begins where columns do. */
function isRowOf({ columns, flush, numbered }: Layout, line: Line): boolean {
  const cells: Word[][] = columns.map(() => []);
  for (const word of line.words) cells[columnAt(columns, (word.box.x0 + word.box.x1) / 2)]!.push(word);
  const filled = cells.flatMap((cell, c) => (cell.length > 0 ? [c] : []));
  if (filled.length < Math.min(FILLED_LEAST, columns.length)) return false;
  const number = columns.findIndex(({ role }) => role === 'number');
  if (numbered && number >= 0 && !NUMBER.test(textOf(cells[number]!))) return false;
  const known = filled.filter((c) => c !== number && flush[c] !== undefined);
  const begun = known.filter((c) => Math.abs(cells[c]![0]!.box.x0 - flush[c]!) <= FLUSH_PT);
  return begun.length >= known.length / 2;
}
