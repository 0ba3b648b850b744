import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { keyOf } from './text/text.ts';

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
  const [header = '', ...lines] = text.split('\n');
  // A country's code is no name: `ES 250`, `In`.
  const country = header.split(',').indexOf('country');
  const names = lines.flatMap((line) => line.split(',').flatMap((cell, c) => (c === country ? [] : cell.split('|'))));
  return new Set(names.map(keyOf).filter((key) => key !== ''));
}
