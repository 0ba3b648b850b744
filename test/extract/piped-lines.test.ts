import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const TITLES = '№ | Марка | Модель | Год | Описание';
const ROWS = [
  ['1', 'Toyota', 'Camry 50/55', '2011-2017', 'без перемычки'],
  ['2', 'Toyota', 'LC Prado 120', '2002-2009', '7 мест, 3 ряда'],
  ['3', 'Lexus', 'RX 300/330/350', '2003-2009', ''],
  ['4', 'Kia', 'K5', '2010-2015', 'седан'],
  ['10', 'Honda', 'Fit GD', '06-11', 'правый руль'],
];
const lineOf = (cells: readonly string[]): string => cells.join(' | ').trim();
const PITCH = 14;

const type = (lines: readonly string[], x = 40): DrawnText[] =>
  lines.map((text, i) => ({ text, x, baseline: 60 + i * PITCH }));

function read(...pages: readonly (readonly DrawnText[])[]) {
  const reader = new DocumentReader('list.pdf');
  pages.forEach((texts, i) => {
    reader.read(drawPage(texts, [], i + 1));
  });
  const { rows, rejects, furniture } = reader.finish();
  const cells = rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
  return { cells, rejects: rejects.map(({ text }) => text), furniture };
}

describe('lines that are typed with bars between their cells', () => {
  test('are a table, though the bars stand nowhere below each other', () => {
    const { cells, rejects, furniture } = read(type([TITLES, ...ROWS.map(lineOf)]));
    expect(cells).toEqual(ROWS);
    expect(rejects).toEqual([]);
    expect(furniture['typed-line']).toBe(4 * (ROWS.length + 1));
  });

  test('go on on a page without titles', () => {
    const more = ROWS.map(([number, ...cells]) => [`${Number(number) + 10}`, ...cells]);
    expect(read(type([TITLES, ...ROWS.map(lineOf)]), type(more.map(lineOf))).cells).toEqual([...ROWS, ...more]);
  });

  test('leave out what a chat says before, between and after them', () => {
    const lines = ROWS.map(lineOf);
    const { cells, rejects } = read(
      type([
        '[12.05.24, 14:02:11] Продавец: вот что есть по лекалам',
        `[12.05.24, 14:03:40] Продавец: ${TITLES}`,
        ...lines.slice(0, 3),
        '[12.05.24, 14:09:02] Продавец: это ещё не все',
        ...lines.slice(3),
        '[12.05.24, 16:48:20] Вы: спасибо',
      ]),
    );
    expect(cells).toEqual(ROWS);
    expect(rejects.join(' ')).toContain('это ещё не все');
  });
});

test('bars within the cells of a table are no lines', () => {
  const lefts = [40, 70, 150, 260, 340];
  const texts = ROWS.flatMap((row, r) =>
    [...row.slice(0, 4), `${'борт '.repeat(r + 1).trim()} | руль | ${r}`].map((text, c) => ({
      text,
      x: lefts[c]!,
      baseline: 80 + r * 16,
    })),
  );
  const titles = ['№', 'Марка', 'Модель', 'Год', 'Описание'].map((text, c) => ({ text, x: lefts[c]!, baseline: 60 }));
  const { cells } = read([...titles, ...texts]);
  expect(cells.map((row) => row.slice(0, 4))).toEqual(ROWS.map((row) => row.slice(0, 4)));
  expect(cells[0]![4]).toBe('борт | руль | 0');
});
