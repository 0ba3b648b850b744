/** `lekalo migrate` over our own migrations, on both databases. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { readMigrations } from '../../src/database/migrations/migrationFiles.ts';
import { startLekalo } from '../support/built.ts';
import { describeDatabases, describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';

const names = (await readMigrations()).map(({ name }) => name);

describeDatabases('lekalo migrate', ({ empty, migrated }) => {
  it('applies all, once; its status tells what is left by its exit code', async () => {
    const options = { cwd: freshFolder(), env: environmentOf(await empty()) };
    expect(await lekalo(['migrate', 'status'], options)).toMatchObject({ exitCode: 10, stderr: '' });
    const first = await lekalo(['migrate', '--json'], options);
    expect(JSON.parse(first.stdout)).toEqual({ applied: names, dry_run: false });
    expect(await lekalo(['migrate', 'up'], options)).toMatchObject({ exitCode: 0, stdout: 'migrate: nothing to do\n' });
    const status = await lekalo(['migrate', 'status', '--json'], options);
    expect(status.exitCode).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({ status: 'up_to_date', drift: 'none' });
    expect(await lekalo(['migrate', 'down', '--to', '0', '--dry-run'], options)).toMatchObject({
      exitCode: 0,
      stdout: names
        .map((name) => `would undo ${name}\n`)
        .reverse()
        .join(''),
    });
    expect((await lekalo(['migrate', 'status'], options)).exitCode).toBe(0);
  });

  it('sees no drift in what a way down leaves, extensions included', async () => {
    const options = { cwd: freshFolder(), env: environmentOf(await migrated()) };
    for (const version of [2, 1, 0]) {
      expect((await lekalo(['migrate', 'down', '--to', String(version)], options)).exitCode).toBe(0);
      const status = await lekalo(['migrate', 'status', '--json'], options);
      expect(JSON.parse(status.stdout)).toMatchObject({ status: 'pending', drift: 'none' });
    }
  });

  it.each([
    ['drift', 11, 'alter table brands add column by_hand int'],
    ['drift', 11, 'alter table patterns no force row level security'],
    ['drift', 11, 'grant select on tenants to public'],
    [
      'drift',
      11,
      "create or replace function resolve_tenant(wanted text, out id bigint, out active boolean) language sql stable security definer as 'select 1::bigint, true'",
    ],
    ['changed', 12, "update schema_migrations set checksum = 'another' where version = 1"],
    [
      'unknown',
      13,
      "insert into schema_migrations select 9999, '9999_from_the_future', checksum, now(), 'x', snapshot, server from schema_migrations order by version desc limit 1",
    ],
  ])('says %s with exit code %i after: %s', async (state, exitCode, sql) => {
    const target = await migrated();
    const database = await openDatabase(target);
    await database.sql.unsafe(sql);
    await database.close();
    const status = await lekalo(['migrate', 'status', '--json'], { cwd: freshFolder(), env: environmentOf(target) });
    expect(status.exitCode).toBe(exitCode);
    expect(JSON.parse(status.stdout)).toMatchObject({ status: state });
  });

  it('verifies on a scratch database that each migration comes up, goes down and comes up the same', async () => {
    const options = { cwd: freshFolder(), env: environmentOf(await empty()) };
    expect(await lekalo(['migrate', 'verify'], options)).toEqual({
      exitCode: 0,
      stdout: `verified: ${names.length} migrations up, down and up again\n`,
      stderr: '',
    });
    expect((await lekalo(['migrate', 'status'], options)).exitCode).toBe(10);
  });

  it('names what drifted, fact by fact', async () => {
    const target = await migrated();
    const options = { cwd: freshFolder(), env: environmentOf(target) };
    expect(await lekalo(['migrate', 'drift'], options)).toMatchObject({ exitCode: 0, stdout: 'drift: none\n' });
    const database = await openDatabase(target);
    await database.sql.unsafe('drop policy tenant_itself on tenants; create view all_prices as select * from prices');
    await database.close();
    const drift = await lekalo(['migrate', 'drift', '--json'], options);
    expect(drift.exitCode).toBe(11);
    const { extra, missing } = JSON.parse(drift.stdout) as { extra: string[]; missing: string[] };
    expect(extra).toContainEqual(expect.stringMatching(/^table all_prices kind v row security off/));
    expect(missing).toEqual([expect.stringMatching(/^policy tenants\.tenant_itself for r to PUBLIC using \(id = /)]);
  });
});

describeDatabases('two processes', ({ kind, empty }) => {
  it('that migrate at once apply each file once', async () => {
    const target = await empty();
    const options = { cwd: freshFolder(), env: environmentOf(target) };
    const running = await Promise.all([0, 1].map(() => startLekalo(['migrate', '--wait'], options)));
    const outcomes = await Promise.all(running.map(({ outcome }) => outcome));
    const applied = outcomes.flatMap(({ stdout }) => stdout.match(/^applied \S+$/gm) ?? []);
    expect(applied.sort()).toEqual(names.map((name) => `applied ${name}`));
    const refused = outcomes.filter(({ exitCode }) => exitCode !== 0);
    // One backend serves the embedded database: the second process is told who has it, at once.
    for (const { stderr } of refused) expect(stderr).toMatch(/in use by process|being migrated by server process/);
    expect(refused.length).toBeLessThanOrEqual(kind === 'embedded' ? 1 : 0);
  });
});

describeServer('pg_dump', ({ empty }) => {
  it('writes the same schema after all migrations went down and up again', async () => {
    const target = await empty();
    const options = { cwd: freshFolder(), env: environmentOf(target) };
    const dump = (): string => {
      if (target.kind !== 'server') throw new Error('unreachable');
      const text = execFileSync('pg_dump', ['--schema-only', '--dbname', target.url], { encoding: 'utf8' });
      // Newer releases frame the dump in a random word.
      return text.replace(/^\\(un)?restrict .*$/gm, '');
    };
    await lekalo(['migrate'], options);
    const first = dump();
    expect(first).toContain('CREATE TABLE public.patterns');
    expect((await lekalo(['migrate', 'down', '--to', '0'], options)).exitCode).toBe(0);
    expect(dump()).not.toContain('CREATE TABLE public.patterns');
    await lekalo(['migrate'], options);
    expect(dump()).toBe(first);
  });
});
