import { compose, type Matrix } from '../marks/geometry.ts';
import type { GraphicsState } from './state.ts';

/** How far text leans from the nearest quarter turn, and how much of it. */
export interface Tilt {
  readonly degrees: number;
  readonly letters: number;
}

/** A page that leans by less than this is read as it is: its lines stay lines. */
const LEAST_DEGREES = 0.2;
/** What leans by more is no crooked page, but text that is meant to lean. */
const MOST_DEGREES = 3;
/** A page leans if more of its text than this does. */
const TILTED_SHARE = 0.5;

/** Notes how far the next letters lean, if they do so a little. */
export function noteTilt(tilts: Tilt[], { ctm, textMatrix }: GraphicsState, letters: number): void {
  const dx = ctm[0] * textMatrix[0] + ctm[2] * textMatrix[1];
  const dy = ctm[1] * textMatrix[0] + ctm[3] * textMatrix[1];
  if (dx === 0 || dy === 0) return;
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI;
  const lean = degrees - 90 * Math.round(degrees / 90);
  if (Math.abs(lean) >= LEAST_DEGREES && Math.abs(lean) <= MOST_DEGREES) tilts.push({ degrees: lean, letters });
}

/** How far a page of so many letters leans as a whole: a crooked scan or export; 0 for nearly all. */
export function findTilt(tilts: readonly Tilt[], letters: number): number {
  const tilted = tilts.reduce((sum, tilt) => sum + tilt.letters, 0);
  if (tilted <= TILTED_SHARE * letters) return 0;
  let rest = tilted / 2;
  for (const tilt of [...tilts].sort((a, b) => a.degrees - b.degrees)) {
    rest -= tilt.letters;
    if (rest <= 0) return tilt.degrees;
  }
  return 0;
}

/** The map to a page turned about its middle, so that what leans stands straight. */
export function straighten(toPage: Matrix, width: number, height: number, degrees: number): Matrix {
  const turn = (-degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [x, y] = [width / 2, height / 2];
  return compose([cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos], toPage);
}
