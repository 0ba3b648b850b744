import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const brands = new Set(['toyota', 'mazda', 'kia', 'renault']);
const LEFT = [50, 80, 160, 250, 320];
const RIGHT = [50, 130, 220, 290, 460];
const LIST = [
  ['Toyota', 'Camry', '2003', 'с бортами левый руль'],
  ['Toyota', 'Prado 120', '-', 'без бортов'],
  ['Mazda', 'Демио', '2010-2014', 'правый руль с бортами'],
  ['Mazda', 'CX-5', '2019', '-'],
  ['Kia', 'Rio', 'до 2005', 'левый руль'],
  ['Renault', 'Логан', '2012', '3 ряда'],
];

const numberFirst = (from: number): string[][] => LIST.map((cells, i) => [String(from + i), ...cells]);
const numberLast = (from: number): string[][] => LIST.map((cells, i) => [...cells, String(from + i)]);

function read(...pages: DrawnText[][]): string[][] {
  const reader = new DocumentReader('list.pdf', { brands });
  pages.forEach((texts, i) => {
    reader.read(drawPage(texts, [], i + 1));
  });
  return reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
}

describe('a page without a header', () => {
  const first = [
    ...drawRows([['№', 'Марка', 'Модель', 'Год', 'Описание']], LEFT, { top: 50, bold: true }),
    ...drawRows(numberFirst(1), LEFT, { top: 66 }),
  ];

  test('has its number at the other side than the page before', () => {
    const second = drawRows(numberLast(7), RIGHT, { top: 50 });
    expect(read(first, second)).toEqual([...numberFirst(1), ...numberFirst(7)]);
  });

  test('has it there and back again on the next one', () => {
    const second = drawRows(numberLast(7), RIGHT, { top: 50 });
    const third = drawRows(numberFirst(13), LEFT, { top: 50 });
    expect(read(first, second, third)).toEqual([...numberFirst(1), ...numberFirst(7), ...numberFirst(13)]);
  });

  test('goes on with the columns of the page before where the numbers stand as they did', () => {
    expect(read(first, drawRows(numberFirst(7), LEFT, { top: 50 }))).toEqual([...numberFirst(1), ...numberFirst(7)]);
  });
});
