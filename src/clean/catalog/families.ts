/** Makers' own ways of writing a model: engine indices behind the family, numbers that are platforms, numbers that change the model. */
import { type CatalogIndex, type ModelInfo, modelKey } from './catalogIndex.ts';

/** Makers whose letters are the family and whose number is the engine: `NX200`, `GLS400`, `FH12`, `R420`. */
const INDEXED_BRANDS = new Set(['Mercedes-Benz', 'Lexus', 'Infiniti', 'Volvo', 'Scania', 'MAN', 'DAF', 'Maybach']);
/** Families of letters only; a longer word is a name and its number may be a generation. */
const MAX_FAMILY_LETTERS = 4;

/** May a number of two or three digits behind this model be an engine index? */
export function takesIndex(brand: string, family: string): boolean {
  return INDEXED_BRANDS.has(brand) && family.replace(/-(?:Class|Series)$/, '').length <= MAX_FAMILY_LETTERS;
}

/** One letter before an index: Mercedes `E 200` → `E-Class`, Scania `R420` → `R-Series`. */
export function findLetterFamily(
  index: CatalogIndex,
  brand: string,
  letters: readonly string[],
): ModelInfo | undefined {
  for (const letter of letters) {
    for (const suffix of ['-Class', '-Series', '']) {
      const found = index.models.get(modelKey(brand, `${letter.toUpperCase()}${suffix}`));
      if (found && INDEXED_BRANDS.has(brand)) return found;
    }
  }
  return undefined;
}

/** Makers whose generations are platform codes with a number that people print alone: `Camry 40`. */
const PLATFORM_BRANDS = new Set(['Toyota', 'Lexus']);
export const hasPlatforms = (brand: string): boolean => PLATFORM_BRANDS.has(brand);

/** "Land Cruiser 150" is a Prado: the number decides. */
const NUMBER_MOVES: readonly { brand: string; from: string; to: string; numbers: ReadonlySet<number> }[] = [
  {
    brand: 'Toyota',
    from: 'Land Cruiser',
    to: 'Land Cruiser Prado',
    numbers: new Set([90, 95, 120, 121, 125, 150, 155, 250]),
  },
];

/** "80", "95": the number says which Land Cruiser it is, wherever it stands. */
export const decidesByNumber = ({ brand, model }: { brand: string; model: string }): boolean =>
  NUMBER_MOVES.some((move) => move.brand === brand && (move.from === model || move.to === model));

export function moveByNumber(index: CatalogIndex, model: ModelInfo, numbers: readonly number[]): ModelInfo {
  const move = NUMBER_MOVES.find(({ brand, from }) => brand === model.brand && from === model.model);
  if (!move || !numbers.some((number) => move.numbers.has(number))) return model;
  return index.models.get(modelKey(move.brand, move.to)) ?? model;
}

/** Words printed beside a name that only one maker uses: they decide between makers, never alone. */
const MAKER_WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(?<![\p{L}])(?:cdi|сди|сиди?ай|4matic|4-matic|аматик|матик|kompressor|компрессор)(?![\p{L}])/u, ['Mercedes-Benz']],
  [/(?<![\p{L}])(?:vvt-?i|ввти|d4d|d-4d)(?![\p{L}])/u, ['Toyota', 'Lexus']],
  [/(?<![\p{L}])(?:vtec|и-?vtec|втек)(?![\p{L}])/u, ['Honda']],
  [/(?<![\p{L}])(?:tsi|fsi|tdi|тди|тси)(?![\p{L}])/u, ['Volkswagen', 'Audi', 'Skoda', 'SEAT']],
  [/(?<![\p{L}])(?:hdi|хди)(?![\p{L}])/u, ['Peugeot', 'Citroen']],
  [/(?<![\p{L}])(?:xdrive)(?![\p{L}])/u, ['BMW']],
  [/(?<![\p{L}])(?:quattro|кватт?ро)(?![\p{L}])/u, ['Audi']],
  [/(?<![\p{L}])(?:skyactiv)(?![\p{L}])/u, ['Mazda']],
];

export function findMakerHints(folded: string): string[] {
  return MAKER_WORDS.filter(([pattern]) => pattern.test(folded)).flatMap(([, brands]) => brands);
}
