/** Databases with everything that a bot needs: vocabulary, texts, prices, and what the search knows. */
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { inject } from 'vitest';
import type { LekaloOptions } from '../../src/bot/openLekalo.ts';
import type { DatabaseTarget } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { importFile } from '../../src/database/imports/import.ts';
import { migrateUp } from '../../src/database/migrations/migrate.ts';
import { readSearchCatalog } from '../../src/database/search/searchCatalog.ts';
import { seedSearchNames } from '../../src/database/search/searchNames.ts';
import { NO_KNOWLEDGE } from '../../src/database/vehicles/knowledge.ts';
import type { CleanRow } from '../../src/rows.ts';
import type { TestDatabases } from './database.ts';
import { once } from './once.ts';
import { embeddedTemplate } from './template.ts';
import { cleanedFile, list, seeded } from './vehicles.ts';

/** Where a fresh database is that is seeded, names of the search included; nobody has it open. */
export async function botTarget(databases: TestDatabases): Promise<DatabaseTarget> {
  const target = await databases.migrated();
  if (target.kind === 'server') {
    await seed(target);
    return target;
  }
  // Folding the names takes the embedded database seconds: done once for all tests.
  const { dir } = inject('testRun');
  await once('bot', async () => {
    const building = join(dir, 'bot.building');
    cpSync(await embeddedTemplate('migrated'), building, { recursive: true });
    await seed({ kind: 'embedded', dir: building });
    renameSync(building, join(dir, 'bot'));
  });
  rmSync(target.dir, { recursive: true });
  cpSync(join(dir, 'bot'), target.dir, { recursive: true });
  return target;
}

/** Imports rows in a suite's `beforeAll`, where no test is there yet to clean up after. */
export async function importPatterns(
  database: Database,
  tenant: string,
  category: string,
  rows: readonly Partial<CleanRow>[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lekalo-rows-'));
  const path = await cleanedFile(list(...rows), folder);
  await importFile(database, path, { tenant, category, knowledge: NO_KNOWLEDGE, actor: 'tester@here', waitMs: 0 });
  rmSync(folder, { recursive: true });
}

/** Migrates and seeds a database of the test's own making. */
export async function seededAt(target: DatabaseTarget): Promise<void> {
  const database = await openDatabase(target);
  await migrateUp(database);
  await database.close();
  await seed(target);
}

async function seed(target: DatabaseTarget): Promise<void> {
  const database = await openDatabase(target);
  await seeded(database);
  await seedSearchNames(database, await readSearchCatalog());
  await database.close();
}

/** How `openLekalo` is told where a test's database is. */
export function addressOf(target: DatabaseTarget): Pick<LekaloOptions, 'databaseUrl' | 'databaseDir'> {
  return target.kind === 'server' ? { databaseUrl: target.url } : { databaseDir: target.dir };
}

export interface LabelledQuery {
  readonly kind: string;
  readonly query: string;
  readonly status: 'found' | 'ambiguous' | 'unknown';
  readonly brand: string;
  readonly model: string;
  readonly generation: string;
  /** Other right answers, `Brand|Model;Brand|Model`. */
  readonly acceptable: string;
}

/** The labelled queries of test/search: `labelled/queries.csv` is another hand's, `queries.csv` ours. */
export function readLabelledQueries(file: string): LabelledQuery[] {
  const text = readFileSync(join(import.meta.dirname, '../search', file), 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true });
}
