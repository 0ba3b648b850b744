import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const ROWS = [
  ['Camry', '2001', 'с бортами'],
  ['Prado 120', '2002-2009', 'левый руль'],
  ['RAV4', '2006', 'седан'],
];

test('brands over short tables that flow down two columns are no titles of theirs, and are read down each column', () => {
  const [left, right] = [50, 310].map((x) => [x, x + 70, x + 140]) as [number[], number[]];
  const titles = ['Модель', 'Год', 'Описание'];
  const tables = [
    { brand: 'Toyota', lefts: left, top: 60 },
    { brand: 'Mazda', lefts: left, top: 160 },
    { brand: 'Kia', lefts: right, top: 60 },
    { brand: 'Nissan', lefts: right, top: 160 },
    { brand: 'Ford', lefts: right, top: 260 },
  ];
  const texts = tables.flatMap(({ brand, lefts, top }) => [
    { text: brand, x: lefts[0]!, baseline: top - 4, size: 12, bold: true, color: '#bb0000' },
    ...drawRows([titles], lefts, { top, bold: true }),
    ...drawRows(ROWS, lefts, { top: top + 16 }),
  ]);
  const rules = tables.flatMap(({ lefts, top }) =>
    drawGrid([lefts[0]!, lefts[0]! + 220], 4, top).filter(({ axis, at }) => axis === 'h' && at > top),
  );
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia', 'nissan', 'ford']) });
  reader.read(drawPage(texts, rules));
  const { rows, rejects } = reader.finish();
  expect(rows.map(({ brand, model }) => `${brand} ${model}`)).toEqual(
    tables.flatMap(({ brand }) => ROWS.map(([model]) => `${brand} ${model}`)),
  );
  expect(rejects).toEqual([]);
});

test('headers of two lines are told from those beside them, a line of which is level with a line of theirs', () => {
  const tables = [
    { brand: 'Toyota', x: 50, top: 60 },
    { brand: 'Mazda', x: 50, top: 170 },
    { brand: 'Kia', x: 310, top: 65 },
    { brand: 'Nissan', x: 310, top: 175 },
  ];
  const texts = tables.flatMap(({ brand, x, top }) => [
    { text: brand, x, baseline: top - 8, size: 12, bold: true },
    { text: 'Модель', x: x + 3, baseline: top + 15, bold: true },
    { text: 'Год', x: x + 73, baseline: top + 10, bold: true },
    { text: 'выпуска', x: x + 73, baseline: top + 20, bold: true },
    { text: 'Описание', x: x + 143, baseline: top + 15, bold: true },
    ...drawRows(ROWS, [x, x + 70, x + 140], { top: top + 26 }),
  ]);
  const rules = tables.flatMap(({ x, top }) => [
    ...drawGrid([x, x + 70, x + 140, x + 230], 3, top + 26),
    ...drawGrid([x, x + 70, x + 140, x + 230], 1, top, 26),
  ]);
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'mazda', 'kia', 'nissan']) });
  reader.read(drawPage(texts, rules));
  const { rows, rejects } = reader.finish();
  expect(rows.map(({ brand, model, year, description }) => [brand, model, year, description])).toEqual(
    tables.flatMap(({ brand }) => ROWS.map((row) => [brand, ...row])),
  );
  expect(rejects).toEqual([]);
});
