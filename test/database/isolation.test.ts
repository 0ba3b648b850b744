/** The leak suite: one tenant tries to reach another's rows in every way that we know of. */
import { beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { type TenantTransaction, withTenant } from '../../src/database/tenant/tenant.ts';
import { ATTEMPTS, idsOf, NO_NUMBER, NOT_ALLOWED, outcomeOf } from '../support/attempts.ts';
import { asLogin, describeDatabases, describeServer } from '../support/database.ts';
import { type FilledTenants, fillTenants, TENANT_TABLES } from '../support/tenants.ts';

describeDatabases('a tenant', ({ open }) => {
  let database: Database;
  let tenants: FilledTenants;
  beforeAll(async () => {
    database = await open();
    tenants = await fillTenants(database);
  });
  /** As the owner, row security aside (both are superusers here). */
  const everything = async (): Promise<unknown> => {
    const all: Record<string, unknown> = {};
    for (const table of ['tenants', 'brands', 'models', ...TENANT_TABLES]) {
      all[table] = await database.sql`select * from ${database.sql(table)} t order by t::text`;
    }
    return all;
  };

  it.each(ATTEMPTS)('that %s of another gets nothing', async (_name, sql, expected) => {
    const before = await everything();
    const outcome = await withTenant(database, 'ours', (tx) => outcomeOf(tx, sql(idsOf(tenants))));
    expect(outcome).toBe(expected);
    expect(await everything()).toEqual(before);
  });

  it.each(TENANT_TABLES)('sees its own rows of %s, and no other', async (table) => {
    const rows = await withTenant(database, 'ours', (tx) => tx`select tenant_id from ${tx(table)}`);
    expect(rows).toEqual([{ tenant_id: tenants.ours.id }]);
  });

  it.each([
    ['unset', undefined],
    ['empty', ''],
    ['of nobody', '0'],
    ['negative', '-1'],
  ])('whose setting is %s sees no row', async (_name, setting) => {
    const seen = await asTenantRole(database, setting, async (tx) => {
      const counts = [];
      for (const table of ['tenants', ...TENANT_TABLES]) counts.push((await tx`select from ${tx(table)}`).count);
      return counts;
    });
    expect(seen).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each(['garbage', '1 or true', '1,2', "1'; set role postgres; --", '99999999999999999999'])(
    'whose setting is the garbage %j gets an error and no row',
    async (setting) => {
      for (const table of ['tenants', ...TENANT_TABLES]) {
        const outcome = await asTenantRole(database, setting, (tx) => outcomeOf(tx, `select * from ${table}`));
        expect([NO_NUMBER, '22003']).toContain(outcome);
      }
    },
  );

  it('is not told of others by a function of its own that sees rows before they are filtered', async () => {
    const seen = await withTenant(database, 'ours', async (tx) => {
      await tx.unsafe(`
        create temporary table seen (notes text) on commit drop;
        create function pg_temp.spy(notes text) returns boolean language plpgsql cost 0.0000001 as
          'begin insert into seen values (notes); return true; end'`);
      await tx`select * from patterns where pg_temp.spy(notes)`;
      return tx`select notes from seen`;
    });
    expect(seen).toEqual([{ notes: 'notes of ours' }]);
  });

  it('gets its own rows from a statement that was prepared under another', async () => {
    const read = (slug: string): Promise<readonly unknown[]> =>
      withTenant(database, slug, (tx) =>
        tx.unsafe('select text_ru from bot_texts where key = $1', ['welcome'], { prepare: true }),
      );
    for (let round = 0; round < 7; round++) {
      expect(await read('ours')).toEqual([{ text_ru: 'of ours' }]);
      expect(await read('theirs')).toEqual([{ text_ru: 'of theirs' }]);
    }
  });

  it('gets its own rows on a connection that others use before and after, work that fails included', async () => {
    const slugs = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? 'ours' : 'theirs'));
    const seen = await Promise.all(
      slugs.map((slug, n) =>
        withTenant(database, slug, async (tx) => {
          const [row] = await tx<{ text_ru: string }[]>`select text_ru from bot_texts`;
          if (n % 5 === 0) await tx`select 1 / 0`;
          return row?.text_ru;
        }).catch((error: unknown) => (error as { code: string }).code),
      ),
    );
    expect(seen).toEqual(slugs.map((slug, n) => (n % 5 === 0 ? '22012' : `of ${slug}`)));
    const [after] = await database.sql`select coalesce(current_setting('app.tenant_id', true), '') as tenant`;
    expect(after).toEqual({ tenant: '' });
  });

  it('may write the same keys as another, and gets its own', async () => {
    await withTenant(database, 'ours', async (tx, { id }) => {
      const again = await tx`
        insert into bot_texts (tenant_id, key, text_ru) values (${id}, 'only_theirs', 'x') on conflict do nothing returning key`;
      expect(again).toEqual([{ key: 'only_theirs' }]);
    });
    await withTenant(database, 'theirs', async (tx, { id }) => {
      await tx`insert into bot_texts (tenant_id, key, text_ru) values (${id}, 'only_theirs', 'y')`;
    });
    const texts = (slug: string): Promise<unknown> =>
      withTenant(database, slug, (tx) => tx`delete from bot_texts where key = 'only_theirs' returning text_ru`);
    expect(await texts('ours')).toEqual([{ text_ru: 'x' }]);
    expect(await texts('theirs')).toEqual([{ text_ru: 'y' }]);
  });
});

/** As the role, with the setting as it is: what a program does that doesn't use withTenant. */
async function asTenantRole<T>(
  database: Database,
  setting: string | undefined,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const result = await database.sql.begin(async (tx) => {
    await tx`set local role lekalo_tenant`;
    if (setting !== undefined) await tx`select set_config('app.tenant_id', ${setting}, true)`;
    return { value: await work(tx) };
  });
  return (result as { value: T }).value;
}

describeServer("an operator's login", ({ login, open }) => {
  let owner: Database;
  let operator: Database;
  let tenants: FilledTenants;
  beforeAll(async () => {
    const member = await login();
    owner = await open();
    tenants = await fillTenants(owner);
    await owner.sql.unsafe(`grant lekalo_tenant to ${member.name}`);
    operator = await openDatabase(asLogin(owner.target, member));
    return () => operator.close();
  });

  it('works for tenants through withTenant', async () => {
    expect(await withTenant(operator, 'theirs', (tx) => tx`select text_ru from bot_texts`)).toEqual([
      { text_ru: 'of theirs' },
    ]);
  });

  it('sees no row under its own name unless a tenant is set', async () => {
    for (const table of ['tenants', ...TENANT_TABLES]) {
      expect(await operator.sql`select * from ${operator.sql(table)}`).toEqual([]);
    }
  });

  it.each(ATTEMPTS)(
    'that %s of another tenant gets nothing under its own name either',
    async (_name, sql, expected) => {
      const outcome = await operator.sql.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${tenants.ours.id}, true)`;
        return { value: await outcomeOf(tx, sql(idsOf(tenants))) };
      });
      expect(outcome).toEqual({ value: expected });
    },
  );

  it('copies out its own rows only, and may not copy in past row security', async () => {
    const copied = await withTenant(operator, 'ours', async (tx) => {
      const chunks: string[] = [];
      for await (const chunk of await tx`copy bot_texts (text_ru) to stdout`.readable()) chunks.push(String(chunk));
      return chunks.join('');
    });
    expect(copied).toBe('of ours\n');
    const copyIn = withTenant(operator, 'ours', (tx) => tx`copy bot_texts from '/dev/null'`);
    await expect(copyIn).rejects.toMatchObject({ code: NOT_ALLOWED });
  });

  it('reads through a view with the rights of whoever asks', async () => {
    await owner.sql.unsafe(`
      create view texts with (security_invoker = true) as select text_ru from bot_texts; grant select on texts to lekalo_tenant`);
    expect(await withTenant(operator, 'ours', (tx) => tx`select * from texts`)).toEqual([{ text_ru: 'of ours' }]);
    await owner.sql.unsafe('drop view texts');
  });
});
