import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { readSearchCatalog } from '../../src/database/search/searchCatalog.ts';
import { seedSearchNames } from '../../src/database/search/searchNames.ts';
import { botTarget, importPatterns } from '../support/bot.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('the names of the search', (databases) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(await botTarget(databases));
    await importPatterns(database, 'evopoliki', 'eva_mats', [{ brand: 'Dzhigit', model: 'Zolotoy' }]);
  });
  afterAll(() => database?.close());

  it('are filled once: a second time nothing is inserted or taken away', async () => {
    const counts = await seedSearchNames(database, await readSearchCatalog());
    expect(counts).toMatchObject({ inserted: 0, updated: 0 });
    expect(counts.unchanged).toBeGreaterThan(20_000);
  });

  it('follow the catalogue, and keep what an import brought', { timeout: 180_000 }, async () => {
    const catalog = await readSearchCatalog();
    const [first, ...rest] = catalog.models.filter(({ brand, model }) => brand === 'Toyota' && model === 'Camry');
    const changed = {
      ...catalog,
      models: [
        ...catalog.models.filter((line) => line !== first && !rest.includes(line)),
        { ...first, aliases: 'камрибус' },
      ],
    };
    const counts = await seedSearchNames(database, changed as typeof catalog);
    expect(counts.inserted).toBe(1);
    expect(counts.updated).toBeGreaterThan(5);
    const names =
      await database.sql`select key from search_names where key in ('kamribus', 'kamryuha', 'zolotoi', 'zolotoy') order by key`;
    expect(names.map(({ key }) => key)).toEqual(['kamribus', 'zolotoy']);
    expect((await seedSearchNames(database, catalog)).inserted).toBe(counts.updated);
  });

  describe('are folded so that the same name is the same however it is written', () => {
    it.each([
      ['Камри', 'kamri', 'kamr'],
      ['КАМРЮ', 'kamryu', 'kamr'],
      ['camry', 'camry', 'kamr'],
      ['Land-Cruiser 200', 'landcruiser200', 'landkruisir200'],
      ["Cee'd", 'ceed', 'sid'],
      ['Citroën', 'citroen', 'sitrain'],
      ['Өрүк', 'oruk', 'aruk'],
      ['Golf+', 'golfplus', 'galfplus'],
      ['Приус а', 'prius_a', 'prius_a'],
    ])('%s', async (name, key, sound) => {
      const [forms] = await database.sql`select key, sound from search_forms(${name})`;
      expect(forms).toEqual({ key, sound });
    });
  });

  describe('are set apart from numbers, years and little words', () => {
    it.each([
      ['две тысячи двадцать второй', '2022:year'],
      ['эки миң он сегизинчи жыл', '2018:year zhyl:noise'],
      ['бир миң тогуз жүз токсон тогузунчу', '1999:year'],
      ['х пятый', 'h:word 5:number'],
      ['сто двадцать', '120:number'],
      ['07 года', '07:year goda:noise'],
      ['5 мест', '5:noise mest:noise'],
      ['2500 сом', '2500:noise som:noise'],
      ['ул. Ленина 10', 'ul:place lenina:word 10:number'],
      ['+996 555 12 34 56', ''],
      ['2.0 л', 'l:noise'],
      ['2012-16', '2012:year 2016:year'],
      ['80-ка', '80:number ka:noise'],
    ])('%s', async (query, wanted) => {
      const atoms = await database.sql`select key, role from unnest(read_vehicle_query(${query}))`;
      expect(atoms.map(({ key, role }) => `${key}:${role}`).join(' ')).toBe(wanted);
    });
  });
});
