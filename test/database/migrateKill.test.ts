import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { openDatabase } from '../../src/database/connection.ts';
import { migrateUp } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migrationFiles.ts';
import { readApplied } from '../../src/database/migrationState.ts';
import { readSnapshot, withoutExtensions } from '../../src/database/snapshot.ts';
import { describeDatabases, describeEmbedded, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { KILL_ROUNDS, KILL_TIMEOUT_MS, killLekalo, killMoments, timeLekalo, untilAlone } from '../support/kill.ts';
import { lekalo } from '../support/lekalo.ts';

const migrations = await readMigrations();

describeDatabases('lekalo migrate, killed at any moment', ({ empty, migrated }) => {
  const cwd = tmpdir();
  let whole: string[][];
  beforeAll(async () => {
    whole = await wholeSchemas(await empty());
  });

  it(
    'leaves each migration whole or not there, and goes on where it was',
    async () => {
      const total = await timeLekalo(['migrate'], { cwd, env: environmentOf(await empty()) });
      let killed = 0;
      for (const moment of killMoments(KILL_ROUNDS, total)) {
        const target = await empty();
        const options = { cwd, env: environmentOf(target) };
        if (await killLekalo(['migrate'], options, moment)) killed += 1;
        const after = await look(target);
        expect(after.snapshot, `killed after ${moment} ms`).toEqual(whole[after.applied]);
        expect((await lekalo(['migrate'], options)).exitCode).toBe(0);
        expect(await look(target)).toEqual({ applied: migrations.length, snapshot: whole[migrations.length] });
      }
      expect(killed).toBeGreaterThan(0);
    },
    KILL_TIMEOUT_MS,
  );

  it(
    'leaves each migration whole or not there on the way down, too',
    async () => {
      const down = ['migrate', 'down', '--to', '0'];
      const total = await timeLekalo(down, { cwd, env: environmentOf(await migrated()) });
      for (const moment of killMoments(KILL_ROUNDS, total)) {
        const target = await migrated();
        const options = { cwd, env: environmentOf(target) };
        await killLekalo(down, options, moment);
        const after = await look(target);
        expect(withoutExtensions(after.snapshot), `killed after ${moment} ms`).toEqual(
          withoutExtensions(whole[after.applied] ?? []),
        );
        expect((await lekalo(['migrate'], options)).exitCode).toBe(0);
        expect((await look(target)).snapshot).toEqual(whole[migrations.length]);
      }
    },
    KILL_TIMEOUT_MS,
  );
});

describeEmbedded('the first command of all, killed while it makes the database', () => {
  it(
    'leaves nothing that the next one could not work with',
    async () => {
      const env = (): Record<string, string> => ({ LEKALO_DB_DIR: join(freshFolder(), 'deep', 'db') });
      const total = await timeLekalo(['migrate'], { cwd: tmpdir(), env: env() });
      for (const moment of killMoments(Math.ceil(KILL_ROUNDS / 3), total)) {
        const options = { cwd: tmpdir(), env: env() };
        await killLekalo(['migrate'], options, moment);
        expect((await lekalo(['migrate'], options)).exitCode, `killed after ${moment} ms`).toBe(0);
        expect((await lekalo(['migrate', 'status'], options)).exitCode).toBe(0);
      }
    },
    KILL_TIMEOUT_MS,
  );
});

async function look(target: DatabaseTarget): Promise<{ applied: number; snapshot: string[] }> {
  const database = await openDatabase(target, { max: 1 });
  await untilAlone(database);
  const state = { applied: (await readApplied(database.sql)).length, snapshot: await readSnapshot(database.sql) };
  await database.close();
  return state;
}

/** The undisturbed schema after so many migrations. */
async function wholeSchemas(target: DatabaseTarget): Promise<string[][]> {
  const database = await openDatabase(target);
  const schemas = [await readSnapshot(database.sql)];
  for (const { version } of migrations) {
    await migrateUp(database, { to: version });
    schemas.push(await readSnapshot(database.sql));
  }
  await database.close();
  return schemas;
}
