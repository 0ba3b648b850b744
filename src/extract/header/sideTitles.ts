import { overlap } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import type { Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { findRole } from '../text/roles.ts';
import type { Aliases, Band } from './headerBand.ts';
import type { HeaderCell } from './headerCells.ts';

/** An edge of the header's row differs from the band that was found by no more than this. */
const EDGE_PT = 2;

/**
 * Adds the titles of narrow columns, which run up the page beside those of a header: they stand in its band and above
 * its rows, over no other title, and between two titles, in the header's row of a ruled table, or are known.
 */
export function addSideTitles(
  cells: readonly HeaderCell[],
  sideways: readonly Word[],
  band: Band,
  lines: readonly Line[],
  edges: Edges,
  aliases?: Aliases,
): readonly HeaderCell[] {
  const first = cells[0];
  const last = cells.at(-1);
  if (sideways.length === 0 || !first || !last) return cells;
  const next = lines.find((line) => line.middle > band.bottom);
  const below = next ? next.middle : Infinity;
  const isBeside = ({ box: { x0, x1, y0, y1 }, text }: Word): boolean => {
    if (y0 >= band.bottom || y1 <= band.top || y1 > below) return false;
    if (cells.some(({ box }) => overlap(box.x0, box.x1, x0, x1) > 0)) return false;
    if ((x0 > first.box.x0 && x1 < last.box.x1) || findRole(text, aliases) !== undefined) return true;
    return edges.level.some(
      (edge) =>
        Math.min(Math.abs(edge.at - band.top), Math.abs(edge.at - band.bottom)) < EDGE_PT &&
        coverageOf(edge, x0, x1) === 1,
    );
  };
  const own = sideways
    .filter(isBeside)
    .map((word) => ({ title: word.text, lines: [word.text], words: [word], box: word.box }));
  return own.length === 0 ? cells : [...cells, ...own].sort((a, b) => a.box.x0 - b.box.x0);
}
