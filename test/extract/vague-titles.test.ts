import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 290, 360];
const brands = new Set(['toyota', 'mazda', 'landrover', 'kia']);
const TITLES = ['№', 'Наименование', 'Цена', 'Кол-во'];
const NAMES = ['Toyota Corolla 150 (2006-2012)', 'Mazda 6 GH 07-12', 'Land Rover Freelander 2', 'Kia Рио (2017 г.в.)'];

function readTitled(titles: readonly string[], names: readonly string[]) {
  const rows = Array.from({ length: 12 }, (_, i) => [`${i + 1}`, names[i % names.length]!, '4000', '3']);
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(drawPage([...drawRows([titles], LEFTS, { top: 50, bold: true }), ...drawRows(rows, LEFTS, { top: 70 })]));
  return reader.finish().rows.map(({ number, brand, model, year }) => [number, brand, model, year]);
}

describe('a table under a title of any goods', () => {
  test('lists vehicles where most names begin with a known brand and have a year', () => {
    const rows = readTitled(TITLES, NAMES);
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 2)).toEqual([
      ['1', '', NAMES[0], ''],
      ['2', '', NAMES[1], ''],
    ]);
  });

  test('lists vehicles where names are a brand and a model alone', () => {
    expect(readTitled(TITLES, ['Toyota Camry 40', 'Kia Rio', 'Mazda Demio'])).toHaveLength(12);
  });

  test('lists vehicles where the numbers of rows stand close to the names', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`${i + 1}`, NAMES[i % NAMES.length]!, '4000']);
    const reader = new DocumentReader('list.pdf', { brands });
    const titles = drawRows([['№', 'Наименование', 'Цена']], [50, 76, 290], { top: 50, bold: true });
    reader.read(drawPage([...titles, ...drawRows(rows, [62, 76, 290], { top: 70 })]));
    expect(reader.finish().rows.map(({ model }) => model)).toEqual(rows.map(([, name]) => name));
  });

  test('lists vehicles where what is made for them stands before their names', () => {
    const names = [
      'К-т ковриков Toyota Camry 40 2006-2011 EVA',
      'Коврики багажника Mazda Demio с 2007г',
      'Чехлы Kia Rio 2017-',
    ];
    expect(readTitled(TITLES, names).map(([, , model]) => model)).toEqual(
      Array.from({ length: 12 }, (_, i) => names[i % 3]),
    );
    expect(readTitled(TITLES, ['Фильтр Toyota 2006-2011', 'Лампа для Kia 2015', 'Брелок Mazda 2007'])).toEqual([]);
  });

  test('needs no numbers of rows beside it', () => {
    expect(readTitled(['Артикул', 'Товар', 'Цена', 'Остаток'], NAMES)).toHaveLength(12);
  });

  test.each([
    ['goods without a known brand', ['Материал EVA чёрный', 'Кант серый', 'Клипсы 2015']],
    ['goods of which few name one', [NAMES[0]!, 'Кант серый', 'Нить капроновая', 'Подпятник', 'Клипсы']],
    ['oils of known brands', ['Toyota 5W-30 4 л', 'Mazda 0W-20 1 л', 'Kia 5W-40 4л']],
    ['parts of known brands', ['Toyota Фильтр масляный', 'Mazda колодки 2010', 'Kia Rio бампер 2012-2015']],
  ])('lists other things where it holds %s', (_, names) => {
    expect(readTitled(TITLES, names)).toEqual([]);
  });
});
