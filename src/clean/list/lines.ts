/** Lines of large files: what a spelling is cleaned to is encoded once, the place where it is printed stands in front. */
import { CLEAN, REJECTS, REVIEW, type Table } from '../../csv/columns.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { renderRecords } from '../../csv/write.ts';
import type { Origin, RawRow } from '../../rows.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { toCleanRows, toReject, toReviewRow } from '../outcome/render.ts';

/** `source`, `page` and `row` are the first columns of all our tables. */
const ORIGIN_CELLS = 3;

/** The end of a row's lines from behind the place, with delimiter and line end: `,Toyota,Camry,…\n`; a row may have several. */
export function renderTails(row: RawRow, outcome: Outcome, dialect: Dialect): string[] {
  if (outcome.decision === 'accept') return toCleanRows(row, outcome).map((clean) => renderTail(CLEAN, clean, dialect));
  return outcome.decision === 'reject'
    ? [renderTail(REJECTS, toReject(row, outcome), dialect)]
    : [renderTail(REVIEW, toReviewRow(row, outcome), dialect)];
}

// An empty cell in front gives the delimiter behind the place.
const renderTail = <Row>(table: Table<Row>, row: Row, dialect: Dialect): string =>
  renderRecords([['', ...table.encode(row).slice(ORIGIN_CELLS)]], dialect);

/** Prints places in front of tails: `list.pdf,3,12`. A list's rows follow each other, so its name is encoded once. */
export function createPlacePrinter(dialect: Dialect): (origin: Origin) => string {
  let source: string | undefined;
  let front = '';
  return (origin) => {
    if (origin.source !== source) {
      source = origin.source;
      front = renderRecords([[source, '']], dialect).slice(0, -dialect.lineEnd.length);
    }
    // Numbers need neither quotes nor a guard.
    return `${front}${origin.page}${dialect.delimiter}${origin.row}`;
  };
}
