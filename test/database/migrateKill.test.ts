import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { migrateUp } from '../../src/database/migrations/migrate.ts';
import { readMigrations } from '../../src/database/migrations/migrationFiles.ts';
import { readApplied } from '../../src/database/migrations/migrationState.ts';
import { readSnapshot, withoutExtensions } from '../../src/database/migrations/snapshot.ts';
import { describeDatabases, describeEmbedded, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import {
  KILL_TIMEOUT_MS,
  type KillResult,
  KillTally,
  killLekalo,
  killPoints,
  timeLekalo,
  untilAlone,
} from '../support/kill.ts';
import { lekalo } from '../support/lekalo.ts';

const migrations = await readMigrations();

describeDatabases('lekalo migrate, killed at any moment', ({ kind, empty, migrated }) => {
  const cwd = tmpdir();
  let whole: string[][];
  beforeAll(async () => {
    whole = await wholeSchemas(await empty());
  });

  it(
    'leaves each migration whole or not there, and goes on where it was',
    async () => {
      const inPeace = async () => timeLekalo(['migrate'], { cwd, env: environmentOf(await empty()) });
      const tally = new KillTally(`migrate (${kind})`);
      for (const point of killPoints(tally, await inPeace())) {
        const lifetime = await inPeace();
        const target = await empty();
        const options = { cwd, env: environmentOf(target) };
        const killedIn = await killLekalo(['migrate'], options, point, lifetime);
        const { applied, snapshot } = await look(target);
        expect(snapshot, `killed in ${killedIn}`).toEqual(whole[applied]);
        tally.note(killedIn, resultOf(applied, 0, migrations.length));
        expect((await lekalo(['migrate'], options)).exitCode).toBe(0);
        expect(await look(target)).toEqual({ applied: migrations.length, snapshot: whole[migrations.length] });
      }
      tally.print();
      expect(tally.killed).toBeGreaterThan(0);
    },
    KILL_TIMEOUT_MS,
  );

  it(
    'leaves each migration whole or not there on the way down, too',
    async () => {
      const down = ['migrate', 'down', '--to', '0'];
      const inPeace = async () => timeLekalo(down, { cwd, env: environmentOf(await migrated()) });
      const tally = new KillTally(`migrate down (${kind})`);
      for (const point of killPoints(tally, await inPeace())) {
        const lifetime = await inPeace();
        const target = await migrated();
        const options = { cwd, env: environmentOf(target) };
        const killedIn = await killLekalo(down, options, point, lifetime);
        const { applied, snapshot } = await look(target);
        expect(withoutExtensions(snapshot), `killed in ${killedIn}`).toEqual(withoutExtensions(whole[applied] ?? []));
        tally.note(killedIn, resultOf(applied, migrations.length, 0));
        expect((await lekalo(['migrate'], options)).exitCode).toBe(0);
        expect((await look(target)).snapshot).toEqual(whole[migrations.length]);
      }
      tally.print();
    },
    KILL_TIMEOUT_MS,
  );
});

describeEmbedded('the first command of all, killed while it makes the database', () => {
  it(
    'leaves nothing that the next one could not work with',
    async () => {
      const env = (): Record<string, string> => ({ LEKALO_DB_DIR: join(freshFolder(), 'deep', 'db') });
      const inPeace = () => timeLekalo(['migrate'], { cwd: tmpdir(), env: env() });
      const tally = new KillTally('migrate, with no database yet (embedded)');
      for (const point of killPoints(tally, await inPeace())) {
        const lifetime = await inPeace();
        const options = { cwd: tmpdir(), env: env() };
        const killedIn = await killLekalo(['migrate'], options, point, lifetime);
        tally.note(killedIn, existsSync(options.env['LEKALO_DB_DIR'] ?? '') ? 'after' : 'before');
        expect((await lekalo(['migrate'], options)).exitCode, `killed in ${killedIn}`).toBe(0);
        expect((await lekalo(['migrate', 'status'], options)).exitCode).toBe(0);
      }
      tally.print();
    },
    KILL_TIMEOUT_MS,
  );
});

/** Of so many migrations applied, on the way from `start` to `end`. */
function resultOf(applied: number, start: number, end: number): KillResult {
  if (applied === start) return 'before';
  return applied === end ? 'after' : 'between';
}

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
