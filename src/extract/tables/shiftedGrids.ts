import { findGrids, type Grid } from '../columns/grids.ts';
import type { Box } from '../marks/geometry.ts';
import type { Edges } from '../page/edges.ts';
import { type Line, textOf } from '../page/lines.ts';

/** Walls nearer than this to each other are the same wall. */
const SAME_WALL_PT = 3;
/** Fewer walls than this are a frame, or two columns: too little to tell a table by. */
const WALLS_LEAST = 4;

/**
 * Grids below each other with as many columns of different widths, as a browser draws the short tables of a list: a
 * column is known by its place among the walls of its own grid. None if the walls of all grids stand at the same places.
 */
export function findShiftedGrids(edges: Edges, { y0, y1 }: Box): readonly Grid[] | undefined {
  // Texts may end far from the outer walls.
  const box: Box = { x0: -Infinity, y0, x1: Infinity, y1 };
  const grids = findGrids(edges, box).filter(({ walls }) => walls.length >= WALLS_LEAST);
  const [first, ...others] = grids;
  if (!first || others.some(({ walls }) => walls.length !== first.walls.length)) return undefined;
  const isShifted = ({ walls }: Grid): boolean => walls.some((at, w) => Math.abs(at - first.walls[w]!) >= SAME_WALL_PT);
  return others.some(isShifted) ? grids : undefined;
}

/** What the lines of each column hold, by the walls of the grid that a line stands in; lines outside of all are left out. */
export function textsInGrids(lines: readonly Line[], grids: readonly Grid[]): string[][] {
  const columns: string[][] = grids[0]!.walls.slice(1).map(() => []);
  for (const line of lines) {
    const grid = grids.find(({ top, bottom }) => line.middle > top && line.middle < bottom);
    if (!grid) continue;
    columns.forEach((texts, c) => {
      const [from, to] = [grid.walls[c]!, grid.walls[c + 1]!];
      texts.push(textOf(line.words.filter(({ box }) => (box.x0 + box.x1) / 2 >= from && (box.x0 + box.x1) / 2 < to)));
    });
  }
  return columns;
}
