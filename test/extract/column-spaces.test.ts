import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const LEFTS = [50, 75, 150, 260, 340];
const LETTER = 4.5;
const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const REMARKS = ['с бортами', 'левый руль', '3 ряда'];

/** A page of a spreadsheet: titles and texts begin at the left of their cells, numbers and years end at the right. */
function drawSheet(rows: readonly (readonly string[])[], page: number, bold = false): DrawnText[] {
  return rows.flatMap((cells, r) =>
    cells.map((text, c): DrawnText => {
      const atRight = r > 0 || page > 1 ? /^\d+$/u.test(text) || c === 3 : false;
      const x = atRight ? LEFTS[c + 1]! - 1.6 - text.length * LETTER : LEFTS[c]!;
      return { text, x, baseline: 60 + 14 * r, bold: bold && r === 0 };
    }),
  );
}

const createRows = (models: readonly string[]): string[][] =>
  models.map((model, i) => [`${i + 1}`, 'Peugeot', model, `${2001 + i}`, REMARKS[i % 3]!]);

test('titles that begin where their columns do tell where a column begins whose texts all stand at the right', () => {
  const rows = createRows(['Boxer', 'Partner', 'Expert', 'Rifter', 'Traveller', 'Boxer']);
  const more = createRows(['206', 'Partner', '307', '5008', 'Boxer', '406']);
  const reader = new DocumentReader('list.pdf', { brands: new Set(['peugeot']) });
  reader.read(drawPage(drawSheet([TITLES, ...rows], 1, true)));
  reader.read(drawPage(drawSheet(more, 2), [], 2));
  const found = reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
  expect(found).toEqual([...rows, ...more]);
});
