/** Reads what the search is to know: the vehicles of data/catalog and the customers' words of data/search. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../errors.ts';

/** One line of a catalogue file, by column title. */
export type CatalogLine = Readonly<Record<string, string>>;

export interface SearchCatalog {
  readonly brands: readonly CatalogLine[];
  readonly models: readonly CatalogLine[];
  readonly generations: readonly CatalogLine[];
  readonly codes: readonly CatalogLine[];
  readonly ambiguous: readonly CatalogLine[];
  readonly twins: readonly CatalogLine[];
  readonly words: readonly CatalogLine[];
  readonly bareNames: readonly CatalogLine[];
}

const DATA_FOLDER = fileURLToPath(new URL('../../../data/', import.meta.url));

/** `await readSearchCatalog()` reads lekalo's own. */
export async function readSearchCatalog(
  catalogDir = join(DATA_FOLDER, 'catalog'),
  searchDir = join(DATA_FOLDER, 'search'),
): Promise<SearchCatalog> {
  const [brands, models, generations, codes, ambiguous, twins, words, bareNames] = await Promise.all([
    readLines(join(catalogDir, 'brands.csv')),
    readFolder(join(catalogDir, 'models')),
    readFolder(join(catalogDir, 'generations')),
    readFolder(join(catalogDir, 'codes')),
    readLines(join(catalogDir, 'ambiguous.csv')),
    readLines(join(catalogDir, 'twins.csv')),
    readLines(join(searchDir, 'words.csv')),
    readLines(join(searchDir, 'bare_names.csv')),
  ]);
  return { brands, models, generations, codes, ambiguous, twins, words, bareNames };
}

async function readFolder(dir: string): Promise<CatalogLine[]> {
  const names = (await attempt(dir, () => readdir(dir))).filter((name) => name.endsWith('.csv')).sort();
  const files = await Promise.all(names.map((name) => readLines(join(dir, name))));
  return files.flat();
}

async function readLines(path: string): Promise<CatalogLine[]> {
  const text = await attempt(path, () => readFile(path, 'utf8'));
  const { parse } = await import('csv-parse/sync');
  return parse(text, { columns: true, bom: true, skip_empty_lines: true });
}

async function attempt<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new UserError('bad-catalog', `Cannot read '${path}'.`, 'Restore the data folder of the package.', {
      cause: error,
    });
  }
}

/** The parts of a cell that holds a list: `a|b` → `['a', 'b']`. */
export function listOf(cell: string | undefined): string[] {
  return (cell ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
