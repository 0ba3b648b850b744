/** The shared vocabulary and the list of tenants: what the owner of the tables keeps. */
import type postgres from 'postgres';
import { UserError } from '../../errors.ts';
import { notMigrated } from '../migrations/notMigrated.ts';
import type { JsonValue, Seed, SeedTenant } from './seedFiles.ts';

export interface Counts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

const UNDEFINED_TABLE = '42P01';
const INSUFFICIENT_PRIVILEGE = '42501';

export async function seedVocabulary(
  tx: postgres.TransactionSql,
  seed: Seed,
  tenants: readonly SeedTenant[],
): Promise<{ body_types: Counts; product_categories: Counts; product_options: Counts; tenants: Counts }> {
  try {
    return {
      body_types: await seedBodyTypes(tx, seed),
      product_categories: await seedCategories(tx, seed),
      product_options: await seedOptions(tx, seed),
      tenants: await seedTenants(tx, tenants),
    };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === UNDEFINED_TABLE) throw notMigrated();
    if (code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new UserError(
      'database-unusable',
      'This login may not write the shared vocabulary.',
      'Seed with the login that migrated the database: it owns the tables.',
      { cause: error },
    );
  }
}

/** Only what differs is written: ON CONFLICT would burn an identity value for every line. */
async function seedBodyTypes(tx: postgres.TransactionSql, { bodyTypes }: Seed): Promise<Counts> {
  const rows = parameter(
    tx,
    bodyTypes.map(({ code, nameRu, nameKy, sortOrder }) => ({
      code,
      name_ru: nameRu,
      name_ky: nameKy,
      sort_order: sortOrder,
    })),
  );
  const updated = await tx`
    update body_types b set (name_ru, name_ky, sort_order) = (s.name_ru, s.name_ky, s.sort_order)
    from jsonb_to_recordset(${rows}::jsonb) s (code text, name_ru text, name_ky text, sort_order integer)
    where s.code = b.code
      and (b.name_ru, b.name_ky, b.sort_order) is distinct from (s.name_ru, s.name_ky, s.sort_order)`;
  const inserted = await tx`
    insert into body_types (code, name_ru, name_ky, sort_order)
    select s.code, s.name_ru, s.name_ky, s.sort_order
    from jsonb_to_recordset(${rows}::jsonb) s (code text, name_ru text, name_ky text, sort_order integer)
    where not exists (select from body_types b where b.code = s.code) order by s.sort_order, s.code`;
  return count(bodyTypes.length, inserted.count, updated.count);
}

async function seedCategories(tx: postgres.TransactionSql, { categories }: Seed): Promise<Counts> {
  const rows = parameter(
    tx,
    categories.map((category) => ({
      code: category.code,
      name_ru: category.nameRu,
      name_ky: category.nameKy,
      description_ru: category.descriptionRu || null,
      description_ky: category.descriptionKy || null,
      sort_order: category.sortOrder,
    })),
  );
  const updated = await tx`
    update product_categories c
    set (name_ru, name_ky, description_ru, description_ky, sort_order)
      = (s.name_ru, s.name_ky, s.description_ru, s.description_ky, s.sort_order)
    from jsonb_to_recordset(${rows}::jsonb) s
      (code text, name_ru text, name_ky text, description_ru text, description_ky text, sort_order integer)
    where s.code = c.code
      and (c.name_ru, c.name_ky, c.description_ru, c.description_ky, c.sort_order)
        is distinct from (s.name_ru, s.name_ky, s.description_ru, s.description_ky, s.sort_order)`;
  const inserted = await tx`
    insert into product_categories (code, name_ru, name_ky, description_ru, description_ky, sort_order)
    select s.code, s.name_ru, s.name_ky, s.description_ru, s.description_ky, s.sort_order
    from jsonb_to_recordset(${rows}::jsonb) s
      (code text, name_ru text, name_ky text, description_ru text, description_ky text, sort_order integer)
    where not exists (select from product_categories c where c.code = s.code) order by s.sort_order, s.code`;
  return count(categories.length, inserted.count, updated.count);
}

async function seedOptions(tx: postgres.TransactionSql, { options, optionValues }: Seed): Promise<Counts> {
  const rows = parameter(
    tx,
    options.map((option) => {
      const values = optionValues
        .filter(({ category, option: code }) => category === option.category && code === option.code)
        .map(({ value, nameRu, nameKy, sortOrder }) => [value, { ru: nameRu, ky: nameKy, sort_order: sortOrder }]);
      return {
        category: option.category,
        code: option.code,
        option_type: option.optionType,
        name_ru: option.nameRu,
        name_ky: option.nameKy,
        allowed_values: values.length === 0 ? null : Object.fromEntries(values),
        applicable_to: option.applicableTo.length === 0 ? null : option.applicableTo,
        sort_order: option.sortOrder,
      };
    }),
  );
  const updated = await tx`
    update product_options o
    set (option_type, name_ru, name_ky, allowed_values, applicable_to, sort_order)
      = (s.option_type, s.name_ru, s.name_ky, s.allowed_values, s.applicable_to, s.sort_order)
    from jsonb_to_recordset(${rows}::jsonb) s (category text, code text, option_type text, name_ru text, name_ky text,
      allowed_values jsonb, applicable_to text[], sort_order integer)
    join product_categories c on c.code = s.category
    where o.category_id = c.id and o.code = s.code
      and (o.option_type, o.name_ru, o.name_ky, o.allowed_values, o.applicable_to, o.sort_order)
        is distinct from (s.option_type, s.name_ru, s.name_ky, s.allowed_values, s.applicable_to, s.sort_order)`;
  const inserted = await tx`
    insert into product_options
      (category_id, code, option_type, name_ru, name_ky, allowed_values, applicable_to, sort_order)
    select c.id, s.code, s.option_type, s.name_ru, s.name_ky, s.allowed_values, s.applicable_to, s.sort_order
    from jsonb_to_recordset(${rows}::jsonb) s (category text, code text, option_type text, name_ru text, name_ky text,
      allowed_values jsonb, applicable_to text[], sort_order integer)
    join product_categories c on c.code = s.category
    where not exists (select from product_options o where o.category_id = c.id and o.code = s.code)
    order by c.id, s.sort_order, s.code`;
  return count(options.length, inserted.count, updated.count);
}

async function seedTenants(tx: postgres.TransactionSql, tenants: readonly SeedTenant[]): Promise<Counts> {
  const rows = parameter(tx, tenants);
  const inserted = await tx`
    insert into tenants (slug, name, contacts, settings)
    select s.slug, s.name, s.contacts, s.settings
    from jsonb_to_recordset(${rows}::jsonb) s (slug text, name text, contacts jsonb, settings jsonb)
    where not exists (select from tenants t where t.slug = s.slug) order by s.slug`;
  return count(tenants.length, inserted.count, 0);
}

export function count(all: number, inserted: number, updated: number): Counts {
  return { inserted, updated, unchanged: all - inserted - updated };
}

/** The driver's own type for JSON is mutable and open; ours holds nothing else than JSON. */
function parameter(tx: postgres.TransactionSql, rows: readonly unknown[]): postgres.Parameter {
  return tx.json(rows as JsonValue as postgres.JSONValue);
}
