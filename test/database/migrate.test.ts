import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { migrateDown, migrateUp } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migrationFiles.ts';
import { assertMigrated } from '../../src/database/migrationState.ts';
import { readSnapshot } from '../../src/database/snapshot.ts';
import { describeDatabases } from '../support/database.ts';

const names = (await readMigrations()).map(({ name }) => name);

describeDatabases('migrate', ({ empty, open }) => {
  it('goes up, down to nothing and up again, each file once, and ends with the same schema', async () => {
    const database = await openDatabase(await empty());
    const before = await readSnapshot(database.sql);
    await expect(assertMigrated(database)).rejects.toMatchObject({ code: 'not-migrated' });
    expect((await migrateUp(database)).done).toEqual(names);
    const first = await readSnapshot(database.sql);
    await assertMigrated(database);
    expect((await migrateUp(database)).done).toEqual([]);
    expect((await migrateDown(database, { to: 0 })).done).toEqual([...names].reverse());
    const left = (await readSnapshot(database.sql)).filter((fact) => !fact.startsWith('extension '));
    expect(left).toEqual(before.filter((fact) => !fact.startsWith('extension ')));
    await migrateUp(database);
    expect(await readSnapshot(database.sql)).toEqual(first);
    await database.close();
  });

  it('has the template', async () => {
    const database = await open();
    await assertMigrated(database);
    expect(readdirSync('.').length).toBeGreaterThan(0);
  });
});
