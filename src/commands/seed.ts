/** `lekalo seed`: the first things of a database, from data/seed/. */
import type { Database } from '../database/connection/connection.ts';
import type { SearchNameCounts } from '../database/search/searchNames.ts';
import type { SeedCounts, SeedOptions } from '../database/seed/seed.ts';
import type { Counts } from '../database/seed/seedVocabulary.ts';
import type { Context, Define, Report } from './command.ts';
import { CATALOG_FOLDER, readKnowledge } from './knowledge.ts';
import { withDatabase } from './withDatabase.ts';

/** With what the search knows of vehicles, and what the vehicles of earlier imports learn from the catalogue. */
export type AllCounts = SeedCounts & { readonly search_names: SearchNameCounts } & Record<'brands' | 'models', Counts>;

interface SeedFlags {
  readonly tenant?: string;
  readonly from?: string;
}

export const defineSeed: Define = (program, act) => {
  program
    .command('seed')
    .description('put tenants, body types, categories, options, bot texts, prices and search names into the database')
    .option('--tenant <slug>', 'this tenant only')
    .option('--from <folder>', "another seed than lekalo's own")
    .action(act(runSeed));
};

export async function runSeed(context: Context, { tenant, from }: SeedFlags): Promise<Report> {
  const folder = from === undefined ? undefined : context.path(from);
  const counts = await withDatabase(context, (database) =>
    seedAll(database, folder, tenant === undefined ? {} : { tenant }),
  );
  return { summary: counts, text: renderSeedCounts(counts) };
}

/** Seeds an open database with lekalo's own seed, or another. */
export async function seedAll(database: Database, folder?: string, options: SeedOptions = {}): Promise<AllCounts> {
  const { readSeed, SEED_FOLDER } = await import('../database/seed/seedFiles.ts');
  const { seedDatabase } = await import('../database/seed/seed.ts');
  const { readSearchCatalog } = await import('../database/search/searchCatalog.ts');
  const { completeVehicles } = await import('../database/vehicles/completeVehicles.ts');
  const { seedSearchNames } = await import('../database/search/searchNames.ts');
  const counts = await seedDatabase(database, await readSeed(folder ?? SEED_FOLDER), options);
  const names = await seedSearchNames(database, await readSearchCatalog());
  return { ...counts, search_names: names, ...(await completeVehicles(database, await readKnowledge(CATALOG_FOLDER))) };
}

/** `seeded: 2 tenants inserted, …`, or that nothing was missing. */
export function renderSeedCounts(counts: SeedCounts): string {
  const changed = Object.entries(counts).filter(([, { inserted, updated }]) => inserted + updated > 0);
  if (changed.length === 0) return 'seed: everything was there already';
  const words = changed.map(([table, { inserted, updated }]) => {
    const parts = [inserted > 0 && `${inserted} inserted`, updated > 0 && `${updated} updated`];
    return `${table} ${parts.filter((part) => part !== false).join(' and ')}`;
  });
  return `seed: ${words.join(', ')}`;
}
