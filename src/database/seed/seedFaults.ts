/** What doesn't hold together in a seed, each fault with the code it names. */
import { BODY_TYPES } from '../../rows.ts';
import { parsePriceLines } from '../prices/priceLines.ts';
import { DEFAULT_CURRENCY } from '../tenant/vocabulary.ts';
import type { Seed } from './seedFiles.ts';

/** Stands for "today" where only the form of the lines is checked. */
const NO_DAY = '2000-01-01';

/** `["options.csv: unknown category 'eva'"]`; empty where all is well. */
export function findSeedFaults(seed: Seed): string[] {
  return [
    ...findDoubles(seed),
    ...findUnknownCodes(seed),
    ...findMissingNames(seed),
    ...findBadTenants(seed),
    ...findBadPrices(seed),
  ];
}

function findDoubles(seed: Seed): string[] {
  return [
    ...doubles(
      'tenants.json',
      seed.tenants.map(({ slug }) => slug),
    ),
    ...doubles(
      'body_types.csv',
      seed.bodyTypes.map(({ code }) => code),
    ),
    ...doubles(
      'categories.csv',
      seed.categories.map(({ code }) => code),
    ),
    ...doubles(
      'options.csv',
      seed.options.map(({ category, code }) => `${category}.${code}`),
    ),
    ...doubles(
      'option_values.csv',
      seed.optionValues.map(({ category, option, value }) => `${category}.${option}=${value}`),
    ),
    ...doubles(
      'bot_texts.csv',
      seed.texts.map(({ tenant, key }) => `${tenant}.${key}`),
    ),
  ];
}

function doubles(file: string, keys: readonly string[]): string[] {
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  return [...new Set(twice)].map((key) => `${file}: '${key}' stands there twice`);
}

function findUnknownCodes(seed: Seed): string[] {
  const faults: string[] = [];
  const tenants = new Set(seed.tenants.map(({ slug }) => slug));
  const categories = new Set(seed.categories.map(({ code }) => code));
  const choices = new Set(
    seed.options.filter(({ optionType }) => optionType === 'choice').map(({ category, code }) => `${category}.${code}`),
  );
  for (const { category, code, applicableTo, optionType } of seed.options) {
    if (!categories.has(category)) faults.push(`options.csv: unknown category '${category}'`);
    if (optionType === '') faults.push(`options.csv: '${category}.${code}' has no option_type`);
    for (const body of applicableTo) {
      if (!seed.bodyTypes.some((known) => known.code === body)) faults.push(`options.csv: unknown body type '${body}'`);
    }
  }
  for (const { category, option } of seed.optionValues) {
    if (!choices.has(`${category}.${option}`)) faults.push(`option_values.csv: no choice '${category}.${option}'`);
  }
  for (const choice of choices) {
    if (!seed.optionValues.some(({ category, option }) => `${category}.${option}` === choice)) {
      faults.push(`option_values.csv: the choice '${choice}' has no value`);
    }
  }
  for (const { tenant } of seed.texts)
    if (!tenants.has(tenant)) faults.push(`bot_texts.csv: unknown tenant '${tenant}'`);
  for (const slug of seed.prices.keys())
    if (!tenants.has(slug)) faults.push(`prices/${slug}.csv: unknown tenant '${slug}'`);
  return faults;
}

function findMissingNames(seed: Seed): string[] {
  const faults: string[] = [];
  const named: readonly (readonly [
    string,
    readonly { nameRu: string; nameKy: string; code?: string; value?: string }[],
  ])[] = [
    ['body_types.csv', seed.bodyTypes],
    ['categories.csv', seed.categories],
    ['options.csv', seed.options],
    ['option_values.csv', seed.optionValues],
  ];
  for (const [file, rows] of named) {
    for (const { nameRu, nameKy, code, value } of rows) {
      if (nameRu.trim() === '' || nameKy.trim() === '') faults.push(`${file}: '${value ?? code}' lacks a name`);
    }
  }
  for (const { code } of seed.bodyTypes) if (code === '') faults.push('body_types.csv: a line without code');
  for (const code of BODY_TYPES) {
    if (!seed.bodyTypes.some((known) => known.code === code)) faults.push(`body_types.csv: '${code}' is missing`);
  }
  for (const { tenant, key, textRu } of seed.texts) {
    if (textRu.trim() === '') faults.push(`bot_texts.csv: '${tenant}.${key}' has no text_ru`);
  }
  return faults;
}

function findBadTenants(seed: Seed): string[] {
  const categories = new Set(seed.categories.map(({ code }) => code));
  return seed.tenants.flatMap(({ slug, settings }) => {
    const offered = settings['categories'];
    if (offered === undefined) return [];
    if (!Array.isArray(offered)) return [`tenants.json: categories of '${slug}' is not a list`];
    return offered
      .filter((code) => typeof code !== 'string' || !categories.has(code))
      .map((code) => `tenants.json: '${slug}' names the unknown category '${String(code)}'`);
  });
}

function findBadPrices(seed: Seed): string[] {
  const known = {
    categories: seed.categories.map(({ code }) => ({ id: '', code })),
    options: seed.options.map(({ category, code, optionType, applicableTo }) => ({
      id: '',
      category,
      code,
      type: optionType === '' ? ('addon' as const) : optionType,
      applicableTo: applicableTo.length === 0 ? null : applicableTo,
      values: new Map(
        seed.optionValues
          .filter((value) => value.category === category && value.option === code)
          .map(({ value, nameRu, nameKy }) => [value, [nameRu, nameKy]] as const),
      ),
    })),
    bodyTypes: new Set<string>(seed.bodyTypes.map(({ code }) => code)),
    currency: DEFAULT_CURRENCY,
  };
  return [...seed.prices].flatMap(([slug, lines]) =>
    parsePriceLines(lines, known, NO_DAY).faults.map(({ line, fault }) => `prices/${slug}.csv line ${line}: ${fault}`),
  );
}
