import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 260, 440];
const TITLES = ['№', 'Модель', 'Год', 'Описание', 'Сумма'];
const brands = new Set(['тойота', 'мазда', 'уаз']);

function read(pages: readonly (readonly (readonly string[])[])[]) {
  const reader = new DocumentReader('report.pdf', { brands });
  pages.forEach((rows, i) => {
    const all = i === 0 ? [TITLES, ...rows] : rows;
    reader.read(drawPage(drawRows(all, LEFTS, { top: 50 }), drawGrid([...LEFTS, 540], all.length, 50), i + 1));
  });
  const { rows, rejects } = reader.finish();
  return { rows: rows.map((r) => [r.number, r.brand, r.model, r.year, r.description]), rejects };
}

const TOYOTA = [
  ['1', 'Ипсум', '1998', 'с бортами', '2500,00'],
  ['2', 'Королла 120', '', 'левый руль', '2600,00'],
  ['3', '', '2003', '', '2600,00'],
];
const MAZDA = [
  ['4', '626', '', 'левый руль', '2700,00'],
  ['5', 'Демио', '2005', '', '2400,00'],
];
const named = (rows: readonly string[][], brand: string): string[][] =>
  rows.map(([number, model, year, description]) => [number!, brand, model!, year!, description!]);

describe('a row of a group, above its rows', () => {
  test.each([
    ['its count and its sum', ['Тойота', '', '', '3 шт.', '7700,00'], ['Мазда', '', '', '2 шт.', '5100,00']],
    ['its total', ['Тойота', '', '', '', '3,000'], ['Мазда', '', '', '', '2,000']],
    ['its name where models stand', ['', 'Тойота', '', '', '3,000'], ['', 'Мазда', '', '', '2,000']],
  ])('with %s names the brand', (_, first, second) => {
    const { rows, rejects } = read([[first, ...TOYOTA, second, ...MAZDA]]);
    expect(rows).toEqual([...named(TOYOTA, 'Тойота'), ...named(MAZDA, 'Мазда')]);
    expect(rejects).toEqual([]);
  });

  test('begins a page as well', () => {
    const { rows } = read([
      [['Тойота', '', '', '3 шт.', '7700,00'], ...TOYOTA],
      [['Мазда', '', '', '2 шт.', '5100,00'], ...MAZDA],
    ]);
    expect(rows).toEqual([...named(TOYOTA, 'Тойота'), ...named(MAZDA, 'Мазда')]);
  });

  test('with an unknown name is one if it looks like the others', () => {
    const { rows } = read([[['Тойота', '', '', '', '3,000'], ...TOYOTA, ['Изух', '', '', '', '2,000'], ...MAZDA]]);
    expect(rows).toEqual([...named(TOYOTA, 'Тойота'), ...named(MAZDA, 'Изух')]);
  });

  test('that heads no rows is rejected with its figures', () => {
    const { rejects } = read([[['Тойота', '', '', '', '3,000'], ...TOYOTA, ['Мазда', '', '', '', '0,000']]]);
    expect(rejects.map(({ reason, text }) => [reason, text])).toEqual([['section-title', 'Мазда 0,000']]);
  });
});
