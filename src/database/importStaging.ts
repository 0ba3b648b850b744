/** A cleaned file → the temporary table `staged`, streamed: memory doesn't grow with the file. */
import { BadCell, type CellReader, CLEAN, type Table } from '../csv/columns.ts';
import { Interrupted, UserError } from '../errors.ts';
import type { CleanRow } from '../rows.ts';
import { CREATE_STAGED, INSERT_STAGED, STAGED_COLUMNS } from './importSql.ts';
import type { TenantTransaction } from './tenant.ts';

/** Large enough that the round trips cost nothing, small enough that the arrays stay small. */
const BATCH_ROWS = 5_000;

/** What the columns of the database take (migrations/0001). */
const MAX_NAME_CHARS = 200;
const MIN_YEAR = 1900;
const MAX_YEAR = 2100;
const MAX_SEAT_ROWS = 9;

/** The file's columns, read with the bounds that the database sets: a fault names the file's line, not a constraint. */
const IMPORTED: Table<CleanRow> = {
  ...CLEAN,
  decode(cell) {
    const row = CLEAN.decode(cell);
    checkName(cell, 'brand', row.brand, true);
    checkName(cell, 'model', row.model, true);
    checkName(cell, 'generation', row.generation, false);
    checkBetween(cell, 'year_from', row.yearFrom, MIN_YEAR, MAX_YEAR);
    checkBetween(cell, 'year_to', row.yearTo, MIN_YEAR, MAX_YEAR);
    if (row.yearFrom !== null && row.yearTo !== null && row.yearTo < row.yearFrom) {
      throw new BadCell('year_to', String(row.yearTo), `${row.yearFrom} or later`);
    }
    checkBetween(cell, 'seat_rows', row.seatRows, 1, MAX_SEAT_ROWS);
    checkBetween(cell, 'confidence', row.confidence, 0, 1);
    checkBetween(cell, 'page', row.page, 0, Number.POSITIVE_INFINITY);
    checkBetween(cell, 'row', row.row, 0, Number.POSITIVE_INFINITY);
    return row;
  },
};

function checkName(_cell: CellReader, column: string, value: string, required: boolean): void {
  if (required && value.trim() === '') throw new BadCell(column, value, 'a name');
  if (value.length > MAX_NAME_CHARS)
    throw new BadCell(column, `${value.slice(0, 20)}…`, `at most ${MAX_NAME_CHARS} characters`);
}

function checkBetween(cell: CellReader, column: string, value: number | null, min: number, max: number): void {
  if (value === null || (value >= min && value <= max)) return;
  const allowed = max === Number.POSITIVE_INFINITY ? `${min} or more` : `between ${min} and ${max}`;
  throw new BadCell(column, cell.text(column), allowed);
}

export interface StagingOptions {
  readonly signal?: AbortSignal;
  /** Called after each batch with the rows so far. */
  readonly onRows?: (rows: number) => void;
}

/** Returns how many rows were staged. */
export async function stageFile(tx: TenantTransaction, path: string, options: StagingOptions): Promise<number> {
  const { streamRows } = await import('../csv/read.ts');
  await tx.unsafe(CREATE_STAGED);
  let rows = 0;
  let waiting: CleanRow[] = [];
  for await (const batch of streamRows(path, IMPORTED)) {
    waiting.push(...batch);
    if (waiting.length >= BATCH_ROWS) {
      rows += await flush();
      options.onRows?.(rows);
    }
  }
  return rows + (await flush());

  async function flush(): Promise<number> {
    if (options.signal?.aborted) throw new Interrupted();
    const full = waiting;
    waiting = [];
    if (full.length > 0) await insertBatch(tx, path, full);
    return full.length;
  }
}

const UNTRANSLATABLE = '22021';

async function insertBatch(tx: TenantTransaction, path: string, rows: readonly CleanRow[]): Promise<void> {
  const columns: string[][] = STAGED_COLUMNS.map(() => []);
  for (const row of rows) {
    for (const [index, cell] of CLEAN.encode(row).entries()) columns[index]?.push(cell);
  }
  try {
    await tx.unsafe(INSERT_STAGED, columns);
  } catch (error) {
    if ((error as { code?: string }).code !== UNTRANSLATABLE) throw error;
    throw new UserError(
      'bad-csv',
      `'${path}' holds a character that no database takes (NUL).`,
      'Remove it and try again.',
      {
        cause: error,
      },
    );
  }
}
