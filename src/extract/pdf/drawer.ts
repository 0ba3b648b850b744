import { OPERATOR_CODES } from '../content/operatorCodes.ts';
import { type Box, intersect, type Matrix } from '../marks/geometry.ts';
import type { Fill, Piece, Rule } from '../marks/marks.ts';
import { type Cover, isCover, isRectangle, VEIL } from './covers.ts';
import { type Glyph, readGlyphs } from './glyphs.ts';
import { readClip, readFill, readStroke } from './paths.ts';
import { createState, type FontFacts, type GraphicsState } from './state.ts';
import { noteTilt, type Tilt } from './tilt.ts';

/** What the operators draw. */
export interface Drawing {
  readonly pieces: Piece[];
  readonly rules: Rule[];
  readonly fills: Fill[];
  /** Fills that hide what was drawn before them. */
  readonly covers: Cover[];
  /** Text that leans a little. */
  readonly tilts: Tilt[];
  letters: number;
  images: number;
  unmapped: number;
}

/** What the operators of a page stand on. */
export interface DrawingContext {
  readonly viewport: Matrix;
  readonly page: Box;
  readonly fontOf: (name: string) => FontFacts | undefined;
  readonly isLayerVisible: (properties: unknown) => boolean;
}

/** Draws a page as a viewer would, but for its pictures: follows the state of the drawing and notes text, lines and fills. */
export class Drawer {
  readonly drawing: Drawing = {
    pieces: [],
    rules: [],
    fills: [],
    covers: [],
    tilts: [],
    letters: 0,
    images: 0,
    unmapped: 0,
  };
  readonly context: DrawingContext;
  state: GraphicsState;
  readonly stack: GraphicsState[] = [];
  pendingClip = false;
  runs = 0;
  /** Marked content that is open, true where it hides what it holds. */
  readonly layers: boolean[] = [];

  constructor(context: DrawingContext) {
    this.context = context;
    this.state = createState(context.viewport, context.page);
  }

  save(): void {
    this.stack.push({ ...this.state });
  }

  restore(): void {
    const state = this.stack.pop();
    if (state) this.state = state;
  }

  get isHidden(): boolean {
    return this.layers.length > 0 && this.layers.includes(true);
  }

  clip(box: Box): void {
    this.state.clip = intersect(this.state.clip, box);
  }

  showText(glyphs: readonly (Glyph | number)[]): void {
    this.drawing.letters += glyphs.length;
    noteTilt(this.drawing.tilts, this.state, glyphs.length);
    const pieces = readGlyphs(glyphs, this.state, this.context.page, this.drawing.pieces.length, this.runs++);
    if (this.state.font?.mapped === false) for (const piece of pieces) this.drawing.unmapped += piece.text.length;
    const hidden = this.isHidden;
    for (const piece of pieces) this.drawing.pieces.push(hidden ? { ...piece, hidden: 'invisible' } : piece);
  }

  drawPath(paint: number, stream: ArrayLike<number>): void {
    if (this.pendingClip) {
      this.pendingClip = false;
      this.clip(readClip(stream, this.state.ctm));
      if (!isRectangle(stream, this.state.ctm)) this.state.veils |= VEIL.clip;
    }
    if (paint === OPERATOR_CODES.endPath || this.isHidden || this.state.fillAlpha === 0) return;
    const strokes = paint === OPERATOR_CODES.stroke || paint === OPERATOR_CODES.closeStroke;
    if (!strokes) {
      const marks = readFill(stream, this.state.ctm, this.state.clip, this.state.fillColor);
      this.drawing.fills.push(...marks.fills);
      const before = this.drawing.pieces.length;
      if (before > 0 && marks.fills.length === 1 && isCover(stream, this.state))
        this.drawing.covers.push({ box: marks.fills[0]!, before });
      this.drawing.rules.push(...marks.rules);
    }
    const fillsOnly = paint === OPERATOR_CODES.fill || paint === OPERATOR_CODES.eoFill;
    if (!fillsOnly) this.drawing.rules.push(...readStroke(stream, this.state.ctm, this.state.lineWidth));
  }
}
