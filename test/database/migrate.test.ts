import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { type MigrateResult, migrateDown, migrateUp } from '../../src/database/migrations/migrate.ts';
import { readStatus } from '../../src/database/migrations/migrateStatus.ts';
import { readMigrations } from '../../src/database/migrations/migrationFiles.ts';
import { assertMigrated } from '../../src/database/migrations/migrationState.ts';
import { describeDatabases, describeServer, type TestDatabases } from '../support/database.ts';
import { addMigration, migrationsFor } from '../support/migrations.ts';

async function tablesOf(database: Database): Promise<string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations' order by 1`;
  return rows.map(({ name }) => name);
}

async function openEmpty({ empty }: TestDatabases): Promise<Database> {
  return openDatabase(await empty());
}

describeDatabases('migrate', (databases) => {
  it('goes up and down step by step, to a version, and to nothing', async () => {
    const dir = migrationsFor('a', 'b', 'c');
    const database = await openEmpty(databases);
    await expect(assertMigrated(database, dir)).rejects.toMatchObject({
      code: 'not-migrated',
      message: "The database is not migrated: '0001_create_a' and 2 more to apply.",
    });
    expect(await migrateUp(database, { dir, to: 2 })).toEqual({
      done: ['0001_create_a', '0002_create_b'],
      dryRun: false,
    });
    expect((await migrateUp(database, { dir })).done).toEqual(['0003_create_c']);
    expect((await migrateUp(database, { dir })).done).toEqual([]);
    await assertMigrated(database, dir);
    expect(await tablesOf(database)).toEqual(['a', 'b', 'c']);
    expect((await migrateDown(database, { dir })).done).toEqual(['0003_create_c']);
    expect((await migrateDown(database, { dir, to: 0 })).done).toEqual(['0002_create_b', '0001_create_a']);
    expect((await migrateDown(database, { dir, to: 0 })).done).toEqual([]);
    expect(await tablesOf(database)).toEqual([]);
    await expect(migrateUp(database, { dir, to: 9 })).rejects.toMatchObject({ code: 'bad-usage' });
    await database.close();
  });

  it('says what a dry run would do and does nothing', async () => {
    const dir = migrationsFor('a', 'b');
    const database = await openEmpty(databases);
    expect((await migrateUp(database, { dir, dryRun: true })).done).toEqual(['0001_create_a', '0002_create_b']);
    expect(await tablesOf(database)).toEqual([]);
    await migrateUp(database, { dir });
    expect((await migrateDown(database, { dir, to: 0, dryRun: true })).done).toEqual([
      '0002_create_b',
      '0001_create_a',
    ]);
    expect(await tablesOf(database)).toEqual(['a', 'b']);
    await database.close();
  });

  it('keeps what went well before a migration that fails, and nothing of that one', async () => {
    const dir = migrationsFor('a', 'b');
    writeFileSync(join(dir, '0002_create_b.sql'), 'CREATE TABLE b (id int);\n\nINSERT INTO nowhere VALUES (1);\n');
    const database = await openEmpty(databases);
    await expect(migrateUp(database, { dir })).rejects.toMatchObject({
      code: 'migration-failed',
      message: `The migration '0002_create_b.sql' failed at line 3: 'relation "nowhere" does not exist'.`,
    });
    expect(await tablesOf(database)).toEqual(['a']);
    addMigration(dir, 2, 'b');
    expect((await migrateUp(database, { dir })).done).toEqual(['0002_create_b']);
    await database.close();
  });

  it('refuses an edited, an unknown and a late migration by name, up and down', async () => {
    const dir = migrationsFor('a', 'b');
    const database = await openEmpty(databases);
    await migrateUp(database, { dir });
    const path = join(dir, '0001_create_a.sql');
    const original = readFileSync(path, 'utf8');
    // A checkout with other line ends is no edit.
    writeFileSync(path, original.replaceAll('\n', '\r\n'));
    await assertMigrated(database, dir);
    writeFileSync(path, `${original}-- more\n`);
    for (const migrate of [migrateUp, migrateDown]) {
      await expect(migrate(database, { dir })).rejects.toMatchObject({
        code: 'migration-changed',
        message: "The migration '0001_create_a' was edited after it had been applied.",
      });
    }
    writeFileSync(path, original);
    rmSync(join(dir, '0002_create_b.sql'));
    rmSync(join(dir, '0002_create_b.down.sql'));
    await expect(migrateUp(database, { dir })).rejects.toMatchObject({
      code: 'migration-unknown',
      message: "The database has the migration '0002_create_b', which is not among the files.",
    });
    const late = migrationsFor('a', 'b', 'c');
    await database.sql`update schema_migrations set version = 3, name = '0003_create_c' where version = 2`;
    await database.sql`update schema_migrations set checksum = ${(await readMigrations(late))[2]?.checksum ?? ''} where version = 3`;
    await expect(migrateUp(database, { dir: late })).rejects.toMatchObject({
      code: 'migration-unknown',
      message: "The migration '0002_create_b' was added before others that have been applied.",
    });
    await database.close();
  });

  it('tells in its status what is pending, edited, unknown, and whether the schema drifted', async () => {
    const dir = migrationsFor('a', 'b', 'c');
    const database = await openEmpty(databases);
    const states = async (): Promise<unknown[]> => {
      const { lines, drift } = await readStatus(database, dir);
      return [...lines.map(({ state }) => state), drift];
    };
    expect(await states()).toEqual(['pending', 'pending', 'pending', 'none']);
    await migrateUp(database, { dir, to: 2 });
    expect(await states()).toEqual(['applied', 'applied', 'pending', 'none']);
    await database.sql`alter table b add column by_hand int`;
    expect(await states()).toEqual(['applied', 'applied', 'pending', 'drifted']);
    await database.sql`alter table b drop column by_hand`;
    expect(await states()).toEqual(['applied', 'applied', 'pending', 'none']);
    writeFileSync(join(dir, '0001_create_a.sql'), 'CREATE TABLE a (id bigint);');
    rmSync(join(dir, '0002_create_b.sql'));
    rmSync(join(dir, '0002_create_b.down.sql'));
    await database.sql`update schema_migrations set server = 9`;
    expect(await states()).toEqual(['changed', 'unknown', 'pending', 'unknown']);
    await database.close();
  });

  it('lets a migration change rows of a tenant table, or says so, but never passes over them in silence', async () => {
    const dir = migrationsFor('a');
    writeFileSync(
      join(dir, '0001_create_a.sql'),
      `CREATE TABLE a (tenant_id int); INSERT INTO a VALUES (1), (2);
       ALTER TABLE a ENABLE ROW LEVEL SECURITY; ALTER TABLE a FORCE ROW LEVEL SECURITY;
       CREATE POLICY p ON a USING (tenant_id = current_setting('app.tenant_id')::int);
       CREATE TABLE seen AS SELECT current_setting('row_security') AS setting;`,
    );
    addMigration(dir, 2, 'b');
    writeFileSync(join(dir, '0002_create_b.sql'), 'UPDATE a SET tenant_id = tenant_id + 10;');
    const database = await openEmpty(databases);
    await migrateUp(database, { dir });
    // A superuser here; what an owner without BYPASSRLS gets is an error (see the server's tests).
    expect(await database.sql`select setting from seen`).toEqual([{ setting: 'off' }]);
    expect(await database.sql`select tenant_id from a order by 1`).toEqual([{ tenant_id: 11 }, { tenant_id: 12 }]);
    await database.close();
  });
});

describeServer('migrate by several', (databases) => {
  it('applies each file once when two migrate at the same time', async () => {
    const dir = migrationsFor('a', 'b', 'c', 'd');
    const target = await databases.empty();
    const both = await Promise.all([openDatabase(target), openDatabase(target)]);
    const results = await Promise.all(both.map((database) => migrateUp(database, { dir, waitMs: 60_000 })));
    const done = results.flatMap((result) => result.done).sort();
    expect(done).toEqual(['0001_create_a', '0002_create_b', '0003_create_c', '0004_create_d']);
    for (const database of both) await database.close();
  });

  it('names who holds the lock, and waits for it when told to', async () => {
    const dir = migrationsFor('a');
    const slow = migrationsFor('a');
    writeFileSync(join(slow, '0001_create_a.sql'), 'CREATE TABLE a (id int); SELECT pg_sleep(60);');
    const target = await databases.empty();
    const [holder, other] = await Promise.all([openDatabase(target), openDatabase(target)]);
    const holding = migrateUp(holder, { dir: slow }).catch((error: unknown) => error);
    const [sleeping] = await untilSome(other, SLEEPING);
    const pid = String(sleeping?.['pid']);
    const named = {
      code: 'migration-locked',
      message: expect.stringContaining(`server process '${pid}' (lekalo, user `),
    };
    await expect(migrateUp(other, { dir })).rejects.toMatchObject(named);
    await expect(migrateUp(other, { dir, waitMs: 50 })).rejects.toMatchObject(named);
    const told: string[] = [];
    let waiting: Promise<MigrateResult> | undefined;
    await new Promise<void>((resolve) => {
      const onWait = (named: string): void => {
        told.push(named);
        resolve();
      };
      waiting = migrateUp(other, { dir, waitMs: Number.POSITIVE_INFINITY, onWait });
    });
    await holder.sql`select pg_cancel_backend(${pid}::int)`;
    expect(await holding).toMatchObject({ code: 'migration-failed' });
    expect((await waiting)?.done).toEqual(['0001_create_a']);
    expect(told).toEqual([expect.stringContaining(`server process '${pid}'`)]);
    await holder.close();
    await other.close();
  });

  it('ends at Ctrl-C, waiting or working, and nothing of the unfinished migration stays', async () => {
    const dir = migrationsFor('a', 'b');
    writeFileSync(join(dir, '0002_create_b.sql'), 'CREATE TABLE b (id int); SELECT pg_sleep(60);');
    const target = await databases.empty();
    const [holder, other] = await Promise.all([openDatabase(target), openDatabase(target)]);
    const [working, idle] = [new AbortController(), new AbortController()];
    const holding = migrateUp(holder, { dir, signal: working.signal }).catch((error: unknown) => error);
    await untilSome(other, SLEEPING);
    const waiting = migrateUp(other, {
      dir,
      waitMs: Number.POSITIVE_INFINITY,
      signal: idle.signal,
      onWait: () => idle.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    working.abort();
    expect(await holding).toMatchObject({ name: 'Interrupted' });
    await expect(migrateUp(other, { dir, signal: working.signal })).rejects.toMatchObject({ name: 'Interrupted' });
    expect(await tablesOf(other)).toEqual(['a']);
    await holder.close();
    await other.close();
  });

  it('gives up when others use a table for too long, and lets them work', async () => {
    const dir = migrationsFor('a', 'b');
    writeFileSync(join(dir, '0002_create_b.sql'), 'ALTER TABLE a ADD COLUMN more int;');
    const target = await databases.empty();
    const [database, reader] = await Promise.all([openDatabase(target), openDatabase(target)]);
    await migrateUp(database, { dir, to: 1 });
    await reader.sql.begin(async (tx) => {
      await tx`select * from a`;
      await expect(migrateUp(database, { dir, lockTimeoutMs: 20 })).rejects.toMatchObject({
        code: 'migration-locked',
        message: expect.stringContaining("'0002_create_b.sql'"),
      });
    });
    expect((await migrateUp(database, { dir })).done).toEqual(['0002_create_b']);
    await database.close();
    await reader.close();
  });

  it("stops an owner's data migration that forced row security would have emptied", async () => {
    const dir = migrationsFor('a', 'b');
    writeFileSync(
      join(dir, '0001_create_a.sql'),
      `CREATE TABLE a (tenant_id int); INSERT INTO a VALUES (1);
       ALTER TABLE a ENABLE ROW LEVEL SECURITY; ALTER TABLE a FORCE ROW LEVEL SECURITY;
       CREATE POLICY p ON a USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int);`,
    );
    writeFileSync(join(dir, '0002_create_b.sql'), 'UPDATE a SET tenant_id = 5;');
    const database = await openDatabase(await databases.empty(await databases.login()));
    await expect(migrateUp(database, { dir })).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('row-level security'),
    });
    await database.close();
  });
});

const SLEEPING = `
  select pid from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid() and state = 'active'`;

async function untilSome(database: Database, query: string): Promise<readonly Record<string, unknown>[]> {
  for (;;) {
    const rows = await database.sql.unsafe(query);
    if (rows.length > 0) return rows;
  }
}
