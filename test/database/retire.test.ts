import { expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { renderChange } from '../../src/database/imports/importDiff.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases } from '../support/database.ts';
import { readState } from '../support/state.ts';
import { importRows, list, row, seeded } from '../support/vehicles.ts';

const available = async (database: Database) =>
  withTenant(database, 'evopoliki', async (tx) => [
    ...(await tx<{ name: string; available: boolean }[]>`
      select m.name, p.available from patterns p join models m on m.id = p.model_id order by p.id`),
  ]);

const FIVE = list({ model: 'A' }, { model: 'B' }, { model: 'C' }, { model: 'D' }, { model: 'E' });

describeDatabases('retiring', ({ open }) => {
  it('makes unavailable what the file no longer lists, and available again what it lists again', async () => {
    const database = await seeded(await open());
    await importRows(database, FIVE);
    const shorter = await importRows(database, FIVE.slice(1), { retireMissing: true });
    expect(shorter.patterns).toEqual({ inserted: 0, updated: 0, unchanged: 4, retired: 1 });
    expect(await available(database)).toContainEqual({ name: 'A', available: false });
    const again = await importRows(database, FIVE, { retireMissing: true });
    expect(again.patterns).toEqual({ inserted: 0, updated: 1, unchanged: 4, retired: 0 });
    expect((await available(database)).every((pattern) => pattern.available)).toBe(true);
  });

  it('takes an empty file for a broken one rather than for a list of nothing', async () => {
    const database = await seeded(await open());
    expect(await importRows(database, [])).toMatchObject({ importId: null, rows: 0, patterns: { inserted: 0 } });
    await importRows(database, FIVE);
    await expect(importRows(database, [], { retireMissing: true })).rejects.toMatchObject({
      code: 'import-refused',
      message: "'5' of '5' patterns would be retired (100%), more than 20%.",
    });
  });

  it('retires nothing unless asked to', async () => {
    const database = await seeded(await open());
    await importRows(database, FIVE);
    expect((await importRows(database, FIVE.slice(4))).patterns).toMatchObject({ unchanged: 1, retired: 0 });
    expect((await available(database)).every((pattern) => pattern.available)).toBe(true);
  });

  it('refuses to retire more than the share that is allowed, and then changes nothing', async () => {
    const database = await seeded(await open());
    await importRows(database, FIVE);
    const before = await readState(database);
    const truncated = importRows(database, FIVE.slice(2), { retireMissing: true });
    await expect(truncated).rejects.toMatchObject({
      code: 'import-refused',
      message: "'2' of '5' patterns would be retired (40%), more than 20%.",
    });
    expect(await readState(database)).toEqual(before);
    const allowed = await importRows(database, FIVE.slice(2), { retireMissing: true, maxRetire: 0.4 });
    expect(allowed.patterns.retired).toBe(2);
  });

  it('leaves alone what no import listed, other lists’ patterns and other tenants’', async () => {
    const database = await seeded(await open());
    await importRows(database, FIVE);
    await importRows(database, list({ model: 'Other list' }), { category: '5d_mats' });
    await importRows(database, list({ model: 'Other tenant' }), { tenant: 'five_deluxe', category: '5d_mats' });
    await withTenant(
      database,
      'evopoliki',
      (tx, { id }) => tx`
        insert into patterns (tenant_id, category_id, model_id, borders)
        select ${id}, c.id, m.id, 'high' from product_categories c, models m where c.code = 'eva_mats' and m.name = 'A'`,
    );
    const before = await readState(database);
    const { patterns } = await importRows(database, FIVE, { retireMissing: true, maxRetire: 1 });
    expect(patterns.retired).toBe(0);
    expect(await readState(database)).toEqual(before);
  });

  it('retires a row of another product with the list that it stands in', async () => {
    const database = await seeded(await open());
    await importRows(database, [...FIVE, row({ row: 6, category: '5d_mats' })]);
    expect((await importRows(database, FIVE, { retireMissing: true })).patterns.retired).toBe(1);
  });
});

describeDatabases('dry run', ({ open }) => {
  it('tells each new, returning and retiring pattern, and leaves the database as it was', async () => {
    const database = await seeded(await open());
    await importRows(database, FIVE);
    await importRows(database, FIVE.slice(1), { retireMissing: true });
    const before = await readState(database);
    const next = [
      ...FIVE.slice(0, 4),
      row({
        row: 9,
        brand: 'BMW',
        model: 'X5',
        generation: 'E53',
        yearFrom: 2003,
        bodyType: 'suv',
        borders: 'with',
        notes: 'ромб',
      }),
    ];
    const result = await importRows(database, next, { dryRun: true, retireMissing: true, maxRetire: 0.25 });
    expect(result).toMatchObject({
      dryRun: true,
      importId: null,
      patterns: { inserted: 1, updated: 1, unchanged: 3, retired: 1 },
    });
    expect(result.changes?.map(renderChange)).toEqual([
      '~ #1 eva_mats Toyota A, available false → true',
      '+ eva_mats BMW X5 E53 2003– suv, notes ромб, borders with',
      '- #5 eva_mats Toyota E, available true → false',
    ]);
    expect(await readState(database)).toEqual(before);
    const refused = await importRows(database, next, { dryRun: true, retireMissing: true });
    expect(refused.refusal).toBe("'1' of '4' patterns would be retired (25%), more than 20%.");
    // The real run does what the dry one told.
    const { changes: _, ...told } = result;
    expect(await importRows(database, next, { retireMissing: true, maxRetire: 0.25 })).toEqual({
      ...told,
      dryRun: false,
      importId: expect.any(Number),
    });
  });
});
