import { type Box, compose, holds, intersect, type Matrix, mapBox } from '../marks/geometry.ts';
import type { Hidden, Piece } from '../marks/marks.ts';
import type { FontFacts, GraphicsState } from './state.ts';

/** A text shown without a gap, in the space of the text matrix. */
export interface Run {
  text: string;
  spaced: boolean;
  from: number;
  to: number;
}

/** Where a line's ink stands about its baseline, in em: fonts' own figures vary too much to compare lines by. */
const ASCENT_EM = 0.74;
export const DESCENT_EM = 0.22;
const FILL_AND_STROKE_MODE = 2;
const INVISIBLE_MODE = 3;
const CLIP_ONLY_MODE = 7;
/** Letters fainter than this can't be read. */
const VISIBLE_ALPHA = 0.03;
/** Text may stand out of its clip by this share of its height and still be read. */
const CLIP_SLACK = 0.5;
/** Text that reaches beyond its clip by no more than this isn't cut. */
const CUT_PT = 0.05;

/** Makes pieces of the texts that were shown in one go: all that doesn't differ between them is worked out once. */
export function createPieces(
  runs: readonly Run[],
  state: GraphicsState,
  font: FontFacts,
  page: Box,
  firstId: number,
  run: number,
): Piece[] {
  const toPage = compose(state.ctm, state.textMatrix);
  const y = state.y + state.rise;
  const em = Math.abs(state.fontSize);
  const top = y + em * ASCENT_EM;
  const bottom = y - em * DESCENT_EM;
  // The page runs down and text runs up: a map with a positive determinant would show mirrored text.
  const size = em * Math.hypot(toPage[2], toPage[3]);
  const angle = angleOf(toPage, state.fontSize * state.horizontalScale);
  const bold = font.bold || state.renderMode === FILL_AND_STROKE_MODE;
  return runs.map(({ text, spaced, from, to }, i): Piece => {
    const box = mapBox(toPage, { x0: Math.min(from, to), x1: Math.max(from, to), y0: bottom, y1: top });
    const baseline = toPage[1] * ((from + to) / 2) + toPage[3] * y + toPage[5];
    const piece: Piece = {
      id: firstId + i,
      text,
      run,
      spaced,
      box,
      baseline,
      size,
      font: font.name,
      bold,
      italic: font.italic,
      color: state.fillColor,
      angle,
    };
    const hidden = hiddenBy(state, box, page);
    const cut = angle === 0 ? cutOf(state, box, page) : undefined;
    return hidden || cut !== undefined ? cutOff(piece, hidden, cut) : piece;
  });
}

function angleOf(matrix: Matrix, sign: number): number {
  const direction = sign < 0 ? -1 : 1;
  const degrees = (Math.atan2(matrix[1] * direction, matrix[0] * direction) * 180) / Math.PI;
  return (Math.round(degrees) + 360) % 360;
}

/** Where a clip narrower than the page cuts a text's end off. */
function cutOf({ clip }: GraphicsState, box: Box, page: Box): number | undefined {
  return clip.x1 < box.x1 - CUT_PT && clip.x1 < page.x1 ? clip.x1 : undefined;
}

/** A piece of which the clip hides all, or the end: only a single letter keeps its place, as one of a word drawn letter by letter. */
function cutOff(piece: Piece, hidden: Hidden | undefined, cut: number | undefined): Piece {
  if (cut === undefined) return hidden ? { ...piece, hidden } : piece;
  if (hidden) return { ...piece, hidden, cut };
  const { box, text } = piece;
  return { ...piece, cut, box: text.length > 1 && cut > box.x0 ? { ...box, x1: cut } : box };
}

function hiddenBy(state: GraphicsState, box: Box, page: Box): Hidden | undefined {
  const faint = state.fillAlpha < VISIBLE_ALPHA;
  if (state.renderMode === INVISIBLE_MODE || state.renderMode === CLIP_ONLY_MODE || faint) return 'invisible';
  const x = (box.x0 + box.x1) / 2;
  const y = (box.y0 + box.y1) / 2;
  if (!holds(page, x, y)) return 'off-page';
  if (holds(state.clip, x, y)) return undefined;
  const seen = intersect(box, state.clip);
  const share = ((seen.x1 - seen.x0) * (seen.y1 - seen.y0)) / ((box.x1 - box.x0) * (box.y1 - box.y0));
  return seen.x1 > seen.x0 && seen.y1 > seen.y0 && share >= CLIP_SLACK ? undefined : 'clipped';
}
