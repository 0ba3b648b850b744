/** Typed rows → CSV file, whole or not at all; large files in batches. */
import { stringify } from 'csv-stringify/sync';
import { createPendingFile } from '../files.ts';
import type { Table } from './columns.ts';
import { type Dialect, guardFormula, PLAIN } from './dialect.ts';

/** Rows turned into text at once. */
const BATCH_ROWS = 2_000;

/** A CSV file being written; it appears under its name at `commit`. */
export interface RowWriter<Row> {
  write(rows: readonly Row[]): Promise<void>;
  /** Writes lines that are rendered already, in the dialect of the file. */
  writeText(text: string): Promise<void>;
  commit(): Promise<void>;
  /** Removes what was written; safe after `commit`. */
  discard(): Promise<void>;
}

export async function createRowWriter<Row>(
  path: string,
  table: Table<Row>,
  dialect: Dialect = PLAIN,
): Promise<RowWriter<Row>> {
  const file = await createPendingFile(path);
  await file.write((dialect.bom ? '\uFEFF' : '') + renderRecords([table.columns], dialect));
  return {
    async write(rows) {
      for (let at = 0; at < rows.length; at += BATCH_ROWS) {
        await file.write(renderRecords(rows.slice(at, at + BATCH_ROWS).map(table.encode), dialect));
      }
    },
    writeText: (text) => file.write(text),
    commit: () => file.commit(),
    discard: () => file.discard(),
  };
}

/** Writes all rows of a file. */
export async function writeRows<Row>(
  path: string,
  table: Table<Row>,
  rows: readonly Row[],
  dialect: Dialect = PLAIN,
): Promise<void> {
  const writer = await createRowWriter(path, table, dialect);
  try {
    await writer.write(rows);
    await writer.commit();
  } finally {
    await writer.discard();
  }
}

/** What makes a cell need quotes, in either dialect; a cell that has none of it is written as it is. */
const SPECIAL = /[",;\r\n]/;

/** `renderRecords([['a', 'b, c']], PLAIN)` → `a,"b, c"\n`. */
export function renderRecords(records: readonly (readonly string[])[], dialect: Dialect): string {
  const cells = dialect.guarded ? records.map((record) => record.map(guardFormula)) : records;
  const special = cells.map((record) => SPECIAL.test(record.join('')));
  let text = '';
  for (let from = 0; from < cells.length; ) {
    let to = from + 1;
    while (to < cells.length && special[to] === special[from]) to++;
    const stretch = cells.slice(from, to);
    text += special[from] ? renderSpecial(stretch, dialect) : renderOrdinary(stretch, dialect);
    from = to;
  }
  return text;
}

/** Most rows: the library would look at each of their cells in several ways, to find that nothing is to be done. */
function renderOrdinary(records: readonly (readonly string[])[], { delimiter, lineEnd }: Dialect): string {
  let text = '';
  for (const record of records) text += record.join(delimiter) + lineEnd;
  return text;
}

function renderSpecial(records: readonly (readonly string[])[], { delimiter, lineEnd }: Dialect): string {
  // Asking the library to match each cell takes as long as all else that it does; hardly a stretch has such a cell.
  const isBroken = records.some((record) => record.some((cell) => cell.includes('\n') || cell.includes('\r')));
  return stringify(records as string[][], {
    delimiter,
    record_delimiter: lineEnd,
    ...(isBroken ? { quoted_match: /[\r\n]/ } : {}),
  });
}
