/** `lekalo extract --explain`: the supplier profile that the automatic reading amounts to. */
import { basename } from 'node:path';
import type { SeenTable } from '../extract/explain.ts';
import type { Context, Report } from './command.ts';
import { type ReadingFlags, readReadingFlags } from './reading.ts';

/** Prints one profile for each file; saved and given back with --profile, it reads the same rows. */
export async function runExplain(context: Context, paths: readonly string[], flags: ReadingFlags): Promise<Report> {
  const { extractFile } = await import('../extract/extract.ts');
  const { explainProfile } = await import('../extract/explain.ts');
  const optionsFor = await readReadingFlags(context, flags);
  const profiles = [];
  for (const path of paths) {
    const seen: SeenTable[] = [];
    await extractFile(context.path(path), {
      ...optionsFor(basename(path)),
      onTables: (_, { tables }) => {
        for (const { page, columns, rows } of tables) if (rows.length > 0) seen.push({ page, columns });
      },
    });
    profiles.push(explainProfile(basename(path), seen, flags.pages));
  }
  return { summary: { profiles }, text: JSON.stringify({ profiles }, null, 2) };
}
