/** `lekalo clean`: raw_vehicle_data.csv → cleaned_vehicle_data.csv, review.csv, rejects.csv. */
import type { CleanSummary } from '../clean/cleanFile.ts';
import { type Context, type Define, EXIT_STRICT, type OutputFlags, type Report } from './command.ts';

export interface CleanFlags extends OutputFlags {
  readonly catalog?: string;
  readonly aliases?: string;
}

export const defineClean: Define = (program, act) => {
  program
    .command('clean')
    .description('name the vehicles of raw_vehicle_data.csv: cleaned rows, questions for review, rejects')
    .argument('<raw.csv>', 'rows as extract writes them')
    .option('--out <folder>', 'folder for the files', 'out')
    .option('--catalog <folder>', 'the reference catalogue (default: the one that comes with lekalo, data/catalog)')
    .option('--aliases <file>', 'remembered decisions (default: aliases.csv in the output folder, if there is one)')
    .option('--excel', 'write the CSV files for Excel: BOM, semicolons, guarded formulas')
    .option('--strict', 'exit with 5 if rows wait for review or were rejected')
    .action(act(runClean));
};

export async function runClean(context: Context, raw: string, flags: CleanFlags): Promise<Report> {
  const { cleanFile } = await import('../clean/cleanFile.ts');
  const summary = await cleanFile(context.path(raw), {
    outDir: context.path(flags.out),
    catalogDir: flags.catalog === undefined ? undefined : context.path(flags.catalog),
    aliasesPath: flags.aliases === undefined ? undefined : context.path(flags.aliases),
    excel: flags.excel,
    signal: context.io.signal,
    progress: (rows) => context.progress.step('clean', rows),
    year: context.io.now().getFullYear(),
  });
  return {
    summary,
    text: renderClean(summary),
    exitCode: flags.strict && summary.review + summary.rejects > 0 ? EXIT_STRICT : 0,
  };
}

function renderClean({ rows, cleaned, review, rejects, vehicles, files }: CleanSummary): string {
  const lines = [`${rows} rows: ${cleaned} cleaned (${vehicles} vehicles), ${review} to review, ${rejects} rejected`];
  if (review > 0) lines.push(`  answer the questions in ${files.review}, then run 'lekalo review apply'`);
  return lines.join('\n');
}
