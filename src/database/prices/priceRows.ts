/** Rows of `prices` ↔ prices in codes. */
import type { Tenant, TenantTransaction } from '../tenant/tenant.ts';
import type { Vocabulary } from '../tenant/vocabulary.ts';
import type { PlannedPrice, PriceChange, StoredPrice } from './pricePlan.ts';

/** All prices of the transaction's tenant. */
export async function readStoredPrices(tx: TenantTransaction): Promise<StoredPrice[]> {
  return tx<StoredPrice[]>`
    select p.id, coalesce(c.code, oc.code) as category, coalesce(o.code, '') as option,
      coalesce(p.option_value, '') as value, coalesce(b.code, '') as "bodyType", p.base_price::text as price,
      p.currency, p.valid_from::text as "validFrom", p.valid_to::text as "validTo"
    from prices p
    left join product_categories c on c.id = p.category_id
    left join product_options o on o.id = p.option_id
    left join product_categories oc on oc.id = o.category_id
    left join body_types b on b.id = p.body_type_id
    order by p.id`;
}

export interface WrittenPrice {
  readonly id: string;
  /** The row before, as JSON; null = inserted. */
  readonly before: string | null;
  readonly after: string;
}

/** Writes the changes and says what each row was and is. What gets shorter goes first, or periods would overlap. */
export async function writePriceChanges(
  tx: TenantTransaction,
  tenant: Tenant,
  vocabulary: Vocabulary,
  changes: readonly PriceChange[],
): Promise<WrittenPrice[]> {
  const written: WrittenPrice[] = [];
  for (const { before, after } of changes) {
    if (!before) continue;
    written.push(
      ...(await tx<WrittenPrice[]>`
        with old as (select id, to_jsonb(p)::text as before from prices p where id = ${before.id})
        update prices p set base_price = ${after.price}::numeric, currency = ${after.currency}, valid_to = ${after.validTo}::date
        from old where p.id = old.id
        returning p.id, old.before, to_jsonb(p)::text as after`),
    );
  }
  for (const { before, after } of changes) {
    if (before) continue;
    const ids = findIds(vocabulary, after);
    written.push(
      ...(await tx<WrittenPrice[]>`
        insert into prices as p (tenant_id, category_id, option_id, option_value, body_type_id, base_price, currency,
          valid_from, valid_to)
        values (${tenant.id}, ${ids.category}, ${ids.option}, ${after.value || null}, ${ids.bodyType},
          ${after.price}::numeric, ${after.currency}, ${after.validFrom}::date, ${after.validTo}::date)
        returning p.id, null::text as before, to_jsonb(p)::text as after`),
    );
  }
  return written;
}

interface Ids {
  readonly category: string | null;
  readonly option: string | null;
  readonly bodyType: string | null;
}

/** The codes come from this vocabulary: a missing one is a bug, not bad data. */
function findIds(vocabulary: Vocabulary, price: PlannedPrice): Ids {
  const found = <T extends { id: string }>(item: T | undefined): string => {
    if (!item) throw new Error(`No id for ${JSON.stringify(price)}`);
    return item.id;
  };
  const option = vocabulary.options.find((o) => o.category === price.category && o.code === price.option);
  const category = vocabulary.categories.find(({ code }) => code === price.category);
  return {
    category: price.option === '' ? found(category) : null,
    option: price.option === '' ? null : found(option),
    bodyType: price.bodyType === '' ? null : (vocabulary.bodyTypes.get(price.bodyType) ?? found(undefined)),
  };
}
