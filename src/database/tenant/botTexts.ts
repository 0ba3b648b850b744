/** The texts of a tenant's bot, Russian and Kyrgyz, with {placeholders}. */
import { UserError } from '../../errors.ts';
import type { Tenant, TenantTransaction } from './tenant.ts';

export type Language = 'ru' | 'ky';

export const LANGUAGES: readonly Language[] = ['ru', 'ky'];

/** What every bot says; a tenant may have more. */
export const BOT_TEXT_KEYS = [
  'welcome',
  'ask_brand',
  'ask_model',
  'ask_year',
  'pattern_available',
  'pattern_not_available',
  'ask_options',
  'price_summary',
  'individual_measure',
  'contact_manager',
] as const;

export interface BotText {
  readonly key: string;
  readonly ru: string;
  readonly ky: string | null;
}

export type TextValues = Readonly<Record<string, string | number>>;

export interface RenderedText {
  readonly key: string;
  readonly text: string;
  readonly language: Language;
  /** Asked for in Kyrgyz, answered in Russian. */
  readonly fallback: boolean;
  /** Placeholders for which no value was given; they stand in the text as they are. */
  readonly unfilled: readonly string[];
}

export interface TextGap {
  readonly key: string;
  readonly language: Language;
  /** `no_text`, or the placeholders that the other language has. */
  readonly gap: 'no_text' | 'placeholders';
  readonly placeholders: readonly string[];
}

export async function listTexts(tx: TenantTransaction): Promise<BotText[]> {
  return tx<BotText[]>`select key, text_ru as ru, text_ky as ky from bot_texts order by key`;
}

/** `await readText(tx, 'ask_model', 'ky', { brand: 'Toyota' })` */
export async function readText(
  tx: TenantTransaction,
  key: string,
  language: Language,
  values: TextValues = {},
): Promise<RenderedText> {
  const texts = await listTexts(tx);
  const found = texts.find((text) => text.key === key);
  if (!found) {
    throw new UserError(
      'bad-usage',
      `There is no bot text '${key}'.`,
      `There are: ${texts.map((text) => text.key).join(', ') || 'none'}. Add it with 'lekalo texts set'.`,
    );
  }
  const own = language === 'ky' ? found.ky : found.ru;
  const { text, unfilled } = fillPlaceholders(own ?? found.ru, values);
  return { key, text, language: own === null ? 'ru' : language, fallback: own === null, unfilled };
}

/** Adds or changes a text; a language that is not given keeps what it has. */
export async function setText(
  tx: TenantTransaction,
  tenant: Tenant,
  key: string,
  texts: { readonly ru?: string; readonly ky?: string },
): Promise<'inserted' | 'updated' | 'unchanged'> {
  assertText(key, texts);
  const [old] = await tx<BotText[]>`
    select key, text_ru as ru, text_ky as ky from bot_texts where tenant_id = ${tenant.id} and key = ${key} for update`;
  const ru = texts.ru ?? old?.ru;
  const ky = texts.ky ?? old?.ky ?? null;
  if (ru === undefined) {
    throw new UserError('bad-usage', `The new text '${key}' has no Russian.`, 'Give --ru; Kyrgyz may follow later.');
  }
  if (old && old.ru === ru && old.ky === ky) return 'unchanged';
  await tx`
    insert into bot_texts (tenant_id, key, text_ru, text_ky) values (${tenant.id}, ${key}, ${ru}, ${ky})
    on conflict (tenant_id, key) do update set text_ru = excluded.text_ru, text_ky = excluded.text_ky`;
  return old ? 'updated' : 'inserted';
}

/** What a bot would lack: standard texts that aren't there, Kyrgyz ones, and placeholders that one language forgot. */
export function findTextGaps(texts: readonly BotText[]): TextGap[] {
  const gaps: TextGap[] = [];
  const byKey = new Map(texts.map((text) => [text.key, text]));
  for (const key of new Set([...BOT_TEXT_KEYS, ...byKey.keys()])) {
    const text = byKey.get(key);
    for (const language of LANGUAGES) {
      const own = text?.[language] ?? null;
      if (own === null) {
        gaps.push({ key, language, gap: 'no_text', placeholders: [] });
        continue;
      }
      const other = text?.[language === 'ru' ? 'ky' : 'ru'] ?? '';
      const forgotten = placeholdersOf(other).filter((name) => !placeholdersOf(own).includes(name));
      if (forgotten.length > 0) gaps.push({ key, language, gap: 'placeholders', placeholders: forgotten });
    }
  }
  return gaps;
}

/** `fillPlaceholders('Какая у вас {brand}?', { brand: 'Toyota' })` → `Какая у вас Toyota?` */
function fillPlaceholders(text: string, values: TextValues): { text: string; unfilled: string[] } {
  const unfilled: string[] = [];
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) unfilled.push(name);
    return value === undefined ? whole : String(value);
  });
  return { text: filled, unfilled: [...new Set(unfilled)] };
}

function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))];
}

function assertText(key: string, texts: { readonly ru?: string; readonly ky?: string }): void {
  if (!/^[a-z][a-z0-9_]*$/.test(key)) {
    throw new UserError('bad-usage', `'${key}' is no key of a text.`, 'Write small Latin letters, digits and _.');
  }
  if (texts.ru === undefined && texts.ky === undefined) {
    throw new UserError('bad-usage', `No text for '${key}' was given.`, 'Give --ru, --ky or both.');
  }
  for (const text of [texts.ru, texts.ky]) {
    if (text !== undefined && text.trim() === '') {
      throw new UserError('bad-usage', `The text for '${key}' is empty.`, 'Write what the bot shall say.');
    }
  }
}
