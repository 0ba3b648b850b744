import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { areColumnNumbers } from '../../src/extract/header/columnNumbers.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 290, 350];
const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const NUMBERS = ['1', '2', '3', '4', '5'];
const ROWS = [
  ['1', 'Тойота', 'Ипсум', '1998', 'с бортами'],
  ['2', 'Тойота', 'Королла 120', '2003-2006', ''],
  ['3', 'Мазда', '3', '2005', 'левый руль'],
];

function read(pages: readonly (readonly (readonly string[])[])[], ruled: boolean) {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['тойота', 'мазда']) });
  pages.forEach((rows, i) => {
    const rules = ruled ? drawGrid([...LEFTS, 480], rows.length, 50) : [];
    reader.read(drawPage(drawRows(rows, LEFTS, { top: 50 }), rules, i + 1));
  });
  const { rows, rejects } = reader.finish();
  return { rows: rows.map((r) => [r.number, r.brand, r.model, r.year, r.description]), rejects: rejects.length };
}

describe('a row of column numbers', () => {
  test.each([
    ['in a grid', true],
    ['without lines', false],
  ])('right below the titles of each page belongs to the header, %s', (_, ruled) => {
    const page = [TITLES, NUMBERS, ...ROWS];
    expect(read([page, page], ruled)).toEqual({ rows: [...ROWS, ...ROWS], rejects: 0 });
  });

  test('is no vehicle on pages that go without titles', () => {
    const { rows } = read(
      [
        [TITLES, NUMBERS, ...ROWS],
        [NUMBERS, ...ROWS],
        [NUMBERS, ...ROWS],
      ],
      true,
    );
    expect(rows).toEqual([...ROWS, ...ROWS, ...ROWS]);
  });

  test.each([
    [['1', '2', '3'], true],
    [['(1)', '(2)', '(3)'], true],
    [['1', '2', '3', '1', '2', '3'], true],
    [['1', '2'], false],
    [['2', '3', '4'], false],
    [['1', '3', '2005'], false],
    [['1', 'Мазда', '3'], false],
  ])('%j: %s', (texts, expected) => {
    expect(areColumnNumbers(texts)).toBe(expected);
  });
});
