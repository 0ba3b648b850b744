import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLekalo } from '../../src/bot/openLekalo.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import type { SearchAnswer } from '../../src/database/search/searchVehicles.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { addressOf, botTarget } from '../support/bot.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo as cli } from '../support/lekalo.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const REAL_LIST = resolve(ROOT, '../shared/real/vehicle-list.pdf');
const OWN_LIST = join(ROOT, 'fixtures/sheet-zebra/source.pdf');
const OTHER_LIST = join(ROOT, 'fixtures/web-zebra/source.pdf');

describeDatabases('two tenants on one database', (databases) => {
  describe.each([
    ["lekalo's own list", OWN_LIST],
    ["the supplier's real list", REAL_LIST],
  ])('%s for evopoliki, another for five_deluxe', (name, pdf) => {
    const there = existsSync(pdf);
    it.skipIf(!there)(
      there ? 'neither sees the other’s' : `skipped: ${name} is not here`,
      { timeout: 180_000 },
      async () => {
        const target = await botTarget(databases);
        const cwd = freshFolder();
        const run = async (list: string, tenant: string, category: string): Promise<number> => {
          const args = ['run', list, '--tenant', tenant, '--category', category, '--out', join(cwd, tenant), '--json'];
          const { stdout, stderr, exitCode } = await cli(args, { cwd, env: environmentOf(target) });
          expect(exitCode, stderr).toBe(0);
          return JSON.parse(stdout).import.patterns.inserted;
        };
        const ours = await run(pdf, 'evopoliki', 'eva_mats');
        const theirs = await run(OTHER_LIST, 'five_deluxe', '5d_mats');
        expect(ours).toBeGreaterThan(0);
        expect(theirs).toBeGreaterThan(0);

        const database = await openDatabase(target);
        const idsOf = async (tenant: string): Promise<Set<number>> =>
          withTenant(
            database,
            tenant,
            async (tx) => new Set((await tx`select id::int from patterns`).map(({ id }) => id)),
          );
        const [ourIds, theirIds] = [await idsOf('evopoliki'), await idsOf('five_deluxe')];
        await database.close();
        expect([ourIds.size, theirIds.size]).toEqual([ours, theirs]);

        const evopoliki = await openLekalo({ tenant: 'evopoliki', ...addressOf(target) });
        const deluxe = await openLekalo({ tenant: 'five_deluxe', ...addressOf(target) });
        const idsIn = ({ matches }: SearchAnswer): number[] =>
          matches.flatMap(({ patterns }) => patterns.map(({ id }) => id));
        let found = 0;
        for (const query of ['камри', 'рав4', 'хонда фит', 'бмв х5', 'степвагон', 'королла', 'киа рио', 'пассат']) {
          const [a, b] = await Promise.all([evopoliki.search(query), deluxe.search(query)]);
          expect(a.matches[0]?.model).toBe(b.matches[0]?.model);
          expect(idsIn(a).filter((id) => !ourIds.has(id) || theirIds.has(id))).toEqual([]);
          expect(idsIn(b).filter((id) => !theirIds.has(id) || ourIds.has(id))).toEqual([]);
          found += idsIn(a).length;
        }
        expect(found).toBeGreaterThan(0);
        const { text: welcome } = await deluxe.texts('welcome', 'ru', { company: '5 Deluxe' });
        expect(welcome).toContain('5D');
        await evopoliki.close();
        await deluxe.close();
      },
    );
  });
});
