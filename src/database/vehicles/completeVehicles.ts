/**
 * Brands and models that imports brought in learn what the catalogue knows by now. The owner's work, not an import's: a
 * tenant may add to what all share, but not change it. What was printed is never touched.
 */
import type postgres from 'postgres';
import type { BodyType } from '../../rows.ts';
import { beginTransaction } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { type Counts, count } from '../seed/seedVocabulary.ts';
import { ownCatalogue } from './catalogueLock.ts';
import type { ModelKnowledge, VehicleKnowledge } from './knowledge.ts';

/** `await completeVehicles(database, knowledge)`; a second time changes nothing. */
export async function completeVehicles(
  database: Database,
  knowledge: VehicleKnowledge,
): Promise<{ brands: Counts; models: Counts }> {
  return beginTransaction(database.sql, async (tx) => ({
    brands: await completeBrands(tx, knowledge),
    models: await completeModels(tx, knowledge),
  }));
}

/** Marks a body type that wasn't printed; where the vehicle has several, all are said, the most usual was taken. */
export function describeGuess(bodyTypes: readonly BodyType[]): string {
  return JSON.stringify({
    body_type_from: 'catalog',
    ...(bodyTypes.length > 1 ? { body_types: bodyTypes } : {}),
  });
}

async function completeBrands(tx: postgres.TransactionSql, knowledge: VehicleKnowledge): Promise<Counts> {
  const brands = await tx<{ id: string; name: string }[]>`select id, name from brands`;
  const known = brands.flatMap(({ id, name }) => {
    const names = knowledge.brand(name);
    return names ? [{ id, ru: names.nameRu || null, ky: names.nameKy || null }] : [];
  });
  const updated = await tx`
    update brands b set name_ru = coalesce(b.name_ru, w.ru), name_ky = coalesce(b.name_ky, w.ky)
    from unnest(${known.map((k) => k.id)}::bigint[], ${known.map((k) => k.ru)}::text[],
      ${known.map((k) => k.ky)}::text[]) as w (id, ru, ky)
    where b.id = w.id and ((b.name_ru is null and w.ru is not null) or (b.name_ky is null and w.ky is not null))`;
  return count(brands.length, 0, updated.count);
}

interface StoredModel {
  readonly id: string;
  readonly brand: string;
  readonly model: string;
  readonly generation: string | null;
  readonly nameRu: string | null;
  readonly body: BodyType | null;
  readonly guessed: boolean;
  /** The usual body types at the time of the guess, where there were several. */
  readonly bodies: readonly BodyType[] | null;
}

async function completeModels(tx: postgres.TransactionSql, knowledge: VehicleKnowledge): Promise<Counts> {
  const [all] = await tx<{ n: number }[]>`select count(*)::integer as n from models`;
  const open = await tx<StoredModel[]>`
    select m.id, b.name as brand, m.name as model, m.generation, m.name_ru as "nameRu", t.code as body,
      m.metadata ? 'body_type_from' as guessed, m.metadata -> 'body_types' as bodies
    from models m join brands b on b.id = m.brand_id left join body_types t on t.id = m.body_type_id
    where m.name_ru is null or m.body_type_id is null or m.metadata ? 'body_type_from'`;
  const better = open.flatMap((stored): (ModelKnowledge & { id: string })[] => {
    const known = knowledge.model(stored.brand, stored.model, stored.generation ?? '');
    return known && (lacksName(stored, known) || lacksBody(stored, known)) ? [{ id: stored.id, ...known }] : [];
  });
  if (better.length === 0) return count(all?.n ?? 0, 0, 0);
  // An import adding just such a model at this moment would collide: wait until none runs.
  await ownCatalogue(tx);
  const named = await tx`
    update models m set name_ru = w.ru
    from unnest(${better.map((k) => k.id)}::bigint[], ${better.map((k) => k.nameRu || null)}::text[]) as w (id, ru)
    where m.id = w.id and m.name_ru is null and w.ru is not null returning m.id`;
  // Of one vehicle with a body type unknown and another guessed only one may become the other.
  const shaped = await tx`
    update models m set body_type_id = t.id, metadata = m.metadata - 'body_types' || w.guess::jsonb
    from unnest(${better.map((k) => k.id)}::bigint[], ${better.map((k) => k.bodyTypes[0] ?? null)}::text[],
      ${better.map((k) => describeGuess(k.bodyTypes))}::text[]) as w (id, body, guess)
    join body_types t on t.code = w.body
    where m.id = w.id and (m.body_type_id is null or m.metadata ? 'body_type_from')
      and not exists (
        select from models o
        where o.id <> m.id and o.brand_id = m.brand_id and o.name = m.name and o.body_type_id = t.id
          and (o.generation, o.year_from, o.year_to) is not distinct from (m.generation, m.year_from, m.year_to))
      and not exists (
        select from models o
        where o.id < m.id and o.brand_id = m.brand_id and o.name = m.name
          and (o.body_type_id is null or o.metadata ? 'body_type_from')
          and (o.generation, o.year_from, o.year_to) is not distinct from (m.generation, m.year_from, m.year_to))
    returning m.id`;
  const updated = new Set([...named, ...shaped].map((row) => row['id']));
  return count(all?.n ?? 0, 0, updated.size);
}

const lacksName = (stored: StoredModel, known: ModelKnowledge): boolean =>
  stored.nameRu === null && known.nameRu !== '';

function lacksBody(stored: StoredModel, { bodyTypes }: ModelKnowledge): boolean {
  if (bodyTypes.length === 0 || (stored.body !== null && !stored.guessed)) return false;
  const before = stored.bodies ?? (stored.body === null ? [] : [stored.body]);
  return before.join() !== bodyTypes.join();
}
