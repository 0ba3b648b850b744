/** `lekalo imports`: the ledger of imports, and taking one back. */
import type { Database } from '../database/connection/connection.ts';
import type { ImportRun, ImportRunDetails } from '../database/ledger/ledger.ts';
import type { UndoResult } from '../database/ledger/undo.ts';
import type { Context, Define, Report } from './command.ts';
import { actorOf, DEFAULT_WAIT_SECONDS } from './import.ts';
import { parseWhole } from './numbers.ts';
import { withDatabase } from './withDatabase.ts';

interface LedgerFlags {
  readonly tenant?: string;
}

interface UndoFlags extends LedgerFlags {
  readonly wait: number;
}

export const defineImports: Define = (program, act) => {
  const imports = program.command('imports').description('the ledger of imports: list, show <id>, undo <id>');
  imports
    .command('list')
    .description('all imports that changed something, newest first')
    .option('--tenant <slug>', 'of this tenant only')
    .action(act(runList));
  imports
    .command('show')
    .description('one import: file, who, when, counts, what it changed')
    .argument('<id>', 'its number in the ledger', parseWhole)
    .option('--tenant <slug>', 'whose it is; needed by a login that sees one tenant only')
    .action(act(runShow));
  imports
    .command('undo')
    .description('take one import back; refused while a later one depends on it')
    .argument('<id>', 'its number in the ledger', parseWhole)
    .option('--tenant <slug>', 'whose it is; needed by a login that sees one tenant only')
    .option('--wait <seconds>', 'how long to wait for another import of the tenant', parseWhole, DEFAULT_WAIT_SECONDS)
    .action(act(runUndo));
};

async function tenantsOf(database: Database, { tenant }: LedgerFlags): Promise<string[]> {
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  const { readTenants } = await import('../database/ledger/ledger.ts');
  await assertMigrated(database);
  return tenant === undefined ? readTenants(database) : [tenant];
}

async function runList(context: Context, flags: LedgerFlags): Promise<Report> {
  const { listImports } = await import('../database/ledger/ledger.ts');
  return withDatabase(context, async (database) => {
    const runs = await listImports(database, await tenantsOf(database, flags));
    const text = runs.length === 0 ? 'no imports yet' : runs.map(renderRun).join('\n');
    return { summary: { imports: runs.map(summarise) }, text };
  });
}

async function runShow(context: Context, id: number, flags: LedgerFlags): Promise<Report> {
  const { showImport } = await import('../database/ledger/ledger.ts');
  return withDatabase(context, async (database) => {
    const run = await showImport(database, await tenantsOf(database, flags), id);
    const { patternsInserted, sourceRows, changes } = run;
    return {
      summary: { ...summarise(run), patterns_inserted: patternsInserted, source_rows: sourceRows, changes },
      text: renderDetails(run),
    };
  });
}

async function runUndo(context: Context, id: number, flags: UndoFlags): Promise<Report> {
  const { findImport } = await import('../database/ledger/ledger.ts');
  const { undoImport } = await import('../database/ledger/undo.ts');
  return withDatabase(context, async (database) => {
    const { tenant } = await findImport(database, await tenantsOf(database, flags), id);
    const undone = await undoImport(database, tenant, id, {
      actor: actorOf(context),
      waitMs: flags.wait * 1000,
      onWaiting: (holder) => context.note(`waiting: '${tenant}' is being changed by ${holder}`),
    });
    const { run, sourceRows, ...counts } = undone;
    return {
      summary: { tenant, undone: run.id, kind: run.kind, ...counts, source_rows: sourceRows },
      text: renderUndo(undone),
    };
  });
}

function summarise(run: ImportRun): object {
  return {
    id: run.id,
    tenant: run.tenant,
    kind: run.kind,
    category: run.category,
    file: run.file,
    sha256: run.sha256,
    actor: run.actor,
    started_at: run.startedAt,
    undone_at: run.undoneAt,
    undone_by: run.undoneBy,
    counts: run.counts,
  };
}

/** `7  2026-01-15T10:00:00Z  evopoliki  eva_mats  cleaned.csv  operator@office  rows 807, new_patterns 690` */
function renderRun(run: ImportRun): string {
  const counts = Object.entries(run.counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`);
  const undone = run.undoneAt === null ? [] : [`undone ${run.undoneAt} by ${run.undoneBy}`];
  const what = run.category ?? run.kind;
  return [String(run.id), run.startedAt, run.tenant, what, run.file, run.actor, counts.join(', '), ...undone].join(
    '  ',
  );
}

function renderDetails(run: ImportRunDetails): string {
  return [
    renderRun(run),
    `  sha256 ${run.sha256}`,
    `  ${run.patternsInserted} patterns and ${run.sourceRows} source rows came with it`,
    ...run.changes.map(
      ({ table, id, before, after }) => `  ${table} #${id}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
    ),
  ].join('\n');
}

function renderUndo({ run, patterns, prices, models, brands }: UndoResult): string {
  const what =
    run.kind === 'patterns'
      ? `${patterns.deleted} patterns deleted, ${patterns.restored} restored, ${models} models and ${brands} brands taken away`
      : `${prices.deleted} prices deleted, ${prices.restored} restored`;
  return `import ${run.id} of ${run.tenant} undone: ${what}`;
}
