import { describe, expect, test } from 'vitest';
import { findMarginText } from '../../src/extract/page/margins.ts';
import { createPageText } from '../../src/extract/page/page.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 200, 290];
const ROWS = [
  ['1', 'Camry', '2003', 'с бортами'],
  ['2', 'Rio', '2010', 'левый руль'],
];

function marginText(foot: string, size: number, page = 3): string {
  const rows = drawRows(ROWS, LEFTS, { top: 770 });
  const baseline = rows.at(-1)!.baseline;
  const marks = drawPage([...rows, { text: foot, x: 500, baseline, size }], [], page);
  return [...findMarginText(createPageText(marks))].map((word) => word.text).join(' ');
}

test('the number of a page that a full page runs into is no part of its last row', () => {
  expect(marginText('стр. 3', 7)).toBe('стр. 3');
});

test.each([
  ['another number than that of the page', 'стр. 4', 7],
  ['a number in the letters of the row', 'стр. 3', 9],
  ['a bare number', '3', 7],
])('%s stays with the row', (_, text, size) => {
  expect(marginText(text, size)).toBe('');
});

describe('a foot well below the rows', () => {
  const inFoot = (text: string): string => {
    const rows = drawRows(ROWS, LEFTS, { top: 740 });
    const marks = drawPage([...rows, { text, x: 400, baseline: 815 }], [], 3);
    return [...findMarginText(createPageText(marks))].map((word) => word.text).join(' ');
  };

  test.each([['11/22/2026 19:04:49'], ['22.11.2026 19:04'], ['2026-11-22, 7:04 PM']])('%s is no row', (text) => {
    expect(inFoot(text)).toBe(text);
  });

  test.each([['2003 левый руль'], ['22.11.2026']])('%s may be a part of one', (text) => {
    expect(inFoot(text)).toBe('');
  });
});

describe('a text with the bare number of its page, well below the rows', () => {
  const inFoot = (look: { size?: number; bold?: boolean }, number = '3'): string => {
    const rows = drawRows(ROWS, LEFTS, { top: 740 - 80 });
    const foot = ['Wholesale list', number].map((text, i) => ({ text, x: 53 + 440 * i, baseline: 815, ...look }));
    const head = { text: 'Price', x: 300, baseline: 30, ...look };
    return [...findMarginText(createPageText(drawPage([head, ...rows, ...foot], [], 3)))].map((w) => w.text).join(' ');
  };

  test('is no row if no row is set like it, though the running title is', () => {
    expect(inFoot({ size: 11 })).toBe('Wholesale list 3');
    expect(inFoot({ bold: true })).toBe('Wholesale list 3');
  });

  test('may be a row that is set like the others, or that has another number', () => {
    expect(inFoot({})).toBe('');
    expect(inFoot({ size: 11 }, '4')).toBe('');
  });
});
