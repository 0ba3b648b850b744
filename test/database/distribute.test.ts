/**
 * What can be checked of `--distributed` without the extension: which statements are sent, in which order, and that the
 * schema is the same afterwards. Whether a distributed server takes them is not tested here (docs/SCALING.md).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { distributeTables, planDistribution } from '../../src/database/migrations/distribute.ts';
import { readSnapshot } from '../../src/database/migrations/snapshot.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { fillTenants, TENANT_TABLES } from '../support/tenants.ts';

describe('the plan of a distribution', () => {
  it('takes foreign keys off, spreads the tables, the tenants’ beside each other, and puts the keys back', () => {
    const tables = [
      { name: 'bot_texts', tenant: true },
      { name: 'models', tenant: false },
      { name: 'patterns', tenant: true },
    ];
    const keys = [
      { table: 'patterns', name: 'patterns_model_id_fkey', definition: 'FOREIGN KEY (model_id) REFERENCES models(id)' },
    ];
    expect(planDistribution(tables, keys)).toEqual([
      'alter table public.patterns drop constraint patterns_model_id_fkey',
      "select create_reference_table('public.models')",
      "select create_distributed_table('public.patterns', 'tenant_id', colocate_with => 'none')",
      "select create_distributed_table('public.bot_texts', 'tenant_id', colocate_with => 'public.patterns')",
      'alter table public.patterns add constraint patterns_model_id_fkey FOREIGN KEY (model_id) REFERENCES models(id)',
    ]);
  });
});

describeDatabases('a schema to distribute', ({ open, migrated }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await fillTenants(database);
  });

  it('has nothing that hangs on one node: no key, index or reference that tenant_id does not lead', async () => {
    // Unique keys must hold on the node that has the tenant; see also doctor's checks of keys and foreign keys.
    const keys = await database.sql`
      select c.conrelid::regclass::text as name, c.conname from pg_constraint c join pg_attribute a
        on a.attrelid = c.conrelid and a.attname = 'tenant_id'
      where c.contype in ('p', 'u', 'x') and not a.attnum = any (c.conkey)`;
    expect(keys).toEqual([]);
    const types = await database.sql`
      select distinct format_type(atttypid, atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'tenant_id' and c.relkind = 'r'`;
    expect(types).toEqual([{ type: 'bigint' }]);
    const triggers = await database.sql`select tgname from pg_trigger where not tgisinternal`;
    expect(triggers).toEqual([]);
  });

  it('is distributed table by table, free of foreign keys meanwhile, and the same afterwards', async () => {
    // Stand-ins that note what they are asked for, and whether the table had foreign keys at that moment.
    await database.sql.unsafe(`
      create schema stand_in; create table stand_in.calls (n int generated always as identity, call text, keys bigint);
      create function create_reference_table(t regclass) returns void language sql as $$
        insert into stand_in.calls (call, keys) select 'reference ' || t, count(*) from pg_constraint where conrelid = t and contype = 'f' $$;
      create function create_distributed_table(t regclass, col text, colocate_with text) returns void language sql as $$
        insert into stand_in.calls (call, keys)
        select format('%s by %s beside %s', t, col, colocate_with), count(*) from pg_constraint where conrelid = t and contype = 'f' $$`);
    const before = await readSnapshot(database.sql);
    const result = await database.sql.begin((tx) => distributeTables(tx, []));
    expect([...result.distributed].sort()).toEqual([...TENANT_TABLES].sort());
    expect(result.reference).toEqual(expect.arrayContaining(['tenants', 'brands', 'models', 'body_types']));
    expect(result.reference).not.toContain('schema_migrations');
    const calls = await database.sql<
      { call: string; keys: string }[]
    >`select call, keys from stand_in.calls order by n`;
    expect(calls.filter(({ keys }) => keys !== '0')).toEqual([]);
    expect(calls.map(({ call }) => call)).toEqual([
      ...result.reference.map((name) => `reference ${name}`),
      'patterns by tenant_id beside none',
      ...result.distributed
        .filter((name) => name !== 'patterns')
        .map((name) => `${name} by tenant_id beside public.patterns`),
    ]);
    expect(await readSnapshot(database.sql)).toEqual(before);
  });

  it('is left alone where it is distributed already', async () => {
    const done = (
      await database.sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
    ).map(({ name }) => name);
    const again = await database.sql.begin((tx) => distributeTables(tx, done));
    expect(again).toEqual({ reference: [], distributed: [] });
  });

  it('is refused without the extension, before anything is changed', async () => {
    const options = { cwd: freshFolder(), env: environmentOf(await migrated()) };
    const refused = await lekalo(['migrate', 'up', '--distributed'], options);
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(/^lekalo: The database '.*' has no extension 'citus'\.\n {2}Nothing was changed\. /);
  });
});
