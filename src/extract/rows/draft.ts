import type { BodyRow } from '../body/body.ts';
import type { Column } from '../columns/columns.ts';
import { textOf } from '../page/lines.ts';
import type { FoundTable } from '../tables/tables.ts';
import type { Role } from '../text/roles.ts';
import { joinLines } from '../text/text.ts';

/** A data row on its way to a raw row: its texts, and how its brand cell hangs together with its neighbours'. */
export interface Draft {
  readonly page: number;
  /** The first baseline of its row. */
  readonly y: number;
  /** Texts by column of its table. */
  texts: string[];
  /** The columns of its table; the table itself, with its words, is let go with its page. */
  columns: readonly Column[];
  /** Number of the table in its document: rows of one table share the way in which brands are printed. */
  readonly tableId: number;
  /** Number of the stretch of the table, one for each page and newspaper column. */
  readonly part: number;
  /** Brand from a heading row above. */
  readonly heading: Heading | undefined;
  /** Merged brand cell that the row belongs to, shared with its neighbours. */
  readonly group: BrandGroup | undefined;
  /** Pieces of text in the row, for the ledger. */
  pieces: number;
}

/** A heading row or the caption of a table, which may name the brand of the rows below. */
export interface Heading {
  readonly page: number;
  readonly text: string;
  /** The count and the sum of its rows, printed behind it. */
  readonly figures?: string;
  readonly style: string;
  readonly pieces: number;
  /** Whether it stands above a table's header instead of between its rows. */
  readonly caption: boolean;
  /** The brand that it names; the whole document tells what is none of its name. */
  brand: string;
  /** The heading in force before it: a caption may turn out to head nothing. */
  readonly previous: Heading | undefined;
  /** Rows that it heads. */
  rows: number;
  /** Whether it parts the rows of the brand above it, as `Седаны` under `Toyota` does. */
  isSub: boolean;
  /** Whether it is a brand after all, which the whole document tells. */
  accepted: boolean;
}

/** All that is printed in a heading's row. */
export const printedOf = ({ text, figures }: Heading): string => (figures ? `${text} ${figures}` : text);

/** The heading that a row stands under: the last one that is a brand. */
export function headingOf(draft: Draft): Heading | undefined {
  let heading = draft.heading;
  while (heading && !heading.accepted && (heading.caption || heading.isSub)) heading = heading.previous;
  return heading?.accepted ? heading : undefined;
}

/** A merged brand cell on one page: its rows share it. */
export interface BrandGroup {
  readonly part: number;
  readonly from: number;
  readonly to: number;
}

/** The texts of a row, column by column. */
export function textsOf(row: BodyRow): string[] {
  return row.cells.map((cell) => textOf(cell));
}

/** The column that has a role in a table, or -1. */
export function columnOf(table: Pick<FoundTable, 'columns'>, role: Role): number {
  return table.columns.findIndex((column) => column.role === role);
}

/** Adds the rest of a row, from the next page, to its beginning. */
export function continueDraft(draft: Draft, rest: readonly string[], pieces: number): void {
  draft.texts = draft.texts.map((text, c) => joinLines([text, rest[c] ?? '']));
  draft.pieces += pieces;
}
