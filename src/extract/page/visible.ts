import type { Piece } from '../marks/marks.ts';

/** A cut text goes on where its next word stands no further away than this, in em. */
const NEXT_WORD_EM = 0.7;
/** A producer writes the words of a line one by one if it does so with this share of them. */
const APART_SHARE = 0.1;
/** Pieces on one line differ in their baselines by less than this, in em. */
const BASELINE_EM = 0.15;

/** A page without any visible text is a scan with the recognised text laid under it: that text counts. */
export function showOcrText(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length === 0 || pieces.some((piece) => piece.hidden === undefined)) return pieces;
  return pieces.map((piece) => (piece.hidden === 'invisible' ? show(piece) : piece));
}

/** Text cut off by its cell's edge, or the page's, is cut for the eye only: what goes on from visible text is part of it. */
export function showCutText(pieces: readonly Piece[]): readonly Piece[] {
  if (!pieces.some(isCut)) return pieces;
  const byLine = [...pieces].sort((a, b) => Math.round(a.baseline) - Math.round(b.baseline) || a.box.x0 - b.box.x0);
  const shown = new Set<Piece>();
  const isSeen = (piece: Piece): boolean => piece.hidden === undefined || shown.has(piece);
  const runs = new Set(pieces.filter((piece) => piece.hidden === undefined).map((piece) => piece.run));
  for (const piece of byLine) if (isCut(piece) && runs.has(piece.run)) shown.add(piece);
  const apart = writesApart(byLine);
  byLine.forEach((piece, i) => {
    if (!isCut(piece) || shown.has(piece)) return;
    const before = byLine[i - 1];
    if (!before || !isSeen(before) || !goesOn(before, piece)) return;
    if (apart || isFallback(before, piece) || piece.hidden === 'off-page') shown.add(piece);
  });
  return pieces.map((piece) => (shown.has(piece) ? show(piece) : piece));
}

/**
 * Whether the words of a line are written one by one: where they are written in one go, what is written anew beside a
 * word and can't be seen doesn't go on from it.
 */
function writesApart(byLine: readonly Piece[]): boolean {
  let together = 0;
  let apart = 0;
  for (let i = 1; i < byLine.length; i++) {
    const before = byLine[i - 1]!;
    const piece = byLine[i]!;
    if (before.hidden || piece.hidden || !goesOn(before, piece)) continue;
    if (before.run === piece.run) together++;
    else apart++;
  }
  return together === 0 || apart >= APART_SHARE * together;
}

/** Whether a word is written anew only because another font has its letters. */
const isFallback = (before: Piece, { font, bold, italic }: Piece): boolean =>
  font !== before.font && bold === before.bold && italic === before.italic;

const isCut = (piece: Piece): boolean => piece.hidden === 'clipped' || piece.hidden === 'off-page';

function goesOn(before: Piece, piece: Piece): boolean {
  const gap = piece.box.x0 - before.box.x1;
  return (
    Math.abs(before.baseline - piece.baseline) <= BASELINE_EM * piece.size &&
    gap > -0.1 * piece.size &&
    gap <= NEXT_WORD_EM * piece.size
  );
}

function show({ hidden: _, ...piece }: Piece): Piece {
  return piece;
}
