/** Plane geometry of a page: points are 1/72 inch, x runs right, y runs down from the page's top left corner. */

/** An affine map `[a b c d e f]` as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle: left, top, right, bottom. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `inner` first, then `outer`, e.g. `compose(viewport, ctm)`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  // By index: taking arrays apart by their iterators is dear in what runs for each letter.
  const a = outer[0];
  const b = outer[1];
  const c = outer[2];
  const d = outer[3];
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + outer[4],
    b * inner[4] + d * inner[5] + outer[5],
  ];
}

/** Where a point lands, e.g. `mapPoint([1, 0, 0, 1, 5, 0], 1, 1)` is `{ x: 6, y: 1 }`. */
export function mapPoint(map: Matrix, x: number, y: number): Point {
  return { x: map[0] * x + map[2] * y + map[4], y: map[1] * x + map[3] * y + map[5] };
}

/** The smallest upright box that holds the image of a rectangle. */
export function mapBox(matrix: Matrix, box: Box): Box {
  if (matrix[1] === 0 && matrix[2] === 0) {
    const left = matrix[0] * box.x0 + matrix[4];
    const right = matrix[0] * box.x1 + matrix[4];
    const low = matrix[3] * box.y0 + matrix[5];
    const high = matrix[3] * box.y1 + matrix[5];
    return {
      x0: Math.min(left, right),
      y0: Math.min(low, high),
      x1: Math.max(left, right),
      y1: Math.max(low, high),
    };
  }
  const p = mapPoint(matrix, box.x0, box.y0);
  const q = mapPoint(matrix, box.x1, box.y0);
  const r = mapPoint(matrix, box.x0, box.y1);
  const s = mapPoint(matrix, box.x1, box.y1);
  return {
    x0: Math.min(p.x, q.x, r.x, s.x),
    y0: Math.min(p.y, q.y, r.y, s.y),
    x1: Math.max(p.x, q.x, r.x, s.x),
    y1: Math.max(p.y, q.y, r.y, s.y),
  };
}

/** The common part of two boxes; its sides cross over (x0 > x1) where there is none. */
export function intersect(a: Box, b: Box): Box {
  return { x0: Math.max(a.x0, b.x0), y0: Math.max(a.y0, b.y0), x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1) };
}

/** The smallest box around some things that have boxes, e.g. the words of a line. */
export function boxAround(things: readonly { readonly box: Box }[]): Box {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const { box } of things) {
    if (box.x0 < x0) x0 = box.x0;
    if (box.y0 < y0) y0 = box.y0;
    if (box.x1 > x1) x1 = box.x1;
    if (box.y1 > y1) y1 = box.y1;
  }
  return { x0, y0, x1, y1 };
}

/** Whether a point lies in a box, sides included. */
export function holds(box: Box, x: number, y: number): boolean {
  return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}

/** Length of the overlap of two intervals, 0 where they are apart. */
export function overlap(a0: number, a1: number, b0: number, b1: number): number {
  return Math.max(0, Math.min(a1, b1) - Math.max(a0, b0));
}

/** The middle value of some numbers (the lower one of an even count), `fallback` for none. */
export function medianOf(values: readonly number[], fallback = 0): number {
  if (values.length === 0) return fallback;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? fallback;
}
