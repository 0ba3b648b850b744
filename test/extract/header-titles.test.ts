import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 290];
const ROWS = [
  ['1', 'Ипсум', '1998', 'с бортами'],
  ['2', 'Королла 120', '2003-2006', ''],
  ['3', 'Прадо', '', 'левый руль'],
];

function read(titles: readonly string[], lefts = LEFTS) {
  const reader = new DocumentReader('list.pdf');
  reader.read(drawPage([...drawRows([titles], lefts, { top: 50, bold: true }), ...drawRows(ROWS, lefts, { top: 70 })]));
  return reader.finish().rows;
}

describe('titles of several words', () => {
  test.each([['Г. выпуска'], ['Год выпуск'], ['Годы периода'], ['Год изг.']])('%s heads one column', (title) => {
    const years = read(['№', 'Авто', title, 'Доп. инфо']).map(({ year, extra }) => [year, extra]);
    expect(years).toEqual(ROWS.map(([, , year]) => [year, '']));
  });

  test('a title in brackets belongs to the one before it', () => {
    const rows = read(['№', 'Номенклатура (модель)', 'Год', 'Описание']);
    expect(rows.map(({ brand, model }) => [brand, model])).toEqual(ROWS.map(([, model]) => ['', model]));
  });

  test('a slash joins what a vehicle is told by to its model', () => {
    const rows = read(['№', 'Кузов / модель', 'Год', 'Описание']);
    expect(rows.map(({ brand, model, extra }) => [brand, model, extra])).toEqual(ROWS.map((row) => ['', row[1], '']));
  });

  test('two titles of one sense that stand apart head two columns', () => {
    const rows = read(['№', 'Модель', 'Год', 'Выпуск']);
    expect(rows.map(({ year, extra }) => [year, extra])).toEqual([
      ['1998', '{"Выпуск":"с бортами"}'],
      ['2003-2006', ''],
      ['', '{"Выпуск":"левый руль"}'],
    ]);
  });
});

test('a row of words that are titles elsewhere is a row if a year or a dash stands among them', () => {
  const lefts = [50, 90, 170, 250, 310];
  const rows = [
    ['1', 'Tesla', 'Model 3', '2019', 'борт левый руль'],
    ['2', 'Tesla', 'Model S', '2000', 'борт левый руль'],
    ['3', 'Tesla', 'Model X', '2016-2020', 'борт'],
    ['4', 'Tesla', 'Model Y', '-', 'борт'],
  ];
  const titles = drawRows([['№', 'Марка', 'Модель', 'Год', 'Описание']], lefts, { top: 50, bold: true });
  const reader = new DocumentReader('list.pdf');
  reader.read(drawPage([...titles, ...drawRows(rows, lefts, { top: 70 })]));
  const read = reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
  expect(read).toEqual(rows);
});

test('a last title with a digit heads a column of its own', () => {
  const titles = drawRows([['№', 'Модель', 'Описание', '3D-бортик']], LEFTS, { top: 50, bold: true });
  const rows = [
    ['1', 'Ипсум', 'левый руль', '✓'],
    ['2', 'Королла 120', '', '—'],
    ['3', 'Прадо', 'с бортами', '✓'],
  ];
  const reader = new DocumentReader('list.pdf');
  reader.read(drawPage([...titles, ...drawRows(rows, LEFTS, { top: 70 })]));
  const read = reader.finish().rows.map(({ description, extra }) => [description, extra]);
  expect(read).toEqual(rows.map(([, , description, mark]) => [description, `{"3D-бортик":"${mark}"}`]));
});
