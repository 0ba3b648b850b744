/** Keeps the names that the search looks up equal to the catalogue: adds what is new, removes what is gone, nothing else. */
import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { beginTransaction } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { type CatalogLine, listOf, type SearchCatalog } from './searchCatalog.ts';

export interface SearchNameCounts {
  readonly inserted: number;
  /** Names that the catalogue no longer has. */
  readonly updated: number;
  readonly unchanged: number;
}

/** A way to write a brand, a model or a chassis code, before folding. */
interface StagedName {
  readonly kind: 'brand' | 'model' | 'code';
  readonly brand: string;
  readonly model: string | null;
  readonly generation: string | null;
  readonly name: string;
  /** What is meant when no brand stands beside it. */
  readonly preferred?: boolean;
}

/** `await seedSearchNames(database, await readSearchCatalog())`: all the names or none. */
export async function seedSearchNames(database: Database, catalog: SearchCatalog): Promise<SearchNameCounts> {
  return beginTransaction(database.sql, (tx) => refreshSearchNames(tx, catalog));
}

/**
 * `await refreshSearchNames(tx, await readSearchCatalog(…))` inside the caller's transaction, as the tables' owner.
 * The second time it inserts nothing.
 */
async function refreshSearchNames(tx: postgres.TransactionSql, catalog: SearchCatalog): Promise<SearchNameCounts> {
  const fingerprint = createHash('sha256').update(JSON.stringify(catalog)).digest('hex');
  // Folding thirty thousand names takes seconds, and most runs of the seed bring nothing new.
  const [same] = await tx<{ unchanged: number }[]>`
    select (select count(*)::int from search_names) as unchanged from search_state where fingerprint = ${fingerprint}`;
  if (same) return { inserted: 0, updated: 0, unchanged: same.unchanged };
  await stageModels(tx, catalog);
  await stageNames(tx, catalog);
  const [counts] = await tx<SearchNameCounts[]>`
    select inserted, deleted as updated, unchanged from merge_search_names()`;
  await tx`
    insert into search_state (fingerprint) values (${fingerprint})
    on conflict (one) do update set fingerprint = excluded.fingerprint`;
  if (!counts) throw new Error('merge_search_names() answered nothing');
  return counts;
}

async function stageModels(tx: postgres.TransactionSql, catalog: SearchCatalog): Promise<void> {
  const { models, generations, twins, words } = catalog;
  await tx`
    create temp table staged_models on commit drop as
    select distinct on (brand, model) brand, model, string_to_array(nullif(body_types, ''), '|') as body_types,
      nullif(year_from, '')::smallint as year_from, nullif(year_to, '')::smallint as year_to, aliases::int as aliases
    from unnest(${column(models, 'brand')}::text[], ${column(models, 'model')}::text[],
      ${column(models, 'body_types')}::text[], ${column(models, 'year_from')}::text[],
      ${column(models, 'year_to')}::text[], ${models.map((line) => String(listOf(line['aliases']).length))}::text[])
      as t (brand, model, body_types, year_from, year_to, aliases)
    order by brand, model, body_types, year_from, year_to, aliases`;
  await tx`
    create temp table staged_generations on commit drop as
    select distinct on (brand, model, generation) brand, model, generation, nullif(ordinal, '') as ordinal,
      string_to_array(aliases, '|') as aliases, nullif(year_from, '')::smallint as year_from,
      nullif(year_to, '')::smallint as year_to
    from unnest(${column(generations, 'brand')}::text[], ${column(generations, 'model')}::text[],
      ${column(generations, 'generation')}::text[], ${column(generations, 'ordinal')}::text[],
      ${column(generations, 'aliases')}::text[], ${column(generations, 'year_from')}::text[],
      ${column(generations, 'year_to')}::text[])
      as t (brand, model, generation, ordinal, aliases, year_from, year_to)
    order by brand, model, generation, ordinal, aliases, year_from, year_to`;
  await tx`
    create temp table staged_twins on commit drop as
    select brand, gives_way_to, string_to_array(nullif(names, ''), '|') as names
    from unnest(${column(twins, 'brand')}::text[], ${column(twins, 'gives_way_to')}::text[],
      ${column(twins, 'names')}::text[]) as t (brand, gives_way_to, names)`;
  await tx`
    create temp table staged_words on commit drop as
    select word, stem = 'yes' as stem, role, nullif(value, '')::int as value
    from unnest(${column(words, 'word')}::text[], ${column(words, 'stem')}::text[], ${column(words, 'role')}::text[],
      ${column(words, 'value')}::text[]) as t (word, stem, role, value)`;
}

async function stageNames(tx: postgres.TransactionSql, catalog: SearchCatalog): Promise<void> {
  const names = [...namesOf(catalog)];
  await tx`
    create temp table staged_names on commit drop as
    select kind, brand, model, generation, name, preferred = 'yes' as preferred
    from unnest(${names.map((n) => n.kind)}::text[], ${names.map((n) => n.brand)}::text[],
      ${names.map((n) => n.model)}::text[], ${names.map((n) => n.generation)}::text[],
      ${names.map((n) => n.name)}::text[], ${names.map((n) => (n.preferred ? 'yes' : ''))}::text[])
      as t (kind, brand, model, generation, name, preferred)`;
}

function* namesOf({ brands, models, codes, ambiguous, bareNames }: SearchCatalog): Generator<StagedName> {
  for (const line of brands) {
    const brand = line['brand'] ?? '';
    for (const name of spellings(line, 'brand')) yield { kind: 'brand', brand, model: null, generation: null, name };
  }
  for (const line of models) {
    const model = line['model'] ?? '';
    for (const name of spellings(line, 'model')) {
      yield { kind: 'model', brand: line['brand'] ?? '', model, generation: null, name };
    }
  }
  for (const line of codes) {
    const { brand = '', model = '', code = '', generation } = line;
    yield { kind: 'code', brand, model, generation: generation || null, name: code };
  }
  for (const line of bareNames) {
    const { brand = '', model = '', name = '', generation } = line;
    const kind = generation ? 'code' : 'model';
    yield { kind, brand, model, generation: generation || null, name, preferred: true };
  }
  for (const line of ambiguous) {
    for (const model of listOf(line['models'])) {
      yield { kind: 'model', brand: line['brand'] ?? '', model, generation: null, name: line['alias'] ?? '' };
    }
  }
}

function spellings(line: CatalogLine, title: string): Set<string> {
  const names = [line[title], line['name_ru'], line['name_ky'], ...listOf(line['aliases'])];
  return new Set(names.filter((name): name is string => name !== undefined && name !== ''));
}

const column = (lines: readonly CatalogLine[], title: string): string[] => lines.map((line) => line[title] ?? '');
