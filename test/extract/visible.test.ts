import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/extract/marks/marks.ts';
import { showCutText } from '../../src/extract/page/visible.ts';

/** One line of words a space apart, each `[text, run, how it is hidden, font]`. */
type Part = readonly [text: string, run: number, hidden?: Piece['hidden'], font?: string];

function lineOf(parts: readonly Part[], baseline: number): Piece[] {
  let x = 50;
  return parts.map(([text, run, hidden, font = 'Sans'], id): Piece => {
    const x0 = x;
    const x1 = x0 + 5 * text.length;
    x = x1 + 3;
    const box = { x0, x1, y0: baseline - 7, y1: baseline + 2 };
    const look = { font, bold: font.endsWith('Bold'), italic: false, color: '#000000', angle: 0 };
    return { id, text, run, spaced: false, box, baseline, size: 10, ...look, ...(hidden ? { hidden } : {}) };
  });
}

const shownOf = (...lines: readonly (readonly Part[])[]): string[] =>
  showCutText(lines.flatMap((parts, i) => lineOf(parts, 100 + 20 * i)))
    .filter((piece) => piece.hidden === undefined)
    .map((piece) => piece.text);

describe('text that a clip cuts', () => {
  test('is read on where it was written in one go', () => {
    expect(
      shownOf([
        ['левый', 1],
        ['руль', 1, 'clipped'],
      ]),
    ).toEqual(['левый', 'руль']);
  });

  test('is read on where words are written one by one', () => {
    expect(
      shownOf(
        [
          ['Лада', 1],
          ['Нива', 2],
        ],
        [
          ['левый', 3],
          ['руль', 4, 'clipped'],
        ],
      ),
    ).toContain('руль');
  });

  test('is another text where words are written in one go and it begins anew', () => {
    expect(
      shownOf(
        [
          ['Лада', 1],
          ['Нива', 1],
        ],
        [
          ['Мазда', 2],
          ['Лансер', 3, 'clipped'],
        ],
      ),
    ).not.toContain('Лансер');
  });

  test('is read on where another font has its letters, but not in other type', () => {
    const line: Part[] = [
      ['Лада', 1],
      ['Нива', 1],
    ];
    expect(
      shownOf(line, [
        ['Мазда', 2],
        ['CX-5', 3, 'clipped', 'Serif'],
      ]),
    ).toContain('CX-5');
    expect(
      shownOf(line, [
        ['Мазда', 2],
        ['CX-5', 3, 'clipped', 'Sans-Bold'],
      ]),
    ).not.toContain('CX-5');
  });

  test('is read on over the edge of the page', () => {
    expect(
      shownOf(
        [
          ['Лада', 1],
          ['Нива', 1],
        ],
        [
          ['левый', 2],
          ['руль', 3, 'off-page'],
        ],
      ),
    ).toContain('руль');
  });
});
