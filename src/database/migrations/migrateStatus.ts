/** What `lekalo migrate status`, `verify` and `drift` answer: where the database stands against the files. */
import { randomBytes } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { type Database, openDatabase } from '../connection/connection.ts';
import { IN_MEMORY } from '../connection/embedded.ts';
import { type MigrateOptions, migrateDown, migrateUp, readServerMajor } from './migrate.ts';
import { readMigrations } from './migrationFiles.ts';
import { compareMigrations, type MigrationLine, readApplied } from './migrationState.ts';
import { compareSnapshots, hashSnapshot, readSnapshot, type SnapshotDifference } from './snapshot.ts';

/** Was the schema changed by hand since the last migration? Unknown after the server's upgrade: it spells it anew. */
export type Drift = 'none' | 'drifted' | 'unknown';

export interface MigrationStatus {
  readonly lines: readonly MigrationLine[];
  readonly drift: Drift;
}

export async function readStatus(database: Database, dir?: string): Promise<MigrationStatus> {
  const files = await readMigrations(dir);
  const applied = await readApplied(database.sql);
  const lines = compareMigrations(files, applied);
  const last = applied.at(-1);
  if (!last) return { lines, drift: 'none' };
  if (last.server !== (await readServerMajor(database.sql))) return { lines, drift: 'unknown' };
  const live = hashSnapshot(await readSnapshot(database.sql));
  return { lines, drift: live === last.snapshot ? 'none' : 'drifted' };
}

export interface Verification {
  readonly migrations: readonly string[];
  /** What the second way up left otherwise than the first, by the step after which it was seen. */
  readonly faults: readonly string[];
}

/** On a scratch database beside `database`: each migration up, down and up again must leave the same schema. */
export async function verifyMigrations(database: Database, options: MigrateOptions = {}): Promise<Verification> {
  const files = await readMigrations(options.dir);
  return withScratch(database, async (scratch) => {
    const faults: string[] = [];
    const differs = (what: string, { extra, missing }: SnapshotDifference): void => {
      for (const fact of extra) faults.push(`${what}: left over: ${fact}`);
      for (const fact of missing) faults.push(`${what}: missing: ${fact}`);
    };
    let below = 0;
    let before = await readSnapshot(scratch.sql);
    for (const { version, name } of files) {
      await migrateUp(scratch, { ...options, to: version });
      const once = await readSnapshot(scratch.sql);
      await migrateDown(scratch, { ...options, to: below });
      differs(`${name}, down`, compareSnapshots(before, await readSnapshot(scratch.sql)));
      await migrateUp(scratch, { ...options, to: version });
      before = await readSnapshot(scratch.sql);
      differs(`${name}, up again`, compareSnapshots(once, before));
      below = version;
    }
    await migrateDown(scratch, { ...options, to: 0 });
    await migrateUp(scratch, options);
    differs('all down and up again', compareSnapshots(before, await readSnapshot(scratch.sql)));
    return { migrations: files.map(({ name }) => name), faults };
  });
}

/** What the live schema has more or less than the migrations, as far as they are applied, would give. */
export async function findDrift(database: Database, options: MigrateOptions = {}): Promise<SnapshotDifference> {
  const applied = await readApplied(database.sql);
  const to = applied.at(-1)?.version;
  const expected = await withScratch(database, async (scratch) => {
    if (to !== undefined) await migrateUp(scratch, { ...options, to });
    return readSnapshot(scratch.sql);
  });
  return compareSnapshots(expected, await readSnapshot(database.sql));
}

/** An empty database of the same server for a while: another one beside it, or one in memory. */
async function withScratch<T>(database: Database, work: (scratch: Database) => Promise<T>): Promise<T> {
  if (database.target.kind === 'embedded') return use(await openDatabase({ kind: 'embedded', dir: IN_MEMORY }), work);
  const name = `lekalo_scratch_${randomBytes(6).toString('hex')}`;
  const url = new URL(database.target.url);
  url.pathname = `/${name}`;
  try {
    await database.sql.unsafe(`create database ${name} template template0`);
  } catch (error) {
    throw new UserError(
      'database-unusable',
      `Cannot make a scratch database on '${database.label}': '${(error as Error).message}'.`,
      'Use a login that may create databases; nothing is changed in the one at hand.',
      { cause: error },
    );
  }
  try {
    return await use(await openDatabase({ kind: 'server', url: url.href }, { max: 1 }), work);
  } finally {
    await database.sql.unsafe(`drop database if exists ${name} with (force)`);
  }
}

async function use<T>(scratch: Database, work: (scratch: Database) => Promise<T>): Promise<T> {
  try {
    return await work(scratch);
  } finally {
    await scratch.close();
  }
}
