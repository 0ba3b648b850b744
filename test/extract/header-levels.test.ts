import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const WALLS = [40, 75, 165, 275, 345, 450, 505, 560];
const ROWS = [
  ['1', 'Subaru', 'Forester SG', '2002-2008', 'без борта', '1600', '4400'],
  ['2', 'Subaru', 'Outback BP', '2003-2009', '', '2100', '3500'],
  ['3', 'Toyota', 'Wish', '03-09', 'п/р', '1500', '4600'],
  ['4', 'Toyota', 'LC Prado 120', '2002-2009', '7 мест, 3 ряда', '1500', '3800'],
  ['5', 'Mazda', 'Demio', '2002+', '', '1500', '3200'],
];
const PITCH = 16;
const TOP = 60;
const LEVEL_PT = 14;

/** A title over the columns from `c` to `to`, on the lines of the header from `row` to `toRow`. */
type Title = readonly [text: string, c: number, to: number, row: number, toRow: number];
type Place = 'top' | 'middle' | 'bottom';

const TWO_LEVELS: readonly Title[] = [
  ['№ п/п', 0, 0, 0, 1],
  ['Автомобиль', 1, 3, 0, 0],
  ['Марка', 1, 1, 1, 1],
  ['Модель', 2, 2, 1, 1],
  ['Год', 3, 3, 1, 1],
  ['Описание', 4, 4, 0, 1],
  ['Цена, сом', 5, 6, 0, 0],
  ['опт', 5, 5, 1, 1],
  ['розница', 6, 6, 1, 1],
];
const THREE_LEVELS: readonly Title[] = [
  ['№', 0, 0, 0, 2],
  ['Сведения о машине', 1, 4, 0, 0],
  ['Автомобиль', 1, 2, 1, 1],
  ['Марка', 1, 1, 2, 2],
  ['Модель', 2, 2, 2, 2],
  ['Год', 3, 3, 1, 2],
  ['Описание', 4, 4, 1, 2],
  ['Цена', 5, 6, 0, 1],
  ['опт', 5, 5, 2, 2],
  ['розн.', 6, 6, 2, 2],
];

/** Nothing is merged over the levels: the cell below `№` is blank. */
const UNMERGED: readonly Title[] = [
  ['№', 0, 0, 0, 0],
  ['', 0, 0, 1, 1],
  ['Автомобиль', 1, 3, 0, 0],
  ['Марка', 1, 1, 1, 1],
  ['Модель', 2, 2, 1, 1],
  ['Год', 3, 3, 1, 1],
  ['Товар', 4, 6, 0, 0],
  ['Описание', 4, 4, 1, 1],
  ['опт', 5, 5, 1, 1],
  ['розн.', 6, 6, 1, 1],
];

const widthOf = (text: string): number => text.length * 4.5 - text.split(' ').length * 1.98 + 1.98;

function drawList(titles: readonly Title[], place: Place, centred: boolean, bold: boolean) {
  const levels = Math.max(...titles.map(([, , , , toRow]) => toRow)) + 1;
  const bodyTop = TOP + levels * LEVEL_PT;
  const header = titles.map(([text, c, to, row, toRow]): DrawnText => {
    const [left, right] = [WALLS[c]!, WALLS[to + 1]!];
    const lines = { top: row, middle: (row + toRow) / 2, bottom: toRow }[place];
    const x = centred ? (left + right - widthOf(text)) / 2 : left + 3;
    return { text, x, baseline: TOP + lines * LEVEL_PT + 9.5, bold };
  });
  const printed = header.filter(({ text }) => text !== '');
  const rows = ROWS.flatMap((cells, r) =>
    cells.flatMap((text, c) => (text === '' ? [] : [{ text, x: WALLS[c]! + 3, baseline: bodyTop + r * PITCH + 11 }])),
  );
  const bottom = bodyTop + ROWS.length * PITCH;
  const levelRules = [
    ...titles.flatMap(([, c, to, row, toRow]): Rule[] =>
      [row, toRow + 1].map((line) => ({
        axis: 'h',
        at: TOP + line * LEVEL_PT,
        from: WALLS[c]!,
        to: WALLS[to + 1]!,
        width: 0.5,
      })),
    ),
    ...ROWS.map(
      (_, r): Rule => ({ axis: 'h', at: bodyTop + (r + 1) * PITCH, from: WALLS[0]!, to: WALLS.at(-1)!, width: 0.5 }),
    ),
  ];
  const uprightRules = [
    ...titles.flatMap(([, c, to, row, toRow]): Rule[] =>
      [c, to + 1].map((wall) => ({
        axis: 'v',
        at: WALLS[wall]!,
        from: TOP + row * LEVEL_PT,
        to: TOP + (toRow + 1) * LEVEL_PT,
        width: 0.5,
      })),
    ),
    ...WALLS.map((at): Rule => ({ axis: 'v', at, from: bodyTop, to: bottom, width: 0.5 })),
  ];
  return { texts: [...printed, ...rows], levelRules, uprightRules };
}

function read(texts: readonly DrawnText[], rules: readonly Rule[], pages: number) {
  const reader = new DocumentReader('list.pdf');
  for (let page = 1; page <= pages; page++) reader.read(drawPage(texts, rules, page));
  const { rows, rejects } = reader.finish();
  return { cells: rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]), rejects };
}

const LOOKS = [
  ['centred', 'bold'],
  ['centred', 'plain'],
  ['left', 'bold'],
  ['left', 'plain'],
] as const;

describe.each([
  ['two', 'top', TWO_LEVELS],
  ['two', 'middle', TWO_LEVELS],
  ['two', 'bottom', TWO_LEVELS],
  ['three', 'bottom', THREE_LEVELS],
] as const)('a header of %s levels with merged titles at the %s', (_, place, titles) => {
  describe.each(LOOKS)('%s and %s', (side, weight) => {
    const { texts, levelRules, uprightRules } = drawList(titles, place, side === 'centred', weight === 'bold');
    test.each([
      ['all lines', [...levelRules, ...uprightRules]],
      ['level lines', levelRules],
      ['upright lines', uprightRules],
      ['no lines', []],
    ] as const)('is read with %s', (_, rules) => {
      const { cells, rejects } = read(texts, rules, 2);
      expect(cells).toEqual([...ROWS, ...ROWS].map((row) => row.slice(0, 5)));
      expect(rejects).toEqual([]);
    });
  });
});

test.each(LOOKS)('a header of two levels without merged titles is read, %s and %s', (side, weight) => {
  const { texts, levelRules, uprightRules } = drawList(UNMERGED, 'top', side === 'centred', weight === 'bold');
  const { cells } = read(texts, [...levelRules, ...uprightRules], 1);
  expect(cells).toEqual(ROWS.map((row) => row.slice(0, 5)));
});
