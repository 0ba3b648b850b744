import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { lockFolder } from '../../src/database/connection/folderLock.ts';
import { describeDatabases } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';

describeDatabases('a database', ({ empty }) => {
  it('answers queries, keeps what is committed and forgets what is rolled back', async () => {
    const target = await empty();
    const first = await openDatabase(target);
    const { sql } = first;
    await sql`create table t (a int)`;
    await sql.begin((tx) => tx`insert into t select unnest(${[1, 2, 3]}::int[])`);
    await expect(
      sql.begin(async (tx) => {
        await tx`insert into t values (4)`;
        await tx`select nonsense`;
      }),
    ).rejects.toThrow('nonsense');
    await first.close();

    const again = await openDatabase(target);
    expect(await again.sql`select count(*)::int as n from t`).toEqual([{ n: 3 }]);
    await again.close();
  });

  it('answers many queries sent at once, each with its own rows', async () => {
    const database = await openDatabase(await empty());
    const asked = Array.from({ length: 50 }, (_, n) => n);
    const got = await Promise.all(asked.map((n) => database.sql<{ n: number }[]>`select ${n}::int as n`));
    expect(got.map((rows) => rows[0]?.n)).toEqual(asked);
    await database.close();
  });

  it('lets the driver say goodbye without being cut off', async () => {
    const database = await openDatabase(await empty());
    // Without a limit: a connection that never closes would keep this waiting.
    await database.sql.end();
    await database.close();
  });

  it('has the extensions that the schema needs', async () => {
    const database = await openDatabase(await empty());
    for (const name of ['pg_trgm', 'unaccent', 'btree_gist']) await database.sql.unsafe(`create extension ${name}`);
    expect((await database.sql`select similarity('камри', 'камрю') > 0 as alike`)[0]?.['alike']).toBe(true);
    await database.close();
  });
});

describe('an embedded database that is not there yet', () => {
  it('is made, its folders included', async () => {
    const database = await openDatabase({ kind: 'embedded', dir: join(freshFolder(), 'deep', 'down', 'db') });
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await database.close();
  });
});

describe('the folder of an embedded database', () => {
  it('is made whole or not at all: what a killed process left aside is thrown away', async () => {
    const dir = join(freshFolder(), 'db');
    mkdirSync(`${dir}.building`);
    writeFileSync(join(`${dir}.building`, 'PG_VERSION'), '18');
    const database = await openDatabase({ kind: 'embedded', dir });
    await database.close();
    expect(readdirSync(join(dir, '..'))).toEqual(['db']);
  });

  it('is refused when it holds something else', async () => {
    const dir = freshFolder();
    writeFileSync(join(dir, 'thesis.txt'), 'x');
    await expect(openDatabase({ kind: 'embedded', dir })).rejects.toMatchObject({
      code: 'database-unusable',
      message: `The folder '${dir}' holds something else than an embedded database.`,
    });
    expect(readdirSync(dir)).toEqual(['thesis.txt']);
  });
});

describe('a server that is not there', () => {
  it('is a UserError that names it and hides the password', async () => {
    const opening = openDatabase({ kind: 'server', url: 'postgres://u:secret@127.0.0.1:1/x' });
    await expect(opening).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining("'postgres://u:***@127.0.0.1:1/x'"),
    });
  });
});

describe("the embedded database's folder", () => {
  it('is refused to a second user by name, and free again afterwards', async () => {
    const folder = join(freshFolder(), 'db');
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'database-locked',
      message: expect.stringContaining(`process '${process.pid}'`),
    });
    await release();
    await (await lockFolder(folder))();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  const dead = spawnSync('true').pid;
  it.each([
    ['a process that has died', JSON.stringify({ pid: dead, host: hostname(), started: '' })],
    ['an earlier process with our pid', JSON.stringify({ pid: process.pid, host: hostname(), started: '1' })],
    ['a crash in the middle of writing', '{"pid":'],
  ])('is taken over from %s', async (_name, left) => {
    const folder = join(freshFolder(), 'db');
    writeFileSync(`${folder}.lock`, left);
    const release = await lockFolder(folder);
    await release();
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  it('goes to exactly one of many that find a dead owner', async () => {
    const folder = join(freshFolder(), 'db');
    writeFileSync(`${folder}.lock`, JSON.stringify({ pid: dead, host: hostname(), started: '' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 16 }, () => lockFolder(folder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(readdirSync(join(folder, '..'))).toEqual(['db.lock']);
  });
});
