/** CSV file → typed rows, in batches, in either dialect, with every fault naming the file and the line. */
import { createReadStream } from 'node:fs';
import { UserError } from '../errors.ts';
import { BadCell, type CellReader, type Table } from './columns.ts';
import { type Dialect, detectDialect, unguardFormula } from './dialect.ts';
import { BadQuote, type CsvRecord, createTokenizer } from './tokens.ts';

/** Rows handed on at once: large enough that the loop costs nothing, small enough that they die young. */
const BATCH_ROWS = 500;

/** All rows of a file. For files that may be large use {@link streamRows}. */
export async function readRows<Row>(path: string, table: Table<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of streamRows(path, table)) rows.push(...batch);
  return rows;
}

/**
 * Rows of a file in batches; extra columns are an analyst's own notes and are left alone. Who works long on each row takes few
 * at a time: `streamRows(path, RAW, 16)`.
 */
export async function* streamRows<Row>(
  path: string,
  table: Table<Row>,
  batchRows: number = BATCH_ROWS,
): AsyncGenerator<Row[]> {
  let decode: ((record: string[], line: number) => Row) | undefined;
  let batch: Row[] = [];
  for await (const records of recordsOf(path)) {
    for (const { cells, line } of records) {
      if (!decode) {
        decode = createDecoder(path, table, cells);
        continue;
      }
      batch.push(decode(cells, line));
      if (batch.length === batchRows) {
        yield batch;
        batch = [];
      }
    }
  }
  if (!decode) createDecoder(path, table, []);
  if (batch.length > 0) yield batch;
}

async function* recordsOf(path: string): AsyncGenerator<Iterable<CsvRecord>> {
  const text = decodeUtf8(path);
  try {
    const first = await text.next();
    const head = first.done ? '' : first.value;
    const { dialect, skip } = detectDialect(head);
    const tokenize = createTokenizer(dialect.delimiter, head.slice(0, skip).split('\n').length - 1);
    const read = (chunk: string, last: boolean): Iterable<CsvRecord> =>
      readRecords(path, tokenize(chunk, last), dialect);
    yield read(head.slice(skip), false);
    for await (const chunk of text) yield read(chunk, false);
    yield read('', true);
  } finally {
    await text.return(undefined);
  }
}

function* readRecords(path: string, records: Iterable<CsvRecord>, dialect: Dialect): Generator<CsvRecord, void> {
  try {
    for (const record of records) {
      yield dialect.guarded ? { cells: record.cells.map(unguardFormula), line: record.line } : record;
    }
  } catch (error) {
    if (!(error instanceof BadQuote)) throw error;
    throw new UserError(
      'bad-csv',
      `Cannot read '${path}' line ${error.line}: ${error.message}.`,
      'Mend the quotes of that line.',
      { cause: error },
    );
  }
}

async function* decodeUtf8(path: string): AsyncGenerator<string> {
  // fatal: a file saved in Windows-1251 must be refused, not read as replacement characters. ignoreBOM keeps it for detectDialect.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 16 })) {
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) {
      throw new UserError(
        'bad-csv',
        `Cannot read '${path}': it is not UTF-8.`,
        "Save it as 'CSV UTF-8' and try again.",
        {
          cause: error,
        },
      );
    }
    throw new UserError('file-unreadable', `Cannot read '${path}'.`, 'Check the path and its permissions.', {
      cause: error,
    });
  }
}

function createDecoder<Row>(
  path: string,
  table: Table<Row>,
  titles: string[],
): (record: string[], line: number) => Row {
  const indexOf = new Map(titles.map((title, index) => [title.trim(), index]));
  const missing = table.columns.filter((column) => !indexOf.has(column));
  if (missing.length > 0) {
    throw new UserError(
      'wrong-columns',
      `'${path}' has no column '${missing.join("', '")}'.`,
      `Its first line must name the columns of ${table.name}: ${table.columns.join(',')}.`,
    );
  }
  let record: string[] = [];
  let lineNumber = 0;
  const text = (column: string): string => record[indexOf.get(column) ?? -1] ?? '';
  const cell: CellReader = {
    get line() {
      return lineNumber;
    },
    text,
    integer(column) {
      const value = text(column).trim();
      if (value === '') return null;
      if (!/^-?\d{1,15}$/.test(value)) throw new BadCell(column, value, 'a whole number');
      return Number(value);
    },
    decimal(column) {
      // Russian Excel writes the decimal comma.
      const value = text(column).trim().replace(',', '.');
      if (value === '') return null;
      if (!/^-?\d+(\.\d+)?$/.test(value)) throw new BadCell(column, value, 'a number');
      return Number(value);
    },
    oneOf(column, allowed) {
      const value = text(column).trim().toLowerCase();
      if (value === '') return '';
      const found = allowed.find((word) => word === value);
      if (found === undefined) throw new BadCell(column, value, `one of ${allowed.join(', ')}`);
      return found;
    },
  };
  return (next, line) => {
    if (next.length !== titles.length) {
      throw new UserError(
        'bad-csv',
        `'${path}' line ${line} has ${next.length} cells where the header has ${titles.length}.`,
        'Mend that line: a comma or a quote is missing or too many.',
      );
    }
    record = next;
    lineNumber = line;
    try {
      return table.decode(cell);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      throw new UserError(
        'bad-csv',
        `'${path}' line ${line}, column ${error.column}: '${error.value}' is not ${error.expected}.`,
        'Mend that cell.',
        { cause: error },
      );
    }
  };
}
