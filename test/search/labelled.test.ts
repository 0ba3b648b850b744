import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { type SearchAnswer, searchVehicles, type VehicleMatch } from '../../src/database/search/searchVehicles.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { botTarget, type LabelledQuery, readLabelledQueries } from '../support/bot.ts';
import { describeDatabases } from '../support/database.ts';

interface Score {
  asked: number;
  first: number;
  five: number;
}

const plain = (name: string | null): string => (name ?? '').toLowerCase().replace(/[\s:-]/g, '');

function isRight(wanted: LabelledQuery, match: VehicleMatch): boolean {
  const others = wanted.acceptable.split(';').filter((pair) => pair !== '');
  return [`${wanted.brand}|${wanted.model}`, ...others].some((pair) => {
    const [brand = '', model = ''] = pair.split('|');
    const named = plain(match.brand) === plain(brand) && plain(match.model) === plain(model);
    return named && (wanted.generation === '' || plain(match.generation) === plain(wanted.generation));
  });
}

function score(wanted: readonly LabelledQuery[], answers: readonly SearchAnswer[]): Map<string, Score> {
  const kinds = new Map<string, Score>();
  wanted.forEach((query, index) => {
    const matches = answers[index]?.matches ?? [];
    const kind = kinds.get(query.kind) ?? { asked: 0, first: 0, five: 0 };
    kinds.set(query.kind, kind);
    kind.asked += 1;
    const right =
      query.status === 'unknown' ? matches.length === 0 : matches.slice(0, 1).some((m) => isRight(query, m));
    if (right) kind.first += 1;
    if (right || matches.slice(0, 5).some((match) => isRight(query, match))) kind.five += 1;
  });
  return kinds;
}

const share = (scores: readonly Score[], of: 'first' | 'five'): number =>
  scores.reduce((sum, one) => sum + one[of], 0) / scores.reduce((sum, one) => sum + one.asked, 0);

const NO_VEHICLE = new Set([
  'greeting',
  'address',
  'price',
  'non-car',
  'unknown-make',
  'second-set-other',
  'third-set-other',
]);

describeDatabases('what customers write', (databases) => {
  let database: Database;
  afterAll(() => database?.close());
  beforeAll(async () => {
    database = await openDatabase(await botTarget(databases));
  });

  describe.each([
    ["another hand's queries", 'labelled/queries.csv'],
    ['our queries', 'queries.csv'],
  ])('%s', (name, file) => {
    it('names the vehicle first in 95 % of them, among five in 98 %, and nothing where there is none', {
      timeout: 180_000,
    }, async () => {
      const queries = readLabelledQueries(file);
      expect(queries.length).toBeGreaterThan(200);
      const answers = await withTenant(database, 'evopoliki', async (tx) => {
        const all: SearchAnswer[] = [];
        for (const { query } of queries) all.push(await searchVehicles(tx, query));
        return all;
      });
      const kinds = score(queries, answers);
      const lines = [...kinds].map(
        ([of, { asked, first, five }]) => `  ${of.padEnd(16)} ${first}/${asked} first, ${five} in five`,
      );
      console.info([`${name} (${databases.kind}):`, ...lines].join('\n'));
      const vehicles = [...kinds].filter(([of]) => !NO_VEHICLE.has(of)).map(([, one]) => one);
      const others = [...kinds].filter(([of]) => NO_VEHICLE.has(of)).map(([, one]) => one);
      expect(share(vehicles, 'first')).toBeGreaterThanOrEqual(0.95);
      expect(share(vehicles, 'five')).toBeGreaterThanOrEqual(0.98);
      expect(1 - share(others, 'first')).toBeLessThanOrEqual(0.02);
    });
  });
});
