/** Rows that print no maker we know: the model decides, if only one maker sells it. */
import { modelKey } from '../catalog/catalogIndex.ts';
import { isOtherOrigin } from '../catalog/origins.ts';
import { isMeaninglessBrand, measureBrandLikeness } from '../mentions/brands.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { chooseMentions } from '../mentions/strength.ts';
import { isNoiseWord } from '../text/noise.ts';
import { CELL, foldedCell, isFree } from '../text/text.ts';
import { isTelling, makersOf, narrowMakers } from './makers.ts';
import { createQuestion, type Question, quote } from './naming.ts';

/** The mentions, each with one maker and model; or what to ask. */
export function narrowUnbranded(words: RowWords, context: Context): Mention[] | Question {
  const narrowed = narrow(words, context);
  return Array.isArray(narrowed) || !isGluedMaker(words) ? narrowed : { ...narrowed, unknown: true };
}

/** Maker and model typed without a blank have so many letters: "НиссанПримера | Р12". */
const MIN_GLUED = 7;

/** The brand cell is one long word that nobody knows: mending may part it. */
function isGluedMaker({ text, tokens }: RowWords): boolean {
  const [word, another] = tokens.filter(({ cell }) => cell === CELL.brand);
  return word?.kind === 'word' && !another && word.text.length >= MIN_GLUED && isFree(text, word);
}

function narrow(words: RowWords, context: Context): Mention[] | Question {
  const { index, text } = words;
  const chosen = chooseMentions(index, context.mentions.filter(isTelling), words);
  if (chosen.length === 0) return askCode(words, context);
  const narrowed: Mention[] = [];
  for (const mention of chosen) {
    const found = narrowMakers(index, text.folded, mention, context.mentions);
    const [maker, another] = makersOf(found);
    if (another !== undefined) {
      return createQuestion('', `several makers sell '${quote(words, mention)}' and none is printed`, found, [mention]);
    }
    if (new Set(found.map(({ entry }) => modelKey(entry.brand, entry.model))).size > 1) {
      return createQuestion(maker ?? '', `'${quote(words, mention)}' is shared by several models`, found, [mention]);
    }
    if (maker !== undefined && isDoubtful(words, mention, maker)) {
      return createQuestion('', `'${quote(words, mention)}' of ${maker} comes from another country`, found, [mention]);
    }
    narrowed.push({ ...mention, found });
  }
  return isConfirmed(words, narrowed) ? narrowed : askMaker(words, narrowed);
}

/** An index like X5, or a name that gave way to a better known one, in spite of the country in the brand cell. */
function isDoubtful({ index, text }: RowWords, { tokens, found }: Mention, maker: string): boolean {
  if (!tokens.some(({ kind }) => kind === 'number') && makersOf(found).size === 1) return false;
  return isOtherOrigin(index, foldedCell(text, CELL.brand), maker);
}

/** A code that only one maker uses, for several models: W638 is a Mercedes, whichever. */
function askCode(_words: RowWords, context: Context): Question {
  const shared = context.mentions.find(({ strength }) => strength === 'shared');
  const [maker, another] = shared ? makersOf(shared.found) : [];
  if (!shared || maker === undefined || another !== undefined) {
    return createQuestion('', 'no maker and no model is recognised');
  }
  return createQuestion(maker, shared.reason, shared.found, [shared]);
}

/** An unknown word is taken for a misspelt maker if seven tenths of it agree with the only maker of the model. */
const LIKE_A_BRAND = 0.7;

function isConfirmed({ index, text, tokens }: RowWords, mentions: readonly Mention[]): boolean {
  if (mentions.some(({ cell }) => cell === CELL.brand) || isMeaninglessBrand(text)) return true;
  // "Коврик в багажник" is no maker.
  if (tokens.every((token) => token.cell !== CELL.brand || !isFree(text, token) || isNoiseWord(token.text)))
    return true;
  const maker = mentions[0]?.found[0]?.entry.brand ?? '';
  return measureBrandLikeness(index, foldedCell(text, CELL.brand).trim(), maker) >= LIKE_A_BRAND;
}

function askMaker({ text }: RowWords, mentions: readonly Mention[]): Question {
  const found = mentions.flatMap((mention) => mention.found);
  const reason = `the maker '${foldedCell(text, CELL.brand).trim()}' is unknown`;
  return { ...createQuestion('', reason, found, mentions), unknown: true };
}
