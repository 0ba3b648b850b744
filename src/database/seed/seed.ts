/**
 * Puts a seed into the database; running it again changes nothing. The shared vocabulary is held as the files say it. A
 * tenant's own things (settings, texts, prices) are only added where they are missing: afterwards they belong to the
 * tenant, who changes them with other commands.
 */
import { UserError } from '../../errors.ts';
import { beginTransaction } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { withTenant } from '../tenant/tenant.ts';
import type { Seed } from './seedFiles.ts';
import { seedPrices, seedTexts } from './seedTenant.ts';
import { type Counts, count, seedVocabulary } from './seedVocabulary.ts';

export interface SeedOptions {
  /** One tenant only; the shared vocabulary is seeded all the same. */
  readonly tenant?: string;
}

export type SeedTable = 'body_types' | 'product_categories' | 'product_options' | 'tenants' | 'bot_texts' | 'prices';

export type SeedCounts = Readonly<Record<SeedTable, Counts>>;

/** May this login seed? An operator's may not: the owner of the tables has done it. */
export async function maySeed(database: Database): Promise<boolean> {
  const [may] = await database.sql<{ seed: boolean }[]>`select has_table_privilege('tenants', 'INSERT') as seed`;
  return may?.seed === true;
}

/** `await seedDatabase(database, await readSeed(SEED_FOLDER))` */
export async function seedDatabase(database: Database, seed: Seed, options: SeedOptions = {}): Promise<SeedCounts> {
  const slugs = seed.tenants.map(({ slug }) => slug);
  if (options.tenant !== undefined && !slugs.includes(options.tenant)) {
    throw new UserError(
      'unknown-tenant',
      `The seed has no tenant '${options.tenant}'.`,
      `It has '${slugs.join("', '")}'; add the tenant to tenants.json.`,
    );
  }
  const wanted = seed.tenants.filter(({ slug }) => options.tenant === undefined || slug === options.tenant);
  const { shared, active, today } = await beginTransaction(database.sql, async (tx) => {
    const counts = await seedVocabulary(tx, seed, wanted);
    const rows = await tx<{ slug: string; today: string }[]>`
      select slug, current_date::text as today from tenants where active`;
    return { shared: counts, active: rows.map(({ slug }) => slug), today: rows[0]?.today ?? '' };
  });
  let texts = count(0, 0, 0);
  let prices = count(0, 0, 0);
  for (const { slug } of wanted) {
    // A tenant that was switched off keeps what it has.
    if (!active.includes(slug)) continue;
    const [ofTexts, ofPrices] = await withTenant(database, slug, async (tx, tenant) => [
      await seedTexts(
        tx,
        tenant,
        seed.texts.filter((text) => text.tenant === slug),
      ),
      await seedPrices(tx, tenant, seed.prices.get(slug) ?? [], today),
    ]);
    texts = add(texts, ofTexts);
    prices = add(prices, ofPrices);
  }
  return { ...shared, bot_texts: texts, prices };
}

const add = (one: Counts, other: Counts): Counts => ({
  inserted: one.inserted + other.inserted,
  updated: one.updated + other.updated,
  unchanged: one.unchanged + other.unchanged,
});
