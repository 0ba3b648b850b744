import { expect, test } from 'vitest';
import { packMarks, unpackMarks } from '../../src/extract/marks/packedMarks.ts';
import { findWords } from '../../src/extract/page/words.ts';
import { readGlyphs } from '../../src/extract/pdf/glyphs.ts';
import { createState } from '../../src/extract/pdf/state.ts';

const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };
const FONT = { name: 'Sans', bold: false, italic: false, vertical: false, scale: 0.001, mapped: true };

/** A text of letters half an em wide at a place of one line, within a clip. */
function write(text: string, x: number, run: number, clipTo = PAGE.x1) {
  const state = { ...createState([1, 0, 0, -1, 0, 800], { ...PAGE, x1: clipTo }), font: FONT, fontSize: 10, x, y: 100 };
  const glyphs = [...text].map((unicode) => ({
    unicode,
    width: unicode === ' ' ? 250 : 500,
    isSpace: unicode === ' ',
  }));
  return readGlyphs(glyphs, state, PAGE, run * 10, run);
}

const wordsOf = (...texts: readonly ReturnType<typeof write>[]): string[] =>
  findWords(texts.flat()).words.map(({ text }) => text);

test('a text that its cell cuts off ends there, and the next cell begins another word', () => {
  const supplier = write('Сатыбал', 50, 1, 83);
  expect(supplier[0]).toMatchObject({ text: 'Сатыбал', cut: 83, box: { x0: 50, x1: 83 } });
  expect(wordsOf(supplier, write('1', 83.7, 2))).toEqual(['Сатыбал', '1']);
  expect(wordsOf(supplier, write('Тойо', 83.7, 2, 95), write('Ка', 95.5, 3))).toEqual(['Сатыбал', 'Тойо', 'Ка']);
});

test('a word that is drawn letter by letter goes on over the edge of its clip', () => {
  const letters = [...'борт'].map((letter, i) => write(letter, 50 + 5 * i, i, 62));
  expect(findWords(letters.flat().map(({ hidden: _, ...piece }) => piece)).words.map(({ text }) => text)).toEqual([
    'борт',
  ]);
});

test('a clip that ends where its text does cuts nothing', () => {
  expect(write('Сатыбал', 50, 1, 85)[0]).not.toHaveProperty('cut');
  expect(wordsOf(write('Сатыбал', 50, 1, 85), write('д', 85, 2))).toEqual(['Сатыбалд']);
});

test('the place of a cut goes from thread to thread', () => {
  const pieces = [...write('Сатыбал', 50, 1, 83), ...write('1', 84, 2)];
  const marks = { page: 1, width: 600, height: 800, pieces, rules: [], fills: [], images: 0, unmapped: 0 };
  expect(unpackMarks(packMarks(marks))).toStrictEqual(marks);
});
