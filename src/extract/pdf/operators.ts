import { OPERATOR_CODES, type OperatorName } from '../content/operatorCodes.ts';
import type { OperatorList } from '../content/sketch.ts';
import { type Matrix, mapBox } from '../marks/geometry.ts';
import { VEIL, veil, veilBy, veilGroup } from './covers.ts';
import { Drawer, type Drawing, type DrawingContext } from './drawer.ts';
import type { Glyph } from './glyphs.ts';
import { createState, moveText, setTextMatrix, transform } from './state.ts';

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

// By index: taking arrays apart by their iterators is dear in what runs for each text.
const HANDLERS: Readonly<Partial<Record<OperatorName, Handler>>> = {
  save: (d) => d.save(),
  restore: (d) => d.restore(),
  transform: (d, args) => transform(d.state, asMatrix(args) ?? [1, 0, 0, 1, 0, 0]),
  setLineWidth: (d, [width]) => {
    d.state.lineWidth = asNumber(width);
  },
  setGState: setGraphicsState,
  setFillRGBColor: (d, args) => {
    d.state.fillColor = String(args[0]);
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
  constructPath: (d, args) => {
    const stream = (args[1] as (ArrayLike<number> | null)[])[0];
    d.drawPath(asNumber(args[0]), stream ?? []);
  },
  beginText: (d) => setTextMatrix(d.state, [1, 0, 0, 1, 0, 0]),
  setTextMatrix: (d, args) => setTextMatrix(d.state, asMatrix(args[0]) ?? [1, 0, 0, 1, 0, 0]),
  moveText: (d, args) => moveText(d.state, asNumber(args[0]), asNumber(args[1])),
  setLeadingMoveText: (d, [x, y]) => {
    d.state.leading = asNumber(y);
    moveText(d.state, asNumber(x), asNumber(y));
  },
  setLeading: (d, [leading]) => {
    d.state.leading = -asNumber(leading);
  },
  nextLine: (d) => moveText(d.state, 0, d.state.leading),
  setCharSpacing: (d, args) => {
    d.state.charSpacing = asNumber(args[0]);
  },
  setWordSpacing: (d, args) => {
    d.state.wordSpacing = asNumber(args[0]);
  },
  setHScale: (d, [scale]) => {
    d.state.horizontalScale = asNumber(scale) / 100;
  },
  setTextRise: (d, [rise]) => {
    d.state.rise = asNumber(rise);
  },
  setTextRenderingMode: (d, args) => {
    d.state.renderMode = asNumber(args[0]);
  },
  setFont: (d, args) => {
    d.state.font = d.context.fontOf(String(args[0]));
    d.state.fontSize = asNumber(args[1]);
  },
  showText: (d, args) => d.showText(args[0] as (Glyph | number)[]),
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
