/** Lines of large files: what a spelling is cleaned to is encoded once, the place where it is printed stands in front. */
import { CLEAN, REVIEW, type Table } from '../csv/columns.ts';
import type { CleanRow, Origin, RawRow, ReviewRow } from '../rows.ts';
import type { Outcome } from './outcome.ts';
import { toCleanRows, toReviewRow } from './render.ts';

/** A row whose cells behind source, page and row are encoded already. */
export interface Line {
  readonly origin: Origin;
  readonly cells: readonly string[];
}

const ORIGIN_CELLS = 3;

function createLineTable<Row>(table: Table<Row>): Table<Line> {
  return {
    name: table.name,
    columns: table.columns,
    encode: ({ origin, cells }) => [origin.source, String(origin.page), String(origin.row), ...cells],
    decode: () => {
      throw new Error('lines are only written');
    },
  };
}

export const CLEAN_LINES = createLineTable<CleanRow>(CLEAN);
export const REVIEW_LINES = createLineTable<ReviewRow>(REVIEW);

const cleanCells = new WeakMap<Outcome, readonly (readonly string[])[]>();
const reviewCells = new WeakMap<Outcome, readonly string[]>();

/** The cleaned lines of a row; `outcome` must be that of its very spelling. */
export function toCleanLines(row: RawRow, outcome: Outcome): Line[] {
  let cells = cleanCells.get(outcome);
  if (!cells) {
    cells = toCleanRows(row, outcome).map((clean) => CLEAN.encode(clean).slice(ORIGIN_CELLS));
    cleanCells.set(outcome, cells);
  }
  return cells.map((own) => ({ origin: row, cells: own }));
}

export function toReviewLine(row: RawRow, outcome: Outcome, origin: Origin): Line {
  let cells = reviewCells.get(outcome);
  if (!cells) {
    cells = REVIEW.encode(toReviewRow(row, outcome)).slice(ORIGIN_CELLS);
    reviewCells.set(outcome, cells);
  }
  return { origin, cells };
}
