import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const ROLES = ['number', 'brand', 'model', 'year', 'description'] as const;
type Named = (typeof ROLES)[number];

const BRANDS = ['Toyota', 'Toyota', 'Toyota', 'Mazda', 'Mazda', 'Mazda', 'Kia', 'Kia', 'Kia', 'Kia'];
const MODELS = ['Camry', 'Prado', 'Ипсум', 'Demio', '626', 'MPV', 'Рио', 'Sorento', 'K5', 'Карнивал'];
const REMARKS = ['7 мест', '', 'седан', 'левый руль', '4WD', '', 'клипсы круглые', 'дорест.', '', 'нужен замер'];
const LIST = MODELS.map((model, i): Record<Named, string> => {
  return { number: `${i + 1}`, brand: BRANDS[i]!, model, year: `${2001 + i}`, description: REMARKS[i]! };
});
const LEFTS = [40, 120, 210, 300, 390];

function read(rows: readonly (readonly string[])[]) {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia']) });
  reader.read(drawPage(drawRows(rows, LEFTS, { top: 60 })));
  return reader.finish().rows.map((row) => Object.fromEntries(ROLES.map((role) => [role, row[role]])));
}

describe('the columns of a list without a header are told', () => {
  test.each<string>([
    'number brand model year description',
    'number brand year model description',
    'number brand description model year',
    'brand model year description number',
    'brand model description year',
    'brand year model description',
    'year brand model description',
    'description brand model year',
    'brand model description',
    'number model year description',
    'model brand year description',
  ])('in the order %s', (order) => {
    const keys = order.split(' ') as Named[];
    const expected = LIST.map((row) => ROLES.map((role) => [role, keys.includes(role) ? row[role] : '']));
    expect(read(LIST.map((row) => keys.map((key) => row[key])))).toEqual(
      expected.map((entries) => Object.fromEntries(entries)),
    );
  });

  test('though models say what remarks do, where nothing else can be the model', () => {
    const rows = LIST.map(({ brand, model, year }, i) => [brand, i % 2 ? model : `${model} универсал`, year]);
    expect(read(rows).map(({ brand, model, year }) => [brand, model, year])).toEqual(rows);
  });

  test('though each brand stands once, beside its first row', () => {
    const isFirst = (i: number): boolean => BRANDS[i] !== BRANDS[i - 1];
    const rows = LIST.map((row, i) => [row.number, isFirst(i) ? row.brand : '', row.model, row.year, row.description]);
    const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia']) });
    reader.read(drawPage(drawRows(rows, [40, 55, 120, 210, 300], { top: 60 })));
    expect(reader.finish().rows.map(({ number, brand, model }) => [number, brand, model])).toEqual(
      LIST.map(({ number, brand, model }) => [number, brand, model]),
    );
  });
});
