import { describe, expect, test } from 'vitest';
import { DocumentReader, type Reading } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const HEADER = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
const LEFTS = [50, 90, 190, 300, 360];
const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];
const rowOf = (n: number, text: string): string[] => [`${n}`, 'Toyota', MODELS[n % 8]!, `${2000 + n}`, text];
const LONG = ['без бортов левый руль,', 'проверить посадку у', 'водителя, педаль'];

function read(...pages: PageMarks[]): Reading {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota']) });
  for (const page of pages) reader.read(page);
  return reader.finish();
}

const descriptionsOf = ({ rows }: Reading): string[] => rows.map((row) => row.description);

/** Pages of ten rows; the last one's description goes on below it, and after the break. */
function drawBroken(page: number, below: string, shift = 0): PageMarks {
  const first = (page - 1) * 10 + 1;
  const list = Array.from({ length: 10 }, (_, i) => rowOf(first + i, i === 9 ? LONG[0]! : 'с бортами и руль'));
  const texts: DrawnText[] = drawRows(page === 1 ? [HEADER, ...list] : list, LEFTS, { top: 560 - shift });
  const last = texts.at(-1)!.baseline;
  const rest = page === 1 ? [] : [{ text: LONG[2]!, x: LEFTS[4]! + 3, baseline: texts[0]!.baseline - 16 }];
  return drawPage([...rest, ...texts, { text: below, x: LEFTS[4]! + 3, baseline: last + 11 }], [], page);
}

describe('a cell that a page break cuts', () => {
  test('keeps the line below its row, though the same line stands at that height on another page', () => {
    const reading = read(drawBroken(1, LONG[1]!, 16), drawBroken(2, LONG[1]!), drawBroken(3, 'проверить посадку у'));
    const descriptions = descriptionsOf(reading);
    expect(descriptions).toHaveLength(30);
    expect([descriptions[9], descriptions[19], descriptions[29]]).toEqual([
      LONG.join(' '),
      LONG.join(' '),
      LONG.slice(0, 2).join(' '),
    ]);
    expect(reading.furniture['running-text']).toBeUndefined();
    expect(reading.rejects).toEqual([]);
  });

  test('takes no line that looks otherwise: it is rejected, and no furniture either', () => {
    const pages = [1, 2].map((page) => {
      const list = Array.from({ length: 10 }, (_, i) => rowOf(10 * page + i, 'с бортами, левый руль, багаж'));
      list[9]![4] = 'лонг';
      const texts = drawRows([HEADER, ...list], LEFTS, { top: 560 });
      return drawPage(
        [...texts, { text: '* под заказ', x: LEFTS[4]! + 3, baseline: texts.at(-1)!.baseline + 11, bold: true }],
        [],
        page,
      );
    });
    const reading = read(...pages);
    expect(descriptionsOf(reading).filter((text) => text.includes('заказ'))).toEqual([]);
    expect(reading.rejects.map((reject) => reject.text)).toEqual(['* под заказ', '* под заказ']);
    expect(reading.furniture['running-text']).toBeUndefined();
  });
});

describe('a raised figure', () => {
  test.each([
    [7.5, 3.7],
    [6, 3],
    [7.7, 2.5],
  ])('of size %d on text of size 9, raised by %d, goes to the word before it', (size, raised) => {
    const list = [1, 2, 3, 4, 5, 6].map((n) => rowOf(n, 'объём 2000 см'));
    const texts = drawRows([HEADER, ...list], LEFTS, { top: 60 });
    const ends = LEFTS[4]! + 3 + 'объём2000см'.length * 4.5 + 2 * 0.28 * 9;
    const raisedOnes = texts
      .filter(({ text }) => text.startsWith('объём'))
      .map(({ baseline }) => ({ text: '3', x: ends, baseline: baseline - raised, size }));
    expect(descriptionsOf(read(drawPage([...texts, ...raisedOnes])))).toEqual(list.map(() => 'объём 2000 см3'));
  });
});
