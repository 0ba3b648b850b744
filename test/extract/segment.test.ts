import { describe, expect, test } from 'vitest';
import { type ColumnFacts, type ColumnLine, segmentRows } from '../../src/extract/body/segment.ts';
import { createLine } from '../../src/extract/page/lines.ts';

const SIZE = 9;
const PITCH = 14;
const LEFTS = [50, 150, 230];

/** A line of each text, row by row, evenly spaced unless places are given, in rows. */
function layOut(rows: readonly (readonly string[])[], places?: readonly number[]): ColumnLine[] {
  return rows.flatMap((cells, r) =>
    cells.flatMap((text, column): ColumnLine[] => {
      if (text === '') return [];
      const baseline = 60 + (places?.[r] ?? r) * PITCH;
      const x0 = LEFTS[column]!;
      const box = { x0, x1: x0 + text.length * SIZE * 0.5, y0: baseline - 7, y1: baseline + 2 };
      const look = { size: SIZE, bold: false, italic: false, color: '#000000', font: 'Sans' };
      return [{ column, line: createLine([{ text, box, baseline, ...look, run: r, spaced: false, pieces: [r] }]) }];
    }),
  );
}

const facts = (filled: number, atomic: number): ColumnFacts => ({
  isNumber: false,
  filled,
  atomic,
  room: 60,
  reach: 0,
});
const COLUMNS = [facts(1, 0.2), facts(0.95, 0.9), facts(0.95, 0.5)];

const read = (rows: readonly (readonly string[])[], places?: readonly number[]): string[][] =>
  segmentRows(layOut(rows, places), COLUMNS, ['top', 'middle', 'bottom']).rows.map((row) =>
    row.map(({ line }) => line.words[0]!.text),
  );

describe('lines without edges between them', () => {
  test('are two rows where each has a cell that the other lacks', () => {
    expect(
      read([
        ['Делика Д5', '2019-2024', ''],
        ['Outlander XL', '', 'правый руль'],
      ]),
    ).toEqual([
      ['Делика Д5', '2019-2024'],
      ['Outlander XL', 'правый руль'],
    ]);
  });

  test('are one row where the second only goes on the first', () => {
    expect(
      read([
        ['Ленд Крузер', '2019', 'левый руль'],
        ['Прадо 150', '', ''],
      ]),
    ).toEqual([['Ленд Крузер', '2019', 'левый руль', 'Прадо 150']]);
  });

  test('are one row where a short cell stands half an em above the others', () => {
    const rows = [
      ['Шаран', '1995-2010', '7 мест'],
      ['', '', 'салон, 7 мест'],
      ['Т5 Multivan', '2003-2015', ''],
    ];
    expect(read(rows, [0, 1, 1.33])).toEqual([
      rows[0],
      expect.arrayContaining([...rows[1]!, ...rows[2]!].filter(Boolean)),
    ]);
  });

  test('are two rows where a wide space parts them, though no column has text in both', () => {
    expect(
      read([
        ['', '', 'перед заказом'],
        ['', '', ''],
        ['', '', ''],
        ['Поставщик:', '', ''],
      ]),
    ).toEqual([['перед заказом'], ['Поставщик:']]);
  });

  test.each([
    ['a range goes on behind its hyphen', ['Камри 40', '2006-', ''], ['', '2011', ''], ['LC 300', '', 'универсал']],
    ['a remark goes on', ['Зафира', '2012', 'дорест'], ['', '', 'подрезки'], ['CR-V IV', '2009', '']],
  ])('%s in its own row, not in the blank cell of the next one', (_, first, rest, next) => {
    const whole = [...first, ...rest].filter((text) => text !== '');
    expect(read([first, rest, next])).toEqual([expect.arrayContaining(whole), next.filter((text) => text !== '')]);
  });
});
