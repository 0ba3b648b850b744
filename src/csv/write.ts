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

/** `renderRecords([['a', 'b, c']], PLAIN)` → `a,"b, c"\n`. */
export function renderRecords(records: readonly (readonly string[])[], dialect: Dialect): string {
  const cells = dialect.guarded ? records.map((record) => record.map(guardFormula)) : records;
  // Asking the library to match each cell takes as long as all else that it does; hardly a batch has such a cell.
  const isBroken = cells.some((record) => record.some((cell) => cell.includes('\n') || cell.includes('\r')));
  return stringify(cells as string[][], {
    delimiter: dialect.delimiter,
    record_delimiter: dialect.lineEnd,
    ...(isBroken ? { quoted_match: /[\r\n]/ } : {}),
  });
}
