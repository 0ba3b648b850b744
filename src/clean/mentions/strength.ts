/** Which mentions of a row speak for its vehicle: names before codes, codes before bare numbers. */
import { type CatalogIndex, modelKey } from '../catalog/catalogIndex.ts';
import { nameKey } from '../text/fold.ts';
import { CELL } from '../text/text.ts';
import { findListedNumbers, type ListedWords } from './listedNumbers.ts';
import type { Mention } from './mentions.ts';

/** A number that a name or a code contradicts is an engine's or a trim's. */
export function chooseMentions(index: CatalogIndex, mentions: readonly Mention[], words?: ListedWords): Mention[] {
  const of = (strength: Mention['strength']): Mention[] => mentions.filter((mention) => mention.strength === strength);
  const names = of('name');
  const codes = of('code');
  const numbers = of('number').filter(({ cell }) => cell <= CELL.year);
  if (names.length > 0) {
    const chosen = chooseNames(index, names, codes);
    const listed = words ? findListedNumbers(words, numbers, chosen) : [];
    return [...chosen, ...listed].sort((one, other) => one.start - other.start);
  }
  if (codes.length > 0) {
    const fitting = numbers.filter((number) => codes.some((code) => fitsAny(index, code, [number])));
    return fitting.length > 0 ? fitting : codes;
  }
  return numbers;
}

function chooseNames(index: CatalogIndex, names: readonly Mention[], codes: readonly Mention[]): Mention[] {
  const segments = new Set(names.map(({ segment }) => segment));
  const surest = names.filter(
    (name) => name.tier !== 'fuzzy' || !names.some(({ tier, segment }) => tier !== 'fuzzy' && segment === name.segment),
  );
  // Beside a name a code is its generation; alone between signs it may be a vehicle of its own.
  const own = codes.filter(
    (code) =>
      !segments.has(code.segment) &&
      code.cell === CELL.model &&
      code.tokens.some(({ kind }) => kind === 'word') &&
      !fitsAny(index, code, surest),
  );
  // "Эльгранд Е50", "Форестер SF5": another maker's name that is the generation of a longer one.
  const telling = surest.filter(
    (name) =>
      !isCodeLike(name) ||
      !fitsAny(
        index,
        name,
        surest.filter((other) => !isCodeLike(other)),
      ),
  );
  return [...telling, ...own].sort((one, other) => one.start - other.start);
}

const isCodeLike = ({ tokens }: Mention): boolean =>
  tokens.some(({ kind }) => kind === 'number') &&
  tokens.every(({ kind, text }) => kind === 'number' || text.length <= 3);

/** Is the code a generation of one of these? */
export function fitsAny(index: CatalogIndex, code: Mention, names: readonly Mention[]): boolean {
  const key = nameKey(code.tokens.map(({ text }) => text).join(''));
  return names.some((name) =>
    name.found.some(({ entry }) => {
      if (code.found.some((one) => one.entry.brand === entry.brand && one.entry.model === entry.model)) return true;
      return index.models.get(modelKey(entry.brand, entry.model))?.generationOf.has(key) === true;
    }),
  );
}
