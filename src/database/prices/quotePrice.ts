/** What a thing costs for this tenant. The sum is made by the database's `quote_price` (migrations/0008). */
import { withAnswerErrors } from '../tenant/answerErrors.ts';
import type { TenantTransaction } from '../tenant/tenant.ts';

export interface QuoteLine {
  /** The category for the base price, else the option. */
  readonly code: string;
  /** Of a choice. */
  readonly value: string | null;
  /** The body type that the price is for; null = any. */
  readonly body_type: string | null;
  /** null = not known. */
  readonly price: number | null;
}

export interface MissingPrice {
  /** The category, the option, or `body_type`. */
  readonly code: string;
  readonly value: string | null;
  /** `no_price`: the tenant has none. `no_choice`: the customer must choose first. */
  readonly reason: 'no_price' | 'no_choice';
  /** Of `no_choice`: among what. */
  readonly allowed: readonly string[] | null;
}

export interface Quote {
  readonly status: 'priced' | 'on_request';
  readonly category: string;
  readonly body_type: string | null;
  /** null = on request. */
  readonly total: number | null;
  readonly currency: string;
  /** Whether this tenant tells customers prices at all. */
  readonly show_price: boolean;
  readonly lines: readonly QuoteLine[];
  readonly missing: readonly MissingPrice[];
}

export interface QuoteRequest {
  readonly category: string;
  readonly bodyType?: string | null;
  /** Codes; a choice as `code=value`. */
  readonly options?: readonly string[];
}

/** `await quotePrice(tx, { category: 'eva_mats', bodyType: 'suv', options: ['with_borders'] })` → 3000 KGS. */
export async function quotePrice(tx: TenantTransaction, request: QuoteRequest): Promise<Quote> {
  return withAnswerErrors(async () => {
    const [row] = await tx<{ quote: Quote }[]>`
      select quote_price(${request.category}, ${request.bodyType ?? null}, ${[...(request.options ?? [])]}::text[]) as quote`;
    if (!row) throw new Error('quote_price() answered nothing');
    return row.quote;
  });
}
