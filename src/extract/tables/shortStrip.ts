import type { Column } from '../columns/columns.ts';
import { chunksOf, findLines, type Line, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isYear } from './infer.ts';

/** A newspaper column with more rows than this tells its columns itself. */
const ROWS_MOST = 6;

/**
 * The columns of a newspaper column that is too short to tell them, as the last one of a list may be: those of the first
 * one, if its rows stand in them, moved aside, with years where years stand there.
 */
export function borrowColumns(
  columns: readonly Column[],
  from: readonly Word[],
  words: readonly Word[],
): readonly Column[] | undefined {
  const rows = rowsOf(words);
  if (rows.length === 0 || rows.length > ROWS_MOST) return undefined;
  const shift = leftOf(rows) - leftOf(rowsOf(from));
  const moved = columns.map((column) => ({ ...column, x0: column.x0 + shift, x1: column.x1 + shift }));
  const chunks = rows.flatMap(chunksOf);
  const crossed = moved.slice(1).some(({ x0 }) => chunks.some(({ box }) => box.x0 < x0 && box.x1 > x0));
  const year = moved.find(({ role }) => role === 'year');
  if (crossed || !year) return undefined;
  const years = chunks.filter(({ box }) => (box.x0 + box.x1) / 2 >= year.x0 && (box.x0 + box.x1) / 2 < year.x1);
  return years.length > 0 && years.every((chunk) => isYear(textOfLine(chunk))) ? moved : undefined;
}

/** The lines of several texts. */
const rowsOf = (words: readonly Word[]): Line[] => findLines(words).filter((line) => chunksOf(line).length > 1);

const leftOf = (rows: readonly Line[]): number => Math.min(...rows.map(({ box }) => box.x0));
