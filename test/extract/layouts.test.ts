import { describe, expect, test } from 'vitest';
import { DocumentReader, type Reading } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const HEADER = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const LEFTS = [50, 90, 190, 300, 360];
const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];
const brands = new Set(['toyota', 'mazda']);

const rowOf = (n: number, brand = 'Toyota'): string[] => [
  `${n}`,
  brand,
  MODELS[n % MODELS.length]!,
  `${2000 + n}`,
  'с бортами',
];
const rows = (count: number, from = 1): string[][] => Array.from({ length: count }, (_, i) => rowOf(from + i));

function read(...pages: PageMarks[]): Reading {
  const reader = new DocumentReader('list.pdf', { brands });
  for (const page of pages) reader.read(page);
  return reader.finish();
}

const cellsOf = ({ rows: found }: Reading): string[][] =>
  found.map((row) => [row.number, row.brand, row.model, row.year, row.description]);

describe('a second ruled table with other column widths and no header', () => {
  const lefts = [50, 120, 170, 330, 440];
  const page = drawPage(
    [...drawRows([HEADER, ...rows(6)], LEFTS, { top: 60 }), ...drawRows(rows(5, 7), lefts, { top: 200 })],
    [...drawGrid([...LEFTS, 540], 7, 60), ...drawGrid([...lefts, 540], 5, 200)],
  );

  test('is read with its own columns', () => {
    expect(cellsOf(read(page))).toEqual(rows(11));
  });

  test('hands its columns on to the next page', () => {
    const next = drawPage(drawRows(rows(4, 12), lefts, { top: 40 }), drawGrid([...lefts, 540], 4, 40), 2);
    expect(cellsOf(read(page, next))).toEqual(rows(15));
  });
});

describe('text behind and between the cells', () => {
  test('a large level watermark across the lines is furniture', () => {
    const page = drawPage(
      [
        ...drawRows([HEADER, ...rows(8)], LEFTS, { top: 60 }),
        { text: 'АвтоКовры Бишкек', x: 80, baseline: 140, size: 40, color: '#dddddd' },
      ],
      drawGrid([...LEFTS, 540], 9, 60),
    );
    const reading = read(page);
    expect(cellsOf(reading)).toEqual(rows(8));
    expect(reading.furniture.watermark).toBe(2);
  });

  test.each([
    ['drawn in one go', '..............'],
    ['drawn dot by dot', '. . . . . . . . . .'],
  ])('a leader %s is furniture', (_, dots) => {
    const texts = drawRows([HEADER, ...rows(8)], LEFTS, { top: 60 });
    const leaders = rows(8).map((__, i) => ({ text: dots, x: 232, baseline: 87 + 16 * i }));
    const reading = read(drawPage([...texts, ...leaders]));
    expect(cellsOf(reading)).toEqual(rows(8));
    expect(reading.furniture.leader).toBe(8 * dots.split(' ').length);
  });

  test('an ellipsis stays in its cell', () => {
    const list = rows(6).map((cells, i) => (i === 2 ? [...cells.slice(0, 4), 'с бортами ...'] : cells));
    expect(cellsOf(read(drawPage(drawRows([HEADER, ...list], LEFTS, { top: 60 }))))).toEqual(list);
  });
});

describe('rows that are no vehicles', () => {
  test('a sum is a note', () => {
    const texts = drawRows([HEADER, ...rows(4), ['', 'Итого:', '', '', '4']], LEFTS, { top: 60 });
    const reading = read(drawPage(texts, drawGrid([...LEFTS, 540], 6, 60)));
    expect(cellsOf(reading)).toEqual(rows(4));
    expect(reading.rejects).toMatchObject([{ reason: 'note', text: 'Итого: 4' }]);
  });

  test('a heading whose text no row takes as its brand is rejected, not lost', () => {
    const texts = [
      ...drawRows([HEADER, ...rows(4)], LEFTS, { top: 60 }),
      { text: 'Mazda', x: 193, baseline: 160, bold: true },
      ...drawRows(rows(4, 5), LEFTS, { top: 170 }),
    ];
    const reading = read(drawPage(texts));
    expect(cellsOf(reading)).toEqual(rows(8));
    expect(reading.rejects.map((reject) => reject.text)).toEqual(['Mazda']);
  });
});

describe('brands printed once between lines', () => {
  const groups: readonly (readonly [string, number])[] = [
    ['Toyota', 3],
    ['Mazda', 4],
    ['Nissan', 3],
  ];
  const pageOf = (page: number, list: string[][], cuts: readonly number[]): PageMarks =>
    drawPage(
      drawRows([HEADER, ...list], LEFTS, { top: 60 }),
      [0, 1, ...cuts].map((at) => ({ axis: 'h', at: 60 + at * 16, from: 50, to: 540, width: 1 })),
      page,
    );

  test.each([
    ['first', (i: number) => i === 0],
    ['last', (i: number, count: number) => i === count - 1],
  ])('at the %s row of a group: the line at a page break parts its neighbours', (_, shown) => {
    let n = 0;
    const list = groups.flatMap(([brand, count]) =>
      Array.from({ length: count }, (__, i) => rowOf(++n, shown(i, count) ? brand : '')),
    );
    const last = [rowOf(11, ''), rowOf(12, 'Lexus')];
    const cuts = shown(0, 2) ? [2, 3] : [3];
    const filled = cellsOf(read(pageOf(1, list, [4, 8, 11]), pageOf(2, last, cuts))).map((cells) => cells[1]);
    const tail = shown(0, 2) ? ['Nissan', 'Lexus'] : ['Lexus', 'Lexus'];
    expect(filled).toEqual([...groups.flatMap(([brand, count]) => Array<string>(count).fill(brand)), ...tail]);
  });
});

describe('newspaper columns without a header', () => {
  test('are read one after the other, brands going on from one to the next', () => {
    const lefts = [40, 130, 180];
    const list = MODELS.map((model, i) => [model, `${2001 + i}`, i % 2 === 0 ? 'с бортами' : 'левый руль']);
    const texts = [
      { text: 'Toyota', x: 43, baseline: 71, bold: true },
      ...drawRows(list, lefts, { top: 76 }),
      ...drawRows(
        list,
        lefts.map((x) => x + 270),
        { top: 60 },
      ),
    ];
    const expected = [...list, ...list].map(([model, year, note]) => ['', 'Toyota', model, year, note]);
    expect(cellsOf(read(drawPage(texts)))).toEqual(expected);
  });
});

describe('a row whose cell wraps above a row without a text there', () => {
  test('keeps its last line where rows stand apart', () => {
    const long = ['левый руль,', 'механика,', 'площадка отдыха', 'слева'];
    const widest = 'есть два варианта: с печкой';
    const blocks: readonly (readonly [string[], readonly string[]])[] = [
      [rowOf(1), [widest]],
      [rowOf(2), long],
      [rowOf(3), []],
      [rowOf(4), [widest]],
      [rowOf(5), long],
      [rowOf(6), ['с бортами']],
      [rowOf(7), ['с бортами']],
    ];
    let top = 80;
    const texts = blocks.flatMap(([cells, lines]) => {
      const own = [
        ...drawRows([cells.slice(0, 4)], LEFTS, { top }),
        ...drawRows(
          lines.map((line) => ['', '', '', '', line]),
          LEFTS,
          { top, pitch: 12 },
        ),
      ];
      top += 12 * Math.max(1, lines.length) + 6;
      return own;
    });
    const expected = blocks.map(([cells, lines]) => [...cells.slice(0, 4), lines.join(' ')]);
    expect(cellsOf(read(drawPage([...drawRows([HEADER], LEFTS, { top: 60 }), ...texts])))).toEqual(expected);
  });
});

describe('a list in shop style', () => {
  const header = ['Фото', 'Марка', 'Модель', 'Год', 'Цена'];

  test('the foot that a browser prints is no vehicle, and a struck price no heading', () => {
    const list = rows(5).map(([, brand, model, year]) => ['', brand!, model!, year!, '2500']);
    const texts = [
      ...drawRows([header, ...list], LEFTS, { top: 60, pitch: 30 }),
      ...list.map((_, i) => ({ text: '3000 с', x: 363, baseline: 112 + 30 * i - 12, size: 8, color: '#999999' })),
      { text: 'https://evapoliki.kg/list', x: 53, baseline: 245 },
      { text: '1/2', x: 363, baseline: 245 },
    ];
    const found = read(drawPage(texts)).rows;
    expect(found.map(({ brand, model, year }) => [brand, model, year])).toEqual(list.map((cells) => cells.slice(1, 4)));
  });
});

describe('lines of model, leader and year under the names of brands', () => {
  test('are a list without a header, the page number none of its rows', () => {
    const texts = ['Toyota', 'Mazda'].flatMap((brand, b) => [
      { text: brand, x: 200, baseline: 80 + b * 100, bold: true },
      ...MODELS.slice(0, 4).flatMap((model, i) => {
        const baseline = 96 + b * 100 + i * 14;
        return [
          { text: model, x: 50, baseline },
          { text: '.'.repeat(40), x: 110, baseline },
          { text: `${2001 + i}`, x: 300, baseline },
        ];
      }),
    ]);
    const found = cellsOf(read(drawPage([...texts, { text: '1', x: 180, baseline: 800 }])));
    const expected = ['Toyota', 'Mazda'].flatMap((brand) =>
      MODELS.slice(0, 4).map((model, i) => ['', brand, model, `${2001 + i}`, '']),
    );
    expect(found).toEqual(expected);
  });
});
