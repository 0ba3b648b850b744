/** Cleaned rows for tests of the database: a row is written as what is particular about it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLEAN } from '../../src/csv/columns.ts';
import { writeRows } from '../../src/csv/write.ts';
import type { Database } from '../../src/database/connection/connection.ts';
import { type ImportOptions, type ImportResult, importFile } from '../../src/database/imports/import.ts';
import { seedDatabase } from '../../src/database/seed/seed.ts';
import { readSeed, SEED_FOLDER } from '../../src/database/seed/seedFiles.ts';
import { NO_KNOWLEDGE } from '../../src/database/vehicles/knowledge.ts';
import type { CleanRow } from '../../src/rows.ts';
import { freshFolder } from './folder.ts';

/** `row({ model: 'Camry', borders: 'with' })`: a Toyota with everything else not printed. */
export function row(particular: Partial<CleanRow> = {}): CleanRow {
  const brand = particular.brand ?? 'Toyota';
  const model = particular.model ?? 'Camry';
  return {
    source: 'list.pdf',
    page: 1,
    row: 1,
    brand,
    model,
    generation: '',
    yearFrom: null,
    yearTo: null,
    bodyType: '',
    steering: '',
    borders: '',
    seatRows: null,
    coverage: '',
    trunk: false,
    wheelbase: '',
    powertrain: '',
    category: '',
    notes: '',
    confidence: 1,
    matchedBy: 'brand:exact model:exact',
    rawBrand: brand,
    rawModel: model,
    rawYear: '',
    rawDescription: '',
    ...particular,
  };
}

/** Numbers the rows of a list as they would stand on its first page. */
export function list(...rows: readonly Partial<CleanRow>[]): CleanRow[] {
  return rows.map((particular, index) => row({ row: index + 1, ...particular }));
}

/** Writes a cleaned file and says where. */
export async function cleanedFile(rows: readonly CleanRow[], folder = freshFolder()): Promise<string> {
  const path = join(folder, 'cleaned_vehicle_data.csv');
  await writeRows(path, CLEAN, rows);
  return path;
}

/** A file with one line more than the rows give, for what the types don't allow. */
export async function cleanedFileWith(line: string): Promise<string> {
  const path = join(freshFolder(), 'cleaned_vehicle_data.csv');
  writeFileSync(path, `${CLEAN.columns.join(',')}\n${line}\n`);
  return path;
}

export async function seeded(database: Database): Promise<Database> {
  await seedDatabase(database, await readSeed(SEED_FOLDER));
  return database;
}

export async function importRows(
  database: Database,
  rows: readonly CleanRow[],
  options: Partial<ImportOptions> = {},
): Promise<ImportResult> {
  return importFile(database, await cleanedFile(rows), {
    tenant: 'evopoliki',
    category: 'eva_mats',
    knowledge: NO_KNOWLEDGE,
    actor: 'tester@here',
    waitMs: 0,
    ...options,
  });
}
