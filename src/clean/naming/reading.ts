/** From the mentions of a row to its vehicles: one, several that are clearly listed, or a question. */
import { modelKey } from '../catalog/catalogIndex.ts';
import type { Found } from '../lookup/lookup.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { chooseMentions } from '../mentions/strength.ts';
import { readLetterCode } from './letterCode.ts';
import { makersOf } from './makers.ts';
import { createQuestion, type NamedVehicle, type Naming, quote } from './naming.ts';
import { contradict, findForeign, findForeignIndex, findGuests, findRival } from './rivals.ts';
import { lengthenName, settleByChassis } from './settle.ts';
import { narrowUnbranded } from './unbranded.ts';

export function nameVehicles(words: RowWords, context: Context): Naming {
  const { brands, mentions } = context;
  if (brands === null) {
    const narrowed = narrowUnbranded(words, context);
    return Array.isArray(narrowed) ? combine(words, narrowed, '') : narrowed;
  }
  const chosen = settleByChassis(words, context, chooseMentions(words.index, mentions, words));
  const brand = certainBrand(context);
  if (chosen.length === 0) return explainNothing(words, context, brand);
  const rival = findRival(words, context, chosen);
  if (rival) return contradict(words, rival, brand);
  return combine(words, [...chosen, ...findGuests(words, chosen)], brand);
}

/** The only maker printed, if it is more than a far guess. */
function certainBrand({ brands, printed }: Context): string {
  const [brand, other] = brands ?? [];
  if (brand === undefined || other !== undefined) return '';
  return printed.some((mention) => mention.brand === brand && mention.sure) ? brand : '';
}

function combine(words: RowWords, chosen: readonly Mention[], brand: string): Naming {
  const vehicles: NamedVehicle[] = [];
  for (const mention of chosen) {
    const found = pickFound(mention, chosen);
    if (!found) return askShared(words, mention, brand);
    const { brand: maker, model } = found.entry;
    const known = vehicles.findIndex((vehicle) => vehicle.brand === maker && vehicle.model === model);
    const before = vehicles[known];
    if (before) vehicles[known] = { ...before, mentions: [...before.mentions, mention] };
    else vehicles.push({ brand: maker, model, mentions: [mention], found });
  }
  const merged = mergeExtended(words, vehicles);
  const [only, another] = merged;
  if (only && !another) return { kind: 'named', vehicles: [lengthenName(words, only)] };
  return judgeSeveral(words, merged, brand);
}

function pickFound(mention: Mention, chosen: readonly Mention[]): Found | undefined {
  const models = new Set(mention.found.map(({ entry }) => modelKey(entry.brand, entry.model)));
  if (models.size === 1) return mention.found[0];
  // Two makers of one name: the one that the row's other names belong to.
  if (models.size !== makersOf(mention.found).size) return undefined;
  const others = chosen
    .filter((other) => other !== mention)
    .flatMap(({ found }) => found.map(({ entry }) => entry.brand));
  return mention.found.find(({ entry }) => others.includes(entry.brand));
}

function askShared(words: RowWords, mention: Mention, brand: string): Naming {
  const [maker, another] = makersOf(mention.found);
  const certain = brand === '' && maker !== undefined && another === undefined ? maker : brand;
  const reason = mention.reason || `'${quote(words, mention)}' is shared by several models`;
  return createQuestion(certain, reason, mention.found, [mention]);
}

/** "Королла 1.6 Филдер": the family and its own model are one vehicle, the longer name. */
function mergeExtended(words: RowWords, vehicles: readonly NamedVehicle[]): NamedVehicle[] {
  const isLonger = (longer: NamedVehicle, vehicle: NamedVehicle): boolean =>
    longer.brand === vehicle.brand &&
    longer.model.startsWith(`${vehicle.model} `) &&
    !areListed(words, vehicle, longer);
  return vehicles
    .filter((vehicle) => !vehicles.some((other) => isLonger(other, vehicle)))
    .map((vehicle) => {
      const family = vehicles.filter((other) => isLonger(vehicle, other));
      if (family.length === 0) return vehicle;
      const mentions = [vehicle, ...family].flatMap((one) => one.mentions);
      return { ...vehicle, mentions: mentions.sort((one, other) => one.start - other.start) };
    });
}

/** Parted by `/ , + и &` in one cell. */
function areListed({ text }: RowWords, one: NamedVehicle, other: NamedVehicle): boolean {
  const [a] = one.mentions;
  const [b] = other.mentions;
  if (!a || !b || placeOf(a).segment === placeOf(b).segment || placeOf(a).cell !== placeOf(b).cell) return false;
  const between = text.folded.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  const listed = /[/\\,+;&|()[\]]|(?:^|\s)(?:и|and|же)(?:\s|$)/u.test(between);
  return listed && !/(?:^|\s)(?:или|or)(?:\s|$)|\?/u.test(between);
}

/** Where a name ends: "Mazda | 3/Аксела" begins in the maker's cell. */
const placeOf = (mention: Mention): Pick<Mention, 'cell' | 'segment'> =>
  mention.tokens[mention.tokens.length - 1] ?? mention;

function judgeSeveral(words: RowWords, vehicles: readonly NamedVehicle[], brand: string): Naming {
  const [maker, another] = new Set(vehicles.map((vehicle) => vehicle.brand));
  const certain = maker !== undefined && another === undefined ? maker : brand;
  const parted = vehicles.every((vehicle, at) => {
    const before = vehicles[at - 1];
    return before === undefined || areListed(words, before, vehicle);
  });
  if (parted) return { kind: 'named', vehicles };
  const found = vehicles.map((vehicle) => vehicle.found);
  return createQuestion(
    certain,
    'several models without a clear separator',
    found,
    vehicles.flatMap(({ mentions }) => mentions),
  );
}

/** The maker is known, the model isn't: is it another maker's, a part of several, or nothing we know? */
function explainNothing(words: RowWords, context: Context, brand: string): Naming {
  const shared = context.mentions.find(({ strength }) => strength === 'shared');
  const coded = brand === '' || shared ? undefined : readLetterCode(words, brand);
  if (coded) return { kind: 'named', vehicles: [coded] };
  const foreign =
    findForeign(words, ['exact', 'alias', 'folded'], context.brands, context.printed) ??
    (brand === '' || shared ? undefined : findForeignIndex(words, brand));
  // "Land Rover | Паджеро Спорт": the longer name says more than a word of several.
  if (shared && !(foreign && foreign.end - foreign.start > shared.end - shared.start)) {
    return askShared(words, shared, brand);
  }
  return foreign ? contradict(words, foreign, brand) : createQuestion(brand, 'the model is unknown');
}
