import { describe, expect, test } from 'vitest';
import { type Glyph, readGlyphs } from '../../src/extract/pdf/glyphs.ts';
import { createState, type GraphicsState } from '../../src/extract/pdf/state.ts';

const ZERO_WIDTH_SPACE = '\u200b';
const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };
const FONT = { name: 'Sans', bold: false, italic: false, vertical: false, scale: 0.001, mapped: true };
const widthOf = (unicode: string): number => (unicode === ' ' ? 250 : unicode === ZERO_WIDTH_SPACE ? 0 : 500);
/** Letters half an em wide, spaces a quarter; numbers step back by thousandths of an em. */
const glyphsOf = (parts: readonly (string | number)[]): (Glyph | number)[] =>
  parts.flatMap((part): (Glyph | number)[] =>
    typeof part === 'number'
      ? [part]
      : [...part].map((unicode) => ({ unicode, width: widthOf(unicode), isSpace: unicode === ' ' })),
  );
const stateOf = (spacing: Partial<GraphicsState>): GraphicsState => ({
  ...createState([1, 0, 0, -1, 0, 800], PAGE),
  font: FONT,
  fontSize: 10,
  ...spacing,
});
const textsOf = (parts: readonly (string | number)[], spacing: Partial<GraphicsState>): string[] =>
  readGlyphs(glyphsOf(parts), stateOf(spacing), PAGE, 0, 0).map((piece) => piece.text);

describe('spacing of letters and words', () => {
  test.each<[string, (string | number)[], Partial<GraphicsState>, string[]]>([
    ['a step to the next column, of two letters', ['1K'], { charSpacing: 15 }, ['1', 'K']],
    ['a step to the next word, of two letters', ['rF'], { charSpacing: 2.75 }, ['r', 'F']],
    ['a step taken back between letters of a word', ['wi', 250, 'ss'], { charSpacing: 2.5 }, ['w', 'is', 's']],
    ['kerning of two letters', ['Ta'], { charSpacing: -0.9 }, ['Ta']],
    ['spaced letters', ['Марка'], { charSpacing: 2.75 }, ['Марка']],
    ['widely spaced letters', ['Марка'], { charSpacing: 7 }, ['Марка']],
    ['two spaced letters after text with the same spacing', ['ID'], { charSpacing: 2.75, shownSpacing: 2.75 }, ['ID']],
    ['letters further apart than an em', ['Марка'], { charSpacing: 11 }, ['М', 'а', 'р', 'к', 'а']],
    ['a step to the next column at a space', ['ia Cerato'], { wordSpacing: 60 }, ['ia', 'Cerato']],
    ['a space taken back by kerning', ['To y'], { charSpacing: -0.9, wordSpacing: -1.1 }, ['Toy']],
    ['a zero-width space within a word', [`тол${ZERO_WIDTH_SPACE}ько перед`], {}, ['только', 'перед']],
    ['a zero-width space where room is left', [`с${ZERO_WIDTH_SPACE}`, -300, 'бортами'], {}, ['с', 'бортами']],
    ['a narrow space', ['To y'], { wordSpacing: -1.5 }, ['To', 'y']],
  ])('%s', (_, parts, spacing, texts) => expect(textsOf(parts, spacing)).toEqual(texts));

  test('a piece ends where its last letter does, not where the next column begins', () => {
    const [first, second] = readGlyphs(glyphsOf(['1K']), stateOf({ charSpacing: 15 }), PAGE, 0, 0);
    expect([first?.box.x1, second?.box.x0]).toEqual([5, 20]);
  });
});
