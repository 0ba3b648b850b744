/** The catalogue arranged for looking names up; the same whatever the order of its lines. */
import { nameKey } from '../text/fold.ts';
import { soundKey } from '../text/phonetic.ts';
import { parseRoman } from '../text/roman.ts';
import type { Catalog, CatalogAmbiguous, CatalogGeneration, CatalogModel } from './catalog.ts';

/** How a spelling names a model: by its own name, by a spelling of the catalogue, or by a chassis code. */
export type Via = 'name' | 'alias' | 'code';

export interface NameEntry {
  readonly brand: string;
  readonly model: string;
  /** The generation that a code names; empty for names. */
  readonly generation: string;
  readonly via: Via;
}

export interface ModelInfo extends CatalogModel {
  readonly generations: readonly CatalogGeneration[];
  /** Key of a generation's name or alias → canonical generation. */
  readonly generationOf: ReadonlyMap<string, string>;
  readonly ordinals: ReadonlySet<number>;
}

export interface CatalogIndex {
  readonly catalog: Catalog;
  /** Key → brands; more than one only where the catalogue is at fault. */
  readonly brands: ReadonlyMap<string, readonly string[]>;
  readonly brandSounds: ReadonlyMap<string, readonly string[]>;
  readonly names: ReadonlyMap<string, readonly NameEntry[]>;
  readonly sounds: ReadonlyMap<string, readonly NameEntry[]>;
  readonly ambiguous: ReadonlyMap<string, CatalogAmbiguous>;
  /** Key of an ambiguous spelling → the brands that have it. */
  readonly sharedBy: ReadonlyMap<string, readonly string[]>;
  /** Models and generations that a line of codes/ decides. */
  readonly decided: ReadonlySet<string>;
  readonly models: ReadonlyMap<string, ModelInfo>;
  readonly modelsOf: ReadonlyMap<string, readonly ModelInfo[]>;
  /** Spelling → brand → the brands it gives way to where none is printed; the key '' holds for all spellings. */
  readonly twins: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** `modelKey('Toyota', 'Camry')`: the key of {@link CatalogIndex.models}. */
export const modelKey = (brand: string, model: string): string => `${brand}\n${model}`;
/** The key of {@link CatalogIndex.ambiguous}. */
export const ambiguousKey = (brand: string, key: string): string => `${brand}\n${key}`;

/** Keys shorter than this sound alike by accident. */
const MIN_SOUND = 4;
/** A code alone names a model only if letters and digits stand in it: `E39`, `W211`; `GE` and `210` need the model beside them. */
const CODE = /^(?=.*\p{L})(?=.*\d).{2,}$/u;
export const isCode = (key: string): boolean => CODE.test(key);

/** Bare chassis numbers name a model of these makers only: Mercedes `210`, Porsche `957`. */
const NUMBER_CODE: ReadonlySet<string> = new Set(['Mercedes-Benz', 'Porsche']);
const CHASSIS_NUMBER = /^\d{3}$/;

export function createIndex(catalog: Catalog): CatalogIndex {
  const sorted = sortCatalog(catalog);
  const models = indexModels(sorted);
  const names = new Map<string, NameEntry[]>();
  const sounds = new Map<string, NameEntry[]>();
  for (const model of sorted.models) addNames(names, sounds, model);
  addCodes(names, sorted);
  const modelsOf = new Map<string, ModelInfo[]>();
  for (const model of models.values()) append(modelsOf, model.brand, model);
  return {
    catalog: sorted,
    ...indexBrands(sorted),
    names,
    sounds,
    ambiguous: new Map(sorted.ambiguous.map((line) => [ambiguousKey(line.brand, nameKey(line.alias)), line])),
    sharedBy: groupShared(sorted),
    decided: new Set(sorted.codes.map(({ brand, model, generation }) => modelKey(brand, model) + generation)),
    models,
    modelsOf,
    twins: indexTwins(sorted),
  };
}

function groupShared({ ambiguous }: Catalog): Map<string, string[]> {
  const shared = new Map<string, string[]>();
  for (const { brand, alias } of ambiguous) append(shared, nameKey(alias), brand);
  return shared;
}

function sortCatalog(catalog: Catalog): Catalog {
  const by =
    <Row>(...parts: ((row: Row) => string)[]) =>
    (one: Row, other: Row): number => {
      for (const part of parts) {
        const order = compareText(part(one), part(other));
        if (order !== 0) return order;
      }
      return 0;
    };
  return {
    brands: [...catalog.brands].sort(by((row) => row.brand)),
    models: [...catalog.models].sort(
      by(
        (row) => row.brand,
        (row) => row.model,
      ),
    ),
    generations: [...catalog.generations].sort(
      by(
        (row) => row.brand,
        (row) => row.model,
        (row) => String(row.yearFrom ?? 0),
        (row) => row.generation,
      ),
    ),
    codes: [...catalog.codes].sort(
      by(
        (row) => row.brand,
        (row) => row.code,
      ),
    ),
    ambiguous: [...catalog.ambiguous].sort(
      by(
        (row) => row.brand,
        (row) => row.alias,
      ),
    ),
    daughters: [...catalog.daughters].sort(
      by(
        (row) => row.brand,
        (row) => row.parent,
      ),
    ),
    twins: [...catalog.twins].sort(
      by(
        (row) => row.brand,
        (row) => row.givesWayTo,
      ),
    ),
  };
}

export const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function append<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function indexBrands({ brands }: Catalog): Pick<CatalogIndex, 'brands' | 'brandSounds'> {
  const exact = new Map<string, string[]>();
  const sounds = new Map<string, string[]>();
  // Own names first: an alias never takes the name of another maker.
  for (const own of [true, false]) {
    for (const { brand, nameRu, nameKy, aliases } of brands) {
      for (const name of own ? [brand, nameRu, nameKy] : aliases) {
        const key = nameKey(name);
        const known = exact.get(key);
        if (key !== '' && (!known || (own && !known.includes(brand)))) append(exact, key, brand);
        const sound = soundKey(name);
        if (sound.length >= MIN_SOUND && !sounds.get(sound)?.includes(brand)) append(sounds, sound, brand);
      }
    }
  }
  return { brands: exact, brandSounds: sounds };
}

function addNames(names: Map<string, NameEntry[]>, sounds: Map<string, NameEntry[]>, line: CatalogModel): void {
  const { brand, model, nameRu, aliases } = line;
  const add = (name: string, via: Via): void => {
    const entry = { brand, model, generation: '', via };
    const key = nameKey(name);
    for (const form of key.endsWith('+') ? [key, `${key.slice(0, -1)}plus`] : [key]) {
      const known = names.get(form);
      if (form !== '' && !known?.some((other) => other.brand === brand && other.model === model))
        append(names, form, entry);
    }
    const sound = soundKey(name);
    const heard = sounds.get(sound);
    if (sound.length >= MIN_SOUND && !heard?.some((other) => other.brand === brand && other.model === model)) {
      append(sounds, sound, entry);
    }
  };
  add(model, 'name');
  if (nameRu !== '') add(nameRu, 'name');
  for (const alias of aliases) add(alias, 'alias');
}

/** Codes of codes/ decide; a generation's own code names its model only if no other model of the brand has it. */
function addCodes(names: Map<string, NameEntry[]>, { codes, generations, ambiguous }: Catalog): void {
  const shared = new Set(ambiguous.map(({ brand, alias }) => ambiguousKey(brand, nameKey(alias))));
  const decided = new Map<string, NameEntry[]>();
  for (const { brand, code, model, generation } of codes) {
    append(decided, ambiguousKey(brand, nameKey(code)), { brand, model, generation, via: 'code' });
  }
  const claimed = new Map<string, NameEntry[]>();
  for (const { brand, model, generation, aliases } of generations) {
    for (const name of [generation, ...aliases]) {
      const key = nameKey(name);
      const place = ambiguousKey(brand, key);
      if (parseRoman(name) > 0 || !(CODE.test(key) || (NUMBER_CODE.has(brand) && CHASSIS_NUMBER.test(key)))) continue;
      if (shared.has(place) && !CODE.test(key)) continue;
      if (decided.has(place) || claimed.get(place)?.some((other) => other.model === model)) continue;
      append(claimed, place, { brand, model, generation, via: 'code' });
    }
  }
  for (const [place, entries] of [...decided, ...claimed]) {
    const key = place.slice(place.indexOf('\n') + 1);
    for (const entry of entries) {
      // A name of the same brand is stronger than a code that happens to look like it.
      if (names.get(key)?.some((other) => other.brand === entry.brand && other.via !== 'code')) continue;
      append(names, key, entry);
    }
  }
}

function indexModels({ models, generations }: Catalog): Map<string, ModelInfo> {
  const generationsOf = new Map<string, CatalogGeneration[]>();
  for (const generation of generations) append(generationsOf, modelKey(generation.brand, generation.model), generation);
  return new Map(
    models.map((model) => {
      const own = generationsOf.get(modelKey(model.brand, model.model)) ?? [];
      const generationOf = new Map<string, string>();
      for (const { generation } of own) generationOf.set(nameKey(generation), generation);
      for (const { generation, aliases } of own) {
        for (const alias of aliases) {
          const key = nameKey(alias);
          if (!generationOf.has(key)) generationOf.set(key, generation);
        }
      }
      const ordinals = new Set(own.map(({ ordinal, generation }) => parseRoman(ordinal) || parseRoman(generation)));
      ordinals.delete(0);
      return [modelKey(model.brand, model.model), { ...model, generations: own, generationOf, ordinals }];
    }),
  );
}

function indexTwins({ twins }: Catalog): Map<string, Map<string, string[]>> {
  const index = new Map<string, Map<string, string[]>>();
  for (const { brand, givesWayTo, names } of twins) {
    for (const name of names.length === 0 ? [''] : names) {
      const key = nameKey(name);
      const brands = index.get(key) ?? new Map<string, string[]>();
      append(brands, brand, givesWayTo);
      index.set(key, brands);
    }
  }
  return index;
}
