import type { BodyRow } from '../body/body.ts';
import { areColumnNumbers } from '../header/columnNumbers.ts';
import { medianOf } from '../marks/geometry.ts';
import { findLines, textOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { FoundTable } from '../tables/tables.ts';
import { isKnownBrand, looksLikeHeading } from '../text/heading.ts';
import { areTitles } from '../text/roles.ts';
import { isTotal } from '../text/totals.ts';
import { columnOf, type Draft } from './draft.ts';
import { type GroupRow, readGroupRow } from './groupRows.ts';

/** What a row of a table is: a vehicle, a heading, a note, the rest of the row before, or no part of the table. */
export type Verdict = 'data' | 'heading' | 'note' | 'rest' | 'outside';

/** What a row is judged by, besides itself. */
export interface Surroundings {
  readonly table: FoundTable;
  /** The text of the row, all of its cells. */
  readonly text: string;
  /** Index of the row in its table, and of the table's first and last vehicle. */
  readonly index: number;
  readonly firstData: number;
  readonly lastData: number;
  /** The last vehicle before the table, if the table goes on from there. */
  readonly before: Draft | undefined;
  /** How headings of the document look, as far as known. */
  readonly headingStyles: ReadonlySet<string>;
  /** How lines look that stand apart below the first vehicle of the table. */
  readonly ownStyles: ReadonlySet<string>;
  readonly brands: ReadonlySet<string> | undefined;
  /** Rows of groups in a list without numbers. */
  readonly reported: ReadonlyMap<BodyRow, GroupRow>;
}

/** A row with this many cells is a vehicle even without its number. */
const CELLS_OF_A_ROW = 3;
const NUMBER = /^[№#]?\s?\d{1,6}[.)]?$/u;
/** Text of a row's rest begins where the column's text begins, within this. */
const FLUSH_PT = 2;

/** Tells what a row is. */
export function judgeRow(row: BodyRow, around: Surroundings): Verdict {
  const { table, text, index, firstData, lastData, before, headingStyles, ownStyles, brands } = around;
  if (isTotal(text)) return 'note';
  // Forms number their columns at the top of a page that goes without titles, too.
  if (index === 0 && areColumnNumbers(row.cells.map(textOf))) return 'outside';
  if (index === 0 && !table.header && areTitles(row.cells.map(textOf))) return 'outside';
  if (isStamp(table, row)) return 'note';
  if (index === table.rows.length - 1 && isFoot(table, row)) return 'outside';
  if (isGroup(row, around)) return 'heading';
  const leads = index < firstData || (index === 0 && table.numberColumn < 0);
  if (before && leads && !isBrandHeading(table, text, brands) && isRest(table, row, before)) return 'rest';
  if (index > lastData && !isKnownBrand(text, brands) && isTail(table, index)) return 'rest';
  if (isData(table, row)) return 'data';
  if (!row.lone && row.bounded) return 'data';
  if (!row.lone && countFilled(row) >= CELLS_OF_A_ROW && index > firstData && index < lastData) return 'data';
  const known = isKnownBrand(text, brands);
  // The first heading of a list stands right above its first vehicle.
  const leading = index === firstData - 1 && ownStyles.has(row.style);
  const sure = known || headingStyles.has(row.style) || row.bounded || leading;
  const atEdge = index > lastData || (index < firstData && !table.header);
  const stands = row.odd || row.across || known;
  const aside = !row.across && !known && isExtra(table, row);
  const named = looksLikeHeading(text) || known;
  if (named && stands && !aside && (sure || !atEdge)) return 'heading';
  return atEdge && !row.bounded ? 'outside' : 'note';
}

const CLOCK = /^\d{1,2}:\d\d$/u;

/** Whether a row has no number, but the time at which it was sent, as what is said in a chat has. */
function isStamp({ numberColumn }: FoundTable, row: BodyRow): boolean {
  if (countFilled(row) > 2 || (numberColumn >= 0 && row.cells[numberColumn]!.length > 0)) return false;
  return row.cells.some((cell) => cell.length === 1 && CLOCK.test(cell[0]!.text));
}

/** A row below all lines of a table, this share of a row's height or more away from them, and unlike its rows, is a foot's if it has several texts: one may be a heading. */
const FOOT_SHARE = 0.6;
const RULED_ROWS_LEAST = 3;

function isFoot({ rows, numberColumn }: FoundTable, row: BodyRow): boolean {
  const others = rows.slice(0, -1);
  const last = others.at(-1);
  if (numberColumn >= 0 || row.bounded || row.lone || !last || others.length < RULED_ROWS_LEAST) return false;
  if (!others.every(({ bounded }) => bounded)) return false;
  if (row.top - last.bottom < FOOT_SHARE * medianOf(others.map(({ top, bottom }) => bottom - top))) return false;
  const lookOf = ({ size, color }: Word): string => `${size.toFixed(1)} ${color}`;
  const looks = new Set(others.flatMap(({ cells }) => cells.flat().map(lookOf)));
  return !row.cells.flat().some((word) => looks.has(lookOf(word)));
}

/** Whether a row names a brand and counts the rows below it. */
function isGroup(row: BodyRow, { table, headingStyles, brands, reported }: Surroundings): boolean {
  if (table.numberColumn < 0) return reported.has(row);
  const group = readGroupRow(table, row);
  if (!group) return false;
  return (
    isKnownBrand(group.name, brands) || (group.leads && headingStyles.has(row.style) && looksLikeHeading(group.name))
  );
}

/** Whether a row may be a heading by its look. */
export const looksApart = (row: BodyRow): boolean => row.lone && (row.odd || row.across);

/** Whether a text names a brand, in a table that has no column for it. */
const isBrandHeading = (table: FoundTable, text: string, brands: ReadonlySet<string> | undefined): boolean =>
  columnOf(table, 'brand') < 0 && isKnownBrand(text, brands);

function countFilled({ cells }: BodyRow): number {
  let filled = 0;
  for (const cell of cells) if (cell.length > 0) filled++;
  return filled;
}

/** Whether a row is a vehicle beyond doubt: it bears its number, or several cells where rows aren't numbered. */
export function isData(table: FoundTable, row: BodyRow): boolean {
  const filled = countFilled(row);
  if (row.across || filled === 0) return false;
  if (table.numberColumn >= 0) {
    if (filled < 2 && !row.bounded) return false;
    const words = row.cells[table.numberColumn]!;
    return NUMBER.test(words.length === 1 ? words[0]!.text : words.map((word) => word.text).join(' '));
  }
  if (isExtra(table, row)) return false;
  if (filled >= 2) return true;
  const named = [columnOf(table, 'brand'), columnOf(table, 'model')];
  return !row.odd && named.some((c) => c >= 0 && row.cells[c]!.length > 0);
}

/** Whether a row has text in columns only that have no place of their own in a row, and not in the first column alone. */
function isExtra(table: FoundTable, row: BodyRow): boolean {
  if (columnOf(table, 'model') < 0 && columnOf(table, 'brand') < 0) return false;
  const filled = row.cells.flatMap((cell, c) => (cell.length > 0 ? [c] : []));
  return filled.some((c) => c > 0) && filled.every((c) => table.columns[c]!.role === 'extra');
}

/** Whether a row at the top of a page is the rest of the last row of the page before. */
function isRest(table: FoundTable, row: BodyRow, last: Draft): boolean {
  if (row.odd || row.across || last.texts.length !== table.columns.length) return false;
  if (table.numberColumn < 0) {
    const named = [columnOf(table, 'brand'), columnOf(table, 'model')].filter((c) => c >= 0);
    if (named.some((c) => row.cells[c]!.length > 0)) return false;
  }
  return row.cells.every((cell, c) => {
    if (cell.length === 0) return true;
    const flush = table.flush[c];
    return flush === undefined || Math.abs(Math.min(...cell.map((word) => word.box.x0)) - flush) <= FLUSH_PT;
  });
}

/** Lines of a cell are no further apart than this, in em. */
const WRAP_LEADING_EM = 1.75;
/** A line is full if the next word would have left less than this, in em, of the widest one. */
const FULL_EM = 0.2;
const SPACE_EM = 0.3;

/**
 * Whether a row below the last vehicle of a page is a line of that vehicle's wrapped cell, which goes on on the next
 * page: cells that are centred over both parts stand nowhere near the middle of one.
 */
function isTail(table: FoundTable, index: number): boolean {
  const row = table.rows[index]!;
  const above = table.rows[index - 1];
  const column = row.cells.findIndex((cell) => cell.length > 0);
  if (!above || row.odd || row.across || row.bounded || countFilled(row) !== 1 || column === table.numberColumn)
    return false;
  const [last, first] = [findLines(above.cells[column]!).at(-1), findLines(row.cells[column]!)[0]!];
  if (!last || first.middle - last.middle > WRAP_LEADING_EM * last.size) return false;
  const [before, after] = [last.words[0]!, first.words[0]!];
  if (before.size !== after.size || before.bold !== after.bold || before.color !== after.color) return false;
  if (Math.abs(first.box.x0 - (table.flush[column] ?? last.box.x0)) > FLUSH_PT) return false;
  const lines = table.rows.flatMap(({ cells }) => findLines(cells[column]!));
  const room = Math.max(...lines.map(({ box }) => box.x1 - box.x0));
  const needed = last.box.x1 - last.box.x0 + SPACE_EM * last.size + after.box.x1 - after.box.x0;
  return needed > room - FULL_EM * last.size;
}
