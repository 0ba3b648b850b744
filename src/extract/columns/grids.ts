import type { Box } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import type { Column, ColumnModel } from './columns.ts';

/** A ruled table as its lines draw it: where it stands, and its walls from left to right. */
export interface Grid {
  readonly top: number;
  readonly bottom: number;
  readonly walls: readonly number[];
}

/** Upright lines of one grid overlap in height by more than this. */
const TOUCH_PT = 2;
/** A grid's wall runs along this share of its height. */
const WALL_SHARE = 0.4;
/** Walls nearer than this to each other are the same wall. */
const SAME_WALL_PT = 3;
/** Fewer walls than this are a frame, or two columns: too little to tell a table by. */
const WALLS_LEAST = 4;

/** Finds the grids that stand below each other in a stretch of a page. */
export function findGrids({ upright }: Edges, box: Box): Grid[] {
  const drawn = upright.filter((edge) => edge.drawn && edge.at >= box.x0 - TOUCH_PT && edge.at <= box.x1 + TOUCH_PT);
  const spans = drawn
    .flatMap((edge) => edge.spans.map(([from, to]) => [Math.max(from, box.y0), Math.min(to, box.y1)] as const))
    .filter(([from, to]) => to - from > TOUCH_PT)
    .sort((a, b) => a[0] - b[0]);
  const stretches: [number, number][] = [];
  for (const [from, to] of spans) {
    const last = stretches.at(-1);
    if (last && from < last[1] + TOUCH_PT) last[1] = Math.max(last[1], to);
    else stretches.push([from, to]);
  }
  return stretches.map(([top, bottom]) => ({
    top,
    bottom,
    walls: drawn.filter((edge) => coverageOf(edge, top, bottom) >= WALL_SHARE).map((edge) => edge.at),
  }));
}

/** A stretch of a table and the columns that its own lines draw. */
export interface GridPart {
  readonly box: Box;
  readonly model: ColumnModel;
}

/**
 * Parts a ruled table where another grid goes on below it with as many columns of other widths; none where all of it
 * is drawn alike.
 */
export function splitByGrids(model: ColumnModel, edges: Edges, box: Box): readonly GridPart[] {
  const parts: { box: Box; model: ColumnModel }[] = [{ box, model }];
  if (model.method !== 'ruled') return parts;
  for (const grid of findGrids(edges, box)) {
    const last = parts.at(-1)!;
    const columns = fitColumns(last.model.columns, grid.walls);
    if (!columns) continue;
    const fitted: ColumnModel = { columns, method: 'ruled' };
    if (grid.top <= last.box.y0 + SAME_WALL_PT) {
      last.model = fitted;
      continue;
    }
    const { y1 } = last.box;
    last.box = { ...last.box, y1: grid.top };
    parts.push({ box: { ...box, y0: grid.top, y1 }, model: fitted });
  }
  return parts;
}

/** A stretch of a page down to where a second grid begins that has as many walls as the first, at other places. */
export function firstGridOf(edges: Edges, box: Box): Box {
  const [first, ...others] = findGrids(edges, box);
  if (!first || first.walls.length < WALLS_LEAST) return box;
  const next = others.find(
    ({ walls }) =>
      walls.length === first.walls.length && walls.some((at, i) => Math.abs(at - first.walls[i]!) >= SAME_WALL_PT),
  );
  return next ? { ...box, y1: next.top } : box;
}

/** The same columns between other walls; none if theirs are among the walls already, or these part another number of columns. */
function fitColumns(columns: readonly Column[], walls: readonly number[]): Column[] | undefined {
  if (walls.length < WALLS_LEAST || walls.length !== columns.length + 1) return undefined;
  const isWall = (x: number): boolean => walls.some((at) => Math.abs(at - x) < SAME_WALL_PT);
  // An empty column between two walls is no column of theirs, and leaves them as many as the walls part.
  if (columns.every(({ x0, x1 }, c) => (c === 0 || isWall(x0)) && (c === columns.length - 1 || isWall(x1))))
    return undefined;
  return columns.map((column, i) => ({
    ...column,
    x0: i === 0 ? Math.min(column.x0, walls[0]!) : walls[i]!,
    x1: i === columns.length - 1 ? Math.max(column.x1, walls[i + 1]!) : walls[i + 1]!,
  }));
}
