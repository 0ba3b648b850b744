/** A cleaned file → the temporary table `staged`, streamed: memory doesn't grow with the file. */
import {
  BadCell,
  BORDERS,
  type CellReader,
  CLEAN,
  COVERAGE,
  POWERTRAIN,
  STEERING,
  type Table,
  WHEELBASE,
} from '../../csv/columns.ts';
import { Interrupted, UserError } from '../../errors.ts';
import { BODY_TYPES } from '../../rows.ts';
import type { TenantTransaction } from '../tenant/tenant.ts';
import { CREATE_STAGED, INSERT_STAGED, SEPARATOR, STAGED_COLUMNS } from './importStagedSql.ts';

/** Large enough that the round trips cost nothing, small enough that the arrays stay small. */
const BATCH_ROWS = 5_000;

/** What the columns of the database take (migrations/0001). */
const MAX_NAME_CHARS = 200;
const MIN_YEAR = 1900;
const MAX_YEAR = 2100;
const MAX_SEAT_ROWS = 9;
const MAX_INTEGER = 2_147_483_647;

/** A row's cells in the order of {@link STAGED_COLUMNS}, which is the file's. */
type Cells = readonly string[];

/**
 * The file's columns, read with the bounds that the database sets: a fault names the file's line, not a constraint. The
 * cells go on as they are: the server converts them faster than we could.
 */
const IMPORTED: Table<Cells> = {
  name: CLEAN.name,
  columns: CLEAN.columns,
  encode: (cells) => cells,
  decode(cell) {
    checkName(cell, 'brand', true);
    checkName(cell, 'model', true);
    checkName(cell, 'generation', false);
    const yearFrom = checkInteger(cell, 'year_from', MIN_YEAR, MAX_YEAR);
    const yearTo = checkInteger(cell, 'year_to', MIN_YEAR, MAX_YEAR);
    if (yearFrom !== null && yearTo !== null && yearTo < yearFrom) {
      throw new BadCell('year_to', String(yearTo), `${yearFrom} or later`);
    }
    checkInteger(cell, 'seat_rows', 1, MAX_SEAT_ROWS);
    checkInteger(cell, 'page', 0, MAX_INTEGER);
    checkInteger(cell, 'row', 0, MAX_INTEGER);
    return STAGED_COLUMNS.map((column) => readCell(cell, column));
  },
};

/** Cells that mean a number or a word of a closed list, written as the database reads them. */
const CONVERTED: Readonly<Record<string, (cell: CellReader) => string>> = {
  page: (cell) => String(cell.integer('page') ?? 0),
  row: (cell) => String(cell.integer('row') ?? 0),
  year_from: (cell) => cell.text('year_from').trim(),
  year_to: (cell) => cell.text('year_to').trim(),
  seat_rows: (cell) => cell.text('seat_rows').trim(),
  body_type: (cell) => cell.oneOf('body_type', BODY_TYPES),
  steering: (cell) => cell.oneOf('steering', STEERING),
  borders: (cell) => cell.oneOf('borders', BORDERS),
  coverage: (cell) => cell.oneOf('coverage', COVERAGE),
  trunk: (cell) => cell.oneOf('trunk', ['true']),
  wheelbase: (cell) => cell.oneOf('wheelbase', WHEELBASE),
  powertrain: (cell) => cell.oneOf('powertrain', POWERTRAIN),
  confidence: readConfidence,
};

function readCell(cell: CellReader, column: string): string {
  return CONVERTED[column]?.(cell) ?? cell.text(column);
}

function readConfidence(cell: CellReader): string {
  const value = cell.decimal('confidence') ?? 0;
  if (value < 0 || value > 1) throw new BadCell('confidence', cell.text('confidence'), 'between 0 and 1');
  return String(value);
}

function checkName(cell: CellReader, column: string, required: boolean): void {
  const value = cell.text(column);
  if (required && value.trim() === '') throw new BadCell(column, value, 'a name');
  if (value.length > MAX_NAME_CHARS) {
    throw new BadCell(column, `${value.slice(0, 20)}…`, `at most ${MAX_NAME_CHARS} characters`);
  }
}

function checkInteger(cell: CellReader, column: string, min: number, max: number): number | null {
  const value = cell.integer(column);
  if (value === null || (value >= min && value <= max)) return value;
  throw new BadCell(column, cell.text(column), max === MAX_INTEGER ? `${min} or more` : `between ${min} and ${max}`);
}

export interface StagingOptions {
  readonly signal?: AbortSignal;
  /** Called after each batch with the rows so far. */
  readonly onRows?: (rows: number) => void;
}

/** Returns how many rows were staged. */
export async function stageFile(tx: TenantTransaction, path: string, options: StagingOptions): Promise<number> {
  const { streamRows } = await import('../../csv/read.ts');
  await tx.unsafe(CREATE_STAGED);
  let rows = 0;
  let waiting: Cells[] = [];
  let sending: Promise<void> = Promise.resolve();
  for await (const batch of streamRows(path, IMPORTED)) {
    waiting.push(...batch);
    if (waiting.length >= BATCH_ROWS) await flush();
  }
  if (waiting.length > 0) await flush();
  await sending;
  return rows;

  /** One batch is on its way while the next one is read. */
  async function flush(): Promise<void> {
    if (options.signal?.aborted) throw new Interrupted();
    const full = waiting;
    waiting = [];
    await sending;
    sending = insertBatch(tx, path, full);
    // Its failure is told where it is awaited next; until then it must not count as unhandled.
    sending.catch(() => undefined);
    rows += full.length;
    options.onRows?.(rows);
  }
}

const UNTRANSLATABLE = '22021';

async function insertBatch(tx: TenantTransaction, path: string, rows: readonly Cells[]): Promise<void> {
  const columns = STAGED_COLUMNS.map((_, index) => joinColumn(path, rows, index));
  try {
    await tx.unsafe(INSERT_STAGED, columns);
  } catch (error) {
    throw (error as { code?: string }).code === UNTRANSLATABLE ? badCharacter(path, 'NUL', error) : error;
  }
}

/**
 * A column as one text that the server splits: an array parameter would be quoted and escaped cell by cell, which takes
 * as long as reading the file.
 */
function joinColumn(path: string, rows: readonly Cells[], index: number): string {
  const cells = rows.map((row) => row[index] ?? '');
  if (cells.some((cell) => cell.includes(SEPARATOR))) throw badCharacter(path, 'U+001F');
  return cells.join(SEPARATOR);
}

function badCharacter(path: string, name: string, cause?: unknown): UserError {
  return new UserError(
    'bad-csv',
    `'${path}' holds a control character that can't be stored (${name}).`,
    'Remove it and try again.',
    { cause },
  );
}
