import { type Box, compose, IDENTITY, type Matrix } from '../marks/geometry.ts';

/** What the reader needs to know of a font. */
export interface FontFacts {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly vertical: boolean;
  /** Text units per glyph width unit, mostly 0.001. */
  readonly scale: number;
  /** False where the letters are mere glyph numbers, so that the text means nothing. */
  readonly mapped: boolean;
}

/** The graphics state of a page's drawing, one frame of the save/restore stack. */
export interface GraphicsState {
  ctm: Matrix;
  clip: Box;
  fillColor: string;
  fillAlpha: number;
  /** What lets a fill's ground through, besides its alpha: bits of `VEIL`. */
  veils: number;
  lineWidth: number;
  textMatrix: Matrix;
  /** Where the next glyph stands, in the space of `textMatrix`. */
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  leading: number;
  charSpacing: number;
  /** The letter spacing of the text shown last. */
  shownSpacing: number;
  wordSpacing: number;
  horizontalScale: number;
  rise: number;
  renderMode: number;
  font: FontFacts | undefined;
  fontSize: number;
}

/** The state in which a page begins. */
export function createState(ctm: Matrix, clip: Box): GraphicsState {
  return {
    ctm,
    clip,
    fillColor: '#000000',
    fillAlpha: 1,
    veils: 0,
    lineWidth: 1,
    textMatrix: IDENTITY,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    leading: 0,
    charSpacing: 0,
    shownSpacing: 0,
    wordSpacing: 0,
    horizontalScale: 1,
    rise: 0,
    renderMode: 0,
    font: undefined,
    fontSize: 0,
  };
}

/** Puts another map in front of the present one, as `cm` does. */
export function transform(state: GraphicsState, matrix: Matrix): void {
  state.ctm = compose(state.ctm, matrix);
}

/** Moves to the start of another line, as `Td` does. */
export function moveText(state: GraphicsState, dx: number, dy: number): void {
  state.lineX += dx;
  state.lineY += dy;
  state.x = state.lineX;
  state.y = state.lineY;
}

/** Sets the text matrix, as `Tm` does; `BT` sets the identity. */
export function setTextMatrix(state: GraphicsState, matrix: Matrix): void {
  state.textMatrix = matrix;
  state.lineX = state.lineY = state.x = state.y = 0;
}
