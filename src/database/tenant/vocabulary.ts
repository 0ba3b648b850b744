/** The codes of the shared vocabulary and what a tenant offers of it. */
import { UserError } from '../../errors.ts';
import type { TenantTransaction } from './tenant.ts';

export interface Category {
  readonly id: string;
  readonly code: string;
}

export interface Option {
  readonly id: string;
  readonly category: string;
  readonly code: string;
  readonly type: 'boolean' | 'choice' | 'addon';
  /** Of a choice: code → names, by which people also call it. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Codes of body types; null = any. */
  readonly applicableTo: readonly string[] | null;
}

export interface Vocabulary {
  /** The active categories that the tenant offers. */
  readonly categories: readonly Category[];
  readonly options: readonly Option[];
  /** code → id */
  readonly bodyTypes: ReadonlyMap<string, string>;
  /** What the tenant counts in where a line doesn't say. */
  readonly currency: string;
}

export const DEFAULT_CURRENCY = 'KGS';

type AllowedValues = Readonly<Record<string, { readonly ru?: string; readonly ky?: string }>>;

/** Read inside a tenant's transaction: `await readVocabulary(tx)`. */
export async function readVocabulary(tx: TenantTransaction): Promise<Vocabulary> {
  const [tenant] = await tx<{ offered: string[] | null; currency: string | null }[]>`
    select settings -> 'categories' as offered, settings ->> 'currency' as currency from tenants`;
  const categories = await tx<{ id: string; code: string }[]>`
    select id, code from product_categories where active order by sort_order, code`;
  const options = await tx<
    {
      id: string;
      category: string;
      code: string;
      type: Option['type'];
      allowed_values: AllowedValues | null;
      applicable_to: string[] | null;
    }[]
  >`select o.id, c.code as category, o.code, o.option_type as type, o.allowed_values, o.applicable_to
    from product_options o join product_categories c on c.id = o.category_id order by o.sort_order, o.code`;
  const bodyTypes = await tx<{ id: string; code: string }[]>`select id, code from body_types order by sort_order`;
  const offered = tenant?.offered;
  return {
    // A tenant that says nothing may offer everything.
    categories: categories.filter(({ code }) => !Array.isArray(offered) || offered.includes(code)),
    options: options.map((row) => ({
      id: row.id,
      category: row.category,
      code: row.code,
      type: row.type,
      values: new Map(
        Object.entries(row.allowed_values ?? {}).map(([code, { ru = '', ky = '' }]) => [code, [ru, ky]] as const),
      ),
      applicableTo: row.applicable_to,
    })),
    bodyTypes: new Map(bodyTypes.map(({ id, code }) => [code, id])),
    currency: tenant?.currency ?? DEFAULT_CURRENCY,
  };
}

/** The category behind a code, or the error that lists what there is. `where` names the line for the reader. */
export function requireCategory(vocabulary: Vocabulary, code: string, tenant: string, where = ''): Category {
  const found = vocabulary.categories.find((category) => category.code === code);
  if (found) return found;
  const offered = vocabulary.categories.map((category) => `'${category.code}'`).join(', ');
  throw new UserError(
    'unknown-category',
    `The tenant '${tenant}' has no category '${code}'${where}.`,
    offered === ''
      ? "There are no categories yet: run 'lekalo seed'."
      : `It offers ${offered}; tenants.settings says which.`,
  );
}
