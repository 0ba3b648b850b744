import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { type Quote, type QuoteRequest, quotePrice } from '../../src/database/prices/quotePrice.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { seeded } from '../support/vehicles.ts';

describeDatabases('quote', (databases) => {
  let database: Database;
  const ask = (request: QuoteRequest, tenant = 'evopoliki'): Promise<Quote> =>
    withTenant(database, tenant, (tx) => quotePrice(tx, request));
  beforeAll(async () => {
    database = await seeded(await databases.open());
  });

  describe("adds up the owner's prices", () => {
    it.each<[category: string, body: string | null, options: string[], total: number]>([
      ['eva_mats', 'sedan', [], 2400],
      ['eva_mats', 'hatchback', [], 2400],
      ['eva_mats', 'suv', [], 2500],
      ['eva_mats', 'sedan', ['with_borders'], 2800],
      ['eva_mats', 'hatchback', ['with_borders'], 2800],
      ['eva_mats', 'suv', ['with_borders'], 3000],
      ['eva_mats', 'suv', ['with_borders', 'third_row'], 4000],
      ['eva_mats', 'minivan', ['size=small'], 6300],
      ['eva_mats', 'minivan', ['size=medium'], 6500],
      ['eva_mats', 'minivan', ['size=large'], 7000],
      ['eva_mats', 'truck', ['cab=single'], 2000],
      ['eva_mats', 'truck', ['cab=double'], 3500],
      ['5d_mats', null, ['leather=press'], 9000],
      ['5d_mats', 'suv', ['leather=stitch'], 10_500],
      ['5d_mats', 'sedan', ['leather=crocodile'], 15_000],
      ['5d_mats', 'suv', ['leather=press', 'third_row'], 14_000],
      ['5d_mats', 'suv', ['third_row', 'leather=stitch'], 15_500],
      ['5d_mats', 'suv', ['leather=crocodile', 'third_row', 'trunk'], 28_000],
      ['5d_mats', 'suv', ['leather=press', 'trunk', 'colour=beige'], 15_000],
    ])('%s %s %j = %d', async (category, bodyType, options, total) => {
      const quote = await ask({ category, bodyType, options });
      expect(quote).toMatchObject({ status: 'priced', total, currency: 'KGS', missing: [] });
      expect(quote.lines.reduce((sum, { price }) => sum + (price ?? Number.NaN), 0)).toBe(total);
    });
  });

  describe('says plainly what has no price', () => {
    it.each<[category: string, body: string | null, options: string[], missing: string, reason: string]>([
      ['eva_mats', 'coupe', [], 'eva_mats', 'no_price'],
      ['eva_mats', 'wagon', ['with_borders'], 'eva_mats', 'no_price'],
      ['eva_mats', 'minivan', ['size=large', 'with_borders'], 'with_borders', 'no_price'],
      ['eva_mats', 'truck', ['cab=single', 'with_borders'], 'with_borders', 'no_price'],
      ['eva_mats', 'minivan', ['size=small', 'third_row'], 'third_row', 'no_price'],
      ['eva_mats', 'minivan', [], 'size', 'no_choice'],
      ['eva_mats', 'truck', [], 'cab', 'no_choice'],
      ['eva_mats', null, [], 'body_type', 'no_choice'],
      ['5d_mats', 'suv', ['trunk'], 'leather', 'no_choice'],
      ['seat_covers', null, ['eco_leather=premium'], 'seat_covers', 'no_price'],
      ['dashboard_covers', null, [], 'dashboard_covers', 'no_price'],
    ])('%s %s %j lacks %s: %s', async (category, bodyType, options, code, reason) => {
      const quote = await ask({ category, bodyType, options });
      expect(quote).toMatchObject({ status: 'on_request', total: null });
      expect(quote.missing).toContainEqual(expect.objectContaining({ code, reason }));
    });
  });

  it('tells among what to choose where a choice carries the price', async () => {
    const { missing } = await ask({ category: '5d_mats' });
    expect(missing).toEqual([
      { code: 'leather', value: null, reason: 'no_choice', allowed: ['crocodile', 'press', 'stitch'] },
    ]);
  });

  describe('refuses what is not there, by naming what is', () => {
    it.each<[request: QuoteRequest, code: string, message: string, hint: string]>([
      [{ category: 'carpets' }, 'unknown-category', "'carpets'", 'eva_mats, 5d_mats, seat_covers, dashboard_covers'],
      [{ category: 'premium_covers' }, 'unknown-category', "'premium_covers'", 'seat_covers'],
      [{ category: 'eva_mats', bodyType: 'tank' }, 'bad-usage', "'tank'", 'sedan, hatchback'],
      [{ category: 'eva_mats', options: ['wings'] }, 'bad-usage', "'wings'", 'with_borders, third_row, size, cab'],
      [{ category: 'eva_mats', bodyType: 'sedan', options: ['third_row'] }, 'bad-usage', "'sedan'", 'suv, minivan'],
      [{ category: '5d_mats', options: ['leather=gold'] }, 'bad-usage', "'gold'", 'crocodile, press, stitch'],
      [{ category: '5d_mats', options: ['leather'] }, 'bad-usage', "'leather'", 'crocodile, press, stitch'],
      [{ category: '5d_mats', options: ['trunk=big'] }, 'bad-usage', "'trunk'", 'trunk alone'],
      [{ category: '5d_mats', options: ['trunk', 'trunk'] }, 'bad-usage', "'trunk'", 'once'],
    ])('%j', async (request, code, message, hint) => {
      await expect(ask(request)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      });
    });
  });

  it('takes the price that is valid on the day, neither the last nor the next', async () => {
    const on = (day: string): Promise<unknown> =>
      withTenant(database, 'five_deluxe', async (tx, tenant) => {
        await tx`delete from prices`;
        await tx`
          insert into prices (tenant_id, category_id, base_price, valid_from, valid_to)
          select ${tenant.id}, c.id, p.price, p.valid_from, p.valid_to
          from product_categories c, (values (100, date '2020-01-01', date '2021-01-01'), (200, '2021-01-01', null)) p (price, valid_from, valid_to)
          where c.code = 'alcantara_dash'`;
        const [row] = await tx`select quote_price('alcantara_dash', null, '{}', ${day}::date) -> 'total' as total`;
        return row?.['total'];
      });
    expect(await on('2020-12-31')).toBe(100);
    expect(await on('2021-01-01')).toBe(200);
    expect(await on('2019-12-31')).toBe(null);
  });

  it('honours a tenant that makes no EVA mats and tells no prices', async () => {
    await expect(ask({ category: 'eva_mats' }, 'five_deluxe')).rejects.toMatchObject({
      code: 'unknown-category',
      hint: 'Choose one of: 5d_mats, premium_covers, alcantara_dash.',
    });
    expect(await ask({ category: '5d_mats' }, 'five_deluxe')).toMatchObject({
      show_price: false,
      status: 'on_request',
    });
    expect(await ask({ category: '5d_mats' })).toMatchObject({ show_price: true });
  });
});

describeDatabases('lekalo quote and lekalo texts', (databases) => {
  let target: DatabaseTarget;
  const run = (...args: string[]): ReturnType<typeof lekalo> =>
    lekalo(args, { cwd: freshFolder(), env: environmentOf(target) });
  beforeAll(async () => {
    target = await databases.migrated();
    const database = await openDatabase(target);
    await seeded(database);
    await database.close();
  });
  afterAll(() => undefined);

  it('quotes for people and for programs', async () => {
    const args = [
      'quote',
      '--tenant',
      'evopoliki',
      '--category',
      'eva_mats',
      '--body-type',
      'suv',
      '--option',
      'with_borders',
    ];
    expect((await run(...args)).stdout).toBe(
      'eva_mats, suv: 3000 KGS\n  eva_mats: 2500 KGS\n  with_borders: 500 KGS\n',
    );
    expect(JSON.parse((await run(...args, '--json')).stdout)).toMatchObject({
      status: 'priced',
      total: 3000,
      currency: 'KGS',
      lines: [
        { code: 'eva_mats', body_type: 'suv', price: 2500 },
        { code: 'with_borders', body_type: 'suv', price: 500 },
      ],
    });
    const wrong = await run('quote', '--tenant', 'evopoliki', '--category', 'carpets');
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stderr).toContain("lekalo: There is no category 'carpets' here.");
  });

  it('sets texts, lists them, and tells what is missing', async () => {
    const tenant = ['--tenant', 'evopoliki'];
    expect((await run('texts', 'missing', ...tenant)).stdout).toBe('evopoliki: nothing is missing\n');
    const set = await run('texts', 'set', 'ask_colour', ...tenant, '--ru', 'Какой цвет, {name}?');
    expect(set.stdout).toBe("evopoliki: the text 'ask_colour' is inserted\n");
    expect((await run('texts', 'missing', ...tenant)).stdout).toBe('ask_colour ky: no text, Russian is used\n');
    await run('texts', 'set', 'ask_colour', ...tenant, '--ky', 'Түсү кандай?');
    expect((await run('texts', 'missing', ...tenant)).stdout).toBe(
      'ask_colour ky: lacks {name}, which the other language has\n',
    );
    const again = await run('texts', 'set', 'ask_colour', ...tenant, '--ky', 'Түсү кандай?', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ tenant: 'evopoliki', key: 'ask_colour', outcome: 'unchanged' });
    const listed = JSON.parse((await run('texts', 'list', ...tenant, '--json')).stdout);
    expect(listed.texts).toContainEqual({ key: 'ask_colour', ru: 'Какой цвет, {name}?', ky: 'Түсү кандай?' });
    const theirs = await run('texts', 'list', '--tenant', 'five_deluxe', '--json');
    expect(theirs.stdout).not.toContain('ask_colour');
    expect((await run('texts', 'set', 'Ask', ...tenant, '--ru', 'x')).exitCode).toBe(2);
  });
});
