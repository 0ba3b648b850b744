/** The whole content of a database but its ledger, for "as it was before". */
import type { Database } from '../../src/database/connection.ts';
import { withTenant } from '../../src/database/tenant.ts';

const SHARED = ['brands', 'models', 'body_types', 'product_categories', 'product_options', 'tenants'] as const;
const OF_TENANTS = ['patterns', 'source_rows', 'prices', 'bot_texts'] as const;

/** Table → its rows as text, sorted: `expect(await readState(database)).toEqual(before)`. */
export async function readState(database: Database): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {};
  for (const table of SHARED) {
    const rows = await database.sql<{ row: string }[]>`select t::text as row from ${database.sql(table)} t`;
    state[table] = rows.map(({ row }) => row).sort();
  }
  const tenants = await database.sql<{ slug: string }[]>`select slug from tenants where active order by slug`;
  for (const { slug } of tenants) {
    await withTenant(database, slug, async (tx) => {
      for (const table of OF_TENANTS) {
        const rows = await tx<{ row: string }[]>`select t::text as row from ${tx(table)} t`;
        state[`${slug}.${table}`] = rows.map(({ row }) => row).sort();
      }
    });
  }
  return state;
}
