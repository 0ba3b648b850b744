import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedDatabase } from '../../src/database/seed/seed.ts';
import { readSeed, SEED_FOLDER } from '../../src/database/seed/seedFiles.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';

const BOT_TEXT_KEYS = [
  'ask_brand',
  'ask_model',
  'ask_options',
  'ask_year',
  'contact_manager',
  'individual_measure',
  'pattern_available',
  'pattern_not_available',
  'price_summary',
  'welcome',
];

describeDatabases('seed', ({ open, migrated, empty }) => {
  it('fills an empty database, and a second time changes nothing', async () => {
    const database = await open();
    const seed = await readSeed(SEED_FOLDER);
    const first = await seedDatabase(database, seed);
    expect(first.tenants).toEqual({ inserted: 2, updated: 0, unchanged: 0 });
    expect(first.bot_texts.inserted).toBe(2 * BOT_TEXT_KEYS.length);
    expect(first.prices.inserted).toBe(19);
    const second = await seedDatabase(database, seed);
    for (const [table, counts] of Object.entries(second)) {
      expect(counts, table).toEqual({
        inserted: 0,
        updated: 0,
        unchanged: first[table as keyof typeof first].inserted,
      });
    }
  });

  it('holds the shared vocabulary as the files say it, and leaves alone what is a tenant’s own', async () => {
    const database = await open();
    const seed = await readSeed(SEED_FOLDER);
    await seedDatabase(database, seed);
    await database.sql`update body_types set name_ru = 'Кузов' where code = 'sedan'`;
    await database.sql`update tenants set name = 'Новое имя' where slug = 'evopoliki'`;
    await withTenant(database, 'evopoliki', async (tx) => {
      await tx`update bot_texts set text_ru = 'Салют!' where key = 'welcome'`;
      await tx`update prices set base_price = 2600 where base_price = 2500`;
      await tx`update prices set valid_to = '2025-06-01' where base_price = 6500`;
    });
    const again = await seedDatabase(database, seed);
    expect(again.body_types.updated).toBe(1);
    expect(again.prices.inserted).toBe(0);
    expect((await database.sql`select name from tenants where slug = 'evopoliki'`)[0]?.['name']).toBe('Новое имя');
    const [text] = await withTenant(
      database,
      'evopoliki',
      async (tx) => tx`select text_ru from bot_texts where key = 'welcome'`,
    );
    expect(text?.['text_ru']).toBe('Салют!');
  });

  it('seeds one tenant when asked for one', async () => {
    const database = await open();
    const counts = await seedDatabase(database, await readSeed(SEED_FOLDER), { tenant: 'five_deluxe' });
    expect(counts.tenants.inserted).toBe(1);
    expect(counts.prices.inserted).toBe(0);
    expect(await database.sql`select slug from tenants`).toEqual([{ slug: 'five_deluxe' }]);
  });

  it('is a command that says what it did, then that nothing was missing', async () => {
    const cwd = freshFolder();
    const env = environmentOf(await migrated());
    const first = await lekalo(['seed', '--json'], { cwd, env });
    expect(first.exitCode, first.stdout).toBe(0);
    expect(JSON.parse(first.stdout)['tenants']).toEqual({ inserted: 2, updated: 0, unchanged: 0 });
    const second = await lekalo(['seed'], { cwd, env });
    expect(second.stdout).toBe('seed: everything was there already\n');
    const unknown = await lekalo(['seed', '--tenant', 'nobody'], { cwd, env });
    expect([unknown.exitCode, unknown.stderr.split('\n')[0]]).toEqual([4, "lekalo: The seed has no tenant 'nobody'."]);
  });

  it('says that a database is not migrated', async () => {
    const env = environmentOf(await empty());
    const { stderr, exitCode } = await lekalo(['seed'], { cwd: freshFolder(), env });
    expect([exitCode, stderr]).toEqual([4, "lekalo: The database is not migrated.\n  Run 'lekalo migrate'.\n"]);
  });
});

describe('the seed that comes with lekalo', () => {
  it('has every text of the bot for each tenant, in Russian and in Kyrgyz that is not a copy of it', async () => {
    const { texts, tenants } = await readSeed(SEED_FOLDER);
    for (const { slug } of tenants) {
      const own = texts.filter(({ tenant }) => tenant === slug);
      expect(own.map(({ key }) => key).sort()).toEqual(BOT_TEXT_KEYS);
      for (const { textRu, textKy } of own) {
        expect(textKy).not.toBe('');
        expect(textKy).not.toBe(textRu);
        const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
        expect(placeholders(textKy)).toEqual(placeholders(textRu));
      }
    }
  });

  it.each([
    ['options.csv', 'eva_mats,', 'eva_mat,', "options.csv: unknown category 'eva_mat'"],
    ['options.csv', 'suv|minivan', 'suv|bus', "options.csv: unknown body type 'bus'"],
    ['option_values.csv', '5d_mats,leather,', '5d_mats,skin,', "option_values.csv: no choice '5d_mats.skin'"],
    ['bot_texts.csv', 'five_deluxe,welcome', 'deluxe,welcome', "bot_texts.csv: unknown tenant 'deluxe'"],
    ['tenants.json', '"seat_covers"', '"covers"', "tenants.json: 'evopoliki' names the unknown category 'covers'"],
    ['prices/evopoliki.csv', ',with_borders,,suv', ',borders,,suv', "line 12: unknown option 'borders' of eva_mats"],
    ['prices/evopoliki.csv', 'leather,press,,9000', 'leather,silk,,9000', "line 14: unknown value 'silk' of 'leather'"],
    ['prices/evopoliki.csv', ',,,sedan,2400', ',,,sedan,от 2400', "line 2: price 'от 2400' is a range"],
  ])('refuses %s with %s written as %s, naming the code', async (file, from, to, fault) => {
    const folder = join(freshFolder(), 'seed');
    cpSync(SEED_FOLDER, folder, { recursive: true });
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
    await expect(readSeed(folder)).rejects.toMatchObject({ code: 'bad-seed', message: expect.stringContaining(fault) });
  });
});
