import { type Box, intersect, type Matrix } from '../marks/geometry.ts';
import type { Piece } from '../marks/marks.ts';
import type { GraphicsState } from './state.ts';

/** An opaque rectangle, and how many pieces were drawn before it: a program that "erases" text paints one over it. */
export interface Cover {
  readonly box: Box;
  readonly before: number;
}

/** What may let text through that is painted over: each is a bit of `GraphicsState.veils`. */
export const VEIL = { blend: 1, mask: 2, group: 4, clip: 8 } as const;

/** A page that needs more comparisons than this is no list. */
const TESTS_LIMIT = 5_000_000;
/** Text is covered if this share of it is. */
const COVERED_SHARE = 0.8;
/** What hides a text of this share of its width mends it; else it is a row's or a table's ground that was painted late. */
const MENDER_SHARE = 0.3;
/** Pieces are looked up by stretches of the page as high as a line. */
const ROW_PT = 16;

/** The codes of a rectangle's outline in pdf.js's path stream: to a corner, along its sides, closed. */
const CORNERS = 4;
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;

/** Whether a path is one rectangle, upright on the page: nothing that was under it is left to be seen. */
export function isRectangle(stream: ArrayLike<number>, matrix: Matrix): boolean {
  const upright = (matrix[1] === 0 && matrix[2] === 0) || (matrix[0] === 0 && matrix[3] === 0);
  // The way back to the first corner may be drawn or not.
  const corners = (stream.length - 1) / 3;
  if (!upright || (corners !== CORNERS && corners !== CORNERS + 1) || stream[stream.length - 1] !== CLOSE) return false;
  for (let i = 0; i < corners; i++) {
    if (stream[3 * i] !== (i === 0 ? MOVE : LINE)) return false;
    const next = 3 * ((i + 1) % CORNERS);
    const here = 3 * (i % CORNERS);
    const [dx, dy] = [stream[next + 1]! - stream[here + 1]!, stream[next + 2]! - stream[here + 2]!];
    if ((dx === 0) === (dy === 0)) return false;
  }
  const [first, third] = [stream[1] === stream[7], stream[2] === stream[8]];
  return !first && !third && (corners === CORNERS || (stream[1] === stream[13] && stream[2] === stream[14]));
}

/** Whether a fill hides what is under it. */
export function isCover(stream: ArrayLike<number>, { veils, fillAlpha, fillColor, ctm }: GraphicsState): boolean {
  return veils === 0 && fillAlpha >= 1 && fillColor.startsWith('#') && isRectangle(stream, ctm);
}

/** Notes that what is painted lets through what is under it, or no longer does. */
export function veil(state: GraphicsState, bit: number, on: boolean): void {
  state.veils = on ? state.veils | bit : state.veils & ~bit;
}

/** How pdf.js names the way of painting that hides what was there. */
const NORMAL_BLEND = 'source-over';

/** Takes an entry of an extended graphics state. */
export function veilBy(state: GraphicsState, key: string, value: unknown): void {
  if (key === 'BM') veil(state, VEIL.blend, value !== NORMAL_BLEND);
  else if (key === 'SMask') veil(state, VEIL.mask, value !== false);
}

/** A group is painted as a whole, however its parts are painted. */
export function veilGroup(state: GraphicsState, options: unknown): void {
  const { smask } = (options ?? {}) as { readonly smask?: unknown };
  if (smask || state.veils !== 0 || state.fillAlpha < 1) veil(state, VEIL.group, true);
}

/** Marks the pieces that were painted over as invisible; gives the boxes that only mend a text: they shade no cell. */
export function hideCovered(pieces: Piece[], covers: readonly Cover[]): ReadonlySet<Box> {
  const menders = new Set<Box>();
  const rows = new Map<number, number[]>();
  let known = 0;
  let [top, bottom] = [Infinity, -Infinity];
  let tests = 0;
  for (const { box, before } of covers) {
    for (; known < before; known++) {
      const { box } = pieces[known]!;
      const row = rowOf(box);
      const others = rows.get(row);
      if (others) others.push(known);
      else rows.set(row, [known]);
      top = Math.min(top, box.y0);
      bottom = Math.max(bottom, box.y1);
    }
    let width = 0;
    const last = Math.min(box.y1, bottom);
    for (let row = Math.floor(Math.max(box.y0, top) / ROW_PT); row <= last / ROW_PT; row++) {
      const inRow = rows.get(row);
      tests += 1 + (inRow?.length ?? 0);
      if (tests > TESTS_LIMIT) return menders;
      if (!inRow) continue;
      const left = inRow.filter((id) => !isCovered(pieces[id]!.box, box));
      if (left.length === inRow.length) continue;
      for (const id of inRow) {
        const piece = pieces[id]!;
        if (piece.hidden || !isCovered(piece.box, box)) continue;
        pieces[id] = { ...piece, hidden: 'invisible' };
        width += piece.box.x1 - piece.box.x0;
      }
      rows.set(row, left);
    }
    const lines = Math.max(1, (box.y1 - box.y0) / ROW_PT);
    if (width > MENDER_SHARE * lines * (box.x1 - box.x0)) menders.add(box);
  }
  return menders;
}

/** Where most of a text stands: what covers so much of it covers this. */
const rowOf = ({ y0, y1 }: Box): number => Math.floor((y0 + y1) / 2 / ROW_PT);

function isCovered(text: Box, cover: Box): boolean {
  const { x0, x1, y0, y1 } = intersect(text, cover);
  return x1 > x0 && y1 > y0 && (x1 - x0) * (y1 - y0) >= COVERED_SHARE * (text.x1 - text.x0) * (text.y1 - text.y0);
}
