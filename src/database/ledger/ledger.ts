/** The ledger of imports: who loaded what, when, from which file, with which counts. */
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { type Tenant, type TenantTransaction, withTenant } from '../tenant/tenant.ts';

export interface ImportRun {
  readonly id: number;
  readonly tenant: string;
  readonly kind: 'patterns' | 'prices';
  readonly category: string | null;
  readonly file: string;
  readonly sha256: string;
  readonly actor: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** What a run did, told from what it left behind. */
export interface ImportRunDetails extends ImportRun {
  readonly patternsInserted: number;
  readonly sourceRows: number;
  readonly changes: readonly RunChange[];
}

export interface RunChange {
  readonly table: 'patterns' | 'prices' | 'brands' | 'models';
  readonly id: number;
  readonly before: unknown;
  readonly after: unknown;
}

/** The runs of some tenants, newest first: `await listImports(database, ['evopoliki'])`. */
export async function listImports(database: Database, tenants: readonly string[]): Promise<ImportRun[]> {
  const runs: ImportRun[] = [];
  for (const slug of tenants) {
    runs.push(...(await withTenant(database, slug, (tx, tenant) => readRuns(tx, tenant))));
  }
  return runs.sort((a, b) => b.id - a.id);
}

/** Ids are unique over all tenants, but each tenant is asked on its own: no statement sees two. */
export async function findImport(database: Database, tenants: readonly string[], id: number): Promise<ImportRun> {
  for (const slug of tenants) {
    const [run] = await withTenant(database, slug, (tx, tenant) => readRuns(tx, tenant, id));
    if (run) return run;
  }
  throw new UserError('unknown-import', `There is no import '${id}'.`, "See 'lekalo imports list'.");
}

export async function readRuns(tx: TenantTransaction, tenant: Tenant, id?: number): Promise<ImportRun[]> {
  return tx<ImportRun[]>`
    select r.id::float8 as id, ${tenant.slug}::text as tenant, r.kind, c.code as category, r.file_name as file,
      r.file_sha256 as sha256, r.actor, ${isoOf(tx, 'started_at')} as "startedAt", ${isoOf(tx, 'undone_at')} as "undoneAt",
      r.undone_by as "undoneBy", r.counts
    from import_runs r left join product_categories c on c.id = r.category_id
    where r.tenant_id = ${tenant.id} ${id === undefined ? tx`` : tx`and r.id = ${id}`}
    order by r.id desc`;
}

function isoOf(tx: TenantTransaction, column: 'started_at' | 'undone_at') {
  return tx`to_char(r.${tx(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

/** How many changes `show` tells one by one; brands and models of a first import are thousands. */
export const MAX_SHOWN_CHANGES = 1_000;

export async function showImport(
  database: Database,
  tenants: readonly string[],
  id: number,
): Promise<ImportRunDetails> {
  const run = await findImport(database, tenants, id);
  return withTenant(database, run.tenant, async (tx, tenant) => {
    const [counts] = await tx<{ patterns: number; sources: number }[]>`
      select
        (select count(*)::float8 from patterns p where p.tenant_id = ${tenant.id} and p.run_id = ${id}) as patterns,
        (select count(*)::float8 from source_rows s where s.tenant_id = ${tenant.id} and s.run_id = ${id}) as sources`;
    const changes = await tx<RunChange[]>`
      select table_name as table, row_id::float8 as id, before, after from import_changes
      where tenant_id = ${tenant.id} and run_id = ${id} order by table_name, row_id limit ${MAX_SHOWN_CHANGES}`;
    return { ...run, patternsInserted: counts?.patterns ?? 0, sourceRows: counts?.sources ?? 0, changes: [...changes] };
  });
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** The slugs that this login may see; a tenants' login must say for whom it works. */
export async function readTenants(database: Database): Promise<string[]> {
  try {
    const rows = await database.sql<{ slug: string }[]>`select slug from tenants where active order by slug`;
    if (rows.length > 0) return rows.map(({ slug }) => slug);
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
  throw new UserError('bad-usage', 'This login sees no tenants.', 'Say which one with --tenant <slug>.');
}
