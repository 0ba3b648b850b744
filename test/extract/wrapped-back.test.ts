import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const brands = new Set(['toyota', 'mazda', 'kia']);
const LEFTS = [40, 230, 330];
const HEADER = ['Модель', 'Год', 'Описание'];
const LONG = 'высокий борт, левый руль, третий ряд, полный';

/** Lines with tab stops below a brand: what is too long for one goes on at the left margin. */
function read(...lines: readonly (readonly string[])[]): string[] {
  const reader = new DocumentReader('list.pdf', { brands });
  const head = drawRows([HEADER, ['Mazda']], LEFTS, { top: 50, bold: true });
  reader.read(drawPage([...head, ...drawRows(lines, LEFTS, { top: 82, pitch: 12 })]));
  return reader.finish().rows.map(({ model, year, description }) => [model, year, description].join(' | '));
}

const plain = [
  ['CX-5', '2007', 'с бортами'],
  ['Демио', '-', 'левый руль'],
  ['Капелла', '1999', '-'],
];

test('a line that goes on at the left margin belongs to the row above', () => {
  expect(read(...plain, ['MPV', '2012', LONG], ['комплект'], ['Бонго', '2001', '-'])).toEqual([
    ...plain.map((cells) => cells.join(' | ')),
    `MPV | 2012 | ${LONG} комплект`,
    'Бонго | 2001 | -',
  ]);
});

test.each([
  ['had room in the line above', 'левый руль', 'бонго'],
  ['is written as names are', LONG, 'Премаси'],
])('a model alone that %s is a row', (_, description, model) => {
  const rows = read(...plain, ['MPV', '2012', description], [model], ['Бонго', '2001', '-']);
  expect(rows.slice(3)).toEqual([`MPV | 2012 | ${description}`, `${model} |  | `, 'Бонго | 2001 | -']);
});
