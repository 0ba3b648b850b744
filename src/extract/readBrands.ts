import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { keyOf } from './text.ts';

/**
 * The keys of all brand names in a catalogue's `brands.csv`, spellings included: `await readBrandKeys('data/catalog/brands.csv')`.
 * They tell a brand's heading from a note. Names hold no comma, so that no CSV reader has to be loaded for them.
 */
export async function readBrandKeys(path: string): Promise<ReadonlySet<string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError('bad-catalog', `Cannot read '${path}'.`, 'Reinstall lekalo, or restore the catalogue.', {
      cause,
    });
  }
  const names = text
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split(/[,|]/));
  return new Set(names.map(keyOf).filter((key) => key !== ''));
}
