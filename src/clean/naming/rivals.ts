/** Names of other makers in the model cell: a contradiction, or a second vehicle that is listed there. */
import { type CatalogIndex, modelKey } from '../catalog/catalogIndex.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import { findMentions, type Mention } from '../mentions/mentions.ts';
import { chooseMentions, fitsAny } from '../mentions/strength.ts';
import { nameKey } from '../text/fold.ts';
import { isNoiseWord } from '../text/noise.ts';
import { CELL, foldedCell, type Span } from '../text/text.ts';
import { isFactoryNumber, isTelling, makersOf, narrowMakers } from './makers.ts';
import { createQuestion, type Question, quote } from './naming.ts';

/** A typo or a code of the maker gives way to a name that another maker's model really has: "Audi | Пассат Б5". */
export function findRival(words: RowWords, { printed }: Context, chosen: readonly Mention[]): Mention | undefined {
  if (chosen.every(({ tier }) => tier === 'fuzzy')) return findForeign(words, ['exact']);
  if (!chosen.every(({ strength }) => strength === 'code' || strength === 'number')) return undefined;
  const rival = findForeign(words, ['exact', 'alias'], null, printed);
  if (!rival) return undefined;
  // "Honda | СХ-7" is spelled as the Mazda is; only read by sound it is a Honda's code.
  const heard = rival.tier === 'exact' && chosen.every(({ tier }) => tier === 'folded');
  return heard || !chosen.some(({ start, end }) => start < rival.end && rival.start < end) ? rival : undefined;
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
  words: RowWords,
  tiers: readonly string[],
  brands: ReadonlySet<string> | null = null,
  makers: readonly Span[] = [],
): Mention | undefined {
  const { index, text, tokens } = words;
  const foreign = findMentions({ index, text, tokens, brands: null, fuzzy: false }).filter(
    (mention) =>
      mention.cell === CELL.model &&
      mention.strength === 'name' &&
      tiers.includes(mention.tier) &&
      isForeign(words, mention, brands) &&
      !makers.some(({ start, end }) => mention.start >= start && mention.end <= end),
  );
  return chooseMentions(index, foreign)[0];
}

/** Five letters make a name, shorter ones only if nothing else stands in the cell: "кара түстө" is no Honda Capa. */
function isForeign(words: RowWords, mention: Mention, brands: ReadonlySet<string> | null): boolean {
  const letters = lettersOf(mention);
  if (letters.length >= 5) return true;
  if (letters.length < 2 || (letters.length < 4 && mention.tier === 'folded')) return false;
  const numbered = mention.tokens.some(({ kind }) => kind === 'number');
  if (letters.length === 2 && !numbered) return false;
  if (!numbered && !fillsCell(words, mention)) return false;
  return letters.length === 4 || ![...(brands ?? [])].some((brand) => hasFamily(words.index, brand, letters));
}

const lettersOf = ({ tokens }: Mention): string =>
  tokens
    .filter(({ kind }) => kind === 'word')
    .map(({ text }) => text)
    .join('');

/** No other words stand in the mention's cell but those that name nothing; beside an index no numbers either. */
const fillsCell = ({ tokens }: RowWords, mention: Mention, kinds: readonly string[] = ['word']): boolean =>
  tokens.every(
    (token) =>
      token.cell !== mention.cell ||
      (token.start >= mention.start && token.end <= mention.end) ||
      !kinds.includes(token.kind) ||
      isNoiseWord(token.text),
  );

/** Spellings of the maker that are these letters and a number. */
function numbersBehind(index: CatalogIndex, brand: string, letters: string): string[] {
  const pattern = new RegExp(`^${nameKey(letters)}(\\d+)(?!\\d)`);
  return (index.modelsOf.get(brand) ?? []).flatMap(({ model, nameRu, aliases }) =>
    [model, nameRu, ...aliases].flatMap((name) => pattern.exec(nameKey(name))?.[1] ?? []),
  );
}

/** "VW | T9": his generations are numbered so. */
function generationsBehind(index: CatalogIndex, brand: string, letters: string): string[] {
  const pattern = new RegExp(`^${nameKey(letters)}(\\d+)$`);
  return (index.modelsOf.get(brand) ?? []).flatMap(({ generations }) =>
    generations.flatMap(({ generation }) => pattern.exec(nameKey(generation))?.[1] ?? []),
  );
}

/** Does a model of the maker begin with these letters, or any spelling of his number them? (EQ5 beside EQA, EC9 beside EC7) */
function hasFamily(index: CatalogIndex, brand: string, letters: string): boolean {
  const start = nameKey(letters);
  const numbered = new RegExp(`^${start}\\d$`);
  return (index.modelsOf.get(brand) ?? []).some(
    ({ model, aliases }) => nameKey(model).startsWith(start) || aliases.some((name) => numbered.test(nameKey(name))),
  );
}

/** Makers whose chassis codes everybody knows. */
const KNOWN_CODES: ReadonlySet<string> = new Set(['Mercedes-Benz', 'BMW']);
/** So many models of one letter make a line of models: X1 … X7, A1 … A8. */
const MIN_LINE = 3;

/** The model cell is nothing but an index, a factory number or a chassis code that another maker is known for: "Audi | W211", "Ford | X6". */
export function findForeignIndex(words: RowWords, brand: string): Mention | undefined {
  const { index, text, tokens } = words;
  return findMentions({ index, text, tokens, brands: null, fuzzy: false })
    .filter((mention) => mention.cell === CELL.model && mention.strength !== 'shared' && mention.tier !== 'folded')
    .filter((mention) => mention.tokens.some(({ kind }) => kind === 'number'))
    .filter((mention) => fillsCell(words, mention, ['word', 'number']))
    .map((mention) => ({ ...mention, found: narrowMakers(index, text.folded, mention, []) }))
    .find((mention) => isKnownElsewhere(index, mention, brand));
}

function isKnownElsewhere(index: CatalogIndex, mention: Mention, brand: string): boolean {
  const { tokens, found, strength, tier } = mention;
  const letters = lettersOf(mention);
  const digits = tokens.filter(({ kind }) => kind === 'number').reduce((sum, { text }) => sum + text.length, 0);
  const [maker, another] = makersOf(found);
  if (maker === undefined || letters.length > 3) return false;
  // "V6", "V8" is an engine, whoever names a model so.
  if (/^v(?:6|8|10|12)$/.test(nameKey(tokens.map(({ text }) => text).join('')))) return false;
  if (letters === '' && isFactoryNumber(mention)) return true;
  // The maker numbers his own models alike: this may be one that nobody knows.
  if (letters.length >= 2 && hasFamily(index, brand, letters)) return false;
  const own = [
    ...numbersBehind(index, brand, letters),
    ...(strength === 'name' ? generationsBehind(index, brand, letters) : []),
  ];
  if (own.some((number) => Math.abs(number.length - digits) <= 1)) return false;
  if (letters === '') return digits >= 3 && tier === 'exact' && !/^(?:19|20)\d\d$/.test(tokens[0]?.text ?? '');
  if (another !== undefined || isSameCountry(index, brand, maker)) return false;
  if (strength === 'code') return KNOWN_CODES.has(maker);
  return tier === 'exact' && new Set(numbersBehind(index, maker, letters)).size >= MIN_LINE;
}

/** Makers of China number their models alike: a JAC X9 is rather unknown than an Xpeng. */
function isSameCountry({ catalog }: CatalogIndex, one: string, other: string): boolean {
  const country = (brand: string): string | undefined => catalog.brands.find((line) => line.brand === brand)?.country;
  return country(one) === 'CN' && country(other) === 'CN';
}

export function contradict(words: RowWords, mention: Mention, brand: string): Question {
  const maker = brand || 'the makers printed';
  const reason = `maker and model contradict: '${quote(words, mention)}' is no model of ${maker}`;
  return createQuestion('', reason, mention.found, [mention]);
}
