import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { migrateUp } from '../../src/database/migrations/migrate.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('withTenant', ({ open, empty }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
    await database.sql`insert into tenants (slug, name, active) values ('one', 'One', true), ('two', 'Two', true), ('gone', 'Gone', false)`;
  });

  it('works as the tenant role, sees that tenant only, and hands back what the work returns', async () => {
    const seen = await withTenant(database, 'two', async (tx, tenant) => {
      await tx`insert into bot_texts (tenant_id, key, text_ru) values (${tenant.id}, 'welcome', 'Салам')`;
      const [row] = await tx`select current_user::text as role, (select array_agg(slug) from tenants) as slugs`;
      return row;
    });
    expect(seen).toEqual({ role: 'lekalo_tenant', slugs: ['two'] });
    expect(await withTenant(database, 'one', (tx) => tx`select * from bot_texts`)).toEqual([]);
    expect(await withTenant(database, 'two', (tx) => tx`select key from bot_texts`)).toEqual([{ key: 'welcome' }]);
  });

  it('rolls everything back when the work throws', async () => {
    await expect(
      withTenant(database, 'one', async (tx, tenant) => {
        await tx`insert into bot_texts (tenant_id, key, text_ru) values (${tenant.id}, 'welcome', 'Салам')`;
        throw new Error('half way');
      }),
    ).rejects.toThrow('half way');
    expect(await withTenant(database, 'one', (tx) => tx`select * from bot_texts`)).toEqual([]);
  });

  it.each([
    ['nobody', "There is no tenant 'nobody'."],
    ["' or true --", "There is no tenant '' or true --'."],
    ['gone', "The tenant 'gone' is not active."],
  ])('refuses the tenant %s', async (slug, message) => {
    const work = withTenant(database, slug, async () => expect.unreachable());
    await expect(work).rejects.toMatchObject({ code: 'unknown-tenant', message });
  });

  it('leaves neither role nor tenant behind on the connection', async () => {
    await withTenant(database, 'one', (tx) => tx`select 1`);
    const [after] = await database.sql`
      select current_user = session_user as own_role, coalesce(current_setting('app.tenant_id', true), '') as tenant`;
    expect(after).toEqual({ own_role: true, tenant: '' });
  });

  it('says that an empty database is not migrated', async () => {
    const bare = await openDatabase(await empty());
    await expect(withTenant(bare, 'one', async () => 1)).rejects.toMatchObject({ code: 'not-migrated' });
    await migrateUp(bare, { to: 1 });
    await expect(withTenant(bare, 'one', async () => 1)).rejects.toMatchObject({ code: 'not-migrated' });
    await bare.close();
  });
});
