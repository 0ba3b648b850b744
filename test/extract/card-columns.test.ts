import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const brands = new Set(['lada', 'suzuki', 'bmw', 'ford', 'kia']);
const LEFTS = [0, 90, 150];
const PITCH = 16;

/** A short table under the name of its brand, `left` from the side; small bold grey titles, as cards have. */
function drawCard(brand: string, rows: readonly (readonly string[])[], left: number, top: number): DrawnText[] {
  const lefts = LEFTS.map((x) => x + left);
  const titles = drawRows([['Модель', 'Год', 'Описание']], lefts, { top: top + PITCH, bold: true });
  return [
    { text: brand, x: left + 3, baseline: top + 11, size: 11, bold: true },
    ...titles.map((title) => ({ ...title, size: 7, color: '#808080' })),
    ...drawRows(rows, lefts, { top: top + 2 * PITCH }),
  ];
}

const left = [
  ...drawCard('Lada', [['2107', '1990', 'с бортами'], ['Гранта', '-', 'автомат']], 40, 60), // biome-ignore format: one line a card
  ...drawCard('Suzuki', [['Витара', '-', 'гибрид'], ['Альто', '2007', '-']], 40, 160), // biome-ignore format: one line a card
  ...drawCard('Kia', [['Рио', '2010', '-'], ['Соул', '2012', 'левый руль']], 40, 260), // biome-ignore format: one line a card
];
const bmw = [['G30', '2003', '-'], ['E36', '-', 'без бортов'], ['X1', '2010', '-'], ['F10', '2013', 'с бортами'], ['E46', '-', 'левый руль'], ['E60', '2005', 'левый руль с бортами'], ['X5', '1999', '-']]; // biome-ignore format: one line
const all = [
  'Lada 2107', 'Lada Гранта', 'Suzuki Витара', 'Suzuki Альто', 'Kia Рио', 'Kia Соул',
  ...bmw.map(([model]) => `BMW ${model}`), 'Ford Фьюжн', 'Ford Фокус',
]; // biome-ignore format: a column of cards a line

function read(texts: readonly DrawnText[]): string[] {
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(drawPage(texts));
  return reader.finish().rows.map(({ brand, model }) => `${brand} ${model}`);
}

test('cards are read down each newspaper column, and titles level with a row beside them are no part of it', () => {
  const ford = drawCard('Ford', [['Фьюжн', '-', '-'], ['Фокус', '2007', '-']], 320, 240); // biome-ignore format: one line a card
  expect(read([...left, ...drawCard('BMW', bmw, 320, 61), ...ford])).toEqual(all);
});

test('headers of two columns that are level but for a point or two have their own titles', () => {
  const ford = drawCard('Ford', [['Фьюжн', '-', '-'], ['Фокус', '2007', '-']], 320, 262.5); // biome-ignore format: one line a card
  expect(read([...left, ...drawCard('BMW', bmw, 320, 61), ...ford])).toEqual(all);
});

test('cards that are set in rows are read row by row', () => {
  const bmw2 = drawCard('BMW', bmw.slice(0, 2), 320, 60);
  const ford = drawCard('Ford', [['Фьюжн', '-', '-'], ['Фокус', '2007', '-']], 320, 160); // biome-ignore format: one line a card
  expect(read([...left.slice(0, left.length - 10), ...bmw2, ...ford])[2]).toBe('BMW G30');
});
