/** Draws a list as a page's marks, without a PDF: for tests of the layers that only see marks. */
import type { PageMarks, Piece, Rule } from '../../src/extract/marks/marks.ts';

/** Widths of letters differ in real fonts; half an em each is enough to lay out words. */
const LETTER_EM = 0.5;
const SPACE_EM = 0.28;
const SIZE = 9;
const PITCH = 16;
const LEFTS = [50, 90, 190, 300, 360];
const RIGHT = 540;
const TOP = 60;

export const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];

/** One page with a header and rows of five cells, ruled or not. */
export function drawList(
  rows: readonly (readonly string[])[],
  options: { ruled?: boolean; page?: number } = {},
): PageMarks {
  const pieces: Piece[] = [];
  let run = 0;
  [TITLES, ...rows].forEach((cells, r) => {
    cells.forEach((text, c) => {
      run++;
      let x = LEFTS[c]! + 3;
      text.split(' ').forEach((word, w) => {
        const width = word.length * LETTER_EM * SIZE;
        pieces.push(createPiece(pieces.length, word, x, TOP + r * PITCH, width, { run, spaced: w > 0, bold: r === 0 }));
        x += width + SPACE_EM * SIZE;
      });
    });
  });
  return {
    page: options.page ?? 1,
    width: 595,
    height: 842,
    pieces,
    rules: options.ruled ? drawGrid(rows.length + 1) : [],
    fills: [],
    images: 0,
    unmapped: 0,
  };
}

function createPiece(
  id: number,
  text: string,
  x: number,
  baseline: number,
  width: number,
  { run, spaced, bold }: { run: number; spaced: boolean; bold: boolean },
): Piece {
  return {
    id,
    text,
    run,
    spaced,
    box: { x0: x, x1: x + width, y0: baseline - 0.74 * SIZE, y1: baseline + 0.22 * SIZE },
    baseline,
    size: SIZE,
    font: 'Sans',
    bold,
    italic: false,
    color: '#000000',
    angle: 0,
  };
}

function drawGrid(lines: number): Rule[] {
  const top = TOP - 11;
  const bottom = top + lines * PITCH;
  const level = Array.from(
    { length: lines + 1 },
    (_, i): Rule => ({ axis: 'h', at: top + i * PITCH, from: LEFTS[0]!, to: RIGHT, width: 0.5 }),
  );
  const upright = [...LEFTS, RIGHT].map((x): Rule => ({ axis: 'v', at: x, from: top, to: bottom, width: 0.5 }));
  return [...level, ...upright];
}

/** The same marks with every coordinate and size multiplied. */
export function scaleMarks(marks: PageMarks, factor: number): PageMarks {
  const box = <T extends { x0: number; y0: number; x1: number; y1: number }>(b: T): T => ({
    ...b,
    x0: b.x0 * factor,
    y0: b.y0 * factor,
    x1: b.x1 * factor,
    y1: b.y1 * factor,
  });
  return {
    ...marks,
    width: marks.width * factor,
    height: marks.height * factor,
    pieces: marks.pieces.map((p) => ({ ...p, box: box(p.box), baseline: p.baseline * factor, size: p.size * factor })),
    rules: marks.rules.map((r) => ({
      ...r,
      at: r.at * factor,
      from: r.from * factor,
      to: r.to * factor,
      width: r.width * factor,
    })),
    fills: marks.fills.map(box),
  };
}

/** The same text with pieces cut in two after the given numbers of letters, each part drawn by itself. */
export function splitPieces(marks: PageMarks, cuts: readonly number[]): PageMarks {
  let run = 10_000;
  const pieces = marks.pieces.flatMap((piece, i): Piece[] => {
    const cut = cuts[i % cuts.length]! % piece.text.length;
    if (cut === 0) return [piece];
    const x = piece.box.x0 + (piece.box.x1 - piece.box.x0) * (cut / piece.text.length);
    return [
      { ...piece, text: piece.text.slice(0, cut), box: { ...piece.box, x1: x } },
      { ...piece, text: piece.text.slice(cut), box: { ...piece.box, x0: x }, run: run++, spaced: false },
    ];
  });
  return { ...marks, pieces: pieces.map((piece, id) => ({ ...piece, id })) };
}
