/** The leak suite: one tenant tries to reach another's rows in every way that we know of. */
import { beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection.ts';
import { type TenantTransaction, withTenant } from '../../src/database/tenant.ts';
import { asLogin, describeDatabases, describeEmbedded, describeServer } from '../support/database.ts';
import { type FilledTenants, fillTenants, TENANT_TABLES } from '../support/tenants.ts';

/** What a refused statement says: not allowed, against the policy, no such row to refer to, no number. */
const NOT_ALLOWED = '42501';
const NO_SUCH_ROW = '23503';
const NO_NUMBER = '22P02';

type Ids = Readonly<Record<'ours' | 'theirs' | 'theirRun' | 'theirPattern' | 'category' | 'model', string>>;

const idsOf = ({ ours, theirs, category, model }: FilledTenants): Ids => ({
  ours: ours.id,
  theirs: theirs.id,
  theirRun: theirs.run,
  theirPattern: theirs.pattern,
  category,
  model,
});

/** Each statement as 'ours', and what comes of it: the rows that it reached, or the error's code. */
const ATTEMPTS: readonly (readonly [string, (ids: Ids) => string, number | string])[] = [
  ...TENANT_TABLES.map(
    (table) =>
      [`reads ${table}`, ({ theirs }: Ids) => `select * from ${table} where tenant_id = ${theirs}`, 0] as const,
  ),
  ['reads the list of tenants', () => `select * from tenants where slug = 'theirs'`, 0],
  [
    'reads under OR true',
    ({ theirs }) => `select * from patterns where (tenant_id = ${theirs} or true) and tenant_id = ${theirs}`,
    0,
  ],
  [
    'counts by a join',
    ({ theirs }) => `select * from models m join patterns p on p.model_id = m.id where p.tenant_id = ${theirs}`,
    0,
  ],
  ['locks rows', ({ theirs }) => `select * from patterns where tenant_id = ${theirs} for update`, 0],
  ['updates', ({ theirs }) => `update patterns set available = false where tenant_id = ${theirs}`, 0],
  [
    'updates by a join',
    ({ theirs }) => `update prices set base_price = 1 from patterns p where prices.tenant_id = ${theirs}`,
    0,
  ],
  ['moves its own row there', ({ theirs }) => `update bot_texts set tenant_id = ${theirs}, key = 'moved'`, NOT_ALLOWED],
  ['moves its own price there', ({ theirs }) => `update prices set tenant_id = ${theirs}`, NOT_ALLOWED],
  [
    'takes a row of theirs',
    ({ ours, theirs }) => `update bot_texts set tenant_id = ${ours} where tenant_id = ${theirs}`,
    0,
  ],
  ['deletes', ({ theirs }) => `delete from bot_texts where tenant_id = ${theirs}`, 0],
  ['deletes lineage', ({ theirs }) => `delete from source_rows where tenant_id = ${theirs}`, 0],
  [
    'inserts',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'new', 'x')`,
    NOT_ALLOWED,
  ],
  [
    'inserts a pattern',
    ({ theirs, category, model }) =>
      `insert into patterns (tenant_id, category_id, model_id, notes) values (${theirs}, ${category}, ${model}, 'x')`,
    NOT_ALLOWED,
  ],
  [
    'inserts from a query',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) select ${theirs}, 'new', text_ru from bot_texts`,
    NOT_ALLOWED,
  ],
  [
    'overwrites by a conflict',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'welcome', 'x')
      on conflict (tenant_id, key) do update set text_ru = excluded.text_ru`,
    NOT_ALLOWED,
  ],
  [
    'learns of a key by a conflict that does nothing',
    ({ theirs }) =>
      `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'welcome', 'x') on conflict do nothing`,
    NOT_ALLOWED,
  ],
  [
    'merges',
    ({
      theirs,
    }) => `merge into bot_texts using (values (${theirs}::bigint, 'welcome')) v (t, k) on tenant_id = v.t and key = v.k
      when matched then update set text_ru = 'x'
      when not matched then insert (tenant_id, key, text_ru) values (v.t, v.k, 'x')`,
    NOT_ALLOWED,
  ],
  [
    'refers to their pattern',
    ({
      ours,
      theirPattern,
    }) => `insert into source_rows select ${ours}, ${theirPattern}, id, 's', 1, 1, '', '', '', '', '', 1
      from import_runs`,
    NO_SUCH_ROW,
  ],
  ['refers to their run', ({ theirRun }) => `update patterns set run_id = ${theirRun}`, NO_SUCH_ROW],
  ['truncates', () => 'truncate patterns', NOT_ALLOWED],
  ['switches row security off', () => 'alter table patterns disable row level security', NOT_ALLOWED],
  ['adds a policy', () => 'create policy mine on patterns using (true)', NOT_ALLOWED],
  ['asks to leave row security out', () => 'set local row_security = off; select * from patterns', NOT_ALLOWED],
  ['writes the shared catalogue', () => `update brands set name = 'Mine'`, NOT_ALLOWED],
  ['deletes from the shared catalogue', () => 'delete from models', NOT_ALLOWED],
  ['makes itself another tenant in the list', () => `update tenants set slug = 'theirs2'`, NOT_ALLOWED],
  ['rewrites the ledger', () => `update import_runs set actor = 'nobody'`, NOT_ALLOWED],
  ['deletes from the ledger', () => 'delete from import_changes', NOT_ALLOWED],
  ['makes a table of ours', () => 'create table public.mine (id int)', NOT_ALLOWED],
  ['reads files', () => `copy patterns from '/etc/passwd'`, NOT_ALLOWED],
];

/** Rows reached, or the code of the error, of a statement that is rolled back. */
async function outcomeOf(tx: TenantTransaction, sql: string): Promise<number | string> {
  try {
    return await tx.savepoint(async (sp) => {
      const result = await sp.unsafe(sql);
      return result.count ?? 0;
    });
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

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

describeDatabases('withTenant on a database that was tampered with', ({ open }) => {
  it.each([
    ['alter table patterns disable row level security', "row security doesn't bind it on 'patterns'"],
    [
      'create table extra (tenant_id bigint); grant all on extra to lekalo_tenant',
      "row security doesn't bind it on 'extra'",
    ],
    ['alter table tenants disable row level security', "the tenants seen are 'ours, theirs'"],
    ['create policy p on tenants using (true)', "the tenants seen are 'ours, theirs'"],
    [
      `create or replace function resolve_tenant(wanted text, out id bigint, out active boolean) language sql stable
         security definer as 'select 2::bigint, true'`,
      "the tenants seen are 'theirs'",
    ],
  ])('refuses to work after: %s', async (sql, message) => {
    const database = await open();
    await fillTenants(database);
    await database.sql.unsafe(sql);
    let reached = false;
    const work = withTenant(database, 'ours', async () => {
      reached = true;
    });
    await expect(work).rejects.toMatchObject({ code: 'isolation-broken', message: expect.stringContaining(message) });
    expect(reached).toBe(false);
  });
});

describeEmbedded('withTenant with a role of too much power', ({ open }) => {
  it.each(['bypassrls', 'superuser'])('refuses one with %s', async (power) => {
    const database = await open();
    await fillTenants(database);
    await database.sql.unsafe(`alter role lekalo_tenant ${power}`);
    await expect(withTenant(database, 'ours', async () => expect.unreachable())).rejects.toMatchObject({
      code: 'isolation-broken',
      message: expect.stringContaining(
        "row security doesn't bind it on 'bot_texts, import_changes, import_runs, patterns",
      ),
    });
  });
});

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

  it('that is no member of the role is refused', async () => {
    const stranger = await openDatabase(asLogin(owner.target, await login()));
    const work = withTenant(stranger, 'ours', async () => expect.unreachable());
    await expect(work).rejects.toMatchObject({
      code: 'database-unusable',
      message: "This login may not work for tenants: it is no member of 'lekalo_tenant'.",
    });
    await stranger.close();
  });

  it("is refused where the tenants' role owns a table", async () => {
    const database = await open();
    await fillTenants(database);
    await database.sql.unsafe(
      'grant create on schema public to lekalo_tenant; alter table prices owner to lekalo_tenant',
    );
    await expect(withTenant(database, 'ours', async () => expect.unreachable())).rejects.toMatchObject({
      code: 'isolation-broken',
      message: expect.stringContaining("row security doesn't bind it on 'prices'"),
    });
    await database.sql.unsafe('alter table prices owner to current_user');
  });
});
