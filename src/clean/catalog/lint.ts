/** The rules of data/catalog/README.md, checked: `lintCatalog(catalog)` → every fault in words. */
import { nameKey } from '../text/fold.ts';
import { parseRoman } from '../text/roman.ts';
import type { Catalog } from './catalog.ts';
import { ambiguousKey, compareText, modelKey } from './catalogIndex.ts';

export interface Fault {
  readonly rule: string;
  readonly message: string;
}

/** The first car, and the models that are announced. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2030;

export function lintCatalog(catalog: Catalog): Fault[] {
  const faults = [
    ...lintBrands(catalog),
    ...lintModels(catalog),
    ...lintSpellings(catalog),
    ...lintGenerations(catalog),
    ...lintCodes(catalog),
    ...lintAmbiguous(catalog),
    ...lintTwins(catalog),
  ];
  return faults.sort((one, other) => compareText(one.rule, other.rule) || compareText(one.message, other.message));
}

const ASCII = /^[\x20-\x7E]+$/;

function lintBrands({ brands }: Catalog): Fault[] {
  const faults: Fault[] = [];
  const owner = new Map<string, string>();
  for (const { brand, nameRu, nameKy, aliases } of brands) {
    if (!ASCII.test(brand)) faults.push({ rule: 'brand-ascii', message: `brand '${brand}' is not plain ASCII` });
    if (nameRu === '' || nameKy === '') faults.push({ rule: 'brand-names', message: `brand '${brand}' lacks a name` });
    for (const name of [brand, nameRu, nameKy, ...aliases]) {
      const key = nameKey(name);
      const other = owner.get(key);
      if (key === '' && name !== '')
        faults.push({ rule: 'brand-empty', message: `brand '${brand}': '${name}' folds to nothing` });
      if (other !== undefined && other !== brand) {
        faults.push({ rule: 'brand-unique', message: `'${name}' names both ${other} and ${brand}` });
      } else if (key !== '') owner.set(key, brand);
    }
  }
  return faults;
}

function lintModels({ brands, models }: Catalog): Fault[] {
  const known = new Set(brands.map(({ brand }) => brand));
  const seen = new Set<string>();
  return models.flatMap(({ brand, model, yearFrom, yearTo }) => {
    const faults: Fault[] = [];
    const name = `${brand} ${model}`;
    if (!known.has(brand)) faults.push({ rule: 'model-brand', message: `${name}: the brand is not in brands.csv` });
    if (!ASCII.test(model)) faults.push({ rule: 'model-ascii', message: `${name}: the name is not plain ASCII` });
    if (seen.has(modelKey(brand, nameKey(model))))
      faults.push({ rule: 'model-unique', message: `${name} stands twice` });
    seen.add(modelKey(brand, nameKey(model)));
    return [...faults, ...lintYears(name, yearFrom, yearTo)];
  });
}

function lintYears(name: string, from: number | null, to: number | null): Fault[] {
  const faults: Fault[] = [];
  for (const year of [from, to]) {
    if (year !== null && (year < FIRST_YEAR || year > LAST_YEAR)) {
      faults.push({ rule: 'years', message: `${name}: the year ${year} makes no sense` });
    }
  }
  if (from !== null && to !== null && from > to)
    faults.push({ rule: 'years', message: `${name}: ${from} is after ${to}` });
  return faults;
}

/** No spelling leads to two models of one brand unless it is marked ambiguous, and then to none alone. */
function lintSpellings({ models, ambiguous }: Catalog): Fault[] {
  const faults: Fault[] = [];
  const shared = new Set(ambiguous.map(({ brand, alias }) => ambiguousKey(brand, nameKey(alias))));
  const owner = new Map<string, string>();
  for (const { brand, model, nameRu, aliases } of models) {
    for (const name of [model, nameRu, ...aliases]) {
      const key = ambiguousKey(brand, nameKey(name));
      if (name === '') continue;
      if (nameKey(name) === '')
        faults.push({ rule: 'spelling-empty', message: `${brand} ${model}: '${name}' folds to nothing` });
      const other = owner.get(key);
      if (other !== undefined && other !== model) {
        faults.push({ rule: 'spelling-unique', message: `${brand}: '${name}' leads to ${other} and to ${model}` });
      }
      owner.set(key, model);
      if (shared.has(key)) {
        faults.push({ rule: 'spelling-ambiguous', message: `${brand}: '${name}' is ambiguous and leads to ${model}` });
      }
    }
  }
  return faults;
}

function lintGenerations({ models, generations }: Catalog): Fault[] {
  const known = new Set(models.map(({ brand, model }) => modelKey(brand, model)));
  const seen = new Set<string>();
  return generations.flatMap(({ brand, model, generation, ordinal, yearFrom, yearTo }) => {
    const faults: Fault[] = [];
    const name = `${brand} ${model} ${generation}`;
    const key = modelKey(brand, `${model}\n${nameKey(generation)}`);
    if (!known.has(modelKey(brand, model)))
      faults.push({ rule: 'generation-model', message: `${name}: no such model` });
    if (!ASCII.test(generation)) faults.push({ rule: 'generation-ascii', message: `${name}: not plain ASCII` });
    if (seen.has(key)) faults.push({ rule: 'generation-unique', message: `${name} stands twice` });
    seen.add(key);
    if (ordinal !== '' && parseRoman(ordinal) === 0) {
      faults.push({ rule: 'generation-ordinal', message: `${name}: '${ordinal}' is no Roman numeral` });
    }
    return [...faults, ...lintYears(name, yearFrom, yearTo)];
  });
}

function lintCodes({ models, codes, ambiguous }: Catalog): Fault[] {
  const faults: Fault[] = [];
  const known = new Set(models.map(({ brand, model }) => modelKey(brand, model)));
  const shared = new Set(ambiguous.map(({ brand, alias }) => ambiguousKey(brand, nameKey(alias))));
  const owner = new Map<string, string>();
  for (const { brand, code, model } of codes) {
    const key = ambiguousKey(brand, nameKey(code));
    if (!known.has(modelKey(brand, model)))
      faults.push({ rule: 'code-model', message: `${brand} ${code}: no model ${model}` });
    const other = owner.get(key);
    if (other !== undefined)
      faults.push({ rule: 'code-unique', message: `${brand} ${code} leads to ${other} and to ${model}` });
    owner.set(key, model);
    if (shared.has(key))
      faults.push({ rule: 'code-ambiguous', message: `${brand} ${code} is ambiguous and leads to ${model}` });
  }
  return faults;
}

function lintAmbiguous({ models, ambiguous }: Catalog): Fault[] {
  const known = new Set(models.map(({ brand, model }) => modelKey(brand, model)));
  return ambiguous.flatMap(({ brand, alias, models: named }) => [
    ...named
      .filter((model) => !known.has(modelKey(brand, model)))
      .map((model) => ({ rule: 'ambiguous-model', message: `${brand} '${alias}': no model ${model}` })),
    ...(named.length < 2 ? [{ rule: 'ambiguous-few', message: `${brand} '${alias}' names one model only` }] : []),
  ]);
}

function lintTwins({ brands, twins, daughters }: Catalog): Fault[] {
  const known = new Set(brands.map(({ brand }) => brand));
  const pairs = [
    ...twins.map(({ brand, givesWayTo }) => [brand, givesWayTo]),
    ...daughters.map(({ brand, parent }) => [brand, parent]),
  ];
  return pairs
    .flat()
    .filter((brand) => !known.has(brand))
    .map((brand) => ({ rule: 'kin-brand', message: `twins.csv or daughters.csv: no brand ${brand}` }));
}

export interface CatalogCounts {
  readonly brands: number;
  readonly models: number;
  readonly generations: number;
  readonly codes: number;
  readonly ambiguous: number;
  readonly spellings: number;
}

export function countCatalog({ brands, models, generations, codes, ambiguous }: Catalog): CatalogCounts {
  const names = (lines: readonly { readonly aliases: readonly string[] }[], own: number): number =>
    lines.reduce((sum, { aliases }) => sum + own + aliases.length, 0);
  return {
    brands: brands.length,
    models: models.length,
    generations: generations.length,
    codes: codes.length,
    ambiguous: ambiguous.length,
    spellings: names(brands, 3) + names(models, 2) + names(generations, 1) + codes.length,
  };
}
