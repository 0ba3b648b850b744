import { describe, expect, test } from 'vitest';
import type { Piece } from '../../src/extract/marks/marks.ts';
import { hideCovered, isCover, isRectangle, VEIL, veil } from '../../src/extract/pdf/covers.ts';
import { createState } from '../../src/extract/pdf/state.ts';

const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };
const UPRIGHT = [1, 0, 0, -1, 0, 800] as const;

function pieceAt(id: number, x0: number, baseline: number): Piece {
  const box = { x0, x1: x0 + 40, y0: baseline - 7, y1: baseline + 2 };
  const look = { font: 'Sans', bold: false, italic: false, color: '#000000', angle: 0 };
  return { id, text: `text ${id}`, run: id, spaced: false, box, baseline, size: 10, ...look };
}

function hiddenAfter(covers: Parameters<typeof hideCovered>[1]): number[] {
  const pieces = [pieceAt(0, 50, 100), pieceAt(1, 50, 120), pieceAt(2, 300, 100), pieceAt(3, 50, 100)];
  hideCovered(pieces, covers);
  return pieces.filter((piece) => piece.hidden === 'invisible').map((piece) => piece.id);
}

describe('text that is painted over', () => {
  const box = { x0: 45, x1: 120, y0: 90, y1: 103 };
  test('is hidden, but not the text that is written over the paint', () => {
    expect(hiddenAfter([{ box, before: 3 }])).toEqual([0]);
  });

  test('is hidden by a fill of the whole page', () => {
    expect(hiddenAfter([{ box: PAGE, before: 3 }])).toEqual([0, 1, 2]);
  });

  test('is mended by what is hardly wider than it, not by the ground of a row', () => {
    const menders = (cover: typeof box) => [...hideCovered([pieceAt(0, 50, 100)], [{ box: cover, before: 1 }])];
    expect(menders(box)).toEqual([box]);
    expect(menders({ ...box, x1: 560 })).toEqual([]);
  });

  test('in part is seen', () => {
    expect(hiddenAfter([{ box: { ...box, x1: 70 }, before: 3 }])).toEqual([]);
    expect(hiddenAfter([{ box: { ...box, y0: 98, y1: 112 }, before: 3 }])).toEqual([]);
  });
});

describe('paint', () => {
  const rectangle = [0, 10, 10, 1, 90, 10, 1, 90, 30, 1, 10, 30, 4];
  const state = () => createState(UPRIGHT, PAGE);

  test('hides what is under it', () => {
    expect(isCover(rectangle, state())).toBe(true);
  });

  test.each([
    ['of a blending kind', VEIL.blend],
    ['under a mask', VEIL.mask],
    ['of a veiled group', VEIL.group],
    ['in a clip of another shape', VEIL.clip],
  ])('%s lets it through', (_, bit) => {
    const veiled = state();
    veil(veiled, bit, true);
    expect(isCover(rectangle, veiled)).toBe(false);
    veil(veiled, bit, false);
    expect(isCover(rectangle, veiled)).toBe(true);
  });

  test.each([
    ['thin', { fillAlpha: 0.4 }],
    ['patterned', { fillColor: 'pattern' }],
    ['slanted', { ctm: [1, 0.2, -0.2, 1, 0, 0] as const }],
  ])('that is %s lets it through', (_, look) => {
    expect(isCover(rectangle, { ...state(), ...look })).toBe(false);
  });

  test.each([
    ['a rectangle with its last side drawn', [...rectangle.slice(0, -1), 1, 10, 10, 4], true],
    ['a triangle', [0, 10, 10, 1, 90, 10, 1, 90, 30, 4], false],
    ['a kite', [0, 10, 20, 1, 50, 10, 1, 90, 20, 1, 50, 30, 4], false],
    ['a frame', [...rectangle, ...rectangle], false],
    ['a line there and back', [0, 10, 10, 1, 90, 10, 1, 10, 10, 1, 90, 10, 4], false],
  ])('%s: a rectangle is %s', (_, stream, is) => expect(isRectangle(stream as number[], UPRIGHT)).toBe(is));
});
