/** Two tenants with a row in each of their tables, to see whether one can reach the other's. */
import type { Database } from '../../src/database/connection/connection.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';

export const TENANT_TABLES = [
  'bot_texts',
  'import_runs',
  'patterns',
  'source_rows',
  'import_changes',
  'prices',
] as const;

export interface FilledTenant {
  readonly slug: string;
  readonly id: string;
  readonly run: string;
  readonly pattern: string;
}

export interface FilledTenants {
  readonly ours: FilledTenant;
  readonly theirs: FilledTenant;
  readonly category: string;
  readonly model: string;
}

/** Makes the tenants 'ours' and 'theirs' in a fresh database. */
export async function fillTenants(database: Database): Promise<FilledTenants> {
  const { sql } = database;
  await sql`insert into tenants (slug, name) values ('ours', 'Ours'), ('theirs', 'Theirs')`;
  const category = await idOf(sql`
    insert into product_categories (code, name_ru, name_ky) values ('eva_mats', 'EVA', 'EVA') returning id`);
  const brand = await idOf(sql`insert into brands (name, slug) values ('Toyota', 'toyota') returning id`);
  const model = await idOf(sql`insert into models (brand_id, name) values (${brand}, 'Camry') returning id`);
  const fill = (slug: string): Promise<FilledTenant> => fillTenant(database, slug, category, model);
  return { ours: await fill('ours'), theirs: await fill('theirs'), category, model };
}

function fillTenant(database: Database, slug: string, category: string, model: string): Promise<FilledTenant> {
  return withTenant(database, slug, async (tx, { id }) => {
    await tx`insert into bot_texts (tenant_id, key, text_ru) values (${id}, 'welcome', ${`of ${slug}`})`;
    await tx`
      insert into prices (tenant_id, category_id, base_price, valid_from) values (${id}, ${category}, 2400, '2026-01-01')`;
    const run = await idOf(tx`
      insert into import_runs (tenant_id, kind, file_name, file_sha256, actor)
      values (${id}, 'patterns', 'list.csv', ${'0'.repeat(64)}, 'test') returning id`);
    const pattern = await idOf(tx`
      insert into patterns (tenant_id, category_id, model_id, run_id, notes)
      values (${id}, ${category}, ${model}, ${run}, ${`notes of ${slug}`}) returning id`);
    await tx`
      insert into source_rows (tenant_id, pattern_id, run_id, source, page, row, raw_brand, raw_model, raw_year,
        raw_description, matched_by, confidence)
      values (${id}, ${pattern}, ${run}, 'list.pdf', 1, 1, 'Тойота', 'Камри', '-', '-', 'brand:exact model:exact', 1)`;
    await tx`
      insert into import_changes (tenant_id, run_id, table_name, row_id, after)
      values (${id}, ${run}, 'patterns', ${pattern}, '{}')`;
    return { slug, id, run, pattern };
  });
}

async function idOf(rows: PromiseLike<readonly { readonly [column: string]: unknown }[]>): Promise<string> {
  return String((await rows)[0]?.['id']);
}
