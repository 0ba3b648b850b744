import type { Piece } from '../marks/marks.ts';

/** Fewer dots than this in a row are an ellipsis; more lead the eye to the next column. */
export const LEADER_DOTS = 5;
/** Dots of a leader stand no further apart than this, in em, on baselines that differ by no more than this. */
const STEP_EM = 1;
const BASELINE_EM = 0.12;

const DOTS = /^[.·․…]+$/u;

/** Whether a text is nothing but dots. */
export function isDots(text: string): boolean {
  return DOTS.test(text);
}

/** Finds leaders: rows of dots that fill the space between two columns, drawn in one go or dot by dot. */
export function findLeaders(pieces: readonly Piece[]): Set<Piece> {
  const dots = pieces
    .filter((piece) => isDots(piece.text))
    .sort((a, b) => Math.round(a.baseline) - Math.round(b.baseline) || a.box.x0 - b.box.x0);
  const leaders = new Set<Piece>();
  let row: Piece[] = [];
  const close = (): void => {
    const count = row.reduce((sum, piece) => sum + [...piece.text].length, 0);
    if (count >= LEADER_DOTS) for (const piece of row) leaders.add(piece);
    row = [];
  };
  for (const piece of dots) {
    const last = row.at(-1);
    if (last && !goesOn(last, piece)) close();
    row.push(piece);
  }
  close();
  return leaders;
}

function goesOn(last: Piece, next: Piece): boolean {
  const gap = next.box.x0 - last.box.x1;
  return (
    Math.abs(next.baseline - last.baseline) <= BASELINE_EM * last.size && gap <= STEP_EM * last.size && gap > -last.size
  );
}
