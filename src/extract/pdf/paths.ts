import { type Box, type Matrix, mapBox, mapPoint } from '../marks/geometry.ts';
import type { Fill, Rule } from '../marks/marks.ts';

/** A filled rectangle no thicker than this is a drawn line (Chromium's borders, Word's, wkhtmltopdf's). */
const RULE_THICKNESS_PT = 3;
/** A line shorter than this is part of a letter, a dot of a dotted line or an ornament. */
const RULE_LENGTH_PT = 1;
/** A stroke is upright or level if it leans by no more than this. */
const LEAN_PT = 0.6;
/** A fill smaller than this in either direction shades no cell. */
const FILL_SIDE_PT = 5;

/** Codes of the path stream that pdf.js writes. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

interface Segment {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** What a path leaves on the page. */
export interface PathMarks {
  readonly rules: Rule[];
  readonly fills: Fill[];
}

/** One closed or open outline of a path, in page space. */
interface Outline {
  readonly segments: Segment[];
  curved: boolean;
}

/** Reads a path stream into outlines on the page. */
function readOutlines(stream: ArrayLike<number>, matrix: Matrix): Outline[] {
  const outlines: Outline[] = [];
  let outline: Outline | undefined;
  let at = { x: 0, y: 0 };
  let start = at;
  const lineTo = (to: { x: number; y: number }): void => {
    if (!outline) {
      outline = { segments: [], curved: false };
      outlines.push(outline);
    }
    outline.segments.push({ ax: at.x, ay: at.y, bx: to.x, by: to.y });
    at = to;
  };
  for (let i = 0; i < stream.length; ) {
    const code = stream[i++];
    if (code === MOVE) {
      at = start = mapPoint(matrix, stream[i] ?? 0, stream[i + 1] ?? 0);
      outline = undefined;
      i += 2;
    } else if (code === LINE) {
      lineTo(mapPoint(matrix, stream[i] ?? 0, stream[i + 1] ?? 0));
      i += 2;
    } else if (code === CURVE || code === QUADRATIC) {
      const last = code === CURVE ? i + 4 : i + 2;
      lineTo(mapPoint(matrix, stream[last] ?? 0, stream[last + 1] ?? 0));
      if (outline) outline.curved = true;
      i = last + 2;
    } else if (code === CLOSE) {
      if (at.x !== start.x || at.y !== start.y) lineTo(start);
      outline = undefined;
    } else {
      break;
    }
  }
  return outlines;
}

/** Rules of a stroked path: its level and upright segments. */
export function readStroke(stream: ArrayLike<number>, matrix: Matrix, lineWidth: number): Rule[] {
  const width = lineWidth * Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]));
  return readOutlines(stream, matrix).flatMap((outline) =>
    outline.curved ? [] : outline.segments.flatMap((segment) => readSegment(segment, width)),
  );
}

function readSegment({ ax, ay, bx, by }: Segment, width: number): Rule[] {
  const dx = Math.abs(bx - ax);
  const dy = Math.abs(by - ay);
  if (dy <= LEAN_PT && dx >= RULE_LENGTH_PT)
    return [{ axis: 'h', at: (ay + by) / 2, from: Math.min(ax, bx), to: Math.max(ax, bx), width }];
  if (dx <= LEAN_PT && dy >= RULE_LENGTH_PT)
    return [{ axis: 'v', at: (ax + bx) / 2, from: Math.min(ay, by), to: Math.max(ay, by), width }];
  return [];
}

/** Rules and areas of a filled path; only what is inside the clip counts. */
export function readFill(stream: ArrayLike<number>, matrix: Matrix, clip: Box, color: string): PathMarks {
  const marks: PathMarks = { rules: [], fills: [] };
  for (const outline of readOutlines(stream, matrix)) {
    if (outline.curved || outline.segments.length < 3) continue;
    addArea(marks, clipped(boundsOf(outline), clip), color, outline.segments.length <= 5);
  }
  return marks;
}

/** Adds a filled rectangle to the marks: as a rule if thin, as shading if large. */
function addArea(marks: PathMarks, box: Box, color: string, rectangular = true): void {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  if (width <= 0 && height <= 0) return;
  if (height <= RULE_THICKNESS_PT && width >= Math.max(RULE_LENGTH_PT, height)) {
    marks.rules.push({ axis: 'h', at: (box.y0 + box.y1) / 2, from: box.x0, to: box.x1, width: height });
  } else if (width <= RULE_THICKNESS_PT && height >= RULE_LENGTH_PT) {
    marks.rules.push({ axis: 'v', at: (box.x0 + box.x1) / 2, from: box.y0, to: box.y1, width });
  } else if (rectangular && width >= FILL_SIDE_PT && height >= FILL_SIDE_PT) {
    marks.fills.push({ ...box, color });
  }
}

/** The box of a clip path: what a rectangle clips to, and no less than any other shape does. */
export function readClip(stream: ArrayLike<number>, matrix: Matrix): Box {
  const boxes = readOutlines(stream, matrix).map(boundsOf);
  if (boxes.length === 0) return mapBox(matrix, { x0: 0, y0: 0, x1: 0, y1: 0 });
  return {
    x0: Math.min(...boxes.map((b) => b.x0)),
    y0: Math.min(...boxes.map((b) => b.y0)),
    x1: Math.max(...boxes.map((b) => b.x1)),
    y1: Math.max(...boxes.map((b) => b.y1)),
  };
}

function boundsOf(outline: Outline): Box {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (const { ax, ay, bx, by } of outline.segments) {
    x0 = Math.min(x0, ax, bx);
    x1 = Math.max(x1, ax, bx);
    y0 = Math.min(y0, ay, by);
    y1 = Math.max(y1, ay, by);
  }
  return { x0, y0, x1, y1 };
}

function clipped(box: Box, clip: Box): Box {
  return {
    x0: Math.max(box.x0, clip.x0),
    y0: Math.max(box.y0, clip.y0),
    x1: Math.min(box.x1, clip.x1),
    y1: Math.min(box.y1, clip.y1),
  };
}
