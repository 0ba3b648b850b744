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
