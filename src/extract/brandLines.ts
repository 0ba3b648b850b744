import type { Column } from './columns.ts';
import { isKnownBrand } from './heading.ts';
import { type Line, textOfLine } from './lines.ts';
import type { ColumnLine } from './segment.ts';
import { isAlone } from './style.ts';

/** A text stands out of its column's line of beginnings if it begins further from it than this, in em. */
const FLUSH_EM = 0.5;
/** Headings are centred alike if their middles differ by less than this; so many others must be. */
const CENTRE_PT = 1;
const ALIKE_LEAST = 2;

/**
 * Lines that name a known brand and stand alone, out of line with their column's text: headings that look like the rows.
 * `flush` is where the text of each column begins, as far as known.
 */
export function findBrandLines(
  lines: readonly ColumnLine[],
  columns: readonly Column[],
  flush: readonly (number | undefined)[],
  brands: ReadonlySet<string> | undefined,
): ColumnLine[] {
  if (!brands || columns.some((column) => column.role === 'brand')) return [];
  const named = lines.filter((item) => isKnownBrand(textOfLine(item.line), brands) && isAlone(item, lines));
  const stray = named.filter(({ column, line }) => {
    const start = flush[column];
    if (columns[column]!.role === 'number') return true;
    return start !== undefined && Math.abs(line.box.x0 - start) > FLUSH_EM * line.size;
  });
  // A centred heading may begin where a column does: its middle is that of the others.
  return named.filter(
    (item) =>
      stray.includes(item) || stray.filter((other) => isCentredAlike(item.line, other.line)).length >= ALIKE_LEAST,
  );
}

function isCentredAlike(a: Line, b: Line): boolean {
  return Math.abs(a.box.x0 + a.box.x1 - b.box.x0 - b.box.x1) < 2 * CENTRE_PT;
}
