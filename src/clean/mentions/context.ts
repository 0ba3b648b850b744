/** Whose models a row speaks of: the maker printed beside the model, in the brand cell, anywhere, or nowhere. */
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { findNamed } from '../lookup/lookup.ts';
import { nameKey } from '../text/fold.ts';
import { CELL, foldedCell, type RowText, type Span } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import { type BrandMention, findBrandMentions } from './brands.ts';
import { findMentions, type Mention } from './mentions.ts';

export interface Context {
  /** Makers whose models may be meant; null = none is printed. */
  readonly brands: ReadonlySet<string> | null;
  readonly printed: readonly BrandMention[];
  readonly mentions: readonly Mention[];
}

export interface RowWords {
  readonly index: CatalogIndex;
  readonly text: RowText;
  readonly tokens: readonly Token[];
}

/** The first way of reading that names a model; a full pair in one cell comes before the brand cell. */
export function findContext(words: RowWords): Context {
  const printed = findBrandMentions(words.index, words.text, words.tokens);
  const inBrandCell = unique(
    printed.filter((mention) => mention.cell === CELL.brand && !isModelOfFirst(words, printed, mention)),
  );
  const besides = unique(printed.filter(({ cell }) => cell === CELL.model));
  const inModelCell = besides.filter((brand) => !isOwnModel(words, printed, brand, inBrandCell));
  const elsewhere = unique(printed.filter(({ cell }) => cell > CELL.model));
  const attempt = (brands: readonly string[], fuzzy: boolean): Context | null => {
    if (brands.length === 0) return null;
    const context = createContext(words, printed, new Set(brands), fuzzy);
    return context.mentions.some(({ strength }) => strength !== 'shared') ? context : null;
  };
  const pair = attempt(
    besides.filter((brand) => !inBrandCell.includes(brand) && !isInOwnName(words, printed, brand, inBrandCell)),
    false,
  );
  if (pair && isFullPair(words, pair)) {
    // Other names of the cell may still belong to the brand cell's maker.
    const rest = createContext(words, printed, new Set(inBrandCell), false).mentions.filter(
      ({ cell, segment }) => cell === CELL.model && !pair.mentions.some((mention) => mention.segment === segment),
    );
    return { ...pair, mentions: [...pair.mentions, ...rest].sort((one, other) => one.start - other.start) };
  }
  const known = inBrandCell.length > 0 ? inBrandCell : inModelCell.length > 0 ? inModelCell : elsewhere;
  const found =
    attempt(known, false) ??
    (inBrandCell.length > 0 ? attempt(inModelCell, false) : null) ??
    (inModelCell.length > 0 ? pair : null) ??
    attempt(findDaughters(words, known), false) ??
    attempt(known, true);
  if (found) return found;
  if (known.length > 0) return createContext(words, printed, new Set(known), false);
  return { ...createContext(words, printed, null, false) };
}

/** Makers whose models are still printed under their parent: "Hyundai G80" is a Genesis. */
function findDaughters({ index }: RowWords, parents: readonly string[]): string[] {
  return index.catalog.daughters.filter(({ parent }) => parents.includes(parent)).map(({ brand }) => brand);
}

const unique = (mentions: readonly BrandMention[]): string[] => [...new Set(mentions.map(({ brand }) => brand))];

/** "Hyundai Solaris" in one cell: the second maker's name is a model of the first. */
function isModelOfFirst({ index, text }: RowWords, printed: readonly BrandMention[], mention: BrandMention): boolean {
  const [first] = printed;
  if (!first || first === mention || first.cell !== CELL.brand) return false;
  const named = findNamed(index, text.folded.slice(mention.start, mention.end), new Set([first.brand]));
  return named.some(({ tier }) => tier !== 'folded');
}

/** "BYD | TANK": a word that is also a maker's name, but here a model of the brand cell's maker. */
function isOwnModel(
  { index, text }: RowWords,
  printed: readonly BrandMention[],
  brand: string,
  owners: readonly string[],
): boolean {
  if (owners.length === 0) return false;
  return printed
    .filter((mention) => mention.brand === brand && mention.cell === CELL.model)
    .every(({ start, end }) =>
      findNamed(index, text.folded.slice(start, end), new Set(owners)).some(({ tier }) => tier !== 'folded'),
    );
}

/** "FAW | Besturn B50": the other maker's name is a part of a longer name of the brand cell's maker. */
function isInOwnName(
  { index, text, tokens }: RowWords,
  printed: readonly BrandMention[],
  brand: string,
  owners: readonly string[],
): boolean {
  if (owners.length === 0) return false;
  const own = findMentions({ index, text, tokens, brands: new Set(owners), fuzzy: false });
  return printed
    .filter((mention) => mention.brand === brand && mention.cell === CELL.model)
    .every(({ start, end }) =>
      own.some(
        (name) =>
          (name.tier === 'exact' || name.tier === 'alias') &&
          name.start <= start &&
          name.end >= end &&
          name.end - name.start > end - start,
      ),
    );
}

function createContext(
  words: RowWords,
  printed: readonly BrandMention[],
  brands: ReadonlySet<string> | null,
  fuzzy: boolean,
): Context {
  const mentions = findMentions({ ...words, brands, fuzzy, makers: printed }).filter(
    (mention) => !isBrandItself(words, printed, mention, brands),
  );
  return { brands, printed, mentions: keepRegion(mentions) };
}

/** The maker's own name is no model of his ("Mini", "Toyota"), unless it is spelled as a model and nothing else names one. */
function isBrandItself(
  { text }: RowWords,
  printed: readonly BrandMention[],
  mention: Mention,
  brands: ReadonlySet<string> | null,
): boolean {
  if (brands === null) return false;
  const own = printed.find(
    ({ start, end, brand }) => brands.has(brand) && mention.start >= start && mention.end <= end,
  );
  if (!own) return false;
  const twice = printed.some(({ brand, cell }) => brand === own.brand && cell < own.cell);
  if (twice && mention.tier === 'exact') return false;
  const named = mention.found.some(
    ({ entry }) => nameKey(entry.model) !== nameKey(own.brand) && entry.brand === own.brand,
  );
  const whole = mention.end - mention.start >= own.end - own.start;
  if (!named || !whole || (mention.tier !== 'exact' && mention.tier !== 'alias')) return true;
  return own.cell === CELL.brand ? !hasTypedDash(text) : !twice;
}

/** "Range Rover | -": nothing stands in the model cell but a dash, so the brand cell names the model. */
function hasTypedDash(text: RowText): boolean {
  return /^[\s-]+$/.test(foldedCell(text, CELL.model));
}

/** Names in brand and model cell; else those of the year cell, else of the description. */
function keepRegion(mentions: readonly Mention[]): Mention[] {
  const strong = ({ strength, cell }: Mention): boolean =>
    strength === 'name' || (strength !== 'shared' && cell <= CELL.model);
  const near = mentions.filter(({ cell }) => cell <= CELL.model);
  if (near.some(({ strength }) => strength !== 'shared')) return near;
  for (const cell of [CELL.year, CELL.description]) {
    const own = mentions.filter(
      (mention) => mention.cell === cell && (strong(mention) || mention.strength === 'code' || isShifted(mention)),
    );
    if (own.length > 0) return [...near, ...own];
  }
  return near;
}

/** "Ауди | | 100 С4": a number in the year cell that other words of the cell keep from being a year. */
function isShifted({ cell, strength, end, tokens }: Mention): boolean {
  return cell === CELL.year && strength === 'number' && tokens.every(({ text }) => text.length <= 3) && end > 0;
}

/** "Haval H6", "Tank 500", "Нива Шевроле". */
function isBeside(folded: string, mention: Mention, brand: Span): boolean {
  const named = mention.strength === 'name';
  if (mention.start >= brand.end) return named || mention.strength === 'code' || mention.start - brand.end <= 2;
  if (mention.start <= brand.start && mention.end >= brand.end)
    return named && mention.end - mention.start > brand.end - brand.start;
  return named && folded.slice(mention.end, brand.start) === ' ';
}

function isFullPair({ text }: RowWords, { mentions, printed }: Context): boolean {
  return mentions.some(
    (mention) =>
      mention.cell === CELL.model &&
      printed.some(
        ({ brand, cell, start, end }) =>
          cell === CELL.model &&
          mention.found.some(({ entry }) => entry.brand === brand) &&
          isBeside(text.folded, mention, { start, end }),
      ),
  );
}
