/** What stands beside a recognised name and isn't explained: a trim, a doubt, or the sign of another model. */
import { takesIndex } from '../catalog/families.ts';
import { findFuzzy, findNamed } from '../lookup/lookup.ts';
import type { BrandMention } from '../mentions/brands.ts';
import type { RowWords } from '../mentions/context.ts';
import { findMentions, type Mention } from '../mentions/mentions.ts';
import { findLonger } from '../naming/longer.ts';
import type { NamedVehicle } from '../naming/naming.ts';
import { nameKey } from '../text/fold.ts';
import { isNameWord, isNoiseWord, isTrimWord } from '../text/noise.ts';
import { CELL, isFree } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';

export interface Leftovers {
  /** Unexplained words: each lowers the confidence. */
  readonly doubts: number;
  /** A word or number that makes another model of the name; null = none. */
  readonly stranger: string | null;
}

/** An engine's volume or power: `1.8`, `2500`, `16v`. */
const ENGINE = /^(?:[0-6]|\d{2}|[1-6]\d00|1[1-9]00|[1-9]\d{2}|8v|16v|24v)$/;

export function weighLeftovers(
  { index, text, tokens }: RowWords,
  vehicles: readonly NamedVehicle[],
  listed: boolean,
  makers: readonly BrandMention[],
): Leftovers {
  const makersModel = makers.find((maker) => namesAnother({ index, text, tokens }, maker, vehicles));
  if (makersModel) return { doubts: 0, stranger: text.printed.slice(makersModel.start, makersModel.end) };
  for (const vehicle of vehicles) {
    const longer = findLonger({ index, text, tokens }, vehicle);
    if (longer) return { doubts: 0, stranger: longer.token.text };
  }
  const names = vehicles.flatMap(({ mentions }) => mentions);
  const segments = new Set(names.map(({ segment }) => segment));
  let doubts = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.cell > CELL.model || !isFree(text, token)) continue;
    if (names.some(({ start, end }) => token.start < end && start < token.end)) continue;
    // A parent or an importer beside the maker is understood.
    if (makers.some(({ start, end }) => token.start < end && start < token.end)) continue;
    const vehicle = nearestBefore(vehicles, token) ?? vehicles[0];
    if (!vehicle) continue;
    const beside = tokens[at - 1];
    const direct = vehicle.mentions.some(({ end }) => beside !== undefined && beside.end === end);
    if (token.kind === 'number') {
      if (isDecimal(text.folded, token)) continue;
      if (makesAnother(index, vehicle, token.text) && direct) return { doubts, stranger: token.text };
      if (!ENGINE.test(token.text) && !takesIndex(vehicle.brand, vehicle.model)) doubts += 1;
      else if (
        !isTruck(index, vehicle) &&
        !isDecimal(text.folded, token) &&
        token.text.length >= 2 &&
        !takesIndex(vehicle.brand, vehicle.model)
      )
        doubts += 0.5;
      continue;
    }
    if (direct && isNameWord(token.text) && makesAnother(index, vehicle, token.text))
      return { doubts, stranger: token.text };
    // A bare number is no model behind a word that nobody knows: CX-6.
    if (
      vehicle.mentions.every(({ strength }) => strength === 'number') &&
      !isNoiseWord(token.text) &&
      token.text.length >= 2
    ) {
      const behind = vehicle.mentions.some(({ start }) => start >= token.end);
      if (behind) return { doubts, stranger: token.text };
    }
    if (isTrimWord(token.text) || token.text.length === 1) continue;
    if (
      !segments.has(token.segment) &&
      token.cell === CELL.model &&
      !token.bracket &&
      token.text.length >= 3 &&
      listed
    ) {
      return { doubts, stranger: token.text };
    }
    // "D60 EC" without a maker may be anybody's.
    if (makers.length === 0 && token.cell === CELL.model && vehicle.mentions.every(isCoded))
      return { doubts, stranger: token.text };
    if (isOtherModel(index, vehicle, token)) return { doubts, stranger: token.text };
    doubts += 1;
  }
  return { doubts, stranger: null };
}

/** "Рендж Ровер Дискавери": the maker's name is a model of his, too, and not the one beside it. */
function namesAnother({ index, text }: RowWords, maker: BrandMention, vehicles: readonly NamedVehicle[]): boolean {
  if (maker.cell !== CELL.model || vehicles.some(({ brand }) => brand !== maker.brand)) return false;
  const printed = text.folded.slice(maker.start, maker.end);
  const named = findNamed(index, printed, new Set([maker.brand]));
  return (named.length > 0 ? named : findFuzzy(index, printed, maker.brand)).some(
    ({ entry }) =>
      entry.via !== 'code' &&
      nameKey(entry.model) !== nameKey(maker.brand) &&
      !vehicles.some(
        ({ model, mentions }) =>
          model.startsWith(entry.model) || mentions.some(({ start, end }) => start < maker.end && maker.start < end),
      ),
  );
}

const isCoded = ({ tokens }: Mention): boolean => tokens.some(({ kind }) => kind === 'number');

function nearestBefore(vehicles: readonly NamedVehicle[], token: Token): NamedVehicle | undefined {
  return [...vehicles].reverse().find(({ mentions }) => mentions.some(({ end }) => end <= token.start));
}

/** Does the maker have models of this name with a word or number behind it? Then an unknown one is unknown, no trim. */
function makesAnother(index: RowWords['index'], { brand, model }: NamedVehicle, word: string): boolean {
  const models = index.modelsOf.get(brand) ?? [];
  const kin = models.filter((other) => other.model !== model);
  if (/^\d+$/.test(word)) {
    // "бобик 469" says the same twice.
    if (findNamed(index, word, new Set([brand])).some(({ entry }) => entry.model === model)) return false;
    const stem = nameKey(model.replace(/[\s-]*\d+$/, ''));
    return kin.some((other) => new RegExp(`^${escapePattern(stem)}\\d+$`).test(nameKey(other.model)));
  }
  return kin.some((other) => other.model.split(/[\s-]/).some((part) => isNameWord(part.toLowerCase())));
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const isTruck = (index: RowWords['index'], { brand, model }: NamedVehicle): boolean =>
  index.models.get(`${brand}\n${model}`)?.bodyTypes.some((body) => body === 'truck' || body === 'van') === true;

const isDecimal = (folded: string, { start, end }: Token): boolean =>
  /\d[.,]$/.test(folded.slice(0, start)) || /^[.,]\d/.test(folded.slice(end));

/** Another model of the maker, named in full in the description: "Альфард | вальфайер". */
export function findOtherName({ index, text, tokens }: RowWords, vehicles: readonly NamedVehicle[]): string {
  const brands = new Set(vehicles.map(({ brand }) => brand));
  const behind = tokens.filter(
    ({ cell, kind, text: word }) => cell === CELL.description && !(kind === 'word' && isTrimWord(word)),
  );
  const other = findMentions({ index, text, tokens: behind, brands, fuzzy: false }).find(
    ({ strength, tier, found, tokens: run }) =>
      strength === 'name' &&
      (tier === 'exact' || tier === 'alias') &&
      run.some(({ kind, text: word }) => kind === 'word' && word.length >= 5) &&
      found.every(({ entry }) => vehicles.every(({ model }) => !isKin(entry.model, model))),
  );
  return other ? text.printed.slice(other.start, other.end) : '';
}

const isKin = (one: string, other: string): boolean => one.includes(other) || other.includes(one);

/** A word that is near another model of the maker. */
function isOtherModel(index: RowWords['index'], { brand, model }: NamedVehicle, { text }: Token): boolean {
  if (text.length < 5 || isNoiseWord(text)) return false;
  const named = [...findNamed(index, text, new Set([brand])), ...findFuzzy(index, text, brand)];
  return named.some(
    ({ entry }) =>
      entry.via !== 'code' && entry.model !== model && !model.includes(entry.model) && !entry.model.startsWith(model),
  );
}
