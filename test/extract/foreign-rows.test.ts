import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 310, 370];
const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const brands = new Set(['тойота', 'мазда', 'лада']);
const ROWS = [
  ['1', 'Тойота', 'Ипсум', '1998', 'с бортами'],
  ['2', 'Тойота', 'Королла 120', '2003-2006', ''],
  ['3', 'Мазда', '3', '2005', 'левый руль'],
  ['4', 'Мазда', 'Демио', '', 'левый руль'],
];

function read(pages: readonly (readonly (readonly string[])[])[], lefts = LEFTS) {
  const reader = new DocumentReader('list.pdf', { brands });
  pages.forEach((rows, i) => {
    reader.read(drawPage(drawRows(rows, lefts, { top: 50 }), drawGrid([...lefts, 520], rows.length, 50), i + 1));
  });
  const { rows, rejects } = reader.finish();
  return { rows: rows.map((r) => [r.number, r.brand, r.model, r.year, r.description]), rejects };
}

describe('another table below a list, between the same lines', () => {
  test.each([
    [
      ['№', 'Опция', '', 'Цена', ''],
      ['1', 'С бортами', '', '500', ''],
    ],
    [
      ['№ п/п', 'Вопрос', 'Ответ', '', 'Комментарий'],
      ['1', 'Нужны ли борта?', 'да', '', ''],
    ],
  ])('%j: its rows are rejected', (titles, row) => {
    const { rows, rejects } = read([[TITLES, ...ROWS, titles, row]]);
    expect(rows).toEqual(ROWS);
    expect(rejects.map(({ reason, text }) => [reason, text])).toEqual(
      [titles, row].map((cells) => ['outside-table', cells.filter(Boolean).join(' ')]),
    );
  });

  test('a blank form above a questionnaire is no list', () => {
    const questions = [
      ['№', 'Вопрос', '', 'Ответ', 'Комментарий'],
      ...ROWS.map((_, i) => [`${i + 1}`, 'Что?', '', 'да', '']),
    ];
    expect(read([[['', 'Марка', 'Модель', 'Год', ''], ['', '', '', '', ''], ...questions]]).rows).toEqual([]);
  });

  test.each([
    ['its own titles again, shortened', ['№', 'Фирм.', 'Мод.', 'Г.', 'Прим.']],
    ['a brand in place of the title', ['№', 'Лада', '', '', 'Цена']],
    ['years', ['№', 'Тип', '', 'Год', 'Цена']],
  ])('%s: rows go on', (_, titles) => {
    const { rows } = read([[TITLES, ...ROWS, titles, ['5', 'Лада', '2107', '2001', '']]]);
    expect(rows).toContainEqual(['5', 'Лада', '2107', '2001', '']);
  });
});

describe('pages that hold figures alone', () => {
  const prices = [
    ['', '1800', '2400', '5', ''],
    ['', '1900', '2500', '0', ''],
    ['', '2100', '2500', '7', ''],
    ['', '1800', '2400', '9', ''],
  ];

  test('are the last columns of a sheet that is wider than the paper: no rows', () => {
    const titled = [['Цена опт', 'Цена розн', 'Остаток', '', ''], ...prices];
    const { rows, rejects } = read([[TITLES, ...ROWS], titled, prices]);
    expect(rows).toEqual(ROWS);
    expect(rejects).toHaveLength(prices.length);
  });

  test.each([
    ['numbers', LEFTS, TITLES, ROWS, (i: number) => [`${5 + i}`, '', `210${i}`, '', '']],
    [
      'years',
      [50, 160, 270],
      ['Марка', 'Модель', 'Год'],
      ROWS.map((row) => row.slice(1, 4)),
      (i: number) => ['', `210${i}`, `199${i}`],
    ],
  ])('go on a list if they have its %s', (_, lefts, titles, list, rowOf) => {
    const { rows } = read([[titles, ...list], [0, 1, 2, 3].map(rowOf)], lefts);
    expect(rows.map(([, , model]) => model).slice(4)).toEqual(['2100', '2101', '2102', '2103']);
  });
});
