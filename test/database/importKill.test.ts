import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import type { CleanRow } from '../../src/rows.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { KILL_TIMEOUT_MS, KillTally, killLekalo, killPoints, timeLekalo, untilAlone } from '../support/kill.ts';
import { lekalo } from '../support/lekalo.ts';
import { readFacts } from '../support/state.ts';
import { cleanedFile, row, seeded } from '../support/vehicles.ts';

const ROWS = 1_000;

/** The list of week `week`: some vehicles come, some go, one maker is new. */
function weeklyList(week: number): CleanRow[] {
  return Array.from({ length: ROWS }, (_, index) => {
    const vehicle = index + week * 50;
    return row({
      page: Math.floor(index / 20) + 1,
      row: (index % 20) + 1,
      brand: index === 0 ? `Maker of week ${week}` : `Brand ${vehicle % 20}`,
      model: `Model ${vehicle}`,
      borders: vehicle % 3 === 0 ? 'with' : '',
    });
  });
}

function weeklyPrices(folder: string, week: number): string {
  const path = join(folder, `prices-${week}.csv`);
  const month = `${2026 + Math.floor(week / 12)}-${String((week % 12) + 1).padStart(2, '0')}-01`;
  const lines = ['sedan', 'hatchback', 'suv', 'wagon'].map(
    (body, index) => `eva_mats,,,${body},${2000 + week * 10 + index},,${month},`,
  );
  writeFileSync(path, `category,option,value,body_type,price,currency,valid_from,valid_to\n${lines.join('\n')}\n`);
  return path;
}

describeDatabases('killed at any moment', ({ kind, migrated }) => {
  it.each([
    [
      'import',
      async (week: number) => [
        'import',
        await cleanedFile(weeklyList(week)),
        '--retire-missing',
        '--max-retire',
        '50%',
      ],
    ],
    ['import-prices', async (week: number) => ['import-prices', weeklyPrices(freshFolder(), week)]],
  ])(
    '%s is done or not done, and run again it ends as undisturbed',
    async (name, commandOf) => {
      const cwd = freshFolder();
      // The same weeks on two databases: one in peace, one under fire.
      const [peaceful, victim] = [await migrated(), await migrated()];
      for (const target of [peaceful, victim]) await using(target, seeded);
      const command = async (week: number) => [...(await commandOf(week)), '--tenant', 'evopoliki'];
      const inPeace = { cwd, env: environmentOf(peaceful) };
      const underFire = { cwd, env: environmentOf(victim) };
      const first = await command(0);
      const undisturbed = await timeLekalo(first, inPeace);
      expect((await lekalo(first, underFire)).exitCode).toBe(0);
      const tally = new KillTally(`${name} (${kind})`);
      let before = await using(peaceful, readFacts);
      let week = 0;
      for (const point of killPoints(tally, undisturbed)) {
        week += 1;
        const args = await command(week);
        const lifetime = await timeLekalo(args, inPeace);
        const after = await using(peaceful, readFacts);
        expect(after).not.toEqual(before);
        const killedIn = await killLekalo(args, underFire, point, lifetime);
        const found = await using(victim, readFacts);
        expect([before, after], `killed in ${killedIn}`).toContainEqual(found);
        tally.note(killedIn, isDeepStrictEqual(found, after) ? 'after' : 'before');
        expect((await lekalo(args, underFire)).exitCode).toBe(0);
        expect(await using(victim, readFacts)).toEqual(after);
        before = after;
      }
      tally.print();
      expect(tally.killed).toBeGreaterThan(0);
    },
    KILL_TIMEOUT_MS,
  );
});

async function using<T>(target: DatabaseTarget, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(target, { max: 1 });
  try {
    await untilAlone(database);
    return await work(database);
  } finally {
    await database.close();
  }
}
