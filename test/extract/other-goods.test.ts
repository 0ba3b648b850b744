import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 290];
const brands = new Set(['toyota', 'mazda', 'landrover']);
const known = ['Toyota', 'Mazda', 'Land Rover'];
const tyres = ['Michelin', 'Nokian', 'Triangle'];
const joint = ['Toyota Camry', 'Mazda 6', 'Land Rover Defender', 'Toyota Prius', 'Mazda 3', 'Zikr 009'];
const models = ['Camry 40', 'Demio', 'Prado 150', 'Freelander 2', 'Rush', 'Ist'];

function read(titles: readonly string[], names: readonly string[], second: (i: number) => string) {
  const rows = Array.from({ length: 12 }, (_, i) => [`${i + 1}`, names[i % names.length]!, second(i), `${2001 + i}`]);
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(drawPage([...drawRows([titles], LEFTS, { top: 50, bold: true }), ...drawRows(rows, LEFTS, { top: 70 })]));
  return reader.finish();
}

const size = (i: number): string => `${175 + 10 * (i % 4)}/65 R1${4 + (i % 3)}`;

describe('a table with brands but no models', () => {
  test('lists other goods if its brands are none of vehicles: its rows are rejected', () => {
    const { rows, rejects } = read(['№', 'Бренд', 'Размер', 'Год'], tyres, size);
    expect(rows).toEqual([]);
    expect(rejects.map(({ reason }) => reason)).toEqual(Array(12).fill('outside-table'));
    expect(rejects[0]!.text).toBe('1 Michelin 175/65 R14 2001');
  });

  test.each([
    ['known brands', known],
    ['brands and models in one', joint],
    ['models that hardly come again', [...models, ...models.map((model) => `${model} new`)]],
  ])('lists vehicles if it has %s', (_, names) => {
    expect(read(['№', 'Марка', 'Кол-во', 'Год'], names, () => '2').rows).toHaveLength(12);
  });

  test('lists vehicles if there are models after all, however unknown their brands', () => {
    expect(read(['№', 'Марка', 'Модель', 'Год'], tyres, (i) => `X${i}`).rows).toHaveLength(12);
  });
});

describe('a table with a column that only other goods have', () => {
  const many = Array.from({ length: 12 }, (_, i) => `${tyres[i % 3]} X${i}`);
  const columns = ['№', 'Модель', 'Размер', 'Год'];

  test.each([
    ['brands and models in one, told apart', columns, many],
    ['models', columns, tyres],
    ['brands that hardly come again', ['№', 'Марка', 'Ёмкость', 'Год'], many],
  ])('lists other goods if it has %s, but no known brand', (_, titles, names) => {
    expect(read(titles, names, size).rows).toEqual([]);
  });

  test('lists vehicles if it has known brands', () => {
    expect(read(columns, joint, () => 'L').rows).toHaveLength(12);
  });
});
