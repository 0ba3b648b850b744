/** data/catalog/ → Catalog: the edge that knows the folder and its columns. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { UserError } from '../../errors.ts';
import { BODY_TYPES, type BodyType } from '../../rows.ts';
import type { Catalog } from './catalog.ts';

/** The catalogue that comes with the program; src/ and dist/ stand equally far from it. */
export const OWN_CATALOG = fileURLToPath(new URL('../../../data/catalog', import.meta.url));

type Cells = Readonly<Record<string, string>>;

export function readCatalog(dir: string): Catalog {
  return {
    brands: readTable(dir, 'brands.csv', ['brand', 'name_ru', 'name_ky', 'aliases'], (cells) => ({
      brand: text(cells, 'brand'),
      nameRu: text(cells, 'name_ru'),
      nameKy: text(cells, 'name_ky'),
      aliases: list(cells, 'aliases'),
      country: text(cells, 'country'),
    })),
    models: readFolder(dir, 'models', ['brand', 'model', 'name_ru', 'aliases', ...SPAN], (cells) => ({
      brand: text(cells, 'brand'),
      model: text(cells, 'model'),
      nameRu: text(cells, 'name_ru'),
      aliases: list(cells, 'aliases'),
      ...span(cells),
    })),
    generations: readFolder(
      dir,
      'generations',
      ['brand', 'model', 'generation', 'ordinal', 'aliases', ...SPAN],
      (cells) => ({
        brand: text(cells, 'brand'),
        model: text(cells, 'model'),
        generation: text(cells, 'generation'),
        ordinal: text(cells, 'ordinal'),
        aliases: list(cells, 'aliases'),
        ...span(cells),
      }),
    ),
    codes: readFolder(dir, 'codes', ['brand', 'code', 'model', 'generation'], (cells) => ({
      brand: text(cells, 'brand'),
      code: text(cells, 'code'),
      model: text(cells, 'model'),
      generation: text(cells, 'generation'),
    })),
    ambiguous: readTable(dir, 'ambiguous.csv', ['brand', 'alias', 'models', 'reason'], (cells) => ({
      brand: text(cells, 'brand'),
      alias: text(cells, 'alias'),
      models: list(cells, 'models'),
      reason: text(cells, 'reason'),
    })),
    twins: readTable(dir, 'twins.csv', ['brand', 'gives_way_to', 'names'], (cells) => ({
      brand: text(cells, 'brand'),
      givesWayTo: text(cells, 'gives_way_to'),
      names: list(cells, 'names'),
    })),
    daughters: readTable(dir, 'daughters.csv', ['brand', 'parent'], (cells) => ({
      brand: text(cells, 'brand'),
      parent: text(cells, 'parent'),
    })),
  };
}

const SPAN = ['body_types', 'year_from', 'year_to'] as const;

function span(cells: Cells): { bodyTypes: BodyType[]; yearFrom: number | null; yearTo: number | null } {
  return {
    bodyTypes: list(cells, 'body_types').map((body) => {
      const known = BODY_TYPES.find((type) => type === body);
      if (known === undefined) throw bad(cells, `unknown body type '${body}'`);
      return known;
    }),
    yearFrom: year(cells, 'year_from'),
    yearTo: year(cells, 'year_to'),
  };
}

function year(cells: Cells, column: string): number | null {
  const value = text(cells, column);
  if (value === '') return null;
  if (!/^\d{4}$/.test(value)) throw bad(cells, `'${value}' is not a year`);
  return Number(value);
}

const text = (cells: Cells, column: string): string => (cells[column] ?? '').trim();

function list(cells: Cells, column: string): string[] {
  const value = text(cells, column);
  return value === ''
    ? []
    : value
        .split('|')
        .map((item) => item.trim())
        .filter((item) => item !== '');
}

function readFolder<Row>(
  dir: string,
  folder: string,
  columns: readonly string[],
  decode: (cells: Cells) => Row,
): Row[] {
  const names = attempt(join(dir, folder), () => readdirSync(join(dir, folder)));
  return names
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .flatMap((name) => readTable(dir, join(folder, name), columns, decode));
}

function readTable<Row>(dir: string, name: string, columns: readonly string[], decode: (cells: Cells) => Row): Row[] {
  const path = join(dir, name);
  const content = attempt(path, () => readFileSync(path, 'utf8'));
  let records: string[][];
  try {
    records = parse(content, { bom: true, skip_empty_lines: true });
  } catch (error) {
    throw new UserError('bad-catalog', `Cannot read '${path}': ${(error as Error).message}`, 'Mend that line.', {
      cause: error,
    });
  }
  const titles = records[0] ?? [];
  const missing = columns.filter((column) => !titles.includes(column));
  if (missing.length > 0) {
    throw new UserError(
      'bad-catalog',
      `'${path}' has no column '${missing.join("', '")}'.`,
      `Its first line must be: ${columns.join(',')}.`,
    );
  }
  return records.slice(1).map((record) => {
    const cells: Record<string, string> = { [FILE]: path };
    titles.forEach((title, at) => {
      cells[title] = record[at] ?? '';
    });
    return decode(cells);
  });
}

/** The file a record came from, beside its columns. */
const FILE = '\u0000file';

function bad(cells: Cells, what: string): UserError {
  const name = [cells['brand'], cells['model'], cells['generation']].filter(Boolean).join(' ');
  return new UserError(
    'bad-catalog',
    `'${cells[FILE]}', ${name}: ${what}.`,
    'Mend that line; the README beside it says what a cell holds.',
  );
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UserError('bad-catalog', `Cannot read '${path}'.`, 'Name a folder like data/catalog with --catalog.', {
      cause: error,
    });
  }
}
