import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { beginTransaction } from '../../src/database/connection/begin.ts';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { describeDatabases, describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { POLL_MS } from '../support/once.ts';
import { cleanedFile, list, seeded } from '../support/vehicles.ts';

describeDatabases('a transaction', ({ open }) => {
  it('hands back what the work hands back, a list of queries not yet asked included', async () => {
    const { sql } = await open();
    const result = await beginTransaction(sql, async (tx) => [tx`select 1 as one`]);
    expect(result).toHaveLength(1);
  });

  it('goes on after a savepoint that was rolled back', async () => {
    const { sql } = await open();
    const result = await beginTransaction(sql, async (tx) => {
      await tx`create temp table t (n int) on commit drop`;
      await tx.savepoint((inner) => inner`insert into t values (1)`);
      await expect(
        tx.savepoint((inner) => inner.unsafe('insert into t values (2); select nonsense')),
      ).rejects.toThrow();
      return tx`select n from t where ${tx`n > ${0}`}`;
    });
    expect([...result]).toEqual([{ n: 1 }]);
  });

  it('can not be used any more when it is over', async () => {
    const { sql } = await open();
    const kept = await beginTransaction(sql, async (tx) => ({ tx }));
    expect(() => kept.tx`select 1`).toThrow('The transaction is over.');
    expect(() => kept.tx.unsafe('select 1')).toThrow('The transaction is over.');
  });
});

describeServer('a connection that is cut in the middle of a transaction', ({ migrated }) => {
  it('ends the transaction, and work that goes on reaches neither the next connection nor the process', async () => {
    const target = await migrated();
    const [database, other] = [await openDatabase(target, { max: 1 }), await openDatabase(target, { max: 1 })];
    let late: Promise<unknown> = Promise.resolve();
    const failing = beginTransaction(database.sql, async (tx) => {
      const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await tx`create table half_done ()`;
      // Between two statements: the driver has no query to fail.
      late = other.sql`select pg_terminate_backend(${backend?.pid ?? 0})`
        .then(() => failing.catch(() => database.sql`select 'the pool has connected anew'`))
        .then(() => tx`create table outside_of_any_transaction ()`);
      await late;
    });
    await expect(failing).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    await expect(late).rejects.toThrow('The transaction is over.');
    const tables = await other.sql`
      select relname from pg_class where relname in ('half_done', 'outside_of_any_transaction')`;
    expect([...tables]).toEqual([]);
    await Promise.all([database.close(), other.close()]);
  });

  it('ends it inside a savepoint, too, whatever the work makes of the error', async () => {
    const database = await openDatabase(await migrated(), { max: 1 });
    const failing = beginTransaction(database.sql, async (tx) => {
      await tx
        .savepoint((inner) => inner`select pg_terminate_backend(pg_backend_pid())`)
        .catch((cause: unknown) => {
          throw new Error('ours', { cause });
        });
    });
    await expect(failing).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    await database.close({ now: true });
  });

  const importing = async () => ['import', await cleanedFile(list({ model: 'A' })), '--tenant', 'evopoliki'];
  it.each([
    ['migrate', 'schema_migrations', 'access exclusive', async () => ['migrate']],
    ['seed, its vocabulary', 'body_types', 'share', async () => ['seed']],
    ['seed, the names of the search', 'search_names', 'share', async () => ['seed']],
    ["seed, a tenant's texts", 'bot_texts', 'share', async () => ['seed']],
    ['doctor, in its live probe', 'brands', 'share', async () => ['doctor']],
    ['import', 'patterns', 'share', importing],
  ])('is told in two lines by %s', async (name, table, mode, command) => {
    const target = await migrated();
    const other = await openDatabase(target, { max: 1 });
    if (!name.startsWith('seed')) await seeded(other);
    const outcome = await cutWhileWaitingFor(table, mode, other, await command(), target);
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^lekalo: The database '.*' went away: .*\.\n {2}What had been done whole stays.*\n$/,
    );
    await other.close();
  });
});

/** Holds the table, waits until the command waits for it, and drops the command's connection. */
async function cutWhileWaitingFor(
  table: string,
  mode: string,
  other: Database,
  command: string[],
  target: DatabaseTarget,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return other.sql.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in ${mode} mode`);
    const running = lekalo(command, { cwd: freshFolder(), env: environmentOf(target) });
    for (;;) {
      const cut = await tx`
        select pg_terminate_backend(pid) from pg_locks
        where not granted and database = (select oid from pg_database where datname = current_database())`;
      if (cut.count > 0) return running;
      await setTimeout(POLL_MS);
    }
  });
}
