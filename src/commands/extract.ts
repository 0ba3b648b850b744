// LEAD to the extractor (helper 1): a second engineer now builds tables, --debug-dir, --profile/--explain, --password-file, --pages,
// bad-file limits, --jobs and the bench. You go on with layouts, precision (notes/captions read as rows), the ledger, property tests,
// docs/TABLE_FINDER.md. Remove nothing of theirs; this note is the lead's to delete.
/** `lekalo extract`: PDF → raw_vehicle_data.csv and rejects.csv. */
import { basename, join } from 'node:path';
import { RAW } from '../csv/columns.ts';
import { EXCEL, PLAIN } from '../csv/dialect.ts';
import { createRejectWriter } from '../csv/rejects.ts';
import { createRowWriter } from '../csv/write.ts';
import type { Extraction } from '../extract/extract.ts';
import { type Context, type Define, EXIT_STRICT, type OutputFlags, type Report } from './command.ts';

export interface ExtractFlags extends OutputFlags {}

export const defineExtract: Define = (program, act) => {
  program
    .command('extract')
    .description('read vehicle lists from PDF into raw_vehicle_data.csv and rejects.csv')
    .argument('<pdf...>', 'PDF files')
    .option('--out <folder>', 'folder for the files', 'out')
    .option('--excel', 'write the CSV files for Excel: BOM, semicolons, guarded formulas')
    .option('--strict', 'exit with 5 if anything was rejected')
    .action(act(runExtract));
};

/** Extracts the files and writes both CSVs, whole or not at all. */
export async function runExtract(context: Context, paths: string[], flags: ExtractFlags): Promise<Report> {
  const extractions = await extractAll(context, paths, flags);
  const files = await writeExtractions(context.path(flags.out), extractions, flags);
  const rows = extractions.reduce((sum, e) => sum + e.rows.length, 0);
  const rejects = extractions.reduce((sum, e) => sum + e.rejects.length, 0);
  const sources = extractions.map(({ source, sha256, pages, text, ...e }) => ({
    source,
    sha256,
    pages,
    rows: e.rows.length,
    rejects: e.rejects.length,
    text,
  }));
  return {
    summary: { sources, rows, rejects, files },
    text: sources.map((s) => `${s.source}: ${s.rows} rows and ${s.rejects} rejects from ${s.pages} pages`).join('\n'),
    exitCode: flags.strict && rejects > 0 ? EXIT_STRICT : 0,
  };
}

/** Reads the files one after the other; names them as rows will. */
export async function extractAll(
  context: Context,
  paths: readonly string[],
  _flags: ExtractFlags,
): Promise<Extraction[]> {
  const { extractFile } = await import('../extract/extract.ts');
  const extractions: Extraction[] = [];
  for (const path of paths) {
    const source = sourceName(path, paths);
    extractions.push(
      await extractFile(context.path(path), {
        source,
        signal: context.io.signal,
        onPage: (done, total) => context.progress.step(source, done, total),
      }),
    );
  }
  return extractions;
}

/** A source is named by its file's name, or by the typed path where two files bear one name. */
function sourceName(path: string, paths: readonly string[]): string {
  return paths.filter((other) => basename(other) === basename(path)).length > 1 ? path : basename(path);
}

/** Writes rows and rejects beside each other; neither appears unless both can be written. */
export async function writeExtractions(
  folder: string,
  extractions: readonly Extraction[],
  flags: Pick<OutputFlags, 'excel'>,
): Promise<{ raw: string; rejects: string }> {
  const dialect = flags.excel ? EXCEL : PLAIN;
  const files = { raw: join(folder, RAW.name), rejects: join(folder, 'rejects.csv') };
  const raw = await createRowWriter(files.raw, RAW, dialect);
  try {
    const rejects = await createRejectWriter(files.rejects, 'extract', dialect);
    try {
      for (const extraction of extractions) {
        await raw.write(extraction.rows);
        await rejects.write(extraction.rejects);
      }
      await rejects.commit();
      await raw.commit();
    } finally {
      await rejects.discard();
    }
  } finally {
    await raw.discard();
  }
  return files;
}
