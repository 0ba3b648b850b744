import type { OperatorList } from '../content/sketch.ts';
import type { Matrix } from '../marks/geometry.ts';
import type { PageMarks } from '../marks/marks.ts';
import { hideCovered } from './covers.ts';
import type { Drawing } from './drawer.ts';
import { MARKS_LIMIT, OPERATORS_LIMIT, PIECES_LIMIT } from './limits.ts';
import { startDrawing } from './operators.ts';
import type { OpenFile } from './pdfLibrary.ts';
import { findTilt, straighten } from './tilt.ts';

/** pdf.js's flags for what operators are wanted for. */
const FOR_DISPLAY = 0x2;
const AS_LIST = 0x100;
/** All that a viewer would show of a page, with its annotations, as a list and not for painting. */
export const OPERATORS_ASKED_FOR = {
  intent: FOR_DISPLAY | AS_LIST,
  cacheKey: 'list',
  annotationStorage: null,
  modifiedIds: new Set(),
};

/** A document whose pages can be read. */
export interface OpenDocument {
  readonly file: OpenFile;
  /** Whether a piece of marked content belongs to a layer that is shown. */
  readonly isLayerVisible: (content: unknown) => boolean;
}

/** A page as pdf.js tells of it. */
export interface PageFacts {
  readonly rotate: number;
  readonly userUnit: number;
  /** Its visible part: left, bottom, right, top. */
  readonly view: readonly [number, number, number, number];
}

/** Reads a page and notes the fonts that it uses, by the document's own names. */
export async function readPage(open: OpenDocument, page: number, fonts: Set<string>): Promise<PageMarks> {
  const pageIndex = page - 1;
  const viewport = createViewport((await open.file.conversation.ask('GetPage', { pageIndex })) as PageFacts);
  const first = await drawPage(open, pageIndex, viewport, fonts);
  const tilt = findTilt(first.tilts, first.letters);
  const { width, height, toPage } = viewport;
  const straight = { width, height, toPage: straighten(toPage, width, height, tilt) };
  const drawing = tilt === 0 ? first : await drawPage(open, pageIndex, straight, fonts);
  const { pieces, rules, fills, covers, images, unmapped } = drawing;
  if (pieces.length > PIECES_LIMIT) throw new Error(`it has more than ${PIECES_LIMIT} pieces of text`);
  if (rules.length + fills.length > MARKS_LIMIT)
    throw new Error(`it has more than ${MARKS_LIMIT} lines and shaded areas`);
  const menders = covers.length > 0 ? hideCovered(pieces, covers) : undefined;
  const shading = menders?.size ? fills.filter((fill) => !menders.has(fill)) : fills;
  return { page, width, height, pieces, rules, fills: shading, images, unmapped };
}

/** What a page's operators draw when it is seen through a viewport. */
async function drawPage(
  { file, isLayerVisible }: OpenDocument,
  pageIndex: number,
  { width, height, toPage }: Viewport,
  fonts: Set<string>,
): Promise<Drawing> {
  const { drawing, run } = startDrawing({
    viewport: toPage,
    page: { x0: 0, y0: 0, x1: width, y1: height },
    fontOf(name) {
      fonts.add(name);
      return file.fonts.get(name);
    },
    isLayerVisible,
  });
  let operators = 0;
  let fault: unknown;
  await file.conversation.askForChunks(
    'GetOperatorList',
    { ...OPERATORS_ASKED_FOR, pageId: pageIndex, pageIndex },
    (chunk) => {
      const list = chunk as OperatorList;
      operators += list.fnArray.length;
      if (fault !== undefined || operators > OPERATORS_LIMIT) return;
      try {
        run(list);
      } catch (error) {
        // Thrown from here it would be taken for a fault of the page's.
        fault = error;
      }
    },
  );
  if (fault !== undefined) throw fault;
  if (operators > OPERATORS_LIMIT) throw new Error(`it has more than ${OPERATORS_LIMIT} drawing operators`);
  return drawing;
}

/** A page's size as it is shown, and the map from its own space, which runs up, to the one of marks, which runs down. */
export function createViewport({ rotate, userUnit, view: [left, bottom, right, top] }: PageFacts): Viewport {
  const across = (right - left) * userUnit;
  const along = (top - bottom) * userUnit;
  const [x, y] = [left * userUnit, bottom * userUnit];
  const s = userUnit;
  const quarter = ((rotate % 360) + 360) % 360;
  if (quarter === 90) return { width: along, height: across, toPage: [0, s, s, 0, -y, -x] };
  if (quarter === 180) return { width: across, height: along, toPage: [-s, 0, 0, s, across + x, -y] };
  if (quarter === 270) return { width: along, height: across, toPage: [0, -s, -s, 0, along + y, across + x] };
  return { width: across, height: along, toPage: [s, 0, 0, -s, -x, along + y] };
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly toPage: Matrix;
}
