import type { Column } from '../columns/columns.ts';
import { boxAround } from '../marks/geometry.ts';
import { coverageOf, type Edge, type Edges } from '../page/edges.ts';
import type { BodyRow } from './body.ts';
import type { ColumnLine } from './segment.ts';

/** An edge bounds a cell if it runs along this share of the cell's side. */
const SIDE_SHARE = 0.5;
/** Columns don't end exactly at their walls: this much of either end says nothing. */
const CORNER_PT = 2;

/** A stretch of a table between two level edges; those above the first and below the last one aren't closed. */
interface Stretch {
  readonly top: number;
  readonly bottom: number;
  readonly closed: boolean;
}

/** The bands that are one cell from side to side although other bands have walls between their columns. */
export function findSpanned<Band extends Stretch>(
  edges: Edges,
  columns: readonly Column[],
  bands: readonly Band[],
): ReadonlySet<Band> {
  const inner = columns.slice(0, -1);
  if (inner.length === 0) return new Set();
  const walls = inner.map(({ x1 }) =>
    edges.upright.filter((edge) => edge.drawn && Math.abs(edge.at - x1) <= CORNER_PT),
  );
  const counts = bands.map(({ top, bottom }) => walls.filter((own) => isWalled(own, top, bottom)).length);
  const walled = bands.filter((band, i) => band.closed && counts[i]! >= inner.length);
  return new Set(walled.length > bands.length / 4 ? bands.filter((_, i) => counts[i] === 0) : []);
}

/** Texts in so many columns, with so many wide spaces (in em) between them, are no single text. */
const APART_COLUMNS = 3;
const APART_SPACES = 2;
const APART_EM = 1;

/**
 * Whether a band is a row though it lacks the walls of others: no line runs down in it and its texts stand apart, column
 * by column, as where a shading hides the lines of a sheet. A band with walls elsewhere belongs to another table.
 */
export function isBareRow(
  { top, bottom, lines }: Stretch & { readonly lines: readonly ColumnLine[] },
  edges: Edges,
): boolean {
  const columns = [...new Set(lines.map(({ column }) => column))];
  if (columns.length < APART_COLUMNS) return false;
  const size = lines[0]!.line.size;
  const boxes = columns
    .map((column) => boxAround(lines.filter((item) => item.column === column).map(({ line }) => line)))
    .sort((a, b) => a.x0 - b.x0);
  const spaces = boxes.filter((box, i) => i > 0 && box.x0 - boxes[i - 1]!.x1 > APART_EM * size).length;
  if (spaces < APART_SPACES) return false;
  const [from, to] = [boxes[0]!.x1, boxes.at(-1)!.x0];
  return !edges.upright.some((edge) => edge.drawn && edge.at > from && edge.at < to && isWalled([edge], top, bottom));
}

function isWalled(walls: readonly Edge[], top: number, bottom: number): boolean {
  return walls.some((wall) => coverageOf(wall, top + CORNER_PT, bottom - CORNER_PT) >= SIDE_SHARE);
}

/** Tells for each row and column whether the cell is one with the cell above: no edge parts them there. */
export function findJoins(
  rows: readonly BodyRow[],
  columns: readonly Column[],
  edges: Edges,
  width: { readonly x0: number; readonly x1: number },
): BodyRow[] {
  return rows.map((row, r) => {
    const above = rows[r - 1];
    if (!above || row.across || above.across) return row;
    const from = above.bounded ? above.bottom - CORNER_PT : (above.top + above.bottom) / 2;
    const to = row.bounded ? row.top + CORNER_PT : (row.top + row.bottom) / 2;
    const border = edges.level.filter((edge) => edge.drawn && edge.at >= from && edge.at <= to);
    if (border.length === 0) return row;
    const joined = columns.map(
      ({ x0, x1 }) =>
        !border.some(
          (edge) =>
            coverageOf(edge, Math.max(x0, width.x0) + CORNER_PT, Math.min(x1, width.x1) - CORNER_PT) >= SIDE_SHARE,
        ),
    );
    return joined.some((j) => j) && !joined.every((j) => j) ? { ...row, joined } : row;
  });
}

/** Heights of the drawn lines that part the cells of a column in a table of that width. */
export function findCellCuts(
  column: Column,
  { level }: Edges,
  width: { readonly x0: number; readonly x1: number },
): number[] {
  const x0 = Math.max(column.x0, width.x0) + CORNER_PT;
  const x1 = Math.min(column.x1, width.x1) - CORNER_PT;
  return level.filter((edge) => edge.drawn && coverageOf(edge, x0, x1) >= SIDE_SHARE).map((edge) => edge.at);
}
