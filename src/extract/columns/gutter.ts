import type { Header } from '../header/header.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import { middleOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';

/** A wall of a table runs along this share of its header's height. */
const WALL_SHARE = 0.8;
/** A level line that covers this share of the space between two walls makes it a cell. */
const CELL_SHARE = 0.5;
/** A space no wider than this holds no text; level lines that end on either side of it have been joined as dashes. */
const NARROW_PT = 4;
/** Lines around a header are no further from its band than this. */
const TOUCH_PT = 2;

/** Where two tables side by side part: between their walls if both are drawn, else in the widest empty stretch. */
export function findGutter(words: readonly Word[], edges: Edges, left: Header, right: Header): number {
  return drawnGutter(edges, left, right) ?? emptyGutter(words, left, right);
}

/** The wall that two tables share, or the middle of the space between two that no line closes above or below a header. */
function drawnGutter({ upright, level }: Edges, left: Header, right: Header): number | undefined {
  const low = left.cells.at(-1)!.box.x1;
  const high = right.cells[0]!.box.x0;
  const bands = [left, right];
  const walls = upright
    .filter((edge) => edge.drawn && edge.at > low - TOUCH_PT && edge.at < high + TOUCH_PT)
    .filter((edge) => bands.some(({ top, bottom }) => coverageOf(edge, top, bottom) >= WALL_SHARE))
    .map((edge) => edge.at);
  if (walls.length === 1) return walls[0];
  const near = level.filter(
    (edge) => edge.drawn && bands.some(({ top, bottom }) => edge.at > top - TOUCH_PT && edge.at < bottom + TOUCH_PT),
  );
  const open = walls.slice(1).flatMap((to, i) => {
    const from = walls[i]!;
    const closed = to - from > NARROW_PT && near.some((edge) => coverageOf(edge, from, to) >= CELL_SHARE);
    return closed ? [] : [{ from, to }];
  });
  // Several open spaces are columns without level lines: which of them is the gutter they don't tell.
  return near.length > 0 && open.length === 1 ? (open[0]!.from + open[0]!.to) / 2 : undefined;
}

/** The middle of the widest empty stretch between two tables side by side. */
function emptyGutter(words: readonly Word[], left: Header, right: Header): number {
  const low = left.cells.at(-1)!.box.x1;
  const high = right.cells[0]!.box.x0;
  const top = Math.max(left.bottom, right.bottom);
  const inside = words.filter((w) => w.box.x1 > low && w.box.x0 < high && middleOf(w) > top);
  const stops = inside.map((w) => ({ from: w.box.x0, to: w.box.x1 })).sort((a, b) => a.from - b.from);
  let end = low;
  let best = { from: low, to: low };
  for (const { from, to } of [...stops, { from: high, to: high }]) {
    if (from - end > best.to - best.from) best = { from: end, to: from };
    end = Math.max(end, to);
  }
  return (best.from + best.to) / 2;
}
