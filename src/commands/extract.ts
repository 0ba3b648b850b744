/** `lekalo extract`: PDF → raw_vehicle_data.csv and rejects.csv. */
import { basename, join } from 'node:path';
import type { Extraction } from '../extract/extract.ts';
import { type Context, type Define, EXIT_STRICT, type OutputFlags, type Report } from './command.ts';
import { createPictures } from './pictures.ts';
import { runExplain } from './profiles.ts';
import { addReadingFlags, type ReadingFlags, readReadingFlags } from './reading.ts';

export interface ExtractFlags extends OutputFlags, ReadingFlags {
  readonly debugDir?: string;
}

interface AllFlags extends ExtractFlags {
  readonly explain?: boolean;
}

export const defineExtract: Define = (program, act) => {
  const command = program
    .command('extract')
    .description('read vehicle lists from PDF into raw_vehicle_data.csv and rejects.csv')
    .argument('<pdf...>', 'PDF files')
    .option('--out <folder>', 'folder for the files', 'out');
  addReadingFlags(command)
    .option('--debug-dir <folder>', 'draw what the table finder saw, one SVG a page')
    .option('--explain', 'print the supplier profile that the automatic reading amounts to, and write nothing')
    .option('--excel', 'write the CSV files for Excel: BOM, semicolons, guarded formulas')
    .option('--strict', 'exit with 5 if anything was rejected')
    .action(
      act((context, paths: string[], flags: AllFlags) =>
        flags.explain ? runExplain(context, paths, flags) : runExtract(context, paths, flags),
      ),
    );
};

/** Extracts the files and writes both CSVs, whole or not at all. */
export async function runExtract(context: Context, paths: string[], flags: ExtractFlags): Promise<Report> {
  // While the first page is waited for; a fault shows when they are used.
  loadWriters().catch(() => undefined);
  const extractions = await extractAll(context, paths, flags);
  const files = await writeExtractions(context.path(flags.out), extractions, flags);
  const rows = extractions.reduce((sum, e) => sum + e.rows.length, 0);
  const rejects = extractions.reduce((sum, e) => sum + e.rejects.length, 0);
  const sources = extractions.map((e) => ({ ...e, rows: e.rows.length, rejects: e.rejects.length }));
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
  flags: ReadingFlags & Pick<ExtractFlags, 'debugDir'>,
): Promise<(Extraction & { readonly profile?: string })[]> {
  const { extractFile } = await import('../extract/extract.ts');
  const optionsFor = await readReadingFlags(context, flags);
  const extractions: (Extraction & { readonly profile?: string })[] = [];
  for (const path of paths) {
    const options = optionsFor(sourceName(path, paths));
    const pictures =
      flags.debugDir === undefined ? undefined : createPictures(context.path(flags.debugDir), options.source);
    let extraction: Extraction | undefined;
    try {
      extraction = await extractFile(context.path(path), {
        ...options,
        ...(pictures && { onTables: pictures.onTables }),
      });
    } finally {
      await pictures?.write(extraction);
    }
    const { profileName: profile } = options;
    extractions.push({ ...extraction, ...(profile === undefined ? {} : { profile }) });
  }
  return extractions;
}

/** A source is named by its file's name, or by the typed path where two files bear one name. */
export function sourceName(path: string, paths: readonly string[]): string {
  return paths.filter((other) => basename(other) === basename(path)).length > 1 ? path : basename(path);
}

const loadWriters = () =>
  Promise.all([
    import('../csv/columns.ts'),
    import('../csv/dialect.ts'),
    import('../csv/rejects.ts'),
    import('../csv/write.ts'),
  ]);

/** Writes rows and rejects beside each other; neither appears unless both can be written. */
export async function writeExtractions(
  folder: string,
  extractions: readonly Extraction[],
  flags: Pick<OutputFlags, 'excel'>,
): Promise<{ raw: string; rejects: string }> {
  const [{ RAW }, { EXCEL, PLAIN }, { createRejectWriter }, { createRowWriter }] = await loadWriters();
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
