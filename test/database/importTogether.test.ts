import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { listImports } from '../../src/database/ledger/ledger.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import type { CleanRow } from '../../src/rows.ts';
import { startLekalo } from '../support/built.ts';
import { describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { readFacts } from '../support/state.ts';
import { cleanedFile, importRows, list, row, seeded } from '../support/vehicles.ts';

const TENANTS = [
  ['evopoliki', 'eva_mats'],
  ['five_deluxe', '5d_mats'],
] as const;
const PROCESSES = 8;
const ROWS = 600;

/** Lists that overlap in makers and models and name them in opposite orders: whoever locks as he reads would deadlock. */
function overlappingList(process: number): CleanRow[] {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const vehicle = index + process * 40;
    return row({
      page: Math.floor(index / 20) + 1,
      row: (index % 20) + 1,
      brand: `Brand ${vehicle % 90}`,
      model: `Model ${vehicle}`,
    });
  });
  return process % 2 === 0 ? rows : rows.reverse();
}

describeServer('eight imports for two tenants at once', ({ migrated }) => {
  it('end in the state of a serial order, and no deadlock reaches the user', async () => {
    const cwd = freshFolder();
    const [together, serial] = [await migrated(), await migrated()];
    const databases = {
      together: await seeded(await openDatabase(together)),
      serial: await seeded(await openDatabase(serial)),
    };
    const jobs = await Promise.all(
      Array.from({ length: PROCESSES }, async (_, index) => {
        const [tenant, category] = TENANTS[index % 2] ?? TENANTS[0];
        const file = await cleanedFile(overlappingList(index), freshFolder());
        const flags = [
          '--tenant',
          tenant,
          '--category',
          category,
          '--retire-missing',
          '--max-retire',
          '100%',
          '--json',
        ];
        return ['import', file, ...flags];
      }),
    );
    const running = await Promise.all(jobs.map((args) => startLekalo(args, { cwd, env: environmentOf(together) })));
    const outcomes = await Promise.all(running.map(({ outcome }) => outcome));
    expect(outcomes.map(({ exitCode, stderr }) => [exitCode, stderr.replace(/^waiting: .*\n/gm, '')])).toEqual(
      jobs.map(() => [0, '']),
    );
    const idOf = (index: number): number =>
      (JSON.parse(outcomes[index]?.stdout ?? '{}') as { import_id: number }).import_id;
    // Numbers of the ledger are given under the tenant's lock: they are the serial order.
    const order = jobs.map((args, index) => ({ args, id: idOf(index) })).sort((a, b) => a.id - b.id);
    for (const { args } of order) {
      expect((await lekalo(args, { cwd, env: environmentOf(serial) })).exitCode).toBe(0);
    }
    for (const [tenant] of TENANTS) {
      expect(await readFacts(databases.together, tenant)).toEqual(await readFacts(databases.serial, tenant));
      expect(await listImports(databases.together, [tenant])).toHaveLength(PROCESSES / 2);
    }
    for (const database of Object.values(databases)) await database.close();
  }, 240_000);
});

describeServer('a tenant that is being imported', ({ open }) => {
  it('says who holds it, at once or after the wait, and changes nothing', async () => {
    const database = await seeded(await open({ max: 3 }));
    const waiting: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let held = (): void => undefined;
    const holding = new Promise<void>((resolve) => {
      held = resolve;
    });
    const holder = withTenant(database, 'evopoliki', async (tx, tenant) => {
      const { lockTenant } = await import('../../src/database/imports/importLock.ts');
      await lockTenant(tx, tenant, { actor: 'operator@office', waitMs: 0 });
      held();
      await released;
    });
    await holding;
    const message = expect.stringMatching(
      /^The tenant 'evopoliki' is being changed by 'lekalo import operator@office' \(server process \d+, user \w+\)\.$/,
    );
    await expect(importRows(database, list({}))).rejects.toMatchObject({ code: 'tenant-locked', message });
    const onWaiting = (name: string): void => {
      waiting.push(name);
    };
    await expect(importRows(database, list({}), { waitMs: 200, onWaiting })).rejects.toMatchObject({
      code: 'tenant-locked',
      message,
    });
    expect(waiting).toEqual([expect.stringContaining('lekalo import operator@office')]);
    // Another tenant isn't held up.
    const other = await importRows(database, list({}), { tenant: 'five_deluxe', category: '5d_mats' });
    expect(other.patterns.inserted).toBe(1);
    const patient = importRows(database, list({}), { waitMs: 60_000, onWaiting: () => release() });
    expect((await patient).patterns.inserted).toBe(1);
    await holder;
  });
});
