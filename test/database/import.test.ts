import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLEAN } from '../../src/csv/columns.ts';
import { EXCEL } from '../../src/csv/dialect.ts';
import { writeRows } from '../../src/csv/write.ts';
import type { Database } from '../../src/database/connection/connection.ts';
import { importFile } from '../../src/database/imports/import.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { NO_KNOWLEDGE, type VehicleKnowledge } from '../../src/database/vehicles/knowledge.ts';
import { describeDatabases } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { cleanedFileWith, importRows, list, row, seeded } from '../support/vehicles.ts';

const patterns = (database: Database, tenant = 'evopoliki') =>
  withTenant(database, tenant, async (tx) => [
    ...(await tx<{ model: string; body: string | null; category: string; attributes: string }[]>`
      select b.name || ' ' || m.name as model, t.code as body, c.code as category,
        concat_ws(' ', p.steering, p.borders, p.seat_rows, p.coverage, p.trunk, p.wheelbase, p.powertrain, p.notes)
          as attributes
      from patterns p join models m on m.id = p.model_id join brands b on b.id = m.brand_id
        join product_categories c on c.id = p.category_id left join body_types t on t.id = m.body_type_id
      order by p.id`),
  ]);

const counted = async (database: Database) => {
  const [shared] = await database.sql`
    select (select count(*)::int from brands) as brands, (select count(*)::int from models) as models,
      (select coalesce(max(last_value), 0)::int from pg_sequences where schemaname = 'public' and sequencename like 'patterns%')
        as last_pattern,
      (select coalesce(max(last_value), 0)::int from pg_sequences where schemaname = 'public' and sequencename like 'models%')
        as last_model`;
  return shared;
};

describeDatabases('import', ({ open }) => {
  it('makes brands, models and patterns, and a second time changes nothing and says so', async () => {
    const database = await seeded(await open());
    const rows = list(
      { yearFrom: 2000, yearTo: 2004, borders: 'with' },
      { brand: 'BMW', model: 'X5', generation: 'E53', bodyType: 'suv' },
      { brand: 'BMW', model: '5 Series', generation: 'E39' },
    );
    expect(await importRows(database, rows)).toMatchObject({
      importId: expect.any(Number),
      rows: 3,
      brands: { inserted: 2, updated: 0, unchanged: 0 },
      models: { inserted: 3, updated: 0, unchanged: 0 },
      patterns: { inserted: 3, updated: 0, unchanged: 0, retired: 0 },
    });
    const before = await counted(database);
    expect(await importRows(database, rows)).toMatchObject({
      importId: null,
      brands: { inserted: 0, updated: 0, unchanged: 2 },
      models: { inserted: 0, updated: 0, unchanged: 3 },
      patterns: { inserted: 0, updated: 0, unchanged: 3, retired: 0 },
    });
    expect(await counted(database)).toEqual(before);
    const ledger = await withTenant(
      database,
      'evopoliki',
      async (tx) => tx`select count(*)::int as n from import_runs`,
    );
    expect(ledger[0]?.['n']).toBe(1);
  });

  it('loses no pattern to a key: rows that differ in one attribute are different patterns', async () => {
    const database = await seeded(await open());
    const rows = list(
      {},
      { borders: 'with' },
      { borders: 'without' },
      { steering: 'left' },
      { steering: 'right' },
      { seatRows: 3 },
      { coverage: 'front' },
      { trunk: true },
      { wheelbase: 'long' },
      { powertrain: 'hybrid' },
      { notes: 'ромб' },
      { notes: 'длинная выкройка '.repeat(1000) },
      { category: '5d_mats' },
    );
    expect((await importRows(database, rows)).patterns.inserted).toBe(rows.length);
    expect((await importRows(database, rows)).patterns).toMatchObject({ inserted: 0, unchanged: rows.length });
    const stored = await patterns(database);
    expect(stored).toHaveLength(rows.length);
    expect(stored.at(-1)).toMatchObject({ category: '5d_mats', attributes: '' });
  });

  it('keeps every row that leads to one pattern as its source', async () => {
    const database = await seeded(await open());
    const rows = [row({ page: 1, row: 4, rawModel: 'Камри' }), row({ page: 7, row: 2, rawModel: 'camry' })];
    expect((await importRows(database, rows)).patterns.inserted).toBe(1);
    const sources = await withTenant(
      database,
      'evopoliki',
      async (tx) => tx`select source, page, row, raw_model from source_rows order by page`,
    );
    expect([...sources]).toEqual([
      { source: 'list.pdf', page: 1, row: 4, raw_model: 'Камри' },
      { source: 'list.pdf', page: 7, row: 2, raw_model: 'camry' },
    ]);
    const moved = [row({ page: 1, row: 5, rawModel: 'Камри' })];
    expect(await importRows(database, moved)).toMatchObject({
      importId: expect.any(Number),
      patterns: { inserted: 0, updated: 0, unchanged: 1 },
    });
  });

  it('takes the body type from the row, else from the catalogue and marks it, and never doubles a model by it', async () => {
    const database = await seeded(await open());
    const knowing = (bodyTypes: ('sedan' | 'wagon')[]): VehicleKnowledge => ({
      brand: () => ({ nameRu: 'Тойота', nameKy: 'Тойота' }),
      model: () => ({ nameRu: 'Камри', bodyTypes }),
    });
    const models = async () => [
      ...(await database.sql`
        select t.code as body, m.name_ru, m.metadata from models m left join body_types t on t.id = m.body_type_id
        order by m.id`),
    ];
    await importRows(database, list({ model: 'Camry' }, { model: 'Camry', bodyType: 'wagon' }), {
      knowledge: knowing(['sedan', 'wagon']),
    });
    const guessed = { body_type_from: 'catalog', body_types: ['sedan', 'wagon'] };
    expect(await models()).toEqual(
      expect.arrayContaining([
        { body: 'sedan', name_ru: 'Камри', metadata: guessed },
        { body: 'wagon', name_ru: 'Камри', metadata: {} },
      ]),
    );
    // Another catalogue, or none, leaves the vehicle what it is.
    const again = list({ model: 'Camry' }, { model: 'Camry', bodyType: 'wagon' });
    for (const knowledge of [knowing(['wagon']), NO_KNOWLEDGE]) {
      const { models: counts, patterns: listed } = await importRows(database, again, { knowledge });
      expect(counts.inserted).toBe(0);
      expect(listed.inserted).toBe(0);
    }
  });

  it('gives brands with like names different slugs', async () => {
    const database = await seeded(await open());
    await importRows(database, list({ brand: 'Lynk & Co' }, { brand: 'Lynk Co' }, { brand: 'Чанган' }));
    const slugs = await database.sql`select name, slug from brands order by name`;
    expect([...slugs]).toEqual([
      { name: 'Lynk & Co', slug: 'lynk-co' },
      { name: 'Lynk Co', slug: 'lynk-co-2' },
      { name: 'Чанган', slug: 'brand' },
    ]);
  });

  it('shares brands and models between tenants and keeps their patterns apart', async () => {
    const database = await seeded(await open());
    await importRows(database, list({ borders: 'with' }));
    const other = await importRows(database, list({ borders: 'with' }), { tenant: 'five_deluxe', category: '5d_mats' });
    expect(other).toMatchObject({ brands: { inserted: 0 }, models: { inserted: 0 }, patterns: { inserted: 1 } });
    expect(await patterns(database)).toHaveLength(1);
    expect(await patterns(database, 'five_deluxe')).toHaveLength(1);
  });

  it.each([
    ['an unknown tenant', { tenant: 'nobody' }, 'unknown-tenant', "no tenant 'nobody'"],
    ['an unknown category', { category: 'carpets' }, 'unknown-category', "no category 'carpets'"],
    [
      'a category that the tenant doesn’t offer',
      { tenant: 'five_deluxe' },
      'unknown-category',
      "'five_deluxe' has no category 'eva_mats'",
    ],
    ['too few rows', { minRows: 2 }, 'import-refused', "'1' rows, fewer than --min-rows '2'"],
  ])('refuses %s and writes nothing', async (_, options, code, message) => {
    const database = await seeded(await open());
    await expect(importRows(database, list({}), options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(await counted(database)).toMatchObject({ brands: 0, models: 0 });
  });

  it.each([
    ['list.pdf,1,1,,Camry,,,,,,,,,,,,,,1,,,,,', "line 2, column brand: '' is not a name"],
    ['list.pdf,1,1,Toyota,Camry,,1007,,,,,,,,,,,,1,,,,,', "column year_from: '1007' is not between 1900 and 2100"],
    ['list.pdf,1,1,Toyota,Camry,,2010,2005,,,,,,,,,,,1,,,,,', "column year_to: '2005' is not 2010 or later"],
    ['list.pdf,1,1,Toyota,Camry,,,,,,,12,,,,,,,1,,,,,', "column seat_rows: '12' is not between 1 and 9"],
    ['list.pdf,1,1,Toyota,Camry,,,,bus,,,,,,,,,,1,,,,,', "column body_type: 'bus' is not one of"],
    ['list.pdf,1,1,Toyota,Camry,,,,,,,,,,,,,,7,,,,,', "column confidence: '7' is not between 0 and 1"],
    ['list.pdf,1,1,Toyota,Ca\0mry,,,,,,,,,,,,,,1,,,,,', "holds a control character that can't be stored (NUL)"],
    ['list.pdf,1,1,Toyota,Ca\u001fmry,,,,,,,,,,,,,,1,,,,,', "can't be stored (U+001F)"],
  ])('refuses the row %s, naming line and column', async (line, message) => {
    const database = await seeded(await open());
    const importing = importFile(database, await cleanedFileWith(line), {
      tenant: 'evopoliki',
      category: 'eva_mats',
      knowledge: NO_KNOWLEDGE,
      actor: 'tester@here',
      waitMs: 0,
    });
    await expect(importing).rejects.toMatchObject({ code: 'bad-csv', message: expect.stringContaining(message) });
  });

  it('takes the file that Excel saved', async () => {
    const database = await seeded(await open());
    const path = join(freshFolder(), 'cleaned.csv');
    await writeRows(path, CLEAN, list({ notes: '=ромб; "соты"' }, { model: 'RAV4' }), EXCEL);
    const options = { tenant: 'evopoliki', category: 'eva_mats', knowledge: NO_KNOWLEDGE, actor: 'x', waitMs: 0 };
    expect((await importFile(database, path, options)).patterns.inserted).toBe(2);
    expect((await patterns(database))[0]?.attributes).toBe('=ромб; "соты"');
  });

  it('refuses a product that the tenant doesn’t make, naming the row that names it', async () => {
    const database = await seeded(await open());
    await expect(importRows(database, list({}, { category: 'alcantara_dash' }))).rejects.toMatchObject({
      code: 'unknown-category',
      message: expect.stringMatching(/has no category 'alcantara_dash' that '.*' names for list\.pdf page 1 row 2\./),
    });
  });
});
