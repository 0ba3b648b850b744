import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import type { CleanRow } from '../../src/rows.ts';
import { describeDatabases } from '../support/database.ts';
import { importRows, row, seeded } from '../support/vehicles.ts';

const WEEKS = 14;

/** Few values of everything: so rows stay, move, change their cells or their pattern, go, and come back. */
const weeklyRow: fc.Arbitrary<CleanRow> = fc
  .record({
    page: fc.constantFrom(1, 2),
    row: fc.constantFrom(1, 2, 3),
    model: fc.constantFrom('Camry', 'Corolla'),
    generation: fc.constantFrom('', 'XV70'),
    yearFrom: fc.constantFrom(null, 2018),
    bodyType: fc.constantFrom('' as const, 'sedan' as const),
    borders: fc.constantFrom('' as const, 'with' as const),
    trunk: fc.boolean(),
    notes: fc.constantFrom('', 'ромб'),
    category: fc.constantFrom('', '', 'seat_covers'),
    rawDescription: fc.constantFrom('', 'с бортами'),
  })
  .map((particular) => row(particular));

/** Some rows of the week before and some others; every third week the very same list. */
function weeks(seed: number): CleanRow[][] {
  const drawn = fc.sample(fc.array(weeklyRow, { minLength: 1, maxLength: 8 }), { seed, numRuns: WEEKS });
  const lists: CleanRow[][] = [];
  for (const [week, fresh] of drawn.entries()) {
    const last = lists.at(-1) ?? [];
    lists.push(week % 3 === 2 ? last : [...last.filter((_, index) => (index + week) % 3 > 0), ...fresh]);
  }
  return lists;
}

const patternOf = (r: CleanRow): string =>
  [r.category || 'eva_mats', r.model, r.generation, r.yearFrom ?? '', r.bodyType, r.borders, r.trunk, r.notes].join(
    '|',
  );
/** A place that leads to one pattern in two ways is one source of it. */
const placeOf = (r: CleanRow): string => [patternOf(r), r.page, r.row].join('|');
const sourceOf = (r: CleanRow): string => [patternOf(r), r.page, r.row, r.rawDescription].join('|');

/** What the database must hold, reckoned row by row. */
class Reckoned {
  readonly available = new Map<string, boolean>();
  readonly sources = new Set<string>();

  /** Takes a list; says what its import must count. */
  take(list: readonly CleanRow[]) {
    const listed = new Set(list.map(patternOf));
    const inserted = [...listed].filter((pattern) => !this.available.has(pattern)).length;
    const updated = [...listed].filter((pattern) => this.available.get(pattern) === false).length;
    const retired = [...this.available]
      .filter(([pattern, is]) => is && !listed.has(pattern))
      .map(([pattern]) => pattern);
    const noted = list.filter((r, index) => {
      const ways = list.filter((other) => placeOf(other) === placeOf(r));
      return list.indexOf(ways[0] ?? r) === index && !ways.some((way) => this.sources.has(sourceOf(way)));
    });
    for (const pattern of retired) this.available.set(pattern, false);
    for (const pattern of listed) this.available.set(pattern, true);
    for (const r of noted) this.sources.add(sourceOf(r));
    return {
      changes: inserted + updated + retired.length + noted.length > 0,
      counts: { inserted, updated, unchanged: listed.size - inserted - updated, retired: retired.length },
    };
  }
}

const held = (database: Database) =>
  withTenant(database, 'evopoliki', async (tx) => {
    const patterns = await tx<{ pattern: string; available: boolean }[]>`
      select concat_ws('|', c.code, m.name, coalesce(m.generation, ''), coalesce(m.year_from::text, ''),
        coalesce(t.code, ''), coalesce(p.borders, ''), coalesce(p.trunk, false)::text, coalesce(p.notes, '')) as pattern,
        p.available
      from patterns p join models m on m.id = p.model_id join product_categories c on c.id = p.category_id
        left join body_types t on t.id = m.body_type_id`;
    const sources = await tx<{ n: number }[]>`
      select count(distinct (pattern_id, page, row, raw_description))::int as n from source_rows`;
    return {
      patterns: new Map(patterns.map(({ pattern, available }) => [pattern, available])),
      sources: sources[0]?.n,
    };
  });

describeDatabases('a list imported week after week', ({ open }) => {
  it.each([1, 2, 3])('ends as reckoned row by row, whatever stayed, moved, changed or came back (%i)', async (seed) => {
    const database = await seeded(await open());
    const reckoned = new Reckoned();
    for (const list of weeks(seed)) {
      const wanted = reckoned.take(list);
      const result = await importRows(database, list, { retireMissing: true, maxRetire: 1 });
      expect(result.patterns).toEqual(wanted.counts);
      expect(result.importId !== null).toBe(wanted.changes);
      expect(await held(database)).toEqual({ patterns: reckoned.available, sources: reckoned.sources.size });
    }
  });
});
