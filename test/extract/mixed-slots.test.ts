import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const LEFTS = [50, 90, 170, 270, 360];
/** Integers end here, as a spreadsheet sets them: just before the next column. */
const RIGHTS = LEFTS.slice(1).map((left) => left - 1.6);
const LETTER = 4.5;
const BRANDS = ['Toyota', 'Mazda', 'Kia'];
const MODELS = ['Camry', '626', 'Rio', 'Prado 120', 'Demio', 'Sorento', '323'];
const REMARKS = ['с бортами', 'левый руль', '', '3 ряда'];

type Rows = readonly (readonly string[])[];

/** Rows of a spreadsheet without a header: texts begin at the left of their cells, integers end at the right. */
function readSheet(rows: Rows): string[][] {
  const texts = rows.flatMap((cells, r) =>
    cells.flatMap((text, c): DrawnText[] => {
      const x = /^\d+$/u.test(text) ? RIGHTS[c]! - text.length * LETTER : LEFTS[c]!;
      return text === '' ? [] : [{ text, x, baseline: 60 + 14 * r }];
    }),
  );
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia']) });
  reader.read(drawPage(texts));
  return reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
}

const createRows = (yearOf: (i: number) => string): string[][] =>
  Array.from({ length: 28 }, (_, i) => [`${i + 5}`, BRANDS[i % 3]!, MODELS[i % 7]!, yearOf(i), REMARKS[i % 4]!]);

test('years at either side of their cells are one column', () => {
  const rows = createRows((i) => (i % 3 === 0 ? `${1995 + i}` : i % 3 === 1 ? '10-' : i % 2 ? '2001-2006' : ''));
  expect(readSheet(rows)).toEqual(rows);
});

test('a dash at the left of its cell stands for a year, be it close to a model that is an integer', () => {
  const rows = createRows((i) => (i % 7 === 1 || i === 5 ? '-' : `${1990 + i}`));
  expect(readSheet(rows)).toEqual(rows);
});

test('two columns that lines have text in both of stay two', () => {
  const rows = createRows((i) => `${1990 + i}`).map(([number, brand, , year], i) => [
    number!,
    brand!,
    i % 2 ? 'Camry' : 'Rio',
    year!,
    'с бортами',
  ]);
  expect(readSheet(rows)).toEqual(rows);
});
