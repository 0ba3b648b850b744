/** `lekalo import`: cleaned rows into the database, for one tenant or several. */
import { hostname, userInfo } from 'node:os';
import type { Database } from '../database/connection/connection.ts';
import type { ImportResult } from '../database/imports/import.ts';
import type { VehicleKnowledge } from '../database/vehicles/knowledge.ts';
import { UserError } from '../errors.ts';
import type { Context, Define, Report } from './command.ts';
import { CATALOG_FOLDER, readKnowledge } from './knowledge.ts';
import { parsePercent, parseWhole } from './numbers.ts';
import { renderImport } from './renderImport.ts';
import { withDatabase } from './withDatabase.ts';

/** What a list is of unless --category says otherwise. */
export const DEFAULT_CATEGORY = 'eva_mats';
export const DEFAULT_WAIT_SECONDS = 600;

interface ImportFlags {
  readonly tenant: readonly string[];
  readonly category: string;
  readonly catalog?: string;
  readonly dryRun?: boolean;
  readonly retireMissing?: boolean;
  readonly maxRetire?: number;
  readonly minRows?: number;
  readonly wait: number;
}

export const defineImport: Define = (program, act) => {
  program
    .command('import')
    .description('load cleaned_vehicle_data.csv for a tenant: one transaction a file and tenant')
    .argument('<cleaned.csv...>', 'cleaned files')
    .requiredOption('--tenant <slug...>', 'whose patterns they are; several: each file for each')
    .option('--category <code>', 'what rows are of that name no product themselves', DEFAULT_CATEGORY)
    .option('--catalog <folder>', "another catalogue than lekalo's own: names, usual body types")
    .option('--dry-run', 'tell every change (+ new, ~ changed, - would be retired), then roll it back')
    .option('--retire-missing', 'make unavailable what the file no longer lists')
    .option('--max-retire <percent>', 'refuse to retire more than this share of the listed patterns', parsePercent)
    .option('--min-rows <n>', 'refuse a file with fewer rows', parseWhole)
    .option('--wait <seconds>', 'how long to wait for another import of the tenant', parseWhole, DEFAULT_WAIT_SECONDS)
    .action(act(runImport));
};

export async function runImport(context: Context, files: string[], flags: ImportFlags): Promise<Report> {
  assertOneListEach(files, flags);
  const knowledge = await readKnowledge(flags.catalog === undefined ? CATALOG_FOLDER : context.path(flags.catalog));
  const jobs = flags.tenant.flatMap((tenant) => files.map((file) => ({ tenant, file })));
  return withDatabase(context, async (database) => {
    const outcomes: Outcome[] = [];
    for (const { tenant, file } of jobs) {
      outcomes.push(
        await attempt(() => importOne(context, database, knowledge, file, { ...flags, tenant }), file, tenant),
      );
      // One alone reports its error like any command.
      if (jobs.length === 1 && outcomes[0]?.error) throw outcomes[0].error;
    }
    return report(outcomes);
  });
}

export interface ImportOneFlags extends Omit<ImportFlags, 'tenant' | 'catalog'> {
  readonly tenant: string;
}

export async function importOne(
  context: Context,
  database: Database,
  knowledge: VehicleKnowledge,
  file: string,
  flags: ImportOneFlags,
): Promise<ImportResult> {
  const { importFile } = await import('../database/imports/import.ts');
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  await assertMigrated(database);
  return importFile(database, context.path(file), {
    ...flags,
    knowledge,
    actor: actorOf(context),
    waitMs: flags.wait * 1000,
    onWaiting: (holder) => context.note(`waiting: '${flags.tenant}' is being changed by ${holder}`),
    signal: context.io.signal,
    onRows: (rows) => context.progress.step(`import ${flags.tenant}`, rows),
  });
}

/** Who stands in the ledger: `operator@office`, or what LEKALO_ACTOR says. */
export function actorOf(context: Context): string {
  return context.io.env['LEKALO_ACTOR'] || `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in the system's list, as containers have.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Two files of one list would each retire what only the other one lists. */
function assertOneListEach(files: readonly string[], flags: ImportFlags): void {
  if (!flags.retireMissing || files.length === 1) return;
  throw new UserError(
    'bad-usage',
    `--retire-missing takes one file, not '${files.length}'.`,
    'It retires what the file does not list: join the files of one list first.',
  );
}

interface Outcome {
  readonly file: string;
  readonly tenant: string;
  readonly result?: ImportResult;
  readonly error?: UserError;
}

/** One that fails is rolled back and told; the others go on. A bug or an interruption ends them all. */
async function attempt(work: () => Promise<ImportResult>, file: string, tenant: string): Promise<Outcome> {
  try {
    return { file, tenant, result: await work() };
  } catch (error) {
    if (error instanceof UserError) return { file, tenant, error };
    throw error;
  }
}

function report(outcomes: readonly Outcome[]): Report {
  const summaries = outcomes.map(({ file, tenant, result, error }) =>
    result
      ? { file, ...summarise(result) }
      : { file, tenant, error: { code: error?.code, message: error?.message, hint: error?.hint } },
  );
  const [only] = outcomes;
  const text = outcomes.map(({ file, tenant, result, error }) =>
    result
      ? (outcomes.length > 1 ? `${file}: ` : '') + renderImport(result)
      : `${file} for ${tenant}: not imported. ${error?.message} ${error?.hint}`,
  );
  return {
    summary: outcomes.length === 1 && only?.result ? summarise(only.result) : { imports: summaries },
    text: text.join('\n'),
    exitCode: Math.max(0, ...outcomes.map(({ error }) => error?.exitCode ?? 0)),
  };
}

/** The fixed form of PRODUCT.md §2. */
export function summarise(result: ImportResult): object {
  return {
    tenant: result.tenant,
    category: result.category,
    dry_run: result.dryRun,
    import_id: result.importId,
    rows: result.rows,
    brands: result.brands,
    models: result.models,
    patterns: result.patterns,
    ...(result.refusal === undefined ? {} : { refusal: result.refusal }),
    ...(result.changes
      ? {
          changes: result.changes.map(({ yearFrom, yearTo, bodyType, ...change }) => ({
            ...change,
            year_from: yearFrom,
            year_to: yearTo,
            body_type: bodyType,
          })),
        }
      : {}),
  };
}
