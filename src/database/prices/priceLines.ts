/** Lines of prices.csv → prices, each fault with its line. Pure: the vocabulary and today's date come in as values. */
import type { PriceLine } from '../../csv/seed.ts';
import type { Option, Vocabulary } from '../tenant/vocabulary.ts';
import { parseDay, parsePrice } from './priceCells.ts';

/** A price as a line means it, in codes. */
export interface PriceEntry {
  readonly line: number;
  readonly category: string;
  /** '' = the category's base price. */
  readonly option: string;
  readonly value: string;
  /** '' = any. */
  readonly bodyType: string;
  /** `2400.00` */
  readonly price: string;
  readonly currency: string;
  /** `2026-01-31` */
  readonly validFrom: string;
  /** The first day on which it is no longer valid; null = open. */
  readonly validTo: string | null;
}

export interface PriceFault {
  readonly line: number;
  /** In words, with the value in quotes. */
  readonly fault: string;
}

export interface ParsedPrices {
  readonly entries: readonly PriceEntry[];
  readonly faults: readonly PriceFault[];
}

type Known = Pick<Vocabulary, 'categories' | 'options' | 'currency'> & {
  readonly bodyTypes: { has(code: string): boolean };
};

/** What a price is for: two entries with one key may not be valid on one day. */
export function keyOf(entry: Pick<PriceEntry, 'category' | 'option' | 'value' | 'bodyType'>): string {
  return [entry.category, entry.option, entry.value, entry.bodyType].join('\t');
}

/** Every line is looked at before any is used: `parsePriceLines(lines, vocabulary, '2026-01-31')`. */
export function parsePriceLines(lines: readonly PriceLine[], known: Known, today: string): ParsedPrices {
  const entries: PriceEntry[] = [];
  const faults: PriceFault[] = [];
  for (const line of lines) {
    const parsed = parseLine(line, known, today);
    if (typeof parsed === 'string') faults.push({ line: line.line, fault: parsed });
    else entries.push(parsed);
  }
  return { entries, faults: [...faults, ...findOverlaps(entries)].sort((a, b) => a.line - b.line) };
}

function parseLine(line: PriceLine, known: Known, today: string): PriceEntry | string {
  const category = line.category.trim();
  if (!known.categories.some(({ code }) => code === category)) {
    return `unknown category '${line.category}' (${list(known.categories.map(({ code }) => code))})`;
  }
  const bodyType = line.bodyType.trim().toLowerCase();
  if (bodyType !== '' && !known.bodyTypes.has(bodyType)) return `unknown body type '${line.bodyType}'`;
  const what = parseOption(line, category, bodyType, known.options);
  if (typeof what === 'string') return what;
  const price = parsePrice(line.price);
  if ('fault' in price) return price.fault;
  const currency = line.currency.trim().toUpperCase() || (price.currency ?? known.currency);
  if (!/^[A-Z]{3}$/.test(currency)) return `currency '${line.currency}' is not a code of three letters such as KGS`;
  if (price.currency && price.currency !== currency) {
    return `price '${line.price}' is in ${price.currency}, the column currency says '${line.currency}'`;
  }
  const validFrom = line.validFrom.trim() === '' ? today : parseDay(line.validFrom);
  if (validFrom === undefined) return `valid_from '${line.validFrom}' is not a day such as 2026-01-31`;
  const validTo = line.validTo.trim() === '' ? null : parseDay(line.validTo);
  if (validTo === undefined) return `valid_to '${line.validTo}' is not a day such as 2026-01-31`;
  if (validTo !== null && validTo <= validFrom) return `valid_to '${validTo}' is not after valid_from '${validFrom}'`;
  return { line: line.line, category, ...what, bodyType, price: price.amount, currency, validFrom, validTo };
}

function parseOption(
  line: PriceLine,
  category: string,
  bodyType: string,
  options: readonly Option[],
): { option: string; value: string } | string {
  const code = line.option.trim();
  const typed = line.value.trim();
  if (code === '') return typed === '' ? { option: '', value: '' } : `value '${line.value}' without an option`;
  const ofCategory = options.filter((option) => option.category === category);
  const option = ofCategory.find((candidate) => candidate.code === code);
  if (!option) return `unknown option '${line.option}' of ${category} (${list(ofCategory.map((known) => known.code))})`;
  if (bodyType !== '' && option.applicableTo && !option.applicableTo.includes(bodyType)) {
    return `option '${code}' doesn't apply to '${bodyType}' (${list(option.applicableTo)})`;
  }
  // An addon's price may depend on a choice of the same category: the third row costs more in crocodile.
  const choices = option.type === 'choice' ? [option] : ofCategory.filter(({ type }) => type === 'choice');
  const allowed = list(choices.flatMap(({ values }) => [...values.keys()]));
  if (typed === '')
    return option.type === 'choice' ? `option '${code}' needs a value (${allowed})` : { option: code, value: '' };
  const value = choices.map((choice) => findValue(choice, typed)).find((found) => found !== undefined);
  return value === undefined ? `unknown value '${line.value}' of '${code}' (${allowed})` : { option: code, value };
}

/** By its code, or by the name that people read: `Пресс` → `press`. */
function findValue({ values }: Option, typed: string): string | undefined {
  const wanted = typed.toLowerCase();
  for (const [code, names] of values) {
    if (code === wanted || names.some((name) => name.toLowerCase() === wanted)) return code;
  }
  return undefined;
}

function findOverlaps(entries: readonly PriceEntry[]): PriceFault[] {
  const faults: PriceFault[] = [];
  const byKey = new Map<string, PriceEntry[]>();
  for (const entry of entries) {
    const others = byKey.get(keyOf(entry)) ?? [];
    const other = others.find((earlier) => overlaps(earlier, entry));
    if (other)
      faults.push({ line: entry.line, fault: `is valid at the same time as line ${other.line} for the same thing` });
    byKey.set(keyOf(entry), [...others, entry]);
  }
  return faults;
}

type Period = Pick<PriceEntry, 'validFrom' | 'validTo'>;

export function overlaps(one: Period, other: Period): boolean {
  return (
    (one.validTo === null || other.validFrom < one.validTo) && (other.validTo === null || one.validFrom < other.validTo)
  );
}

const list = (codes: readonly string[]): string =>
  codes.length === 0 ? 'there are none' : `known: ${codes.join(', ')}`;
