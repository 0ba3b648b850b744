/** The whole content of a database but its ledger, for "as it was before". */
import type { Database } from '../../src/database/connection/connection.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';

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

/** The same in names instead of numbers: a rolled-back run leaves gaps between those. The ledger belongs to it. */
export async function readFacts(database: Database, slug = 'evopoliki'): Promise<Record<string, string[]>> {
  return withTenant(database, slug, async (tx) => {
    const patterns = await tx<{ fact: string }[]>`
      select concat_ws(' | ', c.code, b.name, m.name, m.generation, m.year_from, m.year_to, p.steering, p.borders,
        p.notes, p.available) as fact
      from patterns p join models m on m.id = p.model_id join brands b on b.id = m.brand_id
        join product_categories c on c.id = p.category_id`;
    const sources = await tx<{ fact: string }[]>`
      select concat_ws(' | ', b.name, m.name, p.borders, s.source, s.page, s.row, s.raw_model, r.file_sha256) as fact
      from source_rows s join patterns p on p.id = s.pattern_id join models m on m.id = p.model_id
        join brands b on b.id = m.brand_id join import_runs r on r.id = s.run_id`;
    const prices = await tx<{ fact: string }[]>`
      select concat_ws(' | ', coalesce(c.code, o.code), p.option_value, t.code, p.base_price, p.valid_from, p.valid_to) as fact
      from prices p left join product_categories c on c.id = p.category_id left join product_options o on o.id = p.option_id
        left join body_types t on t.id = p.body_type_id`;
    const runs = await tx<{ fact: string }[]>`
      select concat_ws(' | ', kind, file_sha256, counts, undone_by) as fact from import_runs`;
    const brands = await tx<{ fact: string }[]>`select concat_ws(' | ', name, slug) as fact from brands`;
    const models = await tx<{ fact: string }[]>`
      select concat_ws(' | ', b.name, m.name, m.generation, m.metadata) as fact
      from models m join brands b on b.id = m.brand_id`;
    const sorted = (rows: readonly { fact: string }[]): string[] => rows.map(({ fact }) => fact).sort();
    return {
      patterns: sorted(patterns),
      sources: sorted(sources),
      prices: sorted(prices),
      runs: sorted(runs),
      brands: sorted(brands),
      models: sorted(models),
    };
  });
}
