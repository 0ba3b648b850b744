import type { BodyRow } from '../body/body.ts';
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
}

/**
 * The name and the figures of a row that has no number though rows have one: one name, and nothing besides but how many
 * rows there are below it and what they come to. None if there are no such figures, or one stands where rows name a vehicle.
 */
export function readGroupRow(table: FoundTable, { cells }: BodyRow): GroupRow | undefined {
  const { numberColumn } = table;
  if (numberColumn < 0 || columnOf(table, 'brand') >= 0) return undefined;
  const model = columnOf(table, 'model');
  const at = cells[numberColumn]!.length > 0 ? numberColumn : model;
  if (at < 0 || cells[at]!.length === 0) return undefined;
  const name = textOf(cells[at]!);
  if (!/\p{L}/u.test(name)) return undefined;
  const figures: string[] = [];
  for (const [c, cell] of cells.entries()) {
    if (c === at || cell.length === 0) continue;
    const { role } = table.columns[c]!;
    if (c < at || role === 'model' || role === 'year') return undefined;
    const text = textOf(cell);
    if (!FIGURE.test(text)) return undefined;
    figures.push(text);
  }
  if (figures.length === 0) return undefined;
  return { name, figures: figures.join(' '), leads: at === numberColumn };
}
