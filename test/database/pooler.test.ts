import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { migrateUp } from '../../src/database/migrations/migrate.ts';
import { readMigrations } from '../../src/database/migrations/migrationFiles.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeServer, REQUIRED } from '../support/database.ts';
import { HAS_POOLER, type Pooler, startPooler } from '../support/pooler.ts';
import { fillTenants } from '../support/tenants.ts';

const reason = 'pgbouncer is not installed';

if (!HAS_POOLER && REQUIRED) {
  it('a transaction-mode pooler needs PgBouncer', () => {
    throw new Error(`${reason}, and CI or REQUIRE_POSTGRES asks for it`);
  });
}

describe.skipIf(!HAS_POOLER)(`behind a transaction-mode pooler${HAS_POOLER ? '' : `: skipped, ${reason}`}`, () => {
  describeServer('two tenants on one server connection', ({ open }) => {
    let pooler: Pooler;
    let database: Database;
    beforeAll(async () => {
      const direct = await open();
      await fillTenants(direct);
      pooler = await startPooler(direct.target);
      // Four connections to the pooler, which has one to the server.
      database = await openDatabase(pooler.target, { max: 4 });
      return async () => {
        await database.close();
        await pooler.stop();
      };
    });

    it('each see their own rows, in turn', async () => {
      const pids = new Set<number>();
      for (const slug of ['ours', 'theirs', 'ours', 'theirs']) {
        const [row] = await withTenant(
          database,
          slug,
          (tx) => tx<{ text_ru: string; pid: number }[]>`
          select text_ru, pg_backend_pid() as pid from bot_texts where key = ${'welcome'}`,
        );
        expect(row?.text_ru).toBe(`of ${slug}`);
        pids.add(row?.pid ?? 0);
      }
      expect(pids.size).toBe(1);
    });

    it('each see their own rows, all at once, work that fails included', async () => {
      const slugs = Array.from({ length: 80 }, (_, n) => (n % 2 === 0 ? 'ours' : 'theirs'));
      const seen = await Promise.all(
        slugs.map((slug, n) =>
          withTenant(database, slug, async (tx) => {
            const rows = await tx<{ text_ru: string }[]>`select text_ru from bot_texts where key = ${'welcome'}`;
            if (n % 7 === 0) await tx`select 1 / ${0}::int`;
            return rows.map((row) => row.text_ru);
          }).catch((error: unknown) => (error as { code: string }).code),
        ),
      );
      expect(seen).toEqual(slugs.map((slug, n) => (n % 7 === 0 ? '22012' : [`of ${slug}`])));
    });

    it('are served by a program that keeps statements prepared, when its address says not to', async () => {
      const address = pooler.target.kind === 'server' ? `${pooler.target.url}?prepare=false` : '';
      const bot = await openDatabase({ kind: 'server', url: address }, { max: 4, prepare: true });
      const asked = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'ours' : 'theirs'));
      const seen = await Promise.all(
        asked.map((slug) =>
          withTenant(
            bot,
            slug,
            (tx) => tx<{ text_ru: string }[]>`select text_ru from bot_texts where key = ${'welcome'}`,
          ),
        ),
      );
      expect(seen.map((rows) => rows[0]?.text_ru)).toEqual(asked.map((slug) => `of ${slug}`));
      await bot.close();
    });

    it('leave neither tenant nor role to whoever comes next', async () => {
      await withTenant(database, 'ours', (tx) => tx`select 1`);
      const [next] = await database.sql`
        select coalesce(current_setting('app.tenant_id', true), '') as tenant, current_user = session_user as own_role`;
      expect(next).toEqual({ tenant: '', own_role: true });
    });
  });

  describeServer('two that migrate at once', ({ empty }) => {
    it('apply each file once', async () => {
      const names = (await readMigrations()).map(({ name }) => name);
      const pooler = await startPooler(await empty());
      onTestFinished(() => pooler.stop());
      const both = await Promise.all([openDatabase(pooler.target), openDatabase(pooler.target)]);
      const results = await Promise.all(both.map((database) => migrateUp(database, { waitMs: 60_000 })));
      expect(results.flatMap(({ done }) => done).sort()).toEqual(names);
      for (const database of both) await database.close();
    });
  });
});
