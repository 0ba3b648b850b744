import type { Box } from './geometry.ts';

/** Why a piece of text is on the page but not to be seen. */
export type Hidden = 'invisible' | 'clipped' | 'off-page';

/** A piece of text: glyphs drawn in one go without a space or a gap between them. The unit of the ledger. */
export interface Piece {
  /** Number of the piece on its page, from 0, in drawing order. */
  readonly id: number;
  readonly text: string;
  /** Number of the drawing operator that wrote it: a cell's line is mostly written in one go. */
  readonly run: number;
  /** Whether white space was written just before it in the same go. */
  readonly spaced: boolean;
  /** Where it stands: from `baseline − ascent` to `baseline + descent`. */
  readonly box: Box;
  readonly baseline: number;
  /** Font size on the page, in points. */
  readonly size: number;
  readonly font: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly color: string;
  /** Direction of writing in degrees, clockwise: 0 is upright text, 90 runs down the page. */
  readonly angle: number;
  readonly hidden?: Hidden;
  /** Where a clip cuts its end off, if one does: what stands behind is another cell's. */
  readonly cut?: number;
}

/** A drawn straight line, or a filled rectangle as thin as one. */
export interface Rule {
  readonly axis: 'h' | 'v';
  /** y of a horizontal rule, x of a vertical one. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** A filled area: shading of a row, a header or a cell. */
export interface Fill extends Box {
  readonly color: string;
}

/** Everything a page draws that matters to a table. */
export interface PageMarks {
  /** Page number from 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly Piece[];
  readonly rules: readonly Rule[];
  readonly fills: readonly Fill[];
  /** Pictures on the page: a page with pictures and no text is a scan. */
  readonly images: number;
  /** Letters whose font says nothing about what they mean. */
  readonly unmapped: number;
}
