/** Staged rows → what an import would change → the change itself. */
import type { Tenant, TenantTransaction } from '../tenant/tenant.ts';
import { type Category, requireCategory, type Vocabulary } from '../tenant/vocabulary.ts';
import { describeGuess } from '../vehicles/completeVehicles.ts';
import type { VehicleKnowledge } from '../vehicles/knowledge.ts';
import { chooseSlug } from '../vehicles/slug.ts';
import {
  ADD_MODELS,
  bindIds,
  COUNT_AVAILABLE,
  COUNT_MISSING_SOURCES,
  COUNT_PLAN,
  FIND_MODELS,
  FIND_RETIRING,
  INSERT_PATTERNS,
  INSERT_SOURCES,
  LIST_PATTERNS,
  MERGE_BRANDS,
  NOTE_SHARED,
  RETIRE_PATTERNS,
  RETURN_PATTERNS,
  STAGE_VEHICLES,
} from './importSql.ts';

export interface PlanOptions {
  readonly tenant: Tenant;
  readonly category: Category;
  readonly vocabulary: Vocabulary;
  readonly path: string;
  readonly knowledge: VehicleKnowledge;
  readonly retireMissing: boolean;
}

export interface PlanCounts {
  readonly rows: number;
  readonly brands: number;
  readonly new_brands: number;
  readonly models: number;
  readonly new_models: number;
  readonly patterns: number;
  readonly new_patterns: number;
  /** Listed again after having been made unavailable. */
  readonly returning: number;
  readonly retiring: number;
}

export interface ImportPlan {
  readonly tenant: Tenant;
  readonly category: Category;
  readonly counts: PlanCounts;
  /** Available patterns of the list before the run. */
  readonly available: number;
}

/** Memory for the joins of one import, beside the server's small default: hashing a million rows spills otherwise. */
const WORK_MEM = '64MB';

/** Fills the temporary tables that {@link applyPlan} works from; of lasting tables only brands and models get new rows. */
export async function makePlan(tx: TenantTransaction, options: PlanOptions): Promise<ImportPlan> {
  const { tenant, category, vocabulary, path } = options;
  const ids = { tenant: tenant.id, category: category.id };
  await tx.unsafe(`set local work_mem = '${WORK_MEM}'`);
  await assertCategories(tx, vocabulary, tenant, path);
  await tx.unsafe(STAGE_VEHICLES);
  await stageBrands(tx, options.knowledge);
  await stageKnowledge(tx, options.knowledge);
  await tx.unsafe(MERGE_BRANDS);
  await tx.unsafe(FIND_MODELS);
  await tx.unsafe(ADD_MODELS);
  await run(tx, LIST_PATTERNS, ids);
  let available = 0;
  if (options.retireMissing) {
    const [row] = await run<{ available: number }>(tx, COUNT_AVAILABLE, ids);
    available = row?.available ?? 0;
    await run(tx, FIND_RETIRING, ids);
  }
  const [counts] = await run<PlanCounts>(tx, COUNT_PLAN, ids);
  if (!counts) throw new Error('The plan has no counts.');
  return { tenant, category, counts, available };
}

export interface RunFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly actor: string;
}

/** Writes what the plan says under a new line of the ledger; null where there is nothing to write. */
export async function applyPlan(tx: TenantTransaction, plan: ImportPlan, file: RunFile): Promise<number | null> {
  const { counts, tenant, category } = plan;
  const ids = { tenant: tenant.id, category: category.id };
  const changes = counts.new_brands + counts.new_models + counts.new_patterns + counts.returning + counts.retiring;
  if (changes === 0) {
    const [row] = await run<{ missing: number }>(tx, COUNT_MISSING_SOURCES, ids);
    if (row?.missing === 0) return null;
  }
  const [started] = await tx<{ id: string }[]>`
    insert into import_runs (tenant_id, kind, category_id, file_name, file_sha256, actor, counts)
    values (${tenant.id}, 'patterns', ${category.id}, ${file.fileName}, ${file.sha256}, ${file.actor},
      ${tx.json(ledgerCounts(counts))})
    returning id`;
  if (!started) throw new Error('The ledger gave no id.');
  const withRun = { ...ids, run: started.id };
  if (counts.new_patterns > 0) await run(tx, INSERT_PATTERNS, withRun);
  if (counts.returning > 0) await run(tx, RETURN_PATTERNS, withRun);
  if (counts.retiring > 0) await run(tx, RETIRE_PATTERNS, withRun);
  await run(tx, INSERT_SOURCES, withRun);
  if (counts.new_brands + counts.new_models > 0) await run(tx, NOTE_SHARED, withRun);
  return Number(started.id);
}

/** As the ledger keeps them. */
function ledgerCounts(counts: PlanCounts): Record<string, number> {
  return {
    rows: counts.rows,
    brands_inserted: counts.new_brands,
    models_inserted: counts.new_models,
    patterns_inserted: counts.new_patterns,
    patterns_updated: counts.returning,
    patterns_unchanged: counts.patterns - counts.new_patterns - counts.returning,
    patterns_retired: counts.retiring,
  };
}

/** One statement takes parameters; several are sent one after the other. Answers with the last one's rows. */
async function run<Row>(
  tx: TenantTransaction,
  statements: string,
  ids: Readonly<Record<string, string>>,
): Promise<Row[]> {
  let rows: Row[] = [];
  for (const statement of statements.split(';')) {
    const { text, values } = bindIds(statement, ids);
    rows = await tx.unsafe<Row[] & object[]>(text, values);
  }
  return rows;
}

/** A row that names a product is of that category, whatever the list is; the tenant must offer it. */
async function assertCategories(
  tx: TenantTransaction,
  vocabulary: Vocabulary,
  tenant: Tenant,
  path: string,
): Promise<void> {
  const named = await tx<{ category: string; source: string; page: number; row: number }[]>`
    select distinct on (category) category, source, page, row from staged where category is not null order by category, line`;
  for (const { category, source, page, row } of named) {
    requireCategory(vocabulary, category, tenant.slug, ` that '${path}' names for ${source} page ${page} row ${row}`);
  }
}

async function stageBrands(tx: TenantTransaction, knowledge: VehicleKnowledge): Promise<void> {
  const brands = await tx<{ brand: string }[]>`select distinct brand from staged_vehicles order by brand`;
  const taken = new Map(
    (await tx<{ slug: string; name: string }[]>`select slug, name from brands`).map(({ slug, name }) => [slug, name]),
  );
  const rows = brands.map(({ brand }) => {
    const slug = chooseSlug(brand, taken);
    taken.set(slug, brand);
    const known = knowledge.brand(brand);
    return { brand, slug, name_ru: known?.nameRu || null, name_ky: known?.nameKy || null };
  });
  await tx`
    insert into staged_brands (brand, slug, name_ru, name_ky)
    select * from unnest(${rows.map((r) => r.brand)}::text[], ${rows.map((r) => r.slug)}::text[],
      ${rows.map((r) => r.name_ru)}::text[], ${rows.map((r) => r.name_ky)}::text[])`;
}

/** Asked once for each distinct name, a batch at a time: a file has far fewer of them than rows. */
const KNOWLEDGE_BATCH = 5_000;

async function stageKnowledge(tx: TenantTransaction, knowledge: VehicleKnowledge): Promise<void> {
  // Read whole: a cursor would keep the one connection busy while the answers are to be written.
  const names = await tx<{ brand: string; model: string; generation: string | null }[]>`
    select distinct brand, model, generation from staged_vehicles`;
  for (let at = 0; at < names.length; at += KNOWLEDGE_BATCH) {
    const rows = names.slice(at, at + KNOWLEDGE_BATCH).flatMap(({ brand, model, generation }) => {
      const known = knowledge.model(brand, model, generation ?? '');
      return known ? [{ brand, model, generation, nameRu: known.nameRu || null, bodyTypes: known.bodyTypes }] : [];
    });
    if (rows.length === 0) continue;
    await tx`
      insert into staged_knowledge (brand, model, generation, name_ru, body_type, metadata)
      select brand, model, generation, name_ru, body_type, metadata::jsonb
      from unnest(${rows.map((r) => r.brand)}::text[], ${rows.map((r) => r.model)}::text[],
        ${rows.map((r) => r.generation)}::text[], ${rows.map((r) => r.nameRu)}::text[],
        ${rows.map((r) => r.bodyTypes[0] ?? null)}::text[], ${rows.map((r) => describeGuess(r.bodyTypes))}::text[])
        as k (brand, model, generation, name_ru, body_type, metadata)`;
  }
}
