/** Applies and undoes migrations, each in one transaction together with its record. */
import { Interrupted, UserError } from '../../errors.ts';
import { beginTransaction, isConnectionGone } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { type Migration, readMigrations } from './migrationFiles.ts';
import { type LockOptions, lockMigrations } from './migrationLock.ts';
import { assertSameHistory, compareMigrations, type Queryable, readApplied } from './migrationState.ts';
import { hashSnapshot, readSnapshot } from './snapshot.ts';

export interface MigrateOptions extends LockOptions {
  /** Where the files are; ours unless told. */
  readonly dir?: string;
  /** The version to arrive at; up: the newest unless told, down: one back unless told, 0 = nothing left. */
  readonly to?: number;
  /** Do everything, then roll it back. */
  readonly dryRun?: boolean;
  /** How long a statement may wait for a table that others use, before it gives up and lets them work. */
  readonly lockTimeoutMs?: number;
}

export interface MigrateResult {
  /** Names, in the order in which they were done. */
  readonly done: readonly string[];
  readonly dryRun: boolean;
}

const DEFAULT_LOCK_TIMEOUT_MS = 5_000;
const LOCK_NOT_AVAILABLE = '55P03';
const INSUFFICIENT_PRIVILEGE = '42501';

type Direction = 'up' | 'down';

/** Applies what is pending: `await migrateUp(database)`. Two at once apply each file once. */
export async function migrateUp(database: Database, options: MigrateOptions = {}): Promise<MigrateResult> {
  return migrate(database, 'up', options);
}

/** Undoes the last migration, or all above `to`. */
export async function migrateDown(database: Database, options: MigrateOptions = {}): Promise<MigrateResult> {
  return migrate(database, 'down', options);
}

async function migrate(database: Database, direction: Direction, options: MigrateOptions): Promise<MigrateResult> {
  const files = await readMigrations(options.dir);
  if (options.to !== undefined && options.to !== 0 && !files.some(({ version }) => version === options.to)) {
    throw new UserError('bad-usage', `There is no migration '${options.to}'.`, "See 'lekalo migrate status'.");
  }
  const done: string[] = [];
  if (options.dryRun) {
    await inTransaction(database, options, async (tx) => {
      for (let next = await findNext(tx); next; next = await findNext(tx)) await step(tx, next);
      throw new RolledBack();
    });
  } else {
    // One transaction a file; whoever comes second finds it applied, because it looks again once it has the lock.
    for (;;) {
      const more = await inTransaction(database, options, async (tx) => {
        const next = await findNext(tx);
        if (next) await step(tx, next);
        return next !== undefined;
      });
      if (!more) break;
    }
  }
  return { done, dryRun: options.dryRun === true };

  async function findNext(tx: Queryable): Promise<Migration | undefined> {
    const lines = compareMigrations(files, await readApplied(tx));
    assertSameHistory(lines);
    const applied = lines.filter(({ state }) => state === 'applied').map(({ version }) => version);
    if (direction === 'up') {
      return files.find(({ version }) => !applied.includes(version) && version <= (options.to ?? version));
    }
    const last = applied.at(-1);
    // Without a target one step only.
    if (last === undefined || last <= (options.to ?? -1) || (options.to === undefined && done.length > 0))
      return undefined;
    return files.find(({ version }) => version === last);
  }

  async function step(tx: Queryable, migration: Migration): Promise<void> {
    await run(tx, migration, direction, options.signal);
    if (direction === 'up') await record(tx, migration);
    else await tx`delete from public.schema_migrations where version = ${migration.version}`;
    done.push(migration.name);
  }
}

/** Thrown to undo a dry run; never leaves this file. */
class RolledBack extends Error {}

async function inTransaction(
  database: Database,
  options: MigrateOptions,
  work: (tx: Queryable) => Promise<boolean>,
): Promise<boolean> {
  const { signal, lockTimeoutMs = DEFAULT_LOCK_TIMEOUT_MS } = options;
  if (signal?.aborted) throw new Interrupted();
  try {
    return await beginTransaction(database.sql, async (tx) => {
      await lockMigrations(tx, options);
      // A migration that changes rows would see none of a tenant table as its forced owner: better an error than silence.
      await tx.unsafe(`set local row_security = off; set local lock_timeout = ${Math.round(lockTimeoutMs)}`);
      // An owner whom row security binds could then create no SQL function that reads a tenant table.
      await tx`select set_config('check_function_bodies', 'off', true) from pg_roles
        where rolname = current_user and not (rolsuper or rolbypassrls)`;
      await createRecord(tx);
      return work(tx);
    });
  } catch (error) {
    if (error instanceof RolledBack) return false;
    throw (error as { code?: string }).code === INSUFFICIENT_PRIVILEGE ? mayNot(error) : error;
  }
}

/** Everyone may read it: an operator's login must be able to see that the database is migrated. */
async function createRecord(tx: Queryable): Promise<void> {
  const [there] = await tx`select to_regclass('public.schema_migrations') is not null as there`;
  if (there?.['there']) return;
  await tx.unsafe(`
    create table public.schema_migrations (
      version    integer primary key,
      name       text not null,
      checksum   text not null,
      applied_at timestamptz not null default now(),
      applied_by text not null default session_user,
      snapshot   text not null,
      server     integer not null
    );
    grant select on public.schema_migrations to public`);
}

async function record(tx: Queryable, { version, name, checksum }: Migration): Promise<void> {
  const snapshot = hashSnapshot(await readSnapshot(tx));
  await tx`
    insert into public.schema_migrations (version, name, checksum, snapshot, server)
    values (${version}, ${name}, ${checksum}, ${snapshot}, ${await readServerMajor(tx)})`;
}

export async function readServerMajor(sql: Queryable): Promise<number> {
  const [row] = await sql<{ number: string }[]>`select current_setting('server_version_num') as number`;
  return Math.floor(Number(row?.number) / 10_000);
}

async function run(
  tx: Queryable,
  migration: Migration,
  direction: Direction,
  signal: AbortSignal | undefined,
): Promise<void> {
  const text = migration[direction];
  const running = tx.unsafe(text);
  const cancel = (): void => running.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    await running;
  } catch (error) {
    if (signal?.aborted) throw new Interrupted({ cause: error });
    throw failed(`${migration.name}${direction === 'down' ? '.down' : ''}.sql`, text, error);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function mayNot(error: unknown): UserError {
  return new UserError(
    'database-unusable',
    `This login may not migrate: '${(error as Error).message}'.`,
    'Nothing was changed. Migrate with the login that owns the database, or the tables once they are there.',
    { cause: error },
  );
}

function failed(file: string, text: string, error: unknown): unknown {
  const { code, message, position } = error as { code?: string; message?: string; position?: string };
  // Not the server's word on our SQL, but a lost connection or a bug of ours.
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || isConnectionGone(error)) return error;
  if (code === LOCK_NOT_AVAILABLE) {
    return new UserError(
      'migration-locked',
      `The migration '${file}' waited too long for a table that others are using.`,
      'Nothing of it was applied. Run it again when there is less work, or with a longer --lock-timeout.',
      { cause: error },
    );
  }
  const line = position === undefined ? '' : ` at line ${text.slice(0, Number(position) - 1).split('\n').length}`;
  return new UserError(
    'migration-failed',
    `The migration '${file}' failed${line}: '${message}'.`,
    'Nothing of it was applied; those before it stay. Mend the cause and run it again.',
    { cause: error },
  );
}
