/** The chain from a pattern back to the printed cells. */
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { type TenantTransaction, withTenant } from '../tenant/tenant.ts';
import { type ImportRun, readRuns } from './ledger.ts';

export interface ExplainedPattern {
  readonly id: number;
  readonly tenant: string;
  readonly category: string;
  readonly available: boolean;
  readonly brand: string;
  readonly model: string;
  readonly generation: string | null;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly bodyType: string | null;
  /** What is known of the model beyond print: `{ body_type_from: 'catalog' }`. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The other attributes that are set: `{ borders: 'with' }`. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface ExplainedSource {
  readonly source: string;
  readonly page: number;
  readonly row: number;
  readonly rawBrand: string;
  readonly rawModel: string;
  readonly rawYear: string;
  readonly rawDescription: string;
  readonly matchedBy: string;
  readonly confidence: number;
  /** The import that first saw this row say so. */
  readonly importId: number;
}

/** What later imports did to the pattern. */
export interface ExplainedChange {
  readonly importId: number;
  readonly before: unknown;
  readonly after: unknown;
}

export interface Explanation {
  readonly pattern: ExplainedPattern;
  readonly sources: readonly ExplainedSource[];
  readonly changes: readonly ExplainedChange[];
  /** The imports named above, newest first. */
  readonly imports: readonly ImportRun[];
}

/** `await explainPattern(database, 'evopoliki', 17)` */
export async function explainPattern(database: Database, slug: string, id: number): Promise<Explanation> {
  return withTenant(database, slug, async (tx, tenant) => {
    const pattern = await readPattern(tx, slug, id);
    if (!pattern) {
      throw new UserError(
        'unknown-pattern',
        `The tenant '${slug}' has no pattern '${id}'.`,
        "Numbers of patterns stand in the answers of 'lekalo search' and of 'lekalo import --dry-run'.",
      );
    }
    const sources = await tx<ExplainedSource[]>`
      select source, page, row, raw_brand as "rawBrand", raw_model as "rawModel", raw_year as "rawYear",
        raw_description as "rawDescription", matched_by as "matchedBy", confidence::float8 as confidence,
        run_id::float8 as "importId"
      from source_rows where tenant_id = ${tenant.id} and pattern_id = ${id} order by run_id desc, source, page, row`;
    const changes = await tx<ExplainedChange[]>`
      select run_id::float8 as "importId", before, after from import_changes
      where tenant_id = ${tenant.id} and table_name = 'patterns' and row_id = ${id} order by run_id`;
    const named = new Set([...sources, ...changes].map(({ importId }) => importId));
    const imports: ImportRun[] = [];
    for (const run of named) imports.push(...(await readRuns(tx, tenant, run)));
    imports.sort((a, b) => b.id - a.id);
    return { pattern, sources: [...sources], changes: [...changes], imports };
  });
}

async function readPattern(tx: TenantTransaction, slug: string, id: number): Promise<ExplainedPattern | undefined> {
  const [pattern] = await tx<ExplainedPattern[]>`
    select p.id::float8 as id, ${slug}::text as tenant, c.code as category, p.available, b.name as brand,
      m.name as model, m.generation, m.year_from as "yearFrom", m.year_to as "yearTo", t.code as "bodyType", m.metadata,
      jsonb_strip_nulls(jsonb_build_object('steering', p.steering, 'borders', p.borders, 'seat_rows', p.seat_rows,
        'coverage', p.coverage, 'trunk', p.trunk, 'wheelbase', p.wheelbase, 'powertrain', p.powertrain,
        'notes', p.notes)) as attributes
    from patterns p
    join models m on m.id = p.model_id
    join brands b on b.id = m.brand_id
    join product_categories c on c.id = p.category_id
    left join body_types t on t.id = m.body_type_id
    where p.id = ${id}`;
  return pattern;
}
