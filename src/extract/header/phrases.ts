import type { Word } from '../page/words.ts';
import { beginsTitle, findRoleOfKey, findRoleOfShort, type Role, TITLE_WORDS_LIMIT } from '../text/roles.ts';
import { keyOf } from '../text/text.ts';
import type { Aliases } from './headerBand.ts';

/** Words of one title stand no further apart than this, in em. */
const TITLE_GAP_EM = 0.9;
/** Words of a sentence stand no further apart than this, in em. */
export const WORD_GAP_EM = 0.45;

/** The rules of a customs union that goods are certified by: both words are titles elsewhere. */
const RULES = 'ТР';
const UNION = /^(?:ТС|ЕАЭС)(?!\p{L})/u;

/** Words of a line that are one title, or one word that is none. */
export interface Phrase {
  readonly words: readonly Word[];
  readonly role: Role | undefined;
}

/** Reads a line as titles: the longest known phrase first. */
export function readPhrases(words: readonly Word[], aliases?: Aliases): Phrase[] {
  const phrases: Phrase[] = [];
  for (let i = 0; i < words.length; ) {
    if (words[i]!.text === RULES && UNION.test(words[i + 1]?.text ?? '')) {
      phrases.push({ words: words.slice(i, i + 2), role: undefined });
      i += 2;
      continue;
    }
    const found = longestTitle(words, i, aliases) ?? { words: [words[i]!], role: undefined };
    i += found.words.length;
    const last = phrases.at(-1);
    if (last && saysAgain(last, found))
      phrases[phrases.length - 1] = { ...last, words: [...last.words, ...found.words] };
    else phrases.push(found);
  }
  return phrases;
}

/** Whether a title goes on the one before it in the same sense, as near as words of a sentence: `Г. выпуска`. */
function saysAgain(before: Phrase, { words, role }: Phrase): boolean {
  if (role === undefined || role === 'extra' || role === 'vehicle' || role !== before.role) return false;
  return words[0]!.box.x0 - before.words.at(-1)!.box.x1 <= WORD_GAP_EM * words[0]!.size;
}

/** The longest title that begins with a word of a line. */
function longestTitle(words: readonly Word[], from: number, aliases?: Aliases): Phrase | undefined {
  let found: Phrase | undefined;
  let key = '';
  for (let to = from; to < Math.min(from + TITLE_WORDS_LIMIT, words.length); to++) {
    const word = words[to]!;
    if (to > from && !isTogether(words[to - 1]!, word)) break;
    key += keyOf(word.text);
    if (!beginsTitle(key, aliases)) break;
    const role = findRoleOfKey(key, aliases) ?? (to === from ? findRoleOfShort(word.text) : undefined);
    if (!role) continue;
    const phrase = { words: words.slice(from, to + 1), role };
    if (role !== 'vehicle' || to === from || isJoint(textOfPhrase(phrase))) found = phrase;
  }
  return found;
}

/** Two titles side by side aren't one title of two words: `Марка Модель` is, only if something joins it. */
const isJoint = (text: string): boolean => /[/,+&()-]| и | and | жана |автомоб|средство|авто$|аты$/iu.test(text);

/** Whether two words stand as near as those of one title. */
export const isTogether = (before: Word, word: Word): boolean =>
  word.box.x0 - before.box.x1 <= TITLE_GAP_EM * word.size;

export const textOfPhrase = (phrase: Phrase): string => phrase.words.map((w) => w.text).join(' ');
