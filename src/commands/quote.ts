/** `lekalo quote`: a price with its breakdown. */
import type { Quote } from '../database/prices/quotePrice.ts';
import type { Context, Define, Report } from './command.ts';
import { withDatabase } from './withDatabase.ts';

interface QuoteFlags {
  readonly tenant: string;
  readonly category: string;
  readonly bodyType?: string;
  readonly option: readonly string[];
}

export const defineQuote: Define = (program, act) => {
  program
    .command('quote')
    .description('a price with its breakdown; what has no price is said, never guessed')
    .requiredOption('--tenant <slug>', 'whose prices')
    .requiredOption('--category <code>', 'what is wanted')
    .option('--body-type <code>', 'sedan, suv, …')
    .option('--option <code[=value]>', 'an option, or a choice with its value; repeatable', collect, [])
    .action(act(runQuote));
};

export async function runQuote(context: Context, flags: QuoteFlags): Promise<Report> {
  const { quotePrice } = await import('../database/prices/quotePrice.ts');
  const { withTenant } = await import('../database/tenant/tenant.ts');
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  const quote = await withDatabase(context, async (database) => {
    await assertMigrated(database);
    return withTenant(database, flags.tenant, (tx) =>
      quotePrice(tx, { category: flags.category, bodyType: flags.bodyType ?? null, options: flags.option }),
    );
  });
  return { summary: quote, text: renderQuote(quote) };
}

/** `eva_mats, suv: 3000 KGS` with a line for each part. */
export function renderQuote(quote: Quote): string {
  const what = quote.body_type === null ? quote.category : `${quote.category}, ${quote.body_type}`;
  const head = quote.total === null ? `${what}: on request` : `${what}: ${quote.total} ${quote.currency}`;
  const lines = quote.lines.map(({ code, value, price }) => {
    const name = value === null ? code : `${code}=${value}`;
    return `  ${name}: ${price === null ? 'no price' : `${price} ${quote.currency}`}`;
  });
  const missing = quote.missing.map(({ code, reason, allowed }) =>
    reason === 'no_choice' ? `  choose ${code}: ${(allowed ?? []).join(', ')}` : `  no price is known for ${code}`,
  );
  const hidden = quote.show_price ? [] : ['  this tenant tells customers no prices: show_price_in_summary is off'];
  return [head, ...lines, ...missing, ...hidden].join('\n');
}

const collect = (value: string, previous: readonly string[]): string[] => [...previous, value];
