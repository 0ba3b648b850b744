/** A named vehicle and the rest of its row → the columns of the cleaned file. */
import type { VehicleFields } from '../../rows.ts';
import type { Attributes } from '../attributes/attributes.ts';
import type { BodyWord } from '../attributes/bodies.ts';
import type { GenerationHint } from '../attributes/ordinals.ts';
import type { RowYears } from '../attributes/rowYears.ts';
import { type CatalogIndex, type ModelInfo, modelKey } from '../catalog/catalogIndex.ts';
import { moveByNumber } from '../catalog/families.ts';
import type { BrandTier } from '../mentions/brands.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { rateBrand, rateReading } from '../naming/confidence.ts';
import type { NamedVehicle } from '../naming/naming.ts';
import { CELL, type Span } from '../text/text.ts';
import { findGenerations, type PrintedGeneration } from './generation.ts';

export interface VehicleReading {
  readonly vehicle: NamedVehicle;
  /** May differ from the name that is printed: "Land Cruiser 150" is a Prado. */
  readonly model: ModelInfo;
  readonly generations: readonly PrintedGeneration[];
}

export function readVehicle(
  { index, text, tokens }: RowWords,
  vehicle: NamedVehicle,
  all: readonly NamedVehicle[],
  hints: readonly GenerationHint[],
  mentions: readonly Mention[],
  latestYear: number,
): VehicleReading {
  const named = index.models.get(modelKey(vehicle.brand, vehicle.model)) ?? createUnlisted(vehicle);
  const names = vehicle.mentions;
  const mayRead = (span: Span): boolean => isFor(text.folded, vehicle, all, span);
  const numbers = [
    ...tokens.filter(
      ({ kind, cell, start }) => kind === 'number' && cell <= CELL.year && names.some(({ end }) => end <= start),
    ),
  ].map(({ text: digits }) => Number(digits));
  const model = moveByNumber(index, named, [...numbers, ...hints.flatMap((hint) => hint.numbers)]);
  const search = { text, tokens, hints, model, names, mayRead, latestYear };
  const own = findGenerations(search);
  const family = own.some(({ generation }) => generation !== '') ? undefined : findFamily(index, model);
  const found = family ? findGenerations({ ...search, model: family }) : own;
  const coded = [...new Set([...vehicle.mentions, ...mentions])]
    .filter(mayRead)
    .flatMap((mention) => readCodeOf(mention, vehicle, named));
  return { vehicle, model, generations: joinGenerations([...coded, ...found]) };
}

/** "Цивик 6 Ферио", "Альмера N15 Тино": what is counted, or coded, may be the family that the own model comes from. */
function findFamily(index: CatalogIndex, { brand, model }: ModelInfo): ModelInfo | undefined {
  const words = model.split(' ');
  const shorter = [words.slice(0, -1), words.slice(1)].map((part) => modelKey(brand, part.join(' ')));
  return shorter.map((key) => index.models.get(key)).find((family) => family !== undefined);
}

/** The generation that a code or factory number of this very model names: `2170` beside "Приора", `1111` in "Ока 1111". */
function readCodeOf(
  { found, tokens, start, end }: Mention,
  { brand, model }: NamedVehicle,
  { generationOf }: ModelInfo,
): PrintedGeneration[] {
  const own = found.find(({ entry }) => entry.brand === brand && entry.model === model);
  if (!own) return [];
  const number = tokens.find(({ text }) => FACTORY_NUMBER.test(text) && !model.includes(text))?.text ?? '';
  const generation = own.entry.generation || (generationOf.get(number) ?? '');
  return generation === '' ? [] : [{ start, end, generation, kind: 'code' }];
}

const FACTORY_NUMBER = /^\d{4,5}$/;

/** Behind the last of several names a code is for all; glued to one, or between two, it is that one's. */
function isFor(folded: string, vehicle: NamedVehicle, all: readonly NamedVehicle[], span: Span): boolean {
  if (all.length === 1) return true;
  const last = all[all.length - 1];
  const owner = [...all].reverse().find(({ mentions }) => mentions.some(({ start }) => start <= span.start));
  if (owner === vehicle) return true;
  const glued = last?.mentions.some(({ end }) => end <= span.start && !/\s/.test(folded.slice(end, span.start)));
  return owner === last && !glued;
}

/** A code beats an ordinal that is printed beside it. */
function joinGenerations(found: readonly PrintedGeneration[]): PrintedGeneration[] {
  const sorted = [...found].sort((one, other) => one.start - other.start);
  const coded = sorted.some(({ kind, generation }) => kind === 'code' && generation !== '');
  return sorted.map((one) => (coded && one.kind === 'ordinal' ? { ...one, generation: '' } : one));
}

/** `F10|F11`: each generation once, in printed order. */
export const renderGenerations = (found: readonly PrintedGeneration[]): string =>
  [...new Set(found.map(({ generation }) => generation).filter((generation) => generation !== ''))].join('|');

/** A model that the catalogue doesn't know (an analyst named it), or none at all. */
export const createUnlisted = ({ brand, model }: { brand: string; model: string }): ModelInfo => ({
  brand,
  model,
  nameRu: '',
  aliases: [],
  bodyTypes: [],
  yearFrom: null,
  yearTo: null,
  generations: [],
  generationOf: new Map(),
  ordinals: new Set(),
});

/** What all vehicles of a row share. */
export interface RowFacts {
  readonly attributes: Attributes;
  readonly bodies: readonly BodyWord[];
  readonly years: RowYears;
  readonly notes: string;
  /** Words beside the name that nobody explains. */
  readonly doubts: number;
  /** 1, or less where the text had to be mended before it could be read. */
  readonly trust: number;
}

export function toFields(
  reading: VehicleReading,
  all: readonly NamedVehicle[],
  context: Context,
  facts: RowFacts,
): VehicleFields {
  const { vehicle, model, generations } = reading;
  const printed = context.printed.find(({ brand }) => brand === model.brand);
  const brandTier: BrandTier | 'none' = printed?.tier ?? 'none';
  const { tier } = vehicle.found;
  const far = Math.max(0, ...vehicle.mentions.map((mention) => mention.far));
  return {
    brand: model.brand,
    model: model.model,
    generation: renderGenerations(generations),
    yearFrom: facts.years.from,
    yearTo: facts.years.to,
    bodyType: chooseBody(vehicle, all, facts.bodies),
    ...facts.attributes,
    notes: facts.notes,
    confidence: rateReading(tier, far, rateBrand(printed), facts.doubts) * facts.trust,
    matchedBy: `brand:${brandTier} model:${tier}`,
  };
}

/** The body printed in the vehicle's own name, else the only one of the row. */
function chooseBody(
  vehicle: NamedVehicle,
  all: readonly NamedVehicle[],
  bodies: readonly BodyWord[],
): VehicleFields['bodyType'] {
  const within = ({ mentions }: NamedVehicle, body: BodyWord): boolean =>
    mentions.some(({ start, end }) => body.start >= start && body.end <= end);
  const own = bodies.find((body) => within(vehicle, body));
  if (own) return own.body;
  const free = bodies.filter((body) => !all.some((other) => within(other, body)));
  return new Set(free.map(({ body }) => body)).size === 1 ? (free[0]?.body ?? '') : '';
}

/** "Step Wagon", "Touring HiAce": words of the name that are no body of the model. */
export function isNamePart(index: CatalogIndex, body: BodyWord, vehicles: readonly NamedVehicle[]): boolean {
  return vehicles.some(({ brand, model, mentions }) =>
    mentions.some(({ start, end }) => {
      if (body.start < start || body.end > end) return false;
      // A coupé and a pick-up are what their names say: GLE Coupe, UAZ Pickup.
      if (body.body === 'coupe' || body.body === 'pickup') return false;
      const whole = body.start === start && body.end === end;
      return whole || !index.models.get(modelKey(brand, model))?.bodyTypes.includes(body.body);
    }),
  );
}
