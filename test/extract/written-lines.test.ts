import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const LEFTS = [50, 75, 140, 220, 300];
/** Numbers, models that are numbers and years end at the right of their columns, as spreadsheets set them. */
const RIGHTS = [73, 138, 218, 297.5, 500];
const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const BRANDS = ['Audi', 'Toyota', 'Kia'];
const MODELS = ['80', 'Camry', 'Rio', '100', 'Prado 120', 'Cerato'];
const REMARKS = ['-', 'с бортами', 'левый руль', '7 мест'];

const ROWS = Array.from({ length: 24 }, (_, i) => [
  `${i + 8}`,
  BRANDS[i % 3]!,
  MODELS[i % 6]!,
  i % 5 === 2 ? '2006-2011' : `${1996 + i}`,
  REMARKS[i % 4]!,
]);

/** A page whose lines are each written in one go, with gaps but no spaces between words, as Cairo does. */
function drawWhole(rows: readonly (readonly string[])[]): PageMarks {
  const texts = [TITLES, ...rows].flatMap((cells, r) =>
    cells.map((text, c): DrawnText => {
      const atRight = r > 0 && /^\d+$/u.test(text);
      const x = atRight ? RIGHTS[c]! - text.length * 4.5 : LEFTS[c]!;
      return { text, x, baseline: 60 + 14 * r, bold: r === 0 };
    }),
  );
  const page = drawPage(texts);
  const pieces = page.pieces.map((piece) => ({ ...piece, run: Math.round(piece.baseline), spaced: false }));
  return { ...page, pieces };
}

function readWhole(rows: readonly (readonly string[])[]): string[][] {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['audi', 'toyota', 'kia']) });
  reader.read(drawWhole(rows));
  return reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
}

describe('lines written in one go', () => {
  test('part between a number at the right of its column and the next text, however near', () => {
    expect(readWhole(ROWS)).toEqual(ROWS);
  });

  test('keep cells whole that begin with the same word each time', () => {
    const rows = ROWS.map(([number, brand, , year], i) => [number!, brand!, `Passat B${i % 7}`, year!, 'с бортами']);
    expect(readWhole(rows)).toEqual(rows);
  });
});
