/** A tenant's own first things: texts of its bot, prices. What is there already is left alone. */
import type { PriceLine, SeedText } from '../../csv/seed.ts';
import { UserError } from '../../errors.ts';
import { keyOf, parsePriceLines } from '../prices/priceLines.ts';
import { readStoredPrices, writePriceChanges } from '../prices/priceRows.ts';
import type { Tenant, TenantTransaction } from '../tenant/tenant.ts';
import { readVocabulary } from '../tenant/vocabulary.ts';
import { type Counts, count } from './seedVocabulary.ts';

export async function seedTexts(tx: TenantTransaction, tenant: Tenant, texts: readonly SeedText[]): Promise<Counts> {
  const rows = tx.json(texts.map(({ key, textRu, textKy }) => ({ key, text_ru: textRu, text_ky: textKy || null })));
  const inserted = await tx`
    insert into bot_texts (tenant_id, key, text_ru, text_ky)
    select ${tenant.id}, s.key, s.text_ru, s.text_ky
    from jsonb_to_recordset(${rows}::jsonb) s (key text, text_ru text, text_ky text)
    where not exists (select from bot_texts t where t.tenant_id = ${tenant.id} and t.key = s.key) order by s.key`;
  return count(texts.length, inserted.count, 0);
}

/** A thing that has any price, past ones too, is the tenant's own business by now. */
export async function seedPrices(
  tx: TenantTransaction,
  tenant: Tenant,
  lines: readonly PriceLine[],
  today: string,
): Promise<Counts> {
  if (lines.length === 0) return count(0, 0, 0);
  const vocabulary = await readVocabulary(tx);
  const { entries, faults } = parsePriceLines(lines, vocabulary, today);
  if (faults[0]) {
    const { line, fault } = faults[0];
    throw new UserError('bad-seed', `prices/${tenant.slug}.csv line ${line}: ${fault}.`, 'Mend that line.');
  }
  const priced = new Set((await readStoredPrices(tx)).map(keyOf));
  const missing = entries.filter((entry) => !priced.has(keyOf(entry)));
  await writePriceChanges(
    tx,
    tenant,
    vocabulary,
    missing.map(({ line: _, ...after }) => ({ after })),
  );
  return count(entries.length, missing.length, 0);
}
