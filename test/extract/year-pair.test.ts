import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { joinYears } from '../../src/extract/rows/yearPair.ts';
import type { Role } from '../../src/extract/text/roles.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const columnsOf = (...titles: readonly (readonly [Role, string])[]) =>
  titles.map(([role, title], c) => ({ role, title, x0: 50 * c, x1: 50 * c + 50 }));

describe('first and last years in two columns', () => {
  const pair = columnsOf(['model', 'Модель'], ['year', 'с'], ['extra', 'по']);
  test.each([
    [
      ['Camry', '2006', '2011'],
      ['Camry', '2006 2011', ''],
    ],
    [
      ['Camry', '2006', 'н.в.'],
      ['Camry', '2006 н.в.', ''],
    ],
    [
      ['Camry', '2006', ''],
      ['Camry', 'с 2006', ''],
    ],
    [
      ['Camry', '', '2011'],
      ['Camry', 'по 2011', ''],
    ],
    [
      ['Camry', '', ''],
      ['Camry', '', ''],
    ],
    [
      ['Camry', '2006', 'под заказ'],
      ['Camry', '2006', 'под заказ'],
    ],
  ])('%j are %j', (texts, joined) => expect(joinYears(pair, texts)).toEqual(joined));

  test.each([
    ['the last year has the title of years', columnsOf(['extra', 'с'], ['year', 'Год по'])],
    ['the titles are whole ones', columnsOf(['year', 'Начало выпуска'], ['extra', 'Конец выпуска'])],
  ])('are one where %s', (_, columns) => {
    expect(joinYears(columns, ['2006', '2011']).filter(Boolean)).toEqual(['2006 2011']);
  });

  test.each([
    ['no title says so', columnsOf(['year', 'Год'], ['extra', 'по'])],
    ['another column stands between', columnsOf(['year', 'с'], ['extra', 'Кузов'], ['extra', 'по'])],
    ['the other one has a place of its own', columnsOf(['year', 'с'], ['description', 'по'])],
  ])('are two where %s', (_, columns) => {
    const texts = columns.map((_, c) => `${2006 + c}`);
    expect(joinYears(columns, texts)).toEqual(texts);
  });

  test('are read from a header of two lines', () => {
    const lefts = [50, 80, 170, 260, 310, 360];
    const titles = [
      ...drawRows([['', '', '', 'Годы выпуска']], lefts, { top: 60, bold: true }),
      ...drawRows([['№', 'Марка', 'Модель', '', '', 'Описание']], lefts, { top: 68, bold: true }),
      ...drawRows([['', '', '', 'с', 'по', '']], lefts, { top: 76, bold: true }),
    ];
    const rows = [
      ['1', 'Toyota', 'Camry', '2006', '2011', 'с бортами'],
      ['2', 'Kia', 'Rio', '2012', '', 'седан'],
      ['3', 'Kia', 'Sorento', '2009', '2014', '3 ряда'],
      ['4', 'Toyota', 'Prado', '', '2009', ''],
      ['5', 'Toyota', 'RAV4', '2001', '2005', ''],
    ];
    const rules = [...drawGrid([50, 80, 170, 260, 310, 360, 500], 5, 94), ...drawGrid([50, 500], 1, 60, 34)];
    const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'kia']) });
    reader.read(drawPage([...titles, ...drawRows(rows, lefts, { top: 94 })], rules));
    const found = reader.finish().rows;
    expect(found.map(({ model, year, extra }) => [model, year, extra])).toEqual([
      ['Camry', '2006 2011', ''],
      ['Rio', 'с 2012', ''],
      ['Sorento', '2009 2014', ''],
      ['Prado', 'по 2009', ''],
      ['RAV4', '2001 2005', ''],
    ]);
  });
});
