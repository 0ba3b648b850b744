import type { PageMarks, Piece } from '../marks/marks.ts';
import { findLeaders } from '../text/leaders.ts';
import { type Edges, findEdges } from './edges.ts';
import { readBack } from './mojibake.ts';
import { findPipedLines } from './pipedLines.ts';
import { findSideways } from './sideways.ts';
import { findDirection, turnPage } from './turn.ts';
import { findTypedLines } from './typedLines.ts';
import { showCutText, showOcrText } from './visible.ts';
import { findWatermarks } from './watermark.ts';
import { findWords, type Word } from './words.ts';
import { partWrittenLines } from './writtenLines.ts';

/** A page ready for the table finder: its words, and the edges that its lines and shading draw. */
export interface PageText {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly words: readonly Word[];
  /** Texts that run up or down the page; their pieces are among the unread ones too. */
  readonly sideways: readonly Word[];
  readonly edges: Edges;
  /** Pieces that are on the page but not read: hidden, printed twice, or written in another direction. */
  readonly unread: readonly UnreadPiece[];
  readonly pieceCount: number;
  /** Pieces whose letters were read back from the wrong code page. */
  readonly decoded: number;
}

export type UnreadKind =
  | 'invisible'
  | 'clipped'
  | 'off-page'
  | 'overprint'
  | 'slanted'
  | 'watermark'
  | 'leader'
  | 'typed-line'
  | 'blank';

export interface UnreadPiece {
  readonly piece: Piece;
  readonly kind: UnreadKind;
}

/** Builds the words and edges of a page, turned so that its text stands upright. */
export function createPageText(drawn: PageMarks): PageText {
  const turned = turnPage(drawn, findDirection(drawn.pieces));
  const { pieces, decoded } = readBack(turned.pieces);
  const marks = { ...turned, pieces };
  const upright: Piece[] = [];
  const unread: UnreadPiece[] = [];
  for (const piece of showCutText(showOcrText(marks.pieces))) {
    if (piece.hidden) unread.push({ piece, kind: piece.hidden });
    else if (piece.angle !== 0) unread.push({ piece, kind: 'slanted' });
    else upright.push(piece);
  }
  const piped = findPipedLines(upright, marks.rules);
  const typed = piped ?? findTypedLines(upright);
  for (const piece of typed.pieces) unread.push({ piece, kind: 'typed-line' });
  const edges = findEdges(typed.rules.length > 0 ? { ...marks, rules: [...marks.rules, ...typed.rules] } : marks);
  const placed = piped?.moved ?? upright;
  const written = typed.pieces.size > 0 ? placed.filter((piece) => !typed.pieces.has(piece)) : placed;
  const watermarks = findWatermarks(written, edges);
  for (const piece of watermarks) unread.push({ piece, kind: 'watermark' });
  const leaders = findLeaders(written);
  for (const piece of leaders) if (!watermarks.has(piece)) unread.push({ piece, kind: 'leader' });
  const read = written.filter((piece) => !watermarks.has(piece) && !leaders.has(piece));
  const { words, overprinted } = findWords(
    read,
    edges.upright.filter((edge) => edge.drawn),
  );
  const twice = new Set(overprinted);
  for (const piece of read) if (twice.has(piece.id)) unread.push({ piece, kind: 'overprint' });
  const blank = new Set(words.filter((word) => word.text === '').flatMap((word) => word.pieces));
  for (const piece of read) if (blank.has(piece.id)) unread.push({ piece, kind: 'blank' });
  return {
    page: marks.page,
    width: Math.max(marks.width, piped?.reach ?? 0),
    height: marks.height,
    words: partWrittenLines(words.filter((word) => word.text !== '')),
    sideways: findSideways(
      marks,
      unread.filter((u) => u.kind === 'slanted').map((u) => u.piece),
      edges,
    ),
    edges,
    unread,
    pieceCount: marks.pieces.length,
    decoded,
  };
}
