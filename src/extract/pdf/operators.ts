import { type Box, intersect, type Matrix, mapBox } from '../marks/geometry.ts';
import type { Fill, Piece, Rule } from '../marks/marks.ts';
import { type Cover, isCover, isRectangle, VEIL, veil, veilBy, veilGroup } from './covers.ts';
import { type Glyph, readGlyphs } from './glyphs.ts';
import { OPERATOR_CODES, type OperatorName } from './operatorCodes.ts';
import { readClip, readFill, readStroke } from './paths.ts';
import { createState, type FontFacts, type GraphicsState, moveText, setTextMatrix, transform } from './state.ts';
import { noteTilt, type Tilt } from './tilt.ts';

/** Drawing operators of a page with their arguments, all of them or a stretch. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

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

type Args = readonly unknown[];
type Handler = (drawer: Drawer, args: Args) => void;
const NO_ARGS: Args = [];

/**
 * Begins a page: `run` is called with its operators, stretch by stretch, and notes what they draw in `drawing`; one pass
 * gives text and lines together.
 */
export function startDrawing(context: DrawingContext): { drawing: Drawing; run: (list: OperatorList) => void } {
  const drawer = new Drawer(context);
  const run = ({ fnArray, argsArray }: OperatorList): void => {
    for (let i = 0; i < fnArray.length; i++) HANDLERS_BY_CODE[fnArray[i]!]?.(drawer, (argsArray[i] ?? NO_ARGS) as Args);
  };
  return { drawing: drawer.drawing, run };
}

class Drawer {
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

const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0);

function asMatrix(value: unknown): Matrix | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const m = value as ArrayLike<number>;
  return [m[0] ?? 1, m[1] ?? 0, m[2] ?? 0, m[3] ?? 1, m[4] ?? 0, m[5] ?? 0];
}

function setGraphicsState(drawer: Drawer, [pairs]: Args): void {
  for (const [key, value] of pairs as [string, unknown][]) {
    if (key === 'LW') drawer.state.lineWidth = asNumber(value);
    else if (key === 'ca') drawer.state.fillAlpha = asNumber(value);
    else if (key === 'Font') HANDLERS.setFont?.(drawer, value as Args);
    else veilBy(drawer.state, key, value);
  }
}

function beginGroup(drawer: Drawer, [options]: Args): void {
  drawer.save();
  veilGroup(drawer.state, options);
}

function beginForm(drawer: Drawer, [matrix, bbox]: Args): void {
  drawer.save();
  const map = asMatrix(matrix);
  if (map) transform(drawer.state, map);
  clipTo(drawer, bbox);
}

function clipTo(drawer: Drawer, bbox: unknown): void {
  if (!bbox) return;
  const b = bbox as ArrayLike<number>;
  drawer.clip(mapBox(drawer.state.ctm, { x0: b[0] ?? 0, y0: b[1] ?? 0, x1: b[2] ?? 0, y1: b[3] ?? 0 }));
}

function beginAnnotation(drawer: Drawer, [, rect, map, matrix]: Args): void {
  drawer.save();
  drawer.state = createState(drawer.context.viewport, drawer.context.page);
  // A highlighter's ink lets the text through, even where its appearance doesn't say so.
  veil(drawer.state, VEIL.blend, true);
  clipTo(drawer, rect);
  for (const step of [asMatrix(map), asMatrix(matrix)]) if (step) transform(drawer.state, step);
}

function countImage(drawer: Drawer): void {
  drawer.drawing.images++;
}

const HANDLERS: Readonly<Partial<Record<OperatorName, Handler>>> = {
  save: (d) => d.save(),
  restore: (d) => d.restore(),
  transform: (d, args) => transform(d.state, asMatrix(args) ?? [1, 0, 0, 1, 0, 0]),
  setLineWidth: (d, [width]) => {
    d.state.lineWidth = asNumber(width);
  },
  setGState: setGraphicsState,
  setFillRGBColor: (d, [color]) => {
    d.state.fillColor = String(color);
  },
  setFillColorN: (d) => {
    d.state.fillColor = 'pattern';
  },
  setFillTransparent: (d) => {
    d.state.fillColor = 'transparent';
  },
  clip: (d) => {
    d.pendingClip = true;
  },
  eoClip: (d) => {
    d.pendingClip = true;
  },
  constructPath: (d, [paint, data]) => {
    const stream = (data as (ArrayLike<number> | null)[])[0];
    d.drawPath(asNumber(paint), stream ?? []);
  },
  beginText: (d) => setTextMatrix(d.state, [1, 0, 0, 1, 0, 0]),
  setTextMatrix: (d, [matrix]) => setTextMatrix(d.state, asMatrix(matrix) ?? [1, 0, 0, 1, 0, 0]),
  moveText: (d, [x, y]) => moveText(d.state, asNumber(x), asNumber(y)),
  setLeadingMoveText: (d, [x, y]) => {
    d.state.leading = asNumber(y);
    moveText(d.state, asNumber(x), asNumber(y));
  },
  setLeading: (d, [leading]) => {
    d.state.leading = -asNumber(leading);
  },
  nextLine: (d) => moveText(d.state, 0, d.state.leading),
  setCharSpacing: (d, [spacing]) => {
    d.state.charSpacing = asNumber(spacing);
  },
  setWordSpacing: (d, [spacing]) => {
    d.state.wordSpacing = asNumber(spacing);
  },
  setHScale: (d, [scale]) => {
    d.state.horizontalScale = asNumber(scale) / 100;
  },
  setTextRise: (d, [rise]) => {
    d.state.rise = asNumber(rise);
  },
  setTextRenderingMode: (d, [mode]) => {
    d.state.renderMode = asNumber(mode);
  },
  setFont: (d, [name, size]) => {
    d.state.font = d.context.fontOf(String(name));
    d.state.fontSize = asNumber(size);
  },
  showText: (d, [glyphs]) => d.showText(glyphs as (Glyph | number)[]),
  paintFormXObjectBegin: beginForm,
  paintFormXObjectEnd: (d) => d.restore(),
  beginGroup,
  endGroup: (d) => d.restore(),
  beginAnnotation,
  endAnnotation: (d) => d.restore(),
  beginMarkedContent: (d) => d.layers.push(false),
  beginMarkedContentProps: (d, [tag, properties]) => {
    d.layers.push(tag === 'OC' && !d.context.isLayerVisible(properties));
  },
  endMarkedContent: (d) => d.layers.pop(),
  paintImageXObject: countImage,
  paintImageMaskXObject: countImage,
  paintInlineImageXObject: countImage,
  paintImageXObjectRepeat: countImage,
  paintImageMaskXObjectRepeat: countImage,
};

const HANDLERS_BY_CODE: (Handler | undefined)[] = [];
for (const [name, handler] of Object.entries(HANDLERS))
  HANDLERS_BY_CODE[OPERATOR_CODES[name as OperatorName]] = handler;
