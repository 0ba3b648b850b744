/** Names of other makers in the model cell: a contradiction, or a second vehicle that is listed there. */
import type { Context, RowWords } from './context.ts';
import { nameKey } from './fold.ts';
import { type CatalogIndex, modelKey } from './index.ts';
import { isTelling, narrowMakers } from './makers.ts';
import { findMentions, type Mention } from './mentions.ts';
import { createQuestion, type Question, quote } from './naming.ts';
import { chooseMentions, fitsAny } from './strength.ts';
import { CELL, foldedCell, type Span } from './text.ts';

/** A typo or a code of the maker gives way to a name that another maker's model really has: "Audi | Пассат Б5". */
export function findRival(words: RowWords, { printed }: Context, chosen: readonly Mention[]): Mention | undefined {
  if (chosen.every(({ tier }) => tier === 'fuzzy')) return findForeign(words, ['exact']);
  if (!chosen.every(({ strength }) => strength === 'code' || strength === 'number')) return undefined;
  const rival = findForeign(words, ['exact', 'alias'], null, printed);
  return rival && !chosen.some(({ start, end }) => start < rival.end && rival.start < end) ? rival : undefined;
}

/** Listed beside the maker's own model, a name that one other maker alone sells: "Land Cruiser 200 / LX570". */
export function findGuests(words: RowWords, chosen: readonly Mention[]): Mention[] {
  const { index, text, tokens } = words;
  if (!chosen.some(({ cell }) => cell === CELL.model)) return [];
  if (!/[/\\,+;&|(]|\sи\s/.test(foldedCell(text, CELL.model))) return [];
  const taken = new Set(chosen.map(({ segment }) => segment));
  return findMentions({ index, text, tokens, brands: null, fuzzy: false })
    .filter(({ cell, segment, strength }) => cell === CELL.model && !taken.has(segment) && strength === 'name')
    .filter((mention) => isTelling(mention) && isWord(mention) && !fitsAny(index, mention, chosen))
    .map((mention) => ({ ...mention, found: narrowMakers(index, text.folded, mention, []) }))
    .filter(({ found }) => new Set(found.map(({ entry }) => modelKey(entry.brand, entry.model))).size === 1);
}

/** A name, or an index like LX570; `C6` may be anything. */
function isWord({ tokens }: Mention): boolean {
  const letters = tokens.filter(({ kind }) => kind === 'word').reduce((sum, { text }) => sum + text.length, 0);
  const digits = tokens.filter(({ kind }) => kind === 'number').reduce((sum, { text }) => sum + text.length, 0);
  return letters >= 3 || (letters === 2 && digits >= 3);
}

/** A name of another maker in the model cell that this one's models don't look like. */
export function findForeign(
  { index, text, tokens }: RowWords,
  tiers: readonly string[],
  brands: ReadonlySet<string> | null = null,
  makers: readonly Span[] = [],
): Mention | undefined {
  const foreign = findMentions({ index, text, tokens, brands: null, fuzzy: false }).filter(
    (mention) =>
      mention.cell === CELL.model &&
      mention.strength === 'name' &&
      tiers.includes(mention.tier) &&
      isForeign(index, mention, brands) &&
      !makers.some(({ start, end }) => mention.start >= start && mention.end <= end),
  );
  return chooseMentions(index, foreign)[0];
}

/** Four letters make a name; a shorter one only with a number, and where the maker has no family of these letters (EQ5 beside EQA). */
function isForeign(index: CatalogIndex, { tokens, tier }: Mention, brands: ReadonlySet<string> | null): boolean {
  const letters = tokens
    .filter(({ kind }) => kind === 'word')
    .map(({ text }) => text)
    .join('');
  if (letters.length >= 4) return true;
  if (letters.length < 2 || tier === 'folded') return false;
  if (letters.length === 2 && !tokens.some(({ kind }) => kind === 'number')) return false;
  const start = nameKey(letters);
  for (const brand of brands ?? []) {
    if (index.modelsOf.get(brand)?.some(({ model }) => nameKey(model).startsWith(start))) return false;
  }
  return true;
}

export function contradict(words: RowWords, mention: Mention, brand: string): Question {
  const maker = brand || 'the makers printed';
  const reason = `maker and model contradict: '${quote(words, mention)}' is no model of ${maker}`;
  return createQuestion('', reason, mention.found, [mention]);
}
