import { describe, expect, test } from 'vitest';
import { mapPoint } from '../../src/extract/marks/geometry.ts';
import { createState } from '../../src/extract/pdf/state.ts';
import { findTilt, noteTilt, straighten, type Tilt } from '../../src/extract/pdf/tilt.ts';

const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };

/** What is noted of text that is written at an angle, on a page that runs down. */
function tiltsOf(...degrees: readonly number[]): Tilt[] {
  const tilts: Tilt[] = [];
  for (const each of degrees) {
    const [cos, sin] = [Math.cos((each * Math.PI) / 180), Math.sin((each * Math.PI) / 180)];
    noteTilt(tilts, { ...createState([1, 0, 0, -1, 0, 800], PAGE), textMatrix: [cos, sin, -sin, cos, 50, 700] }, 10);
  }
  return tilts;
}

describe('a page that leans', () => {
  test('leans by the middle of what its text does', () => {
    expect(findTilt(tiltsOf(0.6, 0.7, 0.65), 30)).toBeCloseTo(-0.65);
  });

  test('may run sideways', () => {
    expect(findTilt(tiltsOf(90.6), 10)).toBeCloseTo(-0.6);
  });

  test.each([
    ['hardly', [0.1, 0.05], 20],
    ['as a watermark does', [45, 10], 20],
    ['in a small part', [0.6], 30],
    ['by quarter turns', [90, 180, 270], 30],
  ])('%s is read as it is', (_, degrees, letters) => expect(findTilt(tiltsOf(...degrees), letters)).toBe(0));

  test('is turned about its middle', () => {
    const toPage = straighten([1, 0, 0, 1, 0, 0], 600, 800, 1);
    expect(mapPoint(toPage, 300, 400)).toMatchObject({ x: 300, y: 400 });
    const [from, to] = [mapPoint(toPage, 0, 0), mapPoint(toPage, Math.cos(Math.PI / 180), Math.sin(Math.PI / 180))];
    expect(to.y).toBeCloseTo(from.y);
  });
});
