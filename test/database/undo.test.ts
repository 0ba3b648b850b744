import { expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { listImports, showImport } from '../../src/database/ledger/ledger.ts';
import { undoImport } from '../../src/database/ledger/undo.ts';
import { describeDatabases } from '../support/database.ts';
import { readState } from '../support/state.ts';
import { importRows, list, seeded } from '../support/vehicles.ts';

const undo = (database: Database, id: number | null, tenant = 'evopoliki') =>
  undoImport(database, tenant, id ?? -1, { actor: 'undoer@here', waitMs: 0 });

const FIRST = list({ model: 'A' }, { model: 'B' }, { model: 'C' }, { brand: 'BMW', model: 'X5' });

describeDatabases('imports undo', ({ open }) => {
  it('leaves the database as it was before the import', async () => {
    const database = await seeded(await open());
    const empty = await readState(database);
    const first = await importRows(database, FIRST);
    const before = await readState(database);
    const second = await importRows(database, [...FIRST.slice(1), ...list({ brand: 'Audi', model: '80' })], {
      retireMissing: true,
      maxRetire: 1,
    });
    expect(second.patterns).toMatchObject({ inserted: 1, retired: 1 });
    expect(await undo(database, second.importId)).toMatchObject({
      patterns: { deleted: 1, restored: 1 },
      brands: 1,
      models: 1,
    });
    expect(await readState(database)).toEqual(before);
    await undo(database, first.importId);
    expect(await readState(database)).toEqual(empty);
    const runs = await listImports(database, ['evopoliki', 'five_deluxe']);
    expect(runs.map(({ id, undoneBy }) => [id, undoneBy])).toEqual([
      [second.importId, 'undoer@here'],
      [first.importId, 'undoer@here'],
    ]);
  });

  it('refuses while a later import depends on it, and to undo twice', async () => {
    const database = await seeded(await open());
    const first = await importRows(database, FIRST);
    const second = await importRows(database, list({ model: 'Z' }));
    await expect(undo(database, first.importId)).rejects.toMatchObject({
      code: 'undo-refused',
      message: `The import '${first.importId}' can't be undone: the later import '${second.importId}' depends on it.`,
    });
    await undo(database, second.importId);
    await expect(undo(database, second.importId)).rejects.toMatchObject({ code: 'undo-refused' });
    await undo(database, first.importId);
  });

  it('lets the search forget what only that import had brought in', async () => {
    const database = await seeded(await open());
    const names = async () => [
      ...(await database.sql<{ name: string }[]>`
        select kind || ' ' || key as name from search_names where key like 'qwxz%' order by 1`),
    ];
    const { importId } = await importRows(database, list({ brand: 'Qwxz', model: 'Qwxzmobil' }, { model: 'Camry' }));
    expect(await names()).toEqual([{ name: 'brand qwxz' }, { name: 'model qwxzmobil' }]);
    await undo(database, importId);
    expect(await names()).toEqual([]);
  });

  it('keeps the brands and models that another tenant uses by then', async () => {
    const database = await seeded(await open());
    const first = await importRows(database, FIRST);
    await importRows(database, FIRST.slice(0, 1), { tenant: 'five_deluxe', category: '5d_mats' });
    expect(await undo(database, first.importId)).toMatchObject({ patterns: { deleted: 4 }, models: 3, brands: 1 });
    expect((await database.sql`select name from models`).map(({ name }) => name)).toEqual(['A']);
  });

  it('knows nothing of another tenant’s import', async () => {
    const database = await seeded(await open());
    const { importId } = await importRows(database, FIRST);
    await expect(undo(database, importId, 'five_deluxe')).rejects.toMatchObject({ code: 'unknown-import' });
  });

  it('is a ledger that says who loaded what, when, from which file, with which counts', async () => {
    const database = await seeded(await open());
    const { importId } = await importRows(database, FIRST);
    expect(await showImport(database, ['five_deluxe', 'evopoliki'], importId ?? 0)).toMatchObject({
      tenant: 'evopoliki',
      kind: 'patterns',
      category: 'eva_mats',
      file: 'cleaned_vehicle_data.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      actor: 'tester@here',
      startedAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      undoneAt: null,
      counts: { rows: 4, brands_inserted: 2, models_inserted: 4, patterns_inserted: 4 },
      patternsInserted: 4,
      sourceRows: 4,
    });
  });
});
