import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { importPrices } from '../../src/database/imports/importPrices.ts';
import { undoImport } from '../../src/database/ledger/undo.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { readState } from '../support/state.ts';
import { seeded } from '../support/vehicles.ts';

const HEADER = 'category,option,value,body_type,price,currency,valid_from,valid_to';
const OPTIONS = { tenant: 'evopoliki', actor: 'tester@here', waitMs: 0 };

function file(...lines: string[]): string {
  const path = join(freshFolder(), 'prices.csv');
  writeFileSync(path, `${[HEADER, ...lines].join('\n')}\n`);
  return path;
}

const suvPrices = (database: Database) =>
  withTenant(database, 'evopoliki', async (tx) =>
    (
      await tx<{ price: string; from: string; to: string | null }[]>`
        select p.base_price::text as price, p.valid_from::text as from, p.valid_to::text as to
        from prices p join product_categories c on c.id = p.category_id join body_types b on b.id = p.body_type_id
        where c.code = 'eva_mats' and b.code = 'suv' order by p.valid_from`
    ).map(({ price, from, to }) => [price, from, to]),
  );

describeDatabases('import-prices', ({ open, migrated }) => {
  it('closes the old price at the start of the new one, and a second time changes nothing', async () => {
    const database = await seeded(await open());
    const list = file('eva_mats,,,suv,2 700 сом,,2026-02-01,', 'eva_mats,,,sedan,"2400,00",KGS,,');
    expect(await importPrices(database, list, OPTIONS)).toMatchObject({
      importId: expect.any(Number),
      inserted: 1,
      updated: 0,
      closed: 1,
      unchanged: 1,
    });
    expect(await suvPrices(database)).toEqual([
      ['2500.00', '2025-01-01', '2026-02-01'],
      ['2700.00', '2026-02-01', null],
    ]);
    const before = await readState(database);
    expect(await importPrices(database, list, OPTIONS)).toMatchObject({ importId: null, inserted: 0, unchanged: 2 });
    expect(await readState(database)).toEqual(before);
  });

  it('tells in a dry run what it would change, and changes nothing', async () => {
    const database = await seeded(await open());
    const before = await readState(database);
    const list = file('eva_mats,,,suv,2700,,2026-02-01,');
    const { changes, importId } = await importPrices(database, list, { ...OPTIONS, dryRun: true });
    expect(importId).toBeNull();
    expect(changes.map(({ before: old, after }) => [old?.price ?? null, after.price, after.validTo])).toEqual([
      ['2500.00', '2500.00', '2026-02-01'],
      [null, '2700.00', null],
    ]);
    expect(await readState(database)).toEqual(before);
  });

  it('is undone to what was before, history included', async () => {
    const database = await seeded(await open());
    const before = await readState(database);
    const list = file(
      'eva_mats,,,suv,2000,,2026-02-01,2026-03-01',
      'eva_mats,,,sedan,2450,,2025-01-01,',
      '5d_mats,leather,пресс,,9500,,2026-01-01,',
      '5d_mats,third_row,crocodile,,7500,,2026-01-01,',
    );
    const { importId } = await importPrices(database, list, OPTIONS);
    expect(await suvPrices(database)).toHaveLength(3);
    const undone = await undoImport(database, 'evopoliki', importId ?? 0, { actor: 'undoer@here', waitMs: 0 });
    expect(undone.prices).toEqual({ deleted: 4, restored: 4 });
    expect(await readState(database)).toEqual(before);
  });

  it('refuses to undo a price that a later list has closed', async () => {
    const database = await seeded(await open());
    const first = await importPrices(database, file('eva_mats,,,suv,2700,,2026-02-01,'), OPTIONS);
    const second = await importPrices(database, file('eva_mats,,,suv,2800,,2026-03-01,'), OPTIONS);
    await expect(
      undoImport(database, 'evopoliki', first.importId ?? 0, { actor: 'undoer@here', waitMs: 0 }),
    ).rejects.toMatchObject({ code: 'undo-refused', message: expect.stringContaining(`'${second.importId}'`) });
  });

  it('looks at every line before it uses any, and names each fault with its line', async () => {
    const database = await seeded(await open());
    const before = await readState(database);
    const list = file(
      'eva_mats,,,sedan,2500,,2026-02-01,',
      'eva_mat,,,sedan,2500,,,',
      'premium_covers,,,,9000,,,',
      'eva_mats,border,,sedan,400,,,',
      '5d_mats,leather,silk,,9000,,,',
      '5d_mats,leather,,,9000,,,',
      'eva_mats,,,bus,2500,,,',
      'eva_mats,third_row,,sedan,1000,,,',
      'eva_mats,,,suv,abc,,,',
      'seat_covers,,,,4000–19000,,,',
      'eva_mats,,,sedan,2600,,2026-03-01,',
      'eva_mats,,,hatchback,2600,,2026-02-30,',
      'eva_mats,,,hatchback,2600,,2026-03-01,2026-03-01',
      'eva_mats,,,hatchback,2600 сом,USD,,',
    );
    const refused = importPrices(database, list, OPTIONS);
    await expect(refused).rejects.toMatchObject({ code: 'bad-prices' });
    const message = await refused.catch((error: Error) => error.message);
    for (const fault of [
      "line 3: unknown category 'eva_mat' (known: eva_mats, 5d_mats, seat_covers, dashboard_covers)",
      "line 4: unknown category 'premium_covers'",
      "line 5: unknown option 'border' of eva_mats (known: with_borders, third_row, size, cab)",
      "line 6: unknown value 'silk' of 'leather' (known: press, stitch, crocodile)",
      "line 7: option 'leather' needs a value",
      "line 8: unknown body type 'bus'",
      "line 9: option 'third_row' doesn't apply to 'sedan' (known: suv, minivan)",
      "line 10: price 'abc' is not a number",
      "line 11: price '4000–19000' is a range: a price is one number",
      'line 12: is valid at the same time as line 2 for the same thing',
      "line 13: valid_from '2026-02-30' is not a day",
      "line 14: valid_to '2026-03-01' is not after valid_from '2026-03-01'",
      "line 15: price '2600 сом' is in KGS, the column currency says 'USD'",
    ]) {
      expect(message).toContain(fault);
    }
    expect(await readState(database)).toEqual(before);
  });

  it('loads the right lines and writes the others as rejects, when asked to', async () => {
    const target = await migrated();
    await (await seeded(await openDatabase(target))).close();
    const cwd = freshFolder();
    const list = file(
      'eva_mats,,,suv,abc,,,',
      'eva_mats,,,sedan,2500,,2026-02-01,',
      'eva_mats,,,sedan,2600,,2026-03-01,',
    );
    const args = ['import-prices', list, '--tenant', 'evopoliki', '--rejects', 'rejects.csv', '--strict', '--json'];
    const { exitCode, stdout } = await lekalo(args, { cwd, env: environmentOf(target) });
    expect([exitCode, stdout]).toEqual([5, expect.any(String)]);
    expect(JSON.parse(stdout)).toMatchObject({ lines: 3, prices: { inserted: 1, closed: 1 } });
    expect(readFileSync(join(cwd, 'rejects.csv'), 'utf8').split('\n')).toEqual([
      'source,page,row,stage,reason,text',
      'prices.csv,0,2,import-prices,bad-value,"price \'abc\' is not a number such as 2400 or 2400,50"',
      'prices.csv,0,4,import-prices,bad-value,is valid at the same time as line 3 for the same thing',
      '',
    ]);
  });

  it('gives one tenant’s prices to that tenant only', async () => {
    const database = await seeded(await open());
    await importPrices(database, file('5d_mats,trunk,,,5500,,2026-01-01,'), { ...OPTIONS, tenant: 'five_deluxe' });
    const seen = await withTenant(database, 'evopoliki', (tx) => tx`select count(*)::int as n from prices`);
    expect(seen[0]?.['n']).toBe(19);
  });
});
