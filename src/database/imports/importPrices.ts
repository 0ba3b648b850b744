/** Loads a price list for one tenant: every line is looked at before any is used; whole or not at all. */
import { basename } from 'node:path';
import { PRICES } from '../../csv/seed.ts';
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { type PriceFault, parsePriceLines } from '../prices/priceLines.ts';
import { type PriceChange, planPrices } from '../prices/pricePlan.ts';
import { readStoredPrices, type WrittenPrice, writePriceChanges } from '../prices/priceRows.ts';
import { type Tenant, type TenantTransaction, withTenant } from '../tenant/tenant.ts';
import { readVocabulary } from '../tenant/vocabulary.ts';
import { hashFile } from './import.ts';
import { type LockOptions, lockTenant } from './importLock.ts';

export interface ImportPricesOptions extends LockOptions {
  readonly tenant: string;
  /** Say what would change, then roll it back. */
  readonly dryRun?: boolean;
  /** Load the lines that are right although others are not; without it one bad line refuses the file. */
  readonly rejectBad?: boolean;
}

export interface ImportPricesResult {
  readonly tenant: string;
  readonly dryRun: boolean;
  /** The ledger's line; null for a dry run and where nothing changed. */
  readonly importId: number | null;
  readonly lines: number;
  readonly inserted: number;
  /** A price of the same day that was corrected. */
  readonly updated: number;
  /** Older prices that end where a new one begins. */
  readonly closed: number;
  readonly unchanged: number;
  readonly changes: readonly PriceChange[];
  /** Lines that were left out. */
  readonly rejects: readonly PriceFault[];
}

/** Thrown to undo a dry run; never leaves this file. */
class RolledBack extends Error {
  readonly result: ImportPricesResult;
  constructor(result: ImportPricesResult) {
    super('rolled back');
    this.result = result;
  }
}

/** `await importPrices(database, 'prices.csv', { tenant: 'evopoliki', actor: 'operator@office', waitMs: 0 })` */
export async function importPrices(
  database: Database,
  path: string,
  options: ImportPricesOptions,
): Promise<ImportPricesResult> {
  const { readRows } = await import('../../csv/read.ts');
  const sha256 = await hashFile(path);
  const lines = await readRows(path, PRICES);
  try {
    return await withTenant(database, options.tenant, async (tx, tenant) => {
      await lockTenant(tx, tenant, options);
      const vocabulary = await readVocabulary(tx);
      const { entries, faults } = parsePriceLines(lines, vocabulary, await readToday(tx));
      const bad = new Set(faults.map(({ line }) => line));
      const right = entries.filter(({ line }) => !bad.has(line));
      const plan = planPrices(right, await readStoredPrices(tx));
      const rejects = [...faults, ...plan.faults].sort((a, b) => a.line - b.line);
      if (!options.rejectBad) assertNoFaults(path, rejects);
      const counts = {
        lines: lines.length,
        inserted: plan.changes.filter(({ before }) => !before).length,
        updated: plan.changes.filter(({ before, after }) => before && before.price !== after.price).length,
        closed: plan.changes.filter(({ before, after }) => before && before.price === after.price).length,
        unchanged: plan.unchanged,
      };
      const written = await writePriceChanges(tx, tenant, vocabulary, plan.changes);
      const importId =
        written.length === 0
          ? null
          : await writeLedger(tx, tenant, { path, sha256, actor: options.actor, counts }, written);
      const dryRun = options.dryRun ?? false;
      const result = { tenant: tenant.slug, dryRun, importId, ...counts, changes: plan.changes, rejects };
      if (dryRun) throw new RolledBack({ ...result, importId: null });
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

/** The day that the database's own queries call today. */
async function readToday(tx: TenantTransaction): Promise<string> {
  const [row] = await tx<{ today: string }[]>`select current_date::text as today`;
  if (!row) throw new Error('The database knows no date.');
  return row.today;
}

/** More would scroll the first ones away. */
const MAX_TOLD_FAULTS = 20;

function assertNoFaults(path: string, faults: readonly PriceFault[]): void {
  if (faults.length === 0) return;
  const told = faults.slice(0, MAX_TOLD_FAULTS).map(({ line, fault }) => `line ${line}: ${fault}`);
  const more = faults.length > told.length ? [`and ${faults.length - told.length} more`] : [];
  throw new UserError(
    'bad-prices',
    `'${path}' has '${faults.length}' lines that can't be used: ${[...told, ...more].join('; ')}.`,
    'Nothing was changed. Mend those lines, or load the others with --rejects <file>; no price is "on request".',
  );
}

interface Ledger {
  readonly path: string;
  readonly sha256: string;
  readonly actor: string;
  readonly counts: Readonly<Record<string, number>>;
}

async function writeLedger(
  tx: TenantTransaction,
  tenant: Tenant,
  { path, sha256, actor, counts }: Ledger,
  written: readonly WrittenPrice[],
): Promise<number> {
  const [run] = await tx<{ id: string }[]>`
    insert into import_runs (tenant_id, kind, file_name, file_sha256, actor, counts)
    values (${tenant.id}, 'prices', ${basename(path)}, ${sha256}, ${actor}, ${tx.json(counts)})
    returning id`;
  if (!run) throw new Error('The ledger gave no id.');
  await tx`
    insert into import_changes (tenant_id, run_id, table_name, row_id, before, after)
    select ${tenant.id}, ${run.id}, 'prices', id, before::jsonb, after::jsonb
    from unnest(${written.map((row) => row.id)}::bigint[], ${written.map((row) => row.before)}::text[],
      ${written.map((row) => row.after)}::text[]) as w (id, before, after)`;
  return Number(run.id);
}
