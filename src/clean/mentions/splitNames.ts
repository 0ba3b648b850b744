/** Names of several words that a generation parts ("Гольф 6 плюс", "Альмера N15 тино") or that are turned round ("Старекс Гранд"). */
import { type Found, findNamed } from '../lookup/lookup.ts';
import { parseRoman } from '../text/roman.ts';
import { isFree, type Span } from '../text/text.ts';
import { joinable, type Token } from '../text/tokens.ts';
import type { Search } from './runs.ts';

export interface SplitName {
  /** The words of the name, without what stands between them. */
  readonly tokens: readonly Token[];
  /** Its parts in printed order, each without a gap. */
  readonly pieces: readonly Span[];
  readonly found: readonly Found[];
}

/** Shorter words are trims, but for the last of "Пассат Б6 СС". */
const MIN_WORD = 3;
const MIN_LAST = 2;
/** "Grand Vitara": both words of a name that is turned round are long. */
const MIN_TURNED = 4;
const MAX_WORDS = 4;
/** "1.6i", "N15", "2": what may stand between two words of a name. */
const MAX_GAP = 3;

const GENERATION_WORD = /^(?:поколен|кузов|пок$|куз$|gen|mk$|мк$)/u;

export function findSplitNames(search: Search): SplitName[] {
  return search.tokens.flatMap((first, at) => (isWord(search, first) ? readFrom(search, at) : []));
}

/** Every name that begins with the word at this place. */
function readFrom(search: Search, at: number): SplitName[] {
  const names: SplitName[] = [];
  const words: Token[] = [];
  const gaps: Token[] = [];
  let gap = 0;
  for (let next = at; next < search.tokens.length && words.length < MAX_WORDS; next += 1) {
    const token = search.tokens[next];
    const before = search.tokens[next - 1];
    if (!token || (next > at && before && !follows(search, before, token))) break;
    if (next > at && isGap(search, token, search.tokens[next + 1])) {
      gap += 1;
      gaps.push(token);
      if (gap > MAX_GAP) break;
      continue;
    }
    if (!isFree(search.text, token) || token.kind !== 'word' || token.text.length < MIN_LAST) break;
    gap = 0;
    words.push(token);
    const name = words.length > 1 ? readName(search, words, gaps) : null;
    if (name) names.push(name);
    if (token.text.length < MIN_WORD) break;
  }
  return names;
}

/** In one cell without a sign between them ("Pajero Sport (Montero Sport)" are two), or over its border. */
const follows = ({ text }: Search, before: Token, token: Token): boolean =>
  joinable(text, before, token) && (before.cell !== token.cell || before.segment === token.segment);

const isWord = ({ text }: Search, token: Token): boolean =>
  token.kind === 'word' && token.text.length >= MIN_WORD && isFree(text, token);

/** A number, a numeral, or the letters of a code before or behind a number; understood or not. */
function isGap({ text }: Search, token: Token, after: Token | undefined): boolean {
  if (token.kind === 'number') return true;
  if (!isFree(text, token)) return GENERATION_WORD.test(token.text);
  if (token.glued && token.text.length <= MIN_LAST) return /\d$/.test(text.folded.slice(0, token.start));
  if (after?.kind === 'number' && after.glued) return token.text.length <= MIN_WORD;
  return parseRoman(token.text) > 0;
}

function readName(search: Search, words: readonly Token[], gaps: readonly Token[]): SplitName | null {
  const { index, brands, makers } = search;
  const [first] = words;
  if (!first) return null;
  const print = (run: readonly Token[]): string => run.map((token) => token.text).join(' ');
  const find = (printed: string): Found[] =>
    findNamed(index, printed, brands).filter(({ entry }) => entry.via !== 'code');
  const gapped = gaps.length > 0;
  if (gapped && isNumbered(search, words, gaps, find)) return null;
  const plain = find(print(words));
  if (!gapped && plain.length > 0) return null;
  // What the first word names anyway needs no second one.
  const alone = new Set(find(first.text).map(({ entry }) => entry.model));
  const isMaker = words.some((word) => makers?.some(({ start, end }) => word.start < end && start < word.end));
  const turned = plain.length > 0 || isMaker ? [] : findTurned(words, find);
  const found = [...plain.filter(({ entry }) => !alone.has(entry.model)), ...turned];
  const longer = found.filter(({ entry }) => /[ +]/.test(entry.model));
  if (longer.length === 0) return null;
  return { tokens: [...words], pieces: cut(words, gaps), found: longer };
}

/** "Старекс Гранд", "Верса Королла": only as the catalogue spells it. */
function findTurned(words: readonly Token[], find: (printed: string) => Found[]): Found[] {
  const [first, second, third] = words;
  if (!first || !second || third || first.text.length < MIN_TURNED || second.text.length < MIN_TURNED) return [];
  return find(`${second.text} ${first.text}`).filter(({ tier }) => tier === 'exact' || tier === 'alias');
}

/** "Марк 2 …", "Тигго 4 …": the number is part of another name, no generation between the words of this one. */
function isNumbered(
  { text }: Search,
  words: readonly Token[],
  gaps: readonly Token[],
  find: (printed: string) => Found[],
): boolean {
  const [first] = words;
  return gaps.some((number) => {
    const before = words.filter(({ end }) => end <= number.start);
    const last = before[before.length - 1];
    if (!first || !last) return false;
    const family = new Set(find(text.folded.slice(first.start, last.end)).map(({ entry }) => entry.model));
    return find(text.folded.slice(first.start, number.end)).some(({ entry }) => !family.has(entry.model));
  });
}

/** The words in runs, from gap to gap. */
function cut(words: readonly Token[], gaps: readonly Token[]): Span[] {
  const pieces: { start: number; end: number }[] = [];
  for (const { start, end } of words) {
    const open = pieces[pieces.length - 1];
    if (open && !gaps.some((gap) => gap.start >= open.end && gap.end <= start)) open.end = end;
    else pieces.push({ start, end });
  }
  return pieces;
}
