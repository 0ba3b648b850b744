/** `lekalo texts`: what a tenant's bot says, in Russian and Kyrgyz. */
import type { BotText, TextGap } from '../database/tenant/botTexts.ts';
import type { Tenant, TenantTransaction } from '../database/tenant/tenant.ts';
import type { Context, Define, Report } from './command.ts';
import { withDatabase } from './withDatabase.ts';

interface TextsFlags {
  readonly tenant: string;
}

interface SetFlags extends TextsFlags {
  readonly ru?: string;
  readonly ky?: string;
}

export const defineTexts: Define = (program, act) => {
  const texts = program.command('texts').description("the bot's texts, ru and ky");
  texts
    .command('list')
    .description('all texts of a tenant')
    .requiredOption('--tenant <slug>', 'whose bot')
    .action(act(runTextsList));
  texts
    .command('set')
    .description('add or change a text; {placeholders} are filled in by the bot')
    .argument('<key>', 'welcome, ask_model, …')
    .requiredOption('--tenant <slug>', 'whose bot')
    .option('--ru <text>', 'in Russian')
    .option('--ky <text>', 'in Kyrgyz')
    .action(act(runTextsSet));
  texts
    .command('missing')
    .description('texts that are not there, and placeholders that one language forgot')
    .requiredOption('--tenant <slug>', 'whose bot')
    .action(act(runTextsMissing));
};

export async function runTextsList(context: Context, flags: TextsFlags): Promise<Report> {
  const { listTexts } = await import('../database/tenant/botTexts.ts');
  const texts = await work(context, flags, (tx) => listTexts(tx));
  return { summary: { tenant: flags.tenant, texts }, text: texts.map(renderText).join('\n') };
}

export async function runTextsSet(context: Context, key: string, flags: SetFlags): Promise<Report> {
  const { setText } = await import('../database/tenant/botTexts.ts');
  const { tenant, ru, ky } = flags;
  const given = { ...(ru === undefined ? {} : { ru }), ...(ky === undefined ? {} : { ky }) };
  const outcome = await work(context, flags, (tx, owner) => setText(tx, owner, key, given));
  return { summary: { tenant, key, outcome }, text: `${tenant}: the text '${key}' is ${outcome}` };
}

export async function runTextsMissing(context: Context, flags: TextsFlags): Promise<Report> {
  const { findTextGaps, listTexts } = await import('../database/tenant/botTexts.ts');
  const missing = findTextGaps(await work(context, flags, (tx) => listTexts(tx)));
  const text = missing.length === 0 ? `${flags.tenant}: nothing is missing` : missing.map(renderGap).join('\n');
  return { summary: { tenant: flags.tenant, missing }, text };
}

async function work<T>(
  context: Context,
  { tenant }: TextsFlags,
  ask: (tx: TenantTransaction, tenant: Tenant) => Promise<T>,
): Promise<T> {
  const { withTenant } = await import('../database/tenant/tenant.ts');
  const { assertMigrated } = await import('../database/migrations/migrationState.ts');
  return withDatabase(context, async (database) => {
    await assertMigrated(database);
    return withTenant(database, tenant, ask);
  });
}

const renderText = ({ key, ru, ky }: BotText): string => `${key}\n  ru  ${ru}\n  ky  ${ky ?? '— (Russian is used)'}`;

const renderGap = ({ key, language, gap, placeholders }: TextGap): string =>
  gap === 'no_text'
    ? `${key} ${language}: no text${language === 'ky' ? ', Russian is used' : ''}`
    : `${key} ${language}: lacks ${placeholders.map((name) => `{${name}}`).join(', ')}, which the other language has`;
