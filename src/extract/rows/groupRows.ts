import type { BodyRow } from '../body/body.ts';
import { styleOfWords } from '../body/style.ts';
import { textOf } from '../page/lines.ts';
import type { FoundTable } from '../tables/tables.ts';
import { columnOf } from './draft.ts';

/** A count, a sum or a total: `16 шт.`, `41500,00`, `8,000`, `12 500.00 сом`. */
const FIGURE = /^[-–—]?\d[\d\s.,]*(?:\p{L}{1,10}\.?)?$/u;

/** The row of a group, as accounting programs print it above the rows of the group. */
export interface GroupRow {
  readonly name: string;
  readonly figures: string;
  /** Whether the name stands where rows have their numbers. */
  readonly leads: boolean;
  /** The column of the name, how it looks and where it begins. */
  readonly column: number;
  readonly style: string;
  readonly x0: number;
}

/**
 * The name and the figures of a row that has no number, as no row of a group has: one name, and nothing besides but how
 * many rows there are below it and what they come to. None if there are no such figures, or one stands where rows name a
 * vehicle. Rows of a list without numbers may be vehicles for all that: `findGroups` tells.
 */
export function readGroupRow(table: FoundTable, { cells }: BodyRow): GroupRow | undefined {
  if (columnOf(table, 'brand') >= 0) return undefined;
  const { numberColumn } = table;
  const leads = numberColumn >= 0 && cells[numberColumn]!.length > 0;
  const at = leads ? numberColumn : findName(table, cells);
  if (at < 0 || cells[at]!.length === 0) return undefined;
  const words = cells[at]!;
  const name = textOf(words);
  if (!/\p{L}/u.test(name)) return undefined;
  const figures: string[] = [];
  for (const [c, cell] of cells.entries()) {
    if (c === at || cell.length === 0) continue;
    const { role } = table.columns[c]!;
    if (role === 'model' || role === 'year') return undefined;
    // Codes may stand before a vehicle's name, counts may stand before a group's.
    if (c < at && (numberColumn >= 0 || role !== 'extra')) return undefined;
    const text = textOf(cell);
    if (!FIGURE.test(text)) return undefined;
    figures.push(text);
  }
  if (figures.length === 0) return undefined;
  const x0 = Math.min(...words.map(({ box }) => box.x0));
  return { name, figures: figures.join(' '), leads, column: at, style: styleOfWords(words), x0 };
}

/** Where a row has its name: where models stand, or else in a column before it that rows of vehicles leave blank. */
function findName({ columns, numberColumn, ...table }: FoundTable, cells: BodyRow['cells']): number {
  const model = columnOf({ columns }, 'model');
  if (numberColumn >= 0 || model < 0 || cells[model]!.length > 0) return model;
  const first = cells.findIndex((cell) => cell.length > 0);
  const isOwn = first >= 0 && first < model && columns[first]!.role === 'extra';
  return isOwn && !table.rows.some((row) => row.cells[first]!.length > 0 && row.cells[model]!.length > 0)
    ? first
    : model;
}

/** A figure's digits: `41 500,00` and `41500.00` are one number, `3 шт.` is 3; NaN for what is none. */
export function figureOf(text: string): number {
  return FIGURE.test(text) ? Number(text.replace(/[^\d]/gu, '')) * (/^\d/u.test(text) ? 1 : -1) : Number.NaN;
}
