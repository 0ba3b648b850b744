/** From the mentions of a row to its vehicles: one, several that are clearly listed, or a question. */
import { isMeaninglessBrand, measureBrandLikeness } from './brands.ts';
import type { Context, RowWords } from './context.ts';
import { nameKey } from './fold.ts';
import type { CatalogIndex } from './index.ts';
import { modelKey } from './index.ts';
import type { Found } from './lookup.ts';
import { isTelling, makersOf, narrowMakers } from './makers.ts';
import { findMentions, type Mention } from './mentions.ts';
import { CELL, foldedCell } from './text.ts';

export interface NamedVehicle {
  readonly brand: string;
  readonly model: string;
  readonly mentions: readonly Mention[];
  readonly found: Found;
}

export type Naming =
  | { readonly kind: 'named'; readonly vehicles: readonly NamedVehicle[]; readonly doubts: number }
  | {
      readonly kind: 'question';
      /** The maker, where it is certain. */
      readonly brand: string;
      readonly reason: string;
      readonly proposals: readonly { brand: string; model: string }[];
      /** A family is clear and only its generation codes may be read; null = none. */
      readonly near: NamedVehicle | null;
    };

export function nameVehicles(words: RowWords, context: Context): Naming {
  const { brands, mentions } = context;
  if (brands === null) return nameUnbranded(words, context);
  const chosen = chooseMentions(words.index, mentions);
  const brand = context.brands?.size === 1 ? ([...context.brands][0] ?? '') : '';
  if (chosen.length === 0) return explainNothing(words, context, brand);
  const other = chosen.every(({ tier }) => tier === 'fuzzy') ? findForeign(words, ['exact']) : undefined;
  if (other) return contradict(words, other, brand);
  return combine(words, chosen, brand);
}

/** Names before codes, codes before bare numbers; a number that a code contradicts is an engine's. */
export function chooseMentions(index: CatalogIndex, mentions: readonly Mention[]): Mention[] {
  const of = (strength: Mention['strength']): Mention[] => mentions.filter((mention) => mention.strength === strength);
  const names = of('name');
  const codes = of('code');
  const numbers = of('number').filter(({ cell }) => cell <= CELL.model);
  if (names.length > 0) {
    const segments = new Set(names.map(({ segment }) => segment));
    const surest = names.filter(
      (name) =>
        name.tier !== 'fuzzy' || !names.some((other) => other.tier !== 'fuzzy' && other.segment === name.segment),
    );
    // Beside a name a code is its generation; alone between signs it may be a vehicle of its own.
    const others = [...codes, ...numbers].filter(
      (mention) => !segments.has(mention.segment) && mention.cell === CELL.model && !fitsAny(index, mention, surest),
    );
    const own = others.filter(
      ({ strength, tokens }) => strength === 'code' && tokens.some(({ kind }) => kind === 'word'),
    );
    return [...surest, ...own].sort((one, other) => one.start - other.start);
  }
  if (codes.length > 0) {
    const fitting = numbers.filter((number) => codes.some((code) => fitsAny(index, code, [number])));
    if (fitting.length > 0) return fitting;
    return codes;
  }
  return numbers;
}

/** Is the code a generation of one of these? */
function fitsAny(index: CatalogIndex, code: Mention, names: readonly Mention[]): boolean {
  const key = nameKey(code.tokens.map(({ text }) => text).join(''));
  return names.some((name) =>
    name.found.some(({ entry }) => {
      if (code.found.some((one) => one.entry.brand === entry.brand && one.entry.model === entry.model)) return true;
      return index.models.get(modelKey(entry.brand, entry.model))?.generationOf.has(key) === true;
    }),
  );
}

function combine(words: RowWords, chosen: readonly Mention[], brand: string): Naming {
  const vehicles: NamedVehicle[] = [];
  for (const mention of chosen) {
    const found = pickFound(mention, chosen);
    if (!found) {
      return question(
        brand || ([...makersOf(mention.found)].length === 1 ? ([...makersOf(mention.found)][0] ?? '') : ''),
        mention.reason || `'${quote(words, mention)}' is shared by several models`,
        mention.found,
      );
    }
    const { brand: maker, model } = found.entry;
    const known = vehicles.findIndex((vehicle) => vehicle.brand === maker && vehicle.model === model);
    const before = vehicles[known];
    if (before) vehicles[known] = { ...before, mentions: [...before.mentions, mention] };
    else vehicles.push({ brand: maker, model, mentions: [mention], found });
  }
  const merged = mergeExtended(words, vehicles);
  if (merged.length === 1) return { kind: 'named', vehicles: merged, doubts: 0 };
  return judgeSeveral(words, merged, brand);
}

function pickFound(mention: Mention, chosen: readonly Mention[]): Found | undefined {
  const models = new Set(mention.found.map(({ entry }) => modelKey(entry.brand, entry.model)));
  if (models.size === 1) return mention.found[0];
  // Two makers of one name: the one that the row's other names belong to.
  const makers = makersOf(mention.found);
  if (models.size !== makers.size) return undefined;
  const others = chosen
    .filter((other) => other !== mention)
    .flatMap((other) => other.found.map(({ entry }) => entry.brand));
  return mention.found.find(({ entry }) => others.includes(entry.brand)) ?? mention.found[0];
}

/** "Королла 1.6 Филдер": the family and its own model are one vehicle, the longer name. */
function mergeExtended(words: RowWords, vehicles: readonly NamedVehicle[]): NamedVehicle[] {
  return vehicles.filter(
    (vehicle) =>
      !vehicles.some(
        (other) =>
          other !== vehicle &&
          other.brand === vehicle.brand &&
          other.model.startsWith(`${vehicle.model} `) &&
          !areListed(words, vehicle, other),
      ),
  );
}

/** Parted by `/ , + и &` in one cell. */
function areListed({ text }: RowWords, one: NamedVehicle, other: NamedVehicle): boolean {
  const [a] = one.mentions;
  const [b] = other.mentions;
  if (!a || !b || a.segment === b.segment || a.cell !== b.cell) return false;
  const between = text.folded.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  return (
    /[/\\,+;&|()[\]]|(?:^|\s)(?:и|and|же)(?:\s|$)/u.test(between) && !/(?:^|\s)(?:или|or)(?:\s|$)|\?/u.test(between)
  );
}

function judgeSeveral(words: RowWords, vehicles: readonly NamedVehicle[], brand: string): Naming {
  const makers = new Set(vehicles.map((vehicle) => vehicle.brand));
  const certain = makers.size === 1 ? ([...makers][0] ?? '') : brand;
  const found = vehicles.map((vehicle) => vehicle.found);
  for (let at = 1; at < vehicles.length; at += 1) {
    const one = vehicles[at - 1];
    const other = vehicles[at];
    if (one && other && !areListed(words, one, other)) {
      return question(certain, 'several models without a clear separator', found);
    }
  }
  if (/\?/.test(foldedCell(words.text, CELL.model)))
    return question(certain, 'the list itself asks which model it is', found);
  return { kind: 'named', vehicles, doubts: 0 };
}

function nameUnbranded(words: RowWords, context: Context): Naming {
  const { index, text } = words;
  const telling = context.mentions.filter(isTelling);
  const chosen = chooseMentions(index, telling);
  if (chosen.length === 0) return question('', 'no maker and no model is recognised', []);
  const narrowed: Mention[] = [];
  for (const mention of chosen) {
    const found = narrowMakers(index, text.folded, mention, context.mentions);
    const models = new Set(found.map(({ entry }) => modelKey(entry.brand, entry.model)));
    if (makersOf(found).size > 1)
      return question('', `several makers sell '${quote(words, mention)}' and none is printed`, found);
    if (models.size > 1)
      return question([...makersOf(found)][0] ?? '', `'${quote(words, mention)}' is shared by several models`, found);
    narrowed.push({ ...mention, found });
  }
  const cell = foldedCell(text, CELL.brand).trim();
  const inBrandCell = chosen.some((mention) => mention.cell === CELL.brand);
  if (!inBrandCell && !isMeaninglessBrand(text)) {
    const maker = narrowed[0]?.found[0]?.entry.brand ?? '';
    if (measureBrandLikeness(index, cell, maker) < LIKE_A_BRAND) {
      return question(
        '',
        `the maker '${cell}' is unknown`,
        narrowed.flatMap(({ found }) => found),
      );
    }
  }
  return combine(words, narrowed, '');
}

/** An unknown word is taken for a misspelt maker if more than half of it agrees with the only maker of the model. */
const LIKE_A_BRAND = 0.55;

/** The maker is known, the model isn't: is it another maker's, a part of several, or nothing we know? */
function explainNothing(words: RowWords, context: Context, brand: string): Naming {
  const shared = context.mentions.find(({ strength }) => strength === 'shared');
  if (shared)
    return question(brand, shared.reason || `'${quote(words, shared)}' is shared by several models`, shared.found);
  const foreign = findForeign(words, ['exact', 'alias', 'folded']);
  return foreign ? contradict(words, foreign, brand) : question(brand, 'the model is unknown', []);
}

/** A name of another maker in the model cell, longer than any code of this one. */
function findForeign({ index, text, tokens }: RowWords, tiers: readonly string[]): Mention | undefined {
  const foreign = findMentions({ index, text, tokens, brands: null, fuzzy: false }).filter(
    (mention) =>
      mention.cell === CELL.model &&
      mention.strength === 'name' &&
      tiers.includes(mention.tier) &&
      mention.tokens.reduce((sum, token) => sum + token.text.length, 0) >= MIN_FOREIGN,
  );
  return chooseMentions(index, foreign)[0];
}

const MIN_FOREIGN = 3;

function contradict(words: RowWords, mention: Mention, brand: string): Naming {
  return question(
    '',
    `maker and model contradict: '${quote(words, mention)}' is no model of ${brand || 'the makers printed'}`,
    mention.found,
  );
}

function question(brand: string, reason: string, found: readonly Found[]): Naming {
  return {
    kind: 'question',
    brand,
    reason,
    proposals: found.map(({ entry }) => ({ brand: entry.brand, model: entry.model })),
    near: null,
  };
}

const quote = ({ text }: RowWords, { start, end }: Mention): string => text.printed.slice(start, end).trim();
