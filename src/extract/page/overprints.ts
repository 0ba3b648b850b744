import type { Piece } from '../marks/marks.ts';

/** Text printed twice lies this close, in em, to its first printing. */
const OVERPRINT_EM = 0.14;
/** However large the type, a second printing begins no further to the left or above than this … */
const REACH_PT = 20;
/** … and a second printing, or a part of one, begins no further to the right than this. */
const PARTED_PT = 100;
/** Cells of a grid over the page, as high as a line. */
const ROW_PT = 16;
const COLUMN_PT = PARTED_PT;

/** The pieces of a page, and the ids of those that print another one over again. */
export interface Overprints {
  readonly kept: Piece[];
  readonly overprinted: number[];
}

/** Sets aside pieces that repeat a text drawn at nearly the same place; what is printed twice counts as bold. */
export function dropOverprints(pieces: readonly Piece[]): Overprints {
  const kept: Piece[] = [];
  const overprinted: number[] = [];
  const largest = pieces.reduce((size, piece) => Math.max(size, piece.size), 0);
  const grid = new Grid(Math.min(REACH_PT, OVERPRINT_EM * largest));
  for (const piece of pieces) {
    const at = grid.find(piece, (index) => isOverprint(kept[index]!, piece));
    if (at === undefined) {
      grid.add(piece, kept.length);
      kept.push(piece);
      continue;
    }
    overprinted.push(piece.id);
    const first = kept[at]!;
    if (!first.bold) kept[at] = { ...first, bold: true };
  }
  return { kept, overprinted };
}

/** Numbers by where their pieces begin: what begins near another one is found without asking all. */
class Grid {
  readonly #cells = new Map<number, number[]>();
  readonly #reach: number;

  /** `reach` is how far apart, in points, two beginnings may be; to the left it is a column at least. */
  constructor(reach: number) {
    this.#reach = reach;
  }

  add({ box, baseline }: Piece, index: number): void {
    const key = keyOfCell(Math.floor(box.x0 / COLUMN_PT), Math.floor(baseline / ROW_PT));
    const cell = this.#cells.get(key);
    if (cell) cell.push(index);
    else this.#cells.set(key, [index]);
  }

  find({ box, baseline }: Piece, fits: (index: number) => boolean): number | undefined {
    const reach = this.#reach;
    const right = Math.floor((box.x0 + reach) / COLUMN_PT);
    const bottom = Math.floor((baseline + reach) / ROW_PT);
    for (let column = Math.floor(box.x0 / COLUMN_PT) - 1; column <= right; column++)
      for (let row = Math.floor((baseline - reach) / ROW_PT); row <= bottom; row++) {
        const index = this.#cells.get(keyOfCell(column, row))?.find(fits);
        if (index !== undefined) return index;
      }
    return undefined;
  }
}

/** A small whole number, so that it is found fast; cells that share one only cost time. */
const keyOfCell = (column: number, row: number): number => (row << 8) + column;

function isOverprint(first: Piece, second: Piece): boolean {
  const reach = OVERPRINT_EM * first.size;
  const shift = second.box.x0 - first.box.x0;
  if (shift < -REACH_PT || shift > PARTED_PT) return false;
  if (Math.abs(first.baseline - second.baseline) > reach || Math.abs(first.size - second.size) > reach) return false;
  if (first.text === second.text) return Math.abs(shift) <= reach;
  return first.text.includes(second.text) && shift >= -reach && second.box.x1 <= first.box.x1 + reach;
}
