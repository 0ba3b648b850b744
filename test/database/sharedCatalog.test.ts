/** The functions through which an import reaches the shared catalogue: they add what is missing, and change nothing. */
import { beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { type TenantTransaction, withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases, describeServer } from '../support/database.ts';
import { type FilledTenants, fillTenants } from '../support/tenants.ts';

interface Added {
  readonly n: string;
  readonly id: string;
  readonly inserted: boolean;
}

function addBrands(tx: TenantTransaction, names: readonly string[], slugs = names.map((name) => name.toLowerCase())) {
  return tx<Added[]>`select * from add_missing_brands(${[...names]}, ${[...slugs]}, null, null)`;
}

/** [brand id, name, generation] */
type Model = readonly [string, string, string | null];

function addModels(tx: TenantTransaction, models: readonly Model[]) {
  return tx<Added[]>`
    select * from add_missing_models(${models.map(([brand]) => brand)}::bigint[], ${models.map(([, name]) => name)}::text[], null,
      ${models.map(([, , generation]) => generation)}::text[], null, null, null, null)`;
}

describeDatabases('the shared catalogue, under an import', ({ open }) => {
  let database: Database;
  let tenants: FilledTenants;
  beforeEach(async () => {
    database = await open();
    tenants = await fillTenants(database);
  });

  it('gets the brands that it lacks, and tells the ids of all, in the order asked', async () => {
    const added = await withTenant(database, 'ours', (tx) => addBrands(tx, ['Kia', 'Toyota', 'BMW', 'Kia']));
    expect(added.map(({ n, inserted }) => [n, inserted])).toEqual([
      ['1', true],
      ['2', false],
      ['3', true],
      ['4', true],
    ]);
    expect(added[0]?.id).toBe(added[3]?.id);
    const again = await withTenant(database, 'theirs', (tx) => addBrands(tx, ['Kia', 'Toyota', 'BMW', 'Kia']));
    expect(again).toEqual(added.map((row) => ({ ...row, inserted: false })));
  });

  it('gets the models that it lacks, NULLs being equal, and burns no id on those that it has', async () => {
    const brand = String((await database.sql`select id from brands`)[0]?.['id']);
    const models: Model[] = [
      [brand, 'Camry', null],
      [brand, 'Camry', 'XV70'],
      [brand, 'Corolla', null],
      [brand, 'Camry', 'XV70'],
    ];
    const add = () => withTenant(database, 'ours', (tx) => addModels(tx, models));
    const first = await add();
    expect(first.map(({ inserted }) => inserted)).toEqual([false, true, true, true]);
    expect(first[0]?.id).toBe(tenants.model);
    for (let round = 0; round < 3; round++)
      expect(await add()).toEqual(first.map((row) => ({ ...row, inserted: false })));
    const [sequence] =
      await database.sql`select last_value::int as last, (select count(*)::int from models) as n from models_id_seq`;
    expect(sequence).toEqual({ last: 3, n: 3 });
  });

  it('keeps what others wrote of a brand', async () => {
    await database.sql`update brands set name_ru = 'Тойота', slug = 'toyota-motor'`;
    await withTenant(
      database,
      'ours',
      (tx) => tx`select add_missing_brands(array['Toyota'], array['toyota'], array['Другое'], null)`,
    );
    expect(await database.sql`select name_ru, slug from brands`).toEqual([{ name_ru: 'Тойота', slug: 'toyota-motor' }]);
  });

  it('refuses a second brand under the slug of another', async () => {
    const adding = withTenant(database, 'ours', (tx) => addBrands(tx, ['TOYOTA'], ['toyota']));
    await expect(adding).rejects.toMatchObject({ code: '23505', constraint_name: 'brands_slug_key' });
  });

  it('loses by an undo only what that tenant brought in and nothing refers to', async () => {
    const brought = await withTenant(database, 'ours', async (tx, { id }) => {
      const brand = (await addBrands(tx, ['Kia']))[0]?.id ?? '';
      const [rio, used] = await addModels(tx, [
        [brand, 'Rio', null],
        [brand, 'Ceed', null],
      ]);
      for (const [table, row] of [
        ['brands', brand],
        ['models', rio?.id],
        ['models', used?.id],
      ] as const) {
        await tx`
          insert into import_changes (tenant_id, run_id, table_name, row_id, after)
          values (${id}, ${tenants.ours.run}, ${table}, ${row ?? null}, '{}')`;
      }
      return { brand, rio: rio?.id ?? '', used: used?.id ?? '' };
    });
    await withTenant(database, 'theirs', async (tx, { id }) => {
      await tx`insert into patterns (tenant_id, category_id, model_id) values (${id}, ${tenants.category}, ${brought.used})`;
    });
    const drop = (slug: string) =>
      withTenant(database, slug, async (tx) => [...(await tx`select * from drop_unused_of(${tenants.ours.run})`)]);
    expect(await drop('theirs')).toEqual([]);
    expect(await drop('ours')).toEqual([{ table_name: 'models', id: brought.rio }]);
    expect(await database.sql`select name from models order by id`).toEqual([{ name: 'Camry' }, { name: 'Ceed' }]);
  });

  it('has an index behind every reference to what an undo takes away, or each row of it would be looked for in all', async () => {
    expect(
      await database.sql`
        select k.conname from pg_constraint k
        where k.contype = 'f' and k.confrelid in ('brands'::regclass, 'models'::regclass) and not exists (
          select from pg_index i where i.indrelid = k.conrelid and i.indpred is null and i.indkey[0] = k.conkey[1])`,
    ).toEqual([]);
  });
});

describeServer('the shared catalogue, under two imports at once', ({ open }) => {
  it('gets each model once, and neither import fails or waits in a circle', async () => {
    const database = await open({ max: 1 });
    await fillTenants(database);
    const other = await openDatabase(database.target, { max: 1 });
    const brand = String((await database.sql`select id from brands`)[0]?.['id']);
    const models = Array.from({ length: 300 }, (_, n): Model => [brand, `Model ${(n * 7) % 300}`, null]);
    const results = await Promise.all([
      withTenant(database, 'ours', (tx) => addModels(tx, models)),
      withTenant(other, 'theirs', (tx) => addModels(tx, [...models].reverse())),
    ]);
    const inserted = results.map((rows) => rows.filter((row) => row.inserted).length);
    expect(inserted[0]! + inserted[1]!).toBe(300);
    expect(await database.sql`select count(*)::int as n from models where name like 'Model %'`).toEqual([{ n: 300 }]);
    await other.close();
  });
});
