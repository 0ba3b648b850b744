import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 180, 260];
const TITLES = ['№', 'Модель', 'Год', 'Описание'];
const ROWS = [
  ['1', 'Camry', '2001', 'с бортами'],
  ['2', 'Prado 120', '2002-2009', 'левый руль'],
  ['3', 'RAV4', '2006', 'седан'],
];
const brands = new Set(['toyota', 'kia']);

test('a large title just above the table names the brand, though it reaches over the line below it', () => {
  const reader = new DocumentReader('list.pdf', { brands });
  for (const [page, text] of [
    [1, 'Toyota'],
    [2, 'Kia'],
  ] as const) {
    const title = { text, x: 50, baseline: 58.5, size: 14, bold: true };
    const header = drawRows([TITLES], LEFTS, { top: 60, bold: true });
    const rules = drawGrid([50, 90, 180, 260, 400], 4, 60);
    reader.read(drawPage([title, ...header, ...drawRows(ROWS, LEFTS, { top: 76 })], rules, page));
  }
  const { rows, rejects } = reader.finish();
  expect(rows.map(({ brand }) => brand)).toEqual(['Toyota', 'Toyota', 'Toyota', 'Kia', 'Kia', 'Kia']);
  expect(rejects).toEqual([]);
});

test('a caption with a label is no title of a column, however short its brand', () => {
  const reader = new DocumentReader('list.pdf', { brands });
  const caption = { text: 'Марка: Kia', x: 30, baseline: 57, bold: true };
  const header = drawRows([TITLES], [70, 110, 200, 280], { top: 60, bold: true });
  reader.read(drawPage([caption, ...header, ...drawRows(ROWS, [70, 110, 200, 280], { top: 76 })]));
  expect(reader.finish().rows.map(({ number, brand, model }) => [number, brand, model])).toEqual([
    ['1', 'Kia', 'Camry'],
    ['2', 'Kia', 'Prado 120'],
    ['3', 'Kia', 'RAV4'],
  ]);
});

test.each([
  ['a note', 'Если вашей машины нет в списке — пишите, сделаем лекало бесплатно.'],
  ['a short note', 'Внимание! На правый руль два дня.'],
])('a title below %s is that of the next table, though both stand between the same lines', (_, note) => {
  const reader = new DocumentReader('list.pdf', { brands });
  const walls = [50, 90, 180, 260, 400];
  const tables = [60, 200].map((top, i) => ({
    texts: [
      { text: ['Toyota', 'Kia'][i]!, x: 200, baseline: top - 8, size: 14, bold: true },
      ...drawRows([TITLES], LEFTS, { top, bold: true }),
      ...drawRows(ROWS, LEFTS, { top: top + 16 }),
    ],
    rules: drawGrid(walls, 4, top),
  }));
  const texts = [
    ...tables.flatMap((table) => table.texts),
    { text: note, x: 53, baseline: 134, size: 8, color: '#ff0000' },
  ];
  reader.read(
    drawPage(
      texts,
      tables.flatMap((table) => table.rules),
    ),
  );
  const { rows, rejects } = reader.finish();
  expect(rows.map(({ number, brand }) => `${number} ${brand}`)).toEqual(
    ['Toyota', 'Kia'].flatMap((brand) => ROWS.map(([number]) => `${number} ${brand}`)),
  );
  expect(rejects.map(({ text }) => text)).toEqual([note]);
});
