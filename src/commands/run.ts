/** `lekalo run`: migrate, seed, extract, clean, import in one go. */
import { relative } from 'node:path';
import type { CleanSummary } from '../clean/cleanFile.ts';
import type { Database } from '../database/connection/connection.ts';
import type { ImportResult } from '../database/imports/import.ts';
import { type CleanFlags, runClean } from './clean.ts';
import { type Context, type Define, EXIT_STRICT, type OutputFlags, type Report } from './command.ts';
import { type ExtractFlags, runExtract } from './extract.ts';
import { DEFAULT_CATEGORY, DEFAULT_WAIT_SECONDS, importOne, summarise } from './import.ts';
import { CATALOG_FOLDER, readKnowledge } from './knowledge.ts';
import { parsePercent, parseWhole } from './numbers.ts';
import { addReadingFlags, type ReadingFlags } from './reading.ts';
import { renderImport } from './renderImport.ts';
import { renderSeedCounts, seedAll } from './seed.ts';
import { withDatabase } from './withDatabase.ts';

/** Long enough for another `run` to finish migrating. */
const MIGRATE_WAIT_MS = 60_000;

interface RunFlags extends OutputFlags, ReadingFlags, Pick<CleanFlags, 'catalog' | 'aliases'> {
  readonly tenant: string;
  readonly category: string;
  readonly retireMissing?: boolean;
  readonly maxRetire?: number;
  readonly minRows?: number;
  readonly wait: number;
}

export const defineRun: Define = (program, act) => {
  const command = program
    .command('run')
    .description('migrate, seed, extract, clean and import in one go')
    .argument('<pdf...>', 'PDF files of one list')
    .requiredOption('--tenant <slug>', 'whose patterns they are')
    .option('--category <code>', 'what rows are of that name no product themselves', DEFAULT_CATEGORY)
    .option('--out <folder>', 'folder for the files', 'out');
  addReadingFlags(command)
    .option('--catalog <folder>', "another catalogue than lekalo's own")
    .option('--aliases <file>', 'remembered decisions (default: aliases.csv in the output folder, if there is one)')
    .option('--excel', 'write the CSV files for Excel: BOM, semicolons, guarded formulas')
    .option('--retire-missing', 'make unavailable what the list no longer names')
    .option('--max-retire <percent>', 'refuse to retire more than this share of the listed patterns', parsePercent)
    .option('--min-rows <n>', 'refuse to import fewer rows', parseWhole)
    .option('--wait <seconds>', 'how long to wait for another import of the tenant', parseWhole, DEFAULT_WAIT_SECONDS)
    .option('--strict', 'exit with 5 if rows wait for review or were rejected')
    .action(act(runAll));
};

export async function runAll(context: Context, paths: string[], flags: RunFlags): Promise<Report> {
  return withDatabase(context, async (database) => {
    const prepared = await prepare(context, database, flags);
    const extracted = await runExtract(context, paths, flags satisfies ExtractFlags);
    const { files } = extracted.summary as { files: { raw: string } };
    const cleaned = (await runClean(context, files.raw, flags)).summary as CleanSummary;
    const knowledge = await readKnowledge(flags.catalog === undefined ? CATALOG_FOLDER : context.path(flags.catalog));
    const imported = await importOne(context, database, knowledge, cleaned.files.cleaned, flags);
    const all = { ...files, ...cleaned.files };
    return {
      summary: {
        tenant: flags.tenant,
        category: flags.category,
        rows: cleaned.rows,
        cleaned: cleaned.cleaned,
        review: cleaned.review,
        rejects: cleaned.rejects,
        migrate: { applied: prepared.applied },
        seed: prepared.seeded,
        extract: extracted.summary,
        clean: cleaned,
        import: summarise(imported),
        files: all,
      },
      text: [
        `${database.kind} database: ${renderApplied(prepared.applied)}; ${prepared.seeded ? renderSeedCounts(prepared.seeded) : "seed: left to the tables' owner"}`,
        extracted.text,
        renderRows(cleaned, imported),
        renderImport(imported),
        'files:',
        ...[...new Set(Object.values(all))].map((path) => `  ${relative(context.io.cwd, path)}`),
      ].join('\n'),
      exitCode: flags.strict && cleaned.review + cleaned.rejects > 0 ? EXIT_STRICT : 0,
    };
  });
}

/** Brings schema and vocabulary up to date, and finds a wrong tenant or category before the long work. */
async function prepare(context: Context, database: Database, { tenant, category }: RunFlags) {
  const { migrateUp } = await import('../database/migrations/migrate.ts');
  const { withTenant } = await import('../database/tenant/tenant.ts');
  const { readVocabulary, requireCategory } = await import('../database/tenant/vocabulary.ts');
  context.progress.step('migrate');
  const { done } = await migrateUp(database, { waitMs: MIGRATE_WAIT_MS });
  context.progress.step('seed');
  const { maySeed } = await import('../database/seed/seed.ts');
  // An operator's login imports into what the owner of the tables has seeded.
  const seeded = (await maySeed(database)) ? await seedAll(database) : null;
  await withTenant(database, tenant, async (tx) => requireCategory(await readVocabulary(tx), category, tenant));
  return { applied: done, seeded };
}

function renderApplied(applied: readonly string[]): string {
  return applied.length === 0 ? 'up to date' : `${applied.length} migrations applied`;
}

/** Every row of the list, once. */
function renderRows({ rows, cleaned, review, rejects }: CleanSummary, imported: ImportResult): string {
  return `${rows} rows = ${cleaned} cleaned + ${review} to review + ${rejects} rejected; the cleaned ones name ${imported.rows} vehicles`;
}
