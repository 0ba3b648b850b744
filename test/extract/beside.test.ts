import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const TITLES = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];
const ROWS = MODELS.map((model, i) => [`${i + 1}`, 'Toyota', model, `${2001 + i}`, i % 3 ? 'с бортами' : '']);
const LEFTS = [40, 60, 120, 190, 240];
const WALLS = [...LEFTS, 330];
const SERVICES = [
  ['Вид работ', 'Сом'],
  ['Шумоизоляция', '12000'],
  ['Тонировка', '4000'],
  ['Химчистка', '5500'],
];

function read(texts: readonly DrawnText[], rules: readonly Rule[]) {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota']) });
  reader.read(drawPage(texts, rules));
  const { rows, rejects } = reader.finish();
  const cells = rows.map((row) => [row.number, row.brand, row.model, row.year, row.description, row.extra]);
  return { cells, rejects: rejects.map(({ text }) => text) };
}

const list = drawRows(ROWS, LEFTS, { top: 76 });
const header = drawRows([TITLES], LEFTS, { top: 60, bold: true });
const expected = ROWS.map((row) => [...row, '']);

describe('what stands beside a ruled list is no part of it', () => {
  test.each([
    ['a table with rows as high', 60, 16],
    ['a table with higher rows', 60, 21],
    ['a table further down', 98, 19],
  ])('%s', (_, top, pitch) => {
    const services = drawRows(SERVICES, [360, 450], { top, pitch });
    const rules = [...drawGrid(WALLS, 9, 60), ...drawGrid([360, 450, 500], 4, top, pitch)];
    const { cells, rejects } = read([...header, ...list, ...services], rules);
    expect(cells).toEqual(expected);
    expect(rejects).toEqual(SERVICES.map((row) => row.join(' ')));
  });

  test('lines of an address', () => {
    const address = ['Шьём коврики по лекалам', 'ул. Ленина, 5', 'без выходных'];
    const texts = address.map((text, i) => ({ text, x: 360, baseline: 80 + 12 * i, size: 8 }));
    const { cells, rejects } = read([...header, ...list, ...texts], drawGrid(WALLS, 9, 60));
    expect(cells).toEqual(expected);
    expect(rejects).toEqual(address);
  });

  test('a table beside one without a header', () => {
    const services = drawRows(SERVICES.slice(1), [360, 450], { top: 76, pitch: 21 });
    const rules = [...drawGrid(WALLS, 8, 76), ...drawGrid([360, 450, 500], 3, 76, 21)];
    expect(read([...list, ...services], rules).cells).toEqual(expected);
  });
});

test('a column that was drawn without lines beside a ruled list belongs to it', () => {
  const prices = [['Цена'], ...ROWS.map((_, i) => [`${4000 + i}`])];
  const { cells } = read([...header, ...list, ...drawRows(prices, [350], { top: 60 })], drawGrid(WALLS, 9, 60));
  expect(cells).toEqual(ROWS.map((row, i) => [...row, `{"Цена":"${4000 + i}"}`]));
});
