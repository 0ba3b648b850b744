import type { Box } from '../marks/geometry.ts';
import type { Fill, PageMarks, Piece, Rule } from '../marks/marks.ts';
import { DESCENT_EM } from '../pdf/pieces.ts';

/** A quarter turn: how the page is drawn when its text runs down (90), upside down (180) or up (270). */
export type Quarter = 0 | 90 | 180 | 270;

const QUARTERS: readonly Quarter[] = [0, 90, 180, 270];

/** The direction in which most of a page's letters are written, whatever the page's own rotation says. */
export function findDirection(pieces: readonly Piece[]): Quarter {
  const letters = new Map<number, number>();
  for (const piece of pieces)
    if (!piece.hidden) letters.set(piece.angle, (letters.get(piece.angle) ?? 0) + piece.text.length);
  let best: Quarter = 0;
  for (const quarter of QUARTERS) if ((letters.get(quarter) ?? 0) > (letters.get(best) ?? 0)) best = quarter;
  return best;
}

/** Turns a page so that text written in `direction` stands upright. */
export function turnPage(marks: PageMarks, direction: Quarter): PageMarks {
  if (direction === 0) return marks;
  const turnBox = createTurn(marks, direction);
  const sideways = direction !== 180;
  return {
    ...marks,
    width: sideways ? marks.height : marks.width,
    height: sideways ? marks.width : marks.height,
    pieces: marks.pieces.map((piece) => turnPiece(piece, turnBox(piece.box), direction)),
    rules: marks.rules.map((rule) => toRule(turnBox(toBox(rule)), rule, sideways)),
    fills: marks.fills.map((fill): Fill => ({ ...turnBox(fill), color: fill.color })),
  };
}

function createTurn({ width, height }: PageMarks, direction: Quarter): (box: Box) => Box {
  if (direction === 90) return ({ x0, y0, x1, y1 }) => ({ x0: y0, y0: width - x1, x1: y1, y1: width - x0 });
  if (direction === 270) return ({ x0, y0, x1, y1 }) => ({ x0: height - y1, y0: x0, x1: height - y0, y1: x1 });
  return ({ x0, y0, x1, y1 }) => ({ x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 });
}

function turnPiece(piece: Piece, box: Box, direction: Quarter): Piece {
  const angle = (piece.angle - direction + 360) % 360;
  return { ...piece, box, angle, baseline: box.y1 - DESCENT_EM * piece.size };
}

function toBox({ axis, at, from, to }: Rule): Box {
  return axis === 'h' ? { x0: from, y0: at, x1: to, y1: at } : { x0: at, y0: from, x1: at, y1: to };
}

function toRule(box: Box, rule: Rule, sideways: boolean): Rule {
  const level = (rule.axis === 'h') !== sideways;
  return level
    ? { axis: 'h', at: box.y0, from: box.x0, to: box.x1, width: rule.width }
    : { axis: 'v', at: box.x0, from: box.y0, to: box.y1, width: rule.width };
}
