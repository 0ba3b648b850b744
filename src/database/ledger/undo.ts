/** Takes one import back: what it changed is restored, what it added is gone. */
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { type LockOptions, lockTenant } from '../imports/importLock.ts';
import { type Tenant, type TenantTransaction, withTenant } from '../tenant/tenant.ts';
import { ownCatalogue } from '../vehicles/catalogueLock.ts';
import { type ImportRun, readRuns } from './ledger.ts';

export interface UndoResult {
  readonly run: ImportRun;
  readonly patterns: { readonly deleted: number; readonly restored: number };
  readonly prices: { readonly deleted: number; readonly restored: number };
  readonly sourceRows: number;
  readonly brands: number;
  readonly models: number;
}

/** `await undoImport(database, 'evopoliki', 7, { actor: 'operator@office', waitMs: 0 })`: whole or not at all. */
export async function undoImport(
  database: Database,
  slug: string,
  id: number,
  options: LockOptions,
): Promise<UndoResult> {
  return withTenant(database, slug, async (tx, tenant) => {
    await lockTenant(tx, tenant, options);
    await ownCatalogue(tx);
    const [run] = await readRuns(tx, tenant, id);
    if (!run) throw new UserError('unknown-import', `There is no import '${id}'.`, "See 'lekalo imports list'.");
    if (run.undoneAt !== null) {
      throw new UserError(
        'undo-refused',
        `The import '${id}' was undone by ${run.undoneBy} at ${run.undoneAt}.`,
        'There is nothing left of it.',
      );
    }
    await assertNoneDepends(tx, tenant, run);
    const undone = run.kind === 'patterns' ? await undoPatterns(tx, tenant, id) : await undoPrices(tx, tenant, id);
    await tx`
      update import_runs set undone_at = now(), undone_by = ${options.actor}
      where tenant_id = ${tenant.id} and id = ${id}`;
    return { run, ...undone };
  });
}

/**
 * A later run of the same list found this one's patterns and counted them as its own without a trace, so it depends on
 * this one; so does whatever later noted one of this run's rows as changed or as a source of its own.
 */
async function assertNoneDepends(tx: TenantTransaction, tenant: Tenant, run: ImportRun): Promise<void> {
  const [later] = await tx<{ id: number }[]>`
    select r.id::float8 as id from import_runs r
    where r.tenant_id = ${tenant.id} and r.id > ${run.id} and r.undone_at is null and (
      (r.kind = 'patterns' and ${run.kind} = 'patterns'
        and r.category_id = (select category_id from import_runs where tenant_id = ${tenant.id} and id = ${run.id}))
      or exists (
        select from source_rows s join patterns p on p.tenant_id = s.tenant_id and p.id = s.pattern_id
        where s.tenant_id = ${tenant.id} and s.run_id = r.id and p.run_id = ${run.id})
      or exists (
        select from import_changes c join import_changes mine
          on mine.tenant_id = c.tenant_id and mine.table_name = c.table_name and mine.row_id = c.row_id
        where c.tenant_id = ${tenant.id} and c.run_id = r.id and mine.run_id = ${run.id})
    ) order by r.id desc limit 1`;
  if (!later) return;
  throw new UserError(
    'undo-refused',
    `The import '${run.id}' can't be undone: the later import '${later.id}' depends on it.`,
    `Undo that one first: 'lekalo imports undo ${later.id} --tenant ${tenant.slug}'.`,
  );
}

type Undone = Omit<UndoResult, 'run'>;
const NOTHING = { deleted: 0, restored: 0 } as const;

async function undoPatterns(tx: TenantTransaction, tenant: Tenant, id: number): Promise<Undone> {
  const sources = await tx`delete from source_rows where tenant_id = ${tenant.id} and run_id = ${id}`;
  const restored = await tx`
    update patterns p set available = (c.before ->> 'available')::boolean
    from import_changes c
    where c.tenant_id = ${tenant.id} and c.run_id = ${id} and c.table_name = 'patterns'
      and p.tenant_id = ${tenant.id} and p.id = c.row_id`;
  const deleted = await tx`delete from patterns where tenant_id = ${tenant.id} and run_id = ${id}`;
  // Whatever another tenant, or another run, uses by now stays.
  const [dropped] = await tx<{ models: number; brands: number }[]>`
    select count(*) filter (where table_name = 'models')::integer as models,
      count(*) filter (where table_name = 'brands')::integer as brands
    from drop_unused_of(${id})`;
  const { models, brands } = dropped ?? { models: 0, brands: 0 };
  if (models + brands > 0) await tx`select forget_dropped_names()`;
  return {
    patterns: { deleted: deleted.count, restored: restored.count },
    prices: NOTHING,
    sourceRows: sources.count,
    models,
    brands,
  };
}

async function undoPrices(tx: TenantTransaction, tenant: Tenant, id: number): Promise<Undone> {
  // The new ones go first, or the old one, open again, would overlap them.
  const deleted = await tx`
    delete from prices p using import_changes c
    where c.tenant_id = ${tenant.id} and c.run_id = ${id} and c.table_name = 'prices' and c.before is null
      and p.tenant_id = ${tenant.id} and p.id = c.row_id`;
  const restored = await tx`
    update prices p set base_price = (c.before ->> 'base_price')::numeric, currency = c.before ->> 'currency',
      valid_to = (c.before ->> 'valid_to')::date
    from import_changes c
    where c.tenant_id = ${tenant.id} and c.run_id = ${id} and c.table_name = 'prices' and c.before is not null
      and p.tenant_id = ${tenant.id} and p.id = c.row_id`;
  return {
    patterns: NOTHING,
    prices: { deleted: deleted.count, restored: restored.count },
    sourceRows: 0,
    models: 0,
    brands: 0,
  };
}
