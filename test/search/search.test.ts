import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import {
  findAvailability,
  type SearchAnswer,
  type SearchOptions,
  searchVehicles,
} from '../../src/database/search/searchVehicles.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { botTarget, importPatterns } from '../support/bot.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('search', (databases) => {
  let database: Database;
  const search = (query: string, options: SearchOptions = {}, tenant = 'evopoliki'): Promise<SearchAnswer> =>
    withTenant(database, tenant, (tx) => searchVehicles(tx, query, options));

  afterAll(() => database?.close());
  beforeAll(async () => {
    database = await openDatabase(await botTarget(databases));
    await importPatterns(database, 'evopoliki', 'eva_mats', [
      { generation: 'XV70', notes: 'xv70' },
      { generation: 'XV20|XV30', notes: 'xv20, xv30' },
      { yearFrom: 2008, yearTo: 2008, notes: 'of 2008' },
      { yearFrom: 2012, yearTo: 2016, notes: '2012 to 2016' },
      { notes: 'of any year' },
      { model: 'Corolla', yearFrom: 2010, notes: 'since 2010' },
      { brand: 'Honda', model: 'Accord', generation: 'VII', notes: 'seventh' },
      { brand: 'Volkswagen', model: 'Golf', generation: 'IV', notes: 'golf 4' },
      { brand: 'Dzhigit', model: 'Zolotoy', notes: 'a maker that the catalogue lacks' },
    ]);
    await importPatterns(database, 'five_deluxe', '5d_mats', [{ brand: 'Kia', model: 'Rio', notes: "the other's" }]);
  });

  describe('finds the patterns that fit what was asked', () => {
    it.each([
      ['камри', ['xv70', 'xv20, xv30', 'of 2008', '2012 to 2016', 'of any year']],
      ['камри 70', ['xv70', 'of any year']],
      ['камри 30', ['xv20, xv30', 'of any year']],
      ['камри 8 поколение', ['xv70', 'of any year']],
      // Of the generation of 2006–2011: one printed year stands for its generation.
      ['камри 2010', ['of 2008', 'of any year']],
      ['камри 40', ['of 2008', 'of any year']],
      ['камри 2013', ['2012 to 2016', 'of any year']],
      ['камри 2019', ['xv70', 'of any year']],
      ['королла 2009', []],
      ['королла 2015', ['since 2010']],
      ['аккорд 7', ['seventh']],
      ['аккорд 2005', ['seventh']],
      ['аккорд 8', []],
      ['гольф 4', ['golf 4']],
      ['гольф 2001 года', ['golf 4']],
      ['прадо 120', []],
    ])('%s', async (query, wanted) => {
      const { status, matches } = await search(query);
      expect(status).toBe('found');
      const [best] = matches;
      expect(best?.available).toBe(wanted.length > 0);
      expect(best?.patterns.map(({ notes }) => notes).sort()).toEqual([...wanted].sort());
    });
  });

  it.each<[string, SearchAnswer['status'], SearchAnswer['ask']]>([
    ['камри', 'found', 'year'],
    ['камри 70', 'found', null],
    ['тойота', 'ambiguous', 'model'],
    ['матиз', 'ambiguous', 'brand'],
    ['тойота марк', 'ambiguous', 'model'],
    ['привет', 'unknown', 'brand'],
  ])('says of %s that it is %s, and asks for the %s', async (query, status, ask) => {
    expect(await search(query)).toMatchObject({ status, ask });
  });

  it('knows the vehicle whoever has a pattern, and shows a tenant its own patterns only', async () => {
    const ours = await search('киа рио');
    const theirs = await search('киа рио', {}, 'five_deluxe');
    expect(ours.matches[0]).toMatchObject({ brand: 'Kia', model: 'Rio', available: false, patterns: [] });
    expect(theirs.matches[0]).toMatchObject({ brand: 'Kia', model: 'Rio', available: true });
    expect(theirs.matches[0]?.patterns.map(({ notes }) => notes)).toEqual(["the other's"]);
  });

  it('counts patterns of the category asked for only, and refuses one that is not there by naming those that are', async () => {
    expect((await search('камри 70', { category: 'eva_mats' })).matches[0]?.available).toBe(true);
    expect((await search('камри 70', { category: 'seat_covers' })).matches[0]?.available).toBe(false);
    await expect(search('камри 70', { category: 'carpets' })).rejects.toMatchObject({
      code: 'unknown-category',
      message: "There is no category 'carpets'.",
      hint: expect.stringContaining('eva_mats'),
    });
  });

  it('finds a maker and a model that only an import brought, at once', async () => {
    const { status, matches } = await search('джигит золотой');
    expect(status).toBe('found');
    expect(matches[0]).toMatchObject({ brand: 'Dzhigit', model: 'Zolotoy', available: true });
  });

  it('names what is near to an unknown name', async () => {
    const { status, nearest } = await search('тайотеррано');
    expect(status).toBe('unknown');
    expect(nearest.length).toBeGreaterThan(0);
  });

  it('answers the same in SQL and in TypeScript', async () => {
    for (const query of ['камри 70', 'матиз', 'тойота', 'rfvhb 2010', 'привет', 'бмв х5 е70']) {
      const { status, ask, matches } = await search(query);
      const rows = await withTenant(
        database,
        'evopoliki',
        (tx) => tx`select status, ask, brand, model, generation, year, score::float8 as score, available, patterns
          from search_vehicles(${query}, 5)`,
      );
      const flat = matches.map(({ year_to: _, ...match }) => ({ status, ask, ...match }));
      expect([...rows].map((row) => ({ ...row }))).toEqual(flat);
    }
  });

  it('shows no pattern outside of a tenant', async () => {
    const [row] =
      await database.sql`select search_vehicle_answer('камри') -> 'matches' -> 0 ->> 'available' as available`;
    expect(row?.['available']).toBe('false');
  });

  it('answers about a vehicle known by its names as the search does', async () => {
    const asked = { brand: 'Toyota', model: 'Camry', year: 2010 };
    const { available, patterns } = await withTenant(database, 'evopoliki', (tx) => findAvailability(tx, asked));
    expect(available).toBe(true);
    expect(patterns).toEqual((await search('камри 2010')).matches[0]?.patterns);
  });

  it('never fails, whatever is typed, and never answers with a score out of 0 to 1', async () => {
    const words = fc.constantFrom(
      '\0',
      'камри',
      '70',
      "'",
      '%',
      '2012-16',
      '\\',
      'бмв',
      'х5',
      '🚗',
      '[jylf',
      'жүз',
      'миң',
      '(',
      '+996',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(words).map((list) => list.join(' ')),
    );
    await withTenant(database, 'evopoliki', (tx) =>
      fc.assert(
        fc.asyncProperty(text, async (typed) => {
          const { status, matches } = await searchVehicles(tx, typed);
          expect(matches.length > 0).toBe(status !== 'unknown');
          for (const { score } of matches) expect(score >= 0 && score <= 1).toBe(true);
        }),
        { numRuns: 60, seed: 7 },
      ),
    );
  });

  it.each([
    ['камри 70', 'КАМРИ 70', '  камри   70 ', 'камри-70', 'Камри70!'],
    ['rav4', 'RAV 4', 'Rav-4', 'rav4?'],
  ])('pays no heed to case, spaces and signs: %s', async (...ways) => {
    const answers = await Promise.all(ways.map((way) => search(way)));
    const [first] = answers.map(({ matches }) => matches);
    for (const { matches } of answers) expect(matches).toEqual(first);
  });
});
