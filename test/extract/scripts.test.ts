import { describe, expect, test } from 'vitest';
import { findWords } from '../../src/extract/page/words.ts';
import { type DrawnText, drawTexts } from '../support/drawnText.ts';

const wordsOf = (...texts: DrawnText[]): string[] => findWords(drawTexts(texts)).words.map((word) => word.text);

describe('raised and lowered letters', () => {
  test('go to the word that they stand at', () => {
    const words = wordsOf(
      { text: 'X', x: 50, baseline: 60, size: 10 },
      { text: '5', x: 55, baseline: 57, size: 7 },
      { text: 'BMW', x: 200, baseline: 60, size: 10 },
    );
    expect(words).toEqual(['X5', 'BMW']);
  });

  test('take their own along, and no other word is lost', () => {
    const words = wordsOf(
      { text: 'X', x: 50, baseline: 60, size: 10 },
      { text: '5', x: 55, baseline: 57, size: 7 },
      { text: 'a', x: 58.5, baseline: 55, size: 4.5 },
      { text: 'BMW', x: 200, baseline: 60, size: 10 },
    );
    expect(words).toEqual(['X5a', 'BMW']);
  });
});

describe('text printed twice', () => {
  test.each([
    ['whole', [{ text: 'Камри', x: 50.4, baseline: 60 }]],
    [
      'in parts',
      [
        { text: 'Ка', x: 50.4, baseline: 60 },
        { text: 'мри', x: 59.4, baseline: 60 },
      ],
    ],
  ])('counts once, as bold: %s', (_, again) => {
    const { words, overprinted } = findWords(drawTexts([{ text: 'Камри', x: 50, baseline: 60 }, ...again]));
    expect(words.map(({ text, bold }) => ({ text, bold }))).toEqual([{ text: 'Камри', bold: true }]);
    expect(overprinted).toHaveLength(again.length);
  });

  test('a letter that comes again in the next word is no second printing', () => {
    expect(wordsOf({ text: 'CC', x: 50, baseline: 60 }, { text: 'C', x: 62, baseline: 60 })).toEqual(['CC', 'C']);
  });
});
