import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const TITLES = ['Модель', 'Год', 'Описание'];
const [LEFT, RIGHT] = [
  [40, 120, 180],
  [310, 390, 450],
];
const rowsOf = (names: string): string[][] =>
  names.split(' ').map((model, i) => [model, `${2001 + i}-${2009 + i}`, i % 2 ? '7 мест' : 'левый руль']);
const TOYOTA = rowsOf('Camry Prado Vitz Sienna Prius');
const NISSAN = rowsOf('Teana Tiida March Leaf Patrol Juke');
const KIA = rowsOf('Rio Ceed Seltos Ray');

test('a short table with a header goes on at the top of the next newspaper column', () => {
  const heading = (text: string, x: number, baseline: number): DrawnText => ({
    text,
    x,
    baseline,
    size: 12,
    bold: true,
  });
  const texts = [
    { text: 'Лекала автоковриков', x: 43, baseline: 30, size: 14, bold: true },
    heading('Toyota', 43, 58),
    ...drawRows([TITLES], LEFT!, { top: 62, bold: true }),
    ...drawRows(TOYOTA, LEFT!, { top: 78 }),
    heading('Nissan', 43, 178),
    ...drawRows([TITLES], LEFT!, { top: 182, bold: true }),
    ...drawRows(NISSAN.slice(0, 3), LEFT!, { top: 198 }),
    ...drawRows(NISSAN.slice(3), RIGHT!, { top: 50 }),
    heading('Kia', 313, 274),
    ...drawRows([TITLES], RIGHT!, { top: 278, bold: true }),
    ...drawRows(KIA, RIGHT!, { top: 294 }),
  ];
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota', 'nissan', 'kia']) });
  reader.read(drawPage(texts));
  const { rows } = reader.finish();
  expect(rows.map(({ brand, model, year, description }) => [brand, model, year, description])).toEqual([
    ...TOYOTA.map((row) => ['Toyota', ...row]),
    ...NISSAN.map((row) => ['Nissan', ...row]),
    ...KIA.map((row) => ['Kia', ...row]),
  ]);
});
