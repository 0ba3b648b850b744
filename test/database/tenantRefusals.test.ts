/** Where isolation can't be relied on, withTenant refuses to work. */
import { beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { asLogin, describeDatabases, describeEmbedded, describeServer } from '../support/database.ts';
import { withRollback } from '../support/rollback.ts';
import { fillTenants } from '../support/tenants.ts';

describeDatabases('withTenant on a database that was tampered with', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await fillTenants(database);
  });

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
    await withRollback(database, async (inside) => {
      await inside.sql.unsafe(sql);
      const work = withTenant(inside, 'ours', async () => expect.unreachable());
      await expect(work).rejects.toMatchObject({ code: 'isolation-broken', message: expect.stringContaining(message) });
    });
  });
});

describeEmbedded('withTenant with a role of too much power', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await fillTenants(database);
  });

  it.each(['bypassrls', 'superuser'])('refuses one with %s', async (power) => {
    await withRollback(database, async (inside) => {
      await inside.sql.unsafe(`alter role lekalo_tenant ${power}`);
      await expect(withTenant(inside, 'ours', async () => expect.unreachable())).rejects.toMatchObject({
        code: 'isolation-broken',
        message: expect.stringContaining(
          "row security doesn't bind it on 'bot_texts, import_changes, import_runs, patterns",
        ),
      });
    });
  });
});

describeServer('withTenant for a login', ({ login, open }) => {
  it('that is no member of the role is refused', async () => {
    const stranger = await openDatabase(asLogin((await open()).target, await login()));
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
