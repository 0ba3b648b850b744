import type { BodyRow } from '../body/body.ts';
import { textOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { FoundTable } from '../tables/tables.ts';
import { isKnownBrand } from '../text/heading.ts';
import { findRole, isVehicleRole, type Role } from '../text/roles.ts';
import { keyOf } from '../text/text.ts';

/** What a column of numbers is titled with a sign that no word of a text is. */
const NUMBER_TITLE = /^(?:№|#|N|№?п\/п)$/iu;
/** Known titles that a header has, its number's included. */
const TITLES_LEAST = 2;
/** So many rows of figures alone are no accident. */
const FIGURE_ROWS_LEAST = 3;
const YEAR = /(?:19|20)\d\d/u;

/** How many rows of a table are its own: another table may stand below it under titles of its own, or in its place. */
export function countOwnRows(table: FoundTable, brands: ReadonlySet<string> | undefined): number {
  if (!table.header && table.continued && areFigures(table)) return 0;
  if (table.columns.every(({ title }) => title === '')) return table.rows.length;
  const other = table.rows.findIndex((row) => isOtherHeader(table, row, brands));
  return other < 0 ? table.rows.length : other;
}

/**
 * Whether a row holds the titles of another table that numbers its rows, too, but names neither vehicles nor years, as
 * `№ | Опция | Цена` below a list.
 */
function isOtherHeader({ columns }: FoundTable, { cells }: BodyRow, brands: ReadonlySet<string> | undefined): boolean {
  const first = cells.find((cell) => cell.length > 0)?.[0];
  if (!first || !NUMBER_TITLE.test(first.text)) return false;
  const words = cells.flat();
  const others = words.filter((word) => word !== first);
  if (others.length < TITLES_LEAST || words.some(({ text }) => /\d/u.test(text))) return false;
  const texts = cells.map(textOf);
  if (texts.some((text, c) => text !== '' && keyOf(text) === keyOf(columns[c]!.title) && !NUMBER_TITLE.test(text)))
    return false;
  const roles = others.map(roleOf);
  const isOwn = (role: Role | undefined): boolean => role === 'year' || isVehicleRole(role);
  if (roles.some(isOwn) || texts.some((text) => isKnownBrand(text, brands))) return false;
  return roles.filter((role) => role !== undefined).length + 1 >= TITLES_LEAST;
}

const roleOf = ({ text }: Word): Role | undefined => findRole(text);

/**
 * Whether a page without a header holds no name at all, only figures, as the pages do on which a sheet that is wider than
 * the paper prints its last columns: no number of a row in a list that numbers them, and no year in one that doesn't.
 */
function areFigures({ rows, columns, numberColumn }: FoundTable): boolean {
  if (rows.length < FIGURE_ROWS_LEAST) return false;
  const telling = numberColumn >= 0 ? numberColumn : columns.findIndex(({ role }) => role === 'year');
  return rows.every(({ cells }, r) => {
    // The titles of those columns are on the first page that has them.
    if (cells.some((cell) => cell.some(({ text }) => /\p{L}/u.test(text)))) return r === 0;
    return !cells[telling]?.some(({ text }) => numberColumn >= 0 || YEAR.test(text));
  });
}
