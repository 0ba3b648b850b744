/** What the database has of the migrations, held against the files: read only, needs no lock. */
import type postgres from 'postgres';
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { type Migration, readMigrations } from './migrationFiles.ts';
import { notMigrated } from './notMigrated.ts';

/** A transaction or the whole pool: whatever can be asked. */
export type Queryable = postgres.ISql;

/** A line of schema_migrations. */
export interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
  /** Of the schema right after it, to find what was changed by hand since. */
  readonly snapshot: string;
  /** The server's major version then: another one spells the same schema differently. */
  readonly server: number;
}

export type MigrationState = 'applied' | 'pending' | 'changed' | 'unknown';

export interface MigrationLine {
  readonly version: number;
  readonly name: string;
  readonly state: MigrationState;
  readonly appliedAt: Date | null;
}

export async function readApplied(sql: Queryable): Promise<Applied[]> {
  const [there] = await sql<{ table: string | null }[]>`select to_regclass('public.schema_migrations')::text as table`;
  if (there?.table == null) return [];
  return sql<Applied[]>`
    select version, name, checksum, applied_at, snapshot, server from public.schema_migrations order by version`;
}

/** Every migration that files or database know, in order, each with its state. */
export function compareMigrations(files: readonly Migration[], applied: readonly Applied[]): MigrationLine[] {
  const lines = files.map((file): MigrationLine => {
    const done = applied.find(({ version }) => version === file.version);
    if (!done) return { version: file.version, name: file.name, state: 'pending', appliedAt: null };
    const state = done.checksum === file.checksum && done.name === file.name ? 'applied' : 'changed';
    return { version: file.version, name: file.name, state, appliedAt: done.applied_at };
  });
  const unknown = applied
    .filter(({ version }) => !files.some((file) => file.version === version))
    .map(
      ({ version, name, applied_at }): MigrationLine => ({ version, name, state: 'unknown', appliedAt: applied_at }),
    );
  return [...lines, ...unknown].sort((a, b) => a.version - b.version);
}

/** Refuses to work on a database whose history is not the files' history. */
export function assertSameHistory(lines: readonly MigrationLine[]): void {
  const names = (state: MigrationState): string[] =>
    lines.filter((line) => line.state === state).map(({ name }) => name);
  const [changed] = names('changed');
  if (changed !== undefined) {
    throw new UserError(
      'migration-changed',
      `The migration '${changed}' was edited after it had been applied.`,
      'Restore the file, and put the change into a new migration.',
    );
  }
  const [unknown] = names('unknown');
  if (unknown !== undefined) {
    throw new UserError(
      'migration-unknown',
      `The database has the migration '${unknown}', which is not among the files.`,
      'It was migrated by a newer lekalo: update this one.',
    );
  }
  const last = Math.max(0, ...lines.filter(({ state }) => state === 'applied').map(({ version }) => version));
  const late = lines.find(({ state, version }) => state === 'pending' && version < last);
  if (late) {
    throw new UserError(
      'migration-unknown',
      `The migration '${late.name}' was added before others that have been applied.`,
      'Give it the next free number.',
    );
  }
}

/** `not-migrated` unless every migration of the files, and no other, has been applied. */
export async function assertMigrated(database: Database, dir?: string): Promise<void> {
  const lines = compareMigrations(await readMigrations(dir), await readApplied(database.sql));
  assertSameHistory(lines);
  const pending = lines.filter(({ state }) => state === 'pending').map(({ name }) => name);
  if (pending.length > 0) throw notMigrated(pending);
}
