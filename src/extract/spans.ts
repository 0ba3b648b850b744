import type { BodyRow } from './body.ts';
import type { Column } from './columns.ts';
import { coverageOf, type Edges } from './edges.ts';

/** An edge bounds a cell if it runs along this share of the cell's side. */
const SIDE_SHARE = 0.5;
/** Columns don't end exactly at their walls: this much of either end says nothing. */
const CORNER_PT = 2;

/** Whether a band is one cell from side to side although other bands have walls between their columns. */
export function isSpanned(
  edges: Edges,
  columns: readonly Column[],
  band: { readonly top: number; readonly bottom: number },
  others: readonly { readonly top: number; readonly bottom: number; readonly closed: boolean }[],
): boolean {
  if (countWalls(edges, columns, band) > 0 || columns.length < 2) return false;
  const walled = others.filter((other) => other.closed && countWalls(edges, columns, other) >= columns.length - 1);
  return walled.length > others.length / 4;
}

function countWalls(edges: Edges, columns: readonly Column[], band: { top: number; bottom: number }): number {
  return columns.slice(0, -1).filter((column) => hasWall(edges, column.x1, band.top, band.bottom)).length;
}

function hasWall(edges: Edges, x: number, top: number, bottom: number): boolean {
  return edges.upright.some(
    (edge) =>
      edge.drawn &&
      Math.abs(edge.at - x) <= CORNER_PT &&
      coverageOf(edge, top + CORNER_PT, bottom - CORNER_PT) >= SIDE_SHARE,
  );
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
