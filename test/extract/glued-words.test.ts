import { expect, test } from 'vitest';
import type { Piece } from '../../src/extract/marks/marks.ts';
import { findWords } from '../../src/extract/page/words.ts';

const SIZE = 10;

/** A line of pieces that are each drawn on their own, and begin where told: text, left and right edge. */
function drawLine(parts: readonly (readonly [string, number, number])[]): Piece[] {
  return parts.map(([text, x0, x1], id) => ({
    id,
    text,
    run: id,
    spaced: false,
    box: { x0, x1, y0: 92.6, y1: 102.2 },
    baseline: 100,
    size: SIZE,
    font: 'Sans',
    bold: false,
    italic: false,
    color: '#000000',
    angle: 0,
  }));
}

const wordsOf = (parts: Parameters<typeof drawLine>[0]): string[] =>
  findWords(drawLine(parts)).words.map((word) => word.text);

test('a line of single letters with even gaps is spaced out', () => {
  const letters = [...'ТОЙОТА'].map((letter, i) => [letter, 50 + 8 * i, 55 + 8 * i] as const);
  expect(wordsOf(letters)).toEqual(['ТОЙОТА']);
});

test('letters and digits that two fonts draw in turn are none: they touch, and their words stand apart', () => {
  const parts = [
    ['13', 80, 90.8],
    ['А', 95.5, 102.2],
    ['6', 102.2, 107.8],
    ['С', 110.5, 117.7],
    ['6', 118, 123.5],
    ['с', 211, 216],
    ['1996', 219.3, 240.6],
    ['г', 243.2, 246.9],
    ['.', 245.5, 248.3],
    ['с', 284.5, 289.5],
    ['ботами', 292.8, 326.1],
  ] as const;
  expect(wordsOf(parts)).toEqual(['13', 'А6', 'С6', 'с', '1996', 'г.', 'с', 'ботами']);
});

test('letters and signs whose places are rounded to whole units are none either', () => {
  const parts = [
    ['с', 214, 218.5],
    ['бортами', 220.5, 257.2],
    [',', 257.5, 259.7],
    ['п', 261.1, 266.4],
    ['/', 266.8, 270.3],
    ['р', 270.6, 275.9],
    [',', 275.5, 277.8],
  ] as const;
  expect(wordsOf(parts)).toEqual(['с', 'бортами,', 'п/р,']);
});

test('a long dash beside a word stands apart, though it be drawn nearly as near as a letter', () => {
  const parts = [
    ['второй', 411, 440],
    ['ряд', 443, 458.5],
    ['—', 459.7, 468],
  ] as const;
  expect(wordsOf(parts)).toEqual(['второй', 'ряд', '—']);
});

test('a long dash between years belongs to them', () => {
  const parts = [
    ['2010', 100, 122],
    ['—', 122.9, 131],
    ['2014', 131.5, 153],
  ] as const;
  expect(wordsOf(parts)).toEqual(['2010—2014']);
});
