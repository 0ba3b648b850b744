import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 100, 200, 310, 420];
const ROWS = [
  ['1', 'Toyota', 'Камри 40', '2006-2011', 'с бортами'],
  ['2', 'Toyota', 'Ипсум', '1998', '3 ряда'],
  ['3', 'Mazda', 'Демио', 'с 2007', 'левый руль'],
  ['4', 'Mazda', 'MPV', '2003', 'без бортов'],
  ['5', 'Kia', 'Рио', '2015', 'с бортами'],
];
const ROLES = ['number', 'brand', 'model', 'year', 'description'] as const;

function read(titles: readonly string[], rows: readonly (readonly string[])[] = ROWS) {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia']) });
  reader.read(drawPage([...drawRows([titles], LEFTS, { top: 50, bold: true }), ...drawRows(rows, LEFTS, { top: 70 })]));
  return reader.finish().rows;
}

describe('a column', () => {
  test.each([
    ['П/н', 0],
    ['Место', 0],
    ['С какого года', 3],
    ['Год начала выпуска', 3],
    ['Поколение', 3],
    ['Когда делали', 3],
    ['Вариант', 4],
    ['Тип коврика', 4],
    ['Что входит', 4],
    ['Борт', 4],
    ['Что есть', 4],
    ['Комплектность', 4],
    ['Поз.', 0],
    ['Кузов', 2],
  ])('under %s is known by its title or by what it holds', (title, column) => {
    const titles = ['№', 'Марка', 'Модель', 'Год', 'Описание'].with(column, title);
    expect(read(titles).map((row) => ROLES.map((role) => row[role]))).toEqual(ROWS);
  });

  test.each([
    ['Отгрузка', '12.05.2024'],
    ['Отгрузка', '2024-05-12'],
    ['Место', '17'],
  ])('under %s that holds %s stays apart', (title, text) => {
    const rows = ROWS.map((row) => row.with(3, text));
    const found = read(['№', 'Марка', 'Модель', title, 'Описание'], rows);
    expect(found.map(({ year, extra }) => [year, extra])).toEqual(
      ROWS.map(() => ['', JSON.stringify({ [title]: text })]),
    );
  });

  test('of several words each is the description where no other is', () => {
    const remarks = ['экокожа, чёрный кант', 'ворс на клипсах, резина', 'под климат-контроль и люк'];
    const rows = ROWS.map((row, r) => row.with(4, remarks[r % remarks.length]!));
    const found = read(['№', 'Марка', 'Модель', 'Год', 'Делаем'], rows);
    expect(found.map(({ description }) => description)).toEqual(rows.map((row) => row[4]));
  });

  test('of the rules that goods are certified by is no header', () => {
    const rows = ROWS.map((row) => row.with(4, 'сертификат ТР ТС'));
    const found = read(['№', 'Марка', 'Модель', 'Год', 'Описание'], rows);
    expect(found.map((row) => ROLES.map((role) => row[role]))).toEqual(rows);
  });

  test('of years under another title than that of the year stays apart', () => {
    const found = read(
      ['№', 'Марка', 'Модель', 'Год', 'Поколение'],
      ROWS.map((row) => row.with(4, '2001')),
    );
    expect(found.map(({ year }) => year)).toEqual(ROWS.map((row) => row[3]));
  });

  test('of kinds of bodies is no model', () => {
    const found = read(
      ['№', 'Марка', 'Кузов', 'Год', 'Описание'],
      ROWS.map((row) => row.with(2, 'седан')),
    );
    expect(found.map(({ model }) => model)).toEqual(ROWS.map(() => ''));
  });
});

describe('an article number', () => {
  const articles = ['219', '349', '35', '724', '231'];
  const rows = ROWS.map((row, r) => row.with(0, articles[r]!));

  test.each([['Арт.'], ['Артикул'], ['SKU']])('under %s numbers the rows where nothing else does', (title) => {
    const found = read([title, 'Марка', 'Модель', 'Год', 'Описание'], rows);
    expect(found.map(({ number, extra }) => [number, extra])).toEqual(articles.map((article) => [article, '']));
  });

  test('stays apart where the rows have numbers, or where it is none', () => {
    const numbered = read(['Артикул', 'Марка', 'Модель', 'Год', '№'], rows.map((row, r) => row.with(4, `${r + 1}`))); // biome-ignore format: one line
    expect(numbered.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5']);
    const codes = read(['Артикул', 'Марка', 'Модель', 'Год', 'Описание'], rows.map((row) => row.with(0, `A-${row[0]}`))); // biome-ignore format: one line
    expect(codes.map(({ number }) => number)).toEqual(['', '', '', '', '']);
  });
});
