/** Loads a cleaned file for one tenant: one transaction, whole or not at all; twice is once. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import { withTenant } from '../tenant/tenant.ts';
import { readVocabulary, requireCategory } from '../tenant/vocabulary.ts';
import { shareCatalogue } from '../vehicles/catalogueLock.ts';
import type { VehicleKnowledge } from '../vehicles/knowledge.ts';
import { type PatternChange, readPlannedChanges } from './importDiff.ts';
import { type LockOptions, lockTenant } from './importLock.ts';
import { applyPlan, type ImportPlan, makePlan } from './importPlan.ts';
import { stageFile } from './importStaging.ts';
import { interruptible } from './interrupt.ts';

export interface ImportOptions extends LockOptions {
  readonly tenant: string;
  /** Of rows that don't name one themselves. */
  readonly category: string;
  readonly knowledge: VehicleKnowledge;
  /** Do everything, say what would change, then roll it back. */
  readonly dryRun?: boolean;
  /** Make unavailable what earlier imports of this category listed and this file doesn't. */
  readonly retireMissing?: boolean;
  /** The largest share of the listed patterns that may be retired; 0.2 unless told. */
  readonly maxRetire?: number;
  /** Refuse a file with fewer rows. */
  readonly minRows?: number;
  /** How many changes a dry run tells one by one. */
  readonly maxChanges?: number;
  readonly signal?: AbortSignal;
  readonly onRows?: (rows: number) => void;
}

export interface ImportCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface ImportResult {
  readonly tenant: string;
  readonly category: string;
  readonly dryRun: boolean;
  /** The ledger's line; null for a dry run and where nothing changed. */
  readonly importId: number | null;
  /** Cleaned rows read. */
  readonly rows: number;
  readonly brands: ImportCounts;
  readonly models: ImportCounts;
  readonly patterns: ImportCounts & { readonly retired: number };
  /** Of a dry run: why the real one would be refused. */
  readonly refusal?: string;
  /** Of a dry run. */
  readonly changes?: readonly PatternChange[];
}

const DEFAULT_MAX_RETIRE = 0.2;
const DEFAULT_MAX_CHANGES = 10_000;

/** Thrown to undo a dry run; never leaves this file. */
class RolledBack extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super('rolled back');
    this.result = result;
  }
}

/** `await importFile(database, 'cleaned_vehicle_data.csv', { tenant: 'evopoliki', category: 'eva_mats', … })` */
export async function importFile(database: Database, path: string, options: ImportOptions): Promise<ImportResult> {
  const sha256 = await hashFile(path);
  try {
    return await withTenant(database, options.tenant, async (tx, tenant) =>
      interruptible(database, tx, options.signal, async () => {
        const vocabulary = await readVocabulary(tx);
        const category = requireCategory(vocabulary, options.category, tenant.slug);
        await lockTenant(tx, tenant, options);
        await shareCatalogue(tx);
        const rows = await stageFile(tx, path, options);
        assertEnoughRows(path, rows, options.minRows ?? 0);
        const plan = await makePlan(tx, {
          tenant,
          category,
          vocabulary,
          path,
          knowledge: options.knowledge,
          retireMissing: options.retireMissing ?? false,
        });
        const refusal = refuseRetiring(plan, options);
        if (refusal && !options.dryRun) throw refusal;
        const changes = options.dryRun
          ? await readPlannedChanges(tx, options.maxChanges ?? DEFAULT_MAX_CHANGES)
          : undefined;
        const importId = await applyPlan(tx, plan, { fileName: basename(path), sha256, actor: options.actor });
        const result = summarise(options, plan, options.dryRun ? null : importId);
        if (changes) throw new RolledBack({ ...result, changes, ...(refusal ? { refusal: refusal.message } : {}) });
        return result;
      }),
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}

function summarise(options: ImportOptions, { counts }: ImportPlan, importId: number | null): ImportResult {
  return {
    tenant: options.tenant,
    category: options.category,
    dryRun: options.dryRun ?? false,
    importId,
    rows: counts.rows,
    brands: { inserted: counts.new_brands, updated: 0, unchanged: counts.brands - counts.new_brands },
    models: { inserted: counts.new_models, updated: 0, unchanged: counts.models - counts.new_models },
    patterns: {
      inserted: counts.new_patterns,
      updated: counts.returning,
      unchanged: counts.patterns - counts.new_patterns - counts.returning,
      retired: counts.retiring,
    },
  };
}

function assertEnoughRows(path: string, rows: number, minRows: number): void {
  if (rows >= minRows) return;
  throw new UserError(
    'import-refused',
    `'${path}' has '${rows}' rows, fewer than --min-rows '${minRows}'.`,
    'Look whether the file is whole; if it is, lower --min-rows.',
  );
}

function refuseRetiring({ counts, available }: ImportPlan, options: ImportOptions): UserError | undefined {
  const { maxRetire = DEFAULT_MAX_RETIRE } = options;
  if (counts.retiring <= available * maxRetire) return undefined;
  const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
  return new UserError(
    'import-refused',
    `'${counts.retiring}' of '${available}' patterns would be retired (${percent(counts.retiring / available)}), more than ${percent(maxRetire)}.`,
    'Look at them with --dry-run; if the file is whole, raise --max-retire.',
  );
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw new UserError('file-unreadable', `Cannot read '${path}'.`, 'Check the path and its permissions.', { cause });
  }
  return hash.digest('hex');
}
