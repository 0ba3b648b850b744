/** Where makers are named in a row, and which cells only seem to name one. */
import { isBodyWord } from '../attributes/bodies.ts';
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { isMeaninglessCell } from '../catalog/origins.ts';
import { nameKey } from '../text/fold.ts';
import { measureSteps, soundKey } from '../text/phonetic.ts';
import { CELL, foldedCell, isFree, type RowText, type Span } from '../text/text.ts';
import { joinable, type Token } from '../text/tokens.ts';

export type BrandTier = 'exact' | 'alias' | 'folded' | 'fuzzy';

export interface BrandMention extends Span {
  readonly brand: string;
  readonly tier: BrandTier;
  readonly cell: number;
  readonly segment: number;
  /** False for a far guess or an abbreviation: only a model of that maker confirms it. */
  readonly sure: boolean;
}

const MAX_TOKENS = 5;
/** Outside the brand cell two letters are more often an index than a maker. */
const MIN_LETTERS_ELSEWHERE = 3;
const MIN_FUZZY_LETTERS = 4;
const LONG_FUZZY_LETTERS = 7;
/** A shorter misspelt maker counts only if a model of his stands beside it. */
const MIN_SURE_LETTERS = 7;
/** Longer than any maker's name with two steps. */
const MAX_FUZZY_LETTERS = 32;
const MARGIN = 0.5;

export function findBrandMentions(index: CatalogIndex, text: RowText, tokens: readonly Token[]): BrandMention[] {
  const found: BrandMention[] = [];
  let at = 0;
  while (at < tokens.length) {
    let step = 1;
    for (let count = Math.min(MAX_TOKENS, tokens.length - at); count >= 1; count -= 1) {
      const mention = readBrandAt(index, text, tokens.slice(at, at + count), tokens[at + count]);
      if (mention) {
        found.push(mention);
        step = count;
        break;
      }
    }
    at += step;
  }
  if (found.some(({ cell }) => cell === CELL.brand)) return found;
  return [...repairBrand(index, text, tokens), ...found];
}

function readBrandAt(
  index: CatalogIndex,
  text: RowText,
  run: readonly Token[],
  after: Token | undefined,
): BrandMention | null {
  const first = run[0];
  const last = run[run.length - 1];
  if (!first || !last || run.some((token) => !isFree(text, token))) return null;
  if (run.some((token, at) => at > 0 && !joinable(text, run[at - 1] ?? token, token))) return null;
  const printed = text.folded.slice(first.start, last.end);
  const key = nameKey(printed);
  if (first.cell !== CELL.brand && key.length < MIN_LETTERS_ELSEWHERE && !mayAbbreviate(text, first, key)) return null;
  if (after?.glued && key.length < MIN_LETTERS_ELSEWHERE) return null;
  // Behind the name "джип" is a body.
  if (first.cell > CELL.model && isBodyWord(printed)) return null;
  const brands = index.brands.get(key) ?? heard(index, printed, first.cell);
  const [brand] = brands;
  if (brand === undefined || brands.length > 1) return null;
  const tier = index.brands.has(key) ? (nameKey(brand) === key ? 'exact' : 'alias') : 'folded';
  return { brand, tier, cell: first.cell, segment: first.segment, sure: true, start: first.start, end: last.end };
}

/** "- | VW Golf", "C200 | MB": two letters are a maker in the model cell if none stands before, or if they stand alone there. */
function mayAbbreviate(text: RowText, { cell }: Token, key: string): boolean {
  if (cell !== CELL.model || key.length !== 2) return false;
  return isMeaninglessBrand(text) || nameKey(foldedCell(text, CELL.model)) === key;
}

/** By its sound a maker is known in the brand cell and, if the word is long, in the model cell. */
function heard(index: CatalogIndex, printed: string, cell: number): readonly string[] {
  if (cell > CELL.model || /[\d\n]/.test(printed)) return [];
  const sound = soundKey(printed);
  if (cell === CELL.model && (sound.length < LONG_FUZZY_LETTERS || index.names.has(nameKey(printed)))) return [];
  return index.brandSounds.get(sound) ?? [];
}

/** A misspelt or shortened maker in the brand cell: the whole cell, then its first word. */
function repairBrand(index: CatalogIndex, text: RowText, tokens: readonly Token[]): BrandMention[] {
  const own = tokens.filter(({ cell, kind }) => cell === CELL.brand && kind === 'word');
  const first = own[0];
  if (!first || isMeaninglessBrand(text) || startsName(index, text, tokens)) return [];
  for (const run of own.length > 1 ? [own, [first]] : [own]) {
    const last = run[run.length - 1] ?? first;
    const printed = text.folded.slice(first.start, last.end);
    if (index.names.has(nameKey(printed))) continue;
    const near = nearestBrand(index, soundKey(printed));
    const span = { cell: CELL.brand, segment: first.segment, start: first.start, end: last.end };
    if (near) return [{ brand: near.brand, tier: 'fuzzy', sure: near.sure, ...span }];
    const short = run.length === 1 ? brandsFrom(index, printed) : [];
    if (short.length > 0) return short.map((brand) => ({ brand, tier: 'folded', sure: false, ...span }));
  }
  return [];
}

/** "RAV4 | -", "Ленд | Крузер 200", "Марк | 2": the brand cell is a model's name, or begins one. */
function startsName(index: CatalogIndex, text: RowText, tokens: readonly Token[]): boolean {
  const cell = foldedCell(text, CELL.brand);
  const next = tokens.find((token) => token.cell === CELL.model && token.start === text.cells[CELL.model]?.start);
  const joined = next ? [nameKey(`${cell} ${next.text}`)] : [];
  return [nameKey(cell), ...joined].some((key) => index.names.get(key)?.some(({ via }) => via !== 'code') === true);
}

/** One step for a short word, two for a long one, the same first letter, and no other maker as near. */
function nearestBrand(index: CatalogIndex, sound: string): { brand: string; sure: boolean } | undefined {
  if (sound.length < MIN_FUZZY_LETTERS || sound.length > MAX_FUZZY_LETTERS) return undefined;
  const limit = sound.length < LONG_FUZZY_LETTERS ? 1 : 2;
  const best = new Map<string, number>();
  for (const [known, brands] of index.brandSounds) {
    if (known.length < MIN_FUZZY_LETTERS || known[0] !== sound[0]) continue;
    const steps = measureSteps(sound, known, limit);
    if (steps > limit) continue;
    for (const brand of brands) best.set(brand, Math.min(best.get(brand) ?? limit, steps));
  }
  const ranked = [...best].sort((one, other) => one[1] - other[1] || (one[0] < other[0] ? -1 : 1));
  const [first, second] = ranked;
  if (!first || (second && second[1] - first[1] < MARGIN)) return undefined;
  return { brand: first[0], sure: first[1] <= 1 && sound.length >= MIN_SURE_LETTERS };
}

/** An abbreviation is this long: "Suz.", "Toy", "Hyun.". */
const SHORT_FROM = 2;
const SHORT_TO = 5;

/** Makers whose name begins with the abbreviation. */
function brandsFrom(index: CatalogIndex, printed: string): string[] {
  const key = nameKey(printed);
  const sound = soundKey(printed);
  if (key.length < SHORT_FROM || key.length > SHORT_TO) return [];
  return index.catalog.brands
    .filter(({ brand, nameRu }) =>
      [brand, nameRu].some((name) => nameKey(name).startsWith(key) || soundKey(name).startsWith(sound)),
    )
    .map(({ brand }) => brand);
}

/** How far the text is from being the maker's name, 0–1: an unknown word near the only maker of a model confirms it. */
export function measureBrandLikeness(index: CatalogIndex, printed: string, brand: string): number {
  const sound = soundKey(printed.slice(0, MAX_FUZZY_LETTERS));
  const line = index.catalog.brands.find((one) => one.brand === brand);
  if (!line || sound === '') return 0;
  const names = [line.brand, line.nameRu, ...line.aliases].map(soundKey);
  const likeness = names.map((name) => 1 - measureSteps(sound, name, 9) / Math.max(sound.length, name.length));
  return Math.max(...likeness);
}

/** A dash, a row number, a country, "Разное": a brand cell that names no maker. */
export const isMeaninglessBrand = (text: RowText): boolean => isMeaninglessCell(foldedCell(text, CELL.brand));
