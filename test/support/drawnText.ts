/** Draws single texts as a page's marks, without a PDF: for tests of layouts that no list of rows has. */
import type { PageMarks, Piece, Rule } from '../../src/extract/marks/marks.ts';

const LETTER_EM = 0.5;
const SPACE_EM = 0.28;
const SIZE = 9;

export interface DrawnText {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

/** The pieces of some texts, each drawn in one go: `drawTexts([{ text: 'BMW X5', x: 50, baseline: 60 }])` has two. */
export function drawTexts(texts: readonly DrawnText[]): Piece[] {
  const pieces: Piece[] = [];
  texts.forEach(({ text, x: left, baseline, size = SIZE, bold = false, color = '#000000' }, run) => {
    let x = left;
    text.split(' ').forEach((word, w) => {
      const width = word.length * LETTER_EM * size;
      const box = { x0: x, x1: x + width, y0: baseline - 0.74 * size, y1: baseline + 0.22 * size };
      const id = pieces.length;
      pieces.push({
        id,
        text: word,
        run,
        spaced: w > 0,
        box,
        baseline,
        size,
        font: 'Sans',
        bold,
        italic: false,
        color,
        angle: 0,
      });
      x += width + SPACE_EM * size;
    });
  });
  return pieces;
}

/** Rows of cells at given left edges. */
export function drawRows(
  rows: readonly (readonly string[])[],
  lefts: readonly number[],
  { top, pitch = 16, bold = false }: { readonly top: number; readonly pitch?: number; readonly bold?: boolean },
): DrawnText[] {
  return rows.flatMap((cells, r) =>
    cells.flatMap((text, c) => (text === '' ? [] : [{ text, x: lefts[c]! + 3, baseline: top + 11 + r * pitch, bold }])),
  );
}

/** The lines of a grid: level ones at each row, upright ones at each wall. */
export function drawGrid(walls: readonly number[], rowCount: number, top: number, pitch = 16): Rule[] {
  const bottom = top + rowCount * pitch;
  const [from, to] = [walls[0]!, walls.at(-1)!];
  const level = Array.from(
    { length: rowCount + 1 },
    (_, i): Rule => ({ axis: 'h', at: top + i * pitch, from, to, width: 0.5 }),
  );
  return [...level, ...walls.map((at): Rule => ({ axis: 'v', at, from: top, to: bottom, width: 0.5 }))];
}

/** An A4 page with some texts and lines. */
export function drawPage(texts: readonly DrawnText[], rules: readonly Rule[] = [], page = 1): PageMarks {
  return { page, width: 595, height: 842, pieces: drawTexts(texts), rules, fills: [], images: 0, unmapped: 0 };
}
