import { medianOf, overlap } from '../marks/geometry.ts';
import type { Piece } from '../marks/marks.ts';
import type { Edges } from './edges.ts';

/** Text this many times as large as a page's usual text may be a watermark. */
const LARGE_TIMES = 2;
/** The letters themselves stand between these heights above the baseline, in em: what runs there runs through them. */
const CORE_TOP_EM = 0.6;
const CORE_BOTTOM_EM = 0.05;
/** Pieces of one text differ in their baselines by less than this, in em. */
const BASELINE_EM = 0.1;
/** A line runs through a text, and is no strike of it, if it goes on beyond it for this much, in em. */
const BEYOND_EM = 1;

/** Finds level text that lies behind other text or across drawn lines and is much larger than the page's: a watermark. */
export function findWatermarks(pieces: readonly Piece[], edges: Edges): Set<Piece> {
  let [smallest, largest] = [Infinity, 0];
  for (const { size } of pieces) {
    if (size < smallest) smallest = size;
    if (size > largest) largest = size;
  }
  if (largest < LARGE_TIMES * smallest) return new Set();
  const usual = medianOf(pieces.map((piece) => piece.size));
  const isLarge = (piece: Piece): boolean => piece.size >= LARGE_TIMES * usual;
  const large = pieces.filter(isLarge);
  if (large.length === 0) return new Set();
  const small = pieces.filter((piece) => !isLarge(piece));
  const marks = large.filter((piece) => isCrossed(piece, edges) || small.some((other) => isOver(piece, other)));
  return new Set(large.filter((piece) => marks.some((mark) => isSameText(piece, mark))));
}

function isOver(mark: Piece, other: Piece): boolean {
  const middle = other.baseline - other.size / 3;
  return (
    middle > mark.baseline - CORE_TOP_EM * mark.size &&
    middle < mark.baseline - CORE_BOTTOM_EM * mark.size &&
    overlap(mark.box.x0, mark.box.x1, other.box.x0, other.box.x1) >
      0.5 * Math.min(other.size, other.box.x1 - other.box.x0)
  );
}

function isCrossed(mark: Piece, edges: Edges): boolean {
  const beyond = BEYOND_EM * mark.size;
  return edges.level.some(
    ({ at, spans, drawn }) =>
      drawn &&
      at > mark.baseline - CORE_TOP_EM * mark.size &&
      at < mark.baseline - CORE_BOTTOM_EM * mark.size &&
      spans.some(
        ([from, to]) => from <= mark.box.x0 && to >= mark.box.x1 && to - from > mark.box.x1 - mark.box.x0 + beyond,
      ),
  );
}

function isSameText(piece: Piece, mark: Piece): boolean {
  return (
    Math.abs(piece.baseline - mark.baseline) <= BASELINE_EM * mark.size &&
    Math.abs(piece.size - mark.size) <= BASELINE_EM * mark.size &&
    piece.color === mark.color
  );
}
