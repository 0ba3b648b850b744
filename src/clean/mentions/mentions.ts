/** Where the names of models stand in a row: the longest spellings first, none overlapping. */
import { isBodyWord } from '../attributes/bodies.ts';
import { modelKey } from '../catalog/catalogIndex.ts';
import { readIndexed } from '../lookup/indexed.ts';
import { type Found, findFuzzy, findNamed, type Tier } from '../lookup/lookup.ts';
import { nameKey } from '../text/fold.ts';
import { isGeneralWord, isNoiseWord } from '../text/noise.ts';
import { CELL, isFree, type Span } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import { endsClean, isNameAndNumber, isPreposition, runOf, type Search, startsClean } from './runs.ts';
import { readShared } from './sharedNames.ts';
import { findSplitNames, type SplitName } from './splitNames.ts';

/** What speaks for a mention, strongest first: a word, a chassis code, a bare number or letter, a spelling of several models. */
export type Strength = 'name' | 'code' | 'number' | 'shared';

export interface Mention extends Span {
  readonly tokens: readonly Token[];
  readonly found: readonly Found[];
  readonly tier: Tier;
  /** As in {@link Found}. */
  readonly far: number;
  readonly strength: Strength;
  readonly segment: number;
  readonly cell: number;
  /** Why the spelling can't decide, if it is shared. */
  readonly reason: string;
  /** The parts of a name that a generation cuts in two. */
  readonly pieces?: readonly Span[];
}

/** The longest name has this many words ("Land Cruiser Prado 150 TX-L" is name and trim). */
const MAX_TOKENS = 7;
const STRENGTHS: readonly Strength[] = ['name', 'code', 'number', 'shared'];

export function findMentions(search: Search): Mention[] {
  const all: Mention[] = [];
  for (let first = 0; first < search.tokens.length; first += 1) {
    for (let count = 1; count <= MAX_TOKENS; count += 1) {
      const run = runOf(search, first, count);
      if (!run) break;
      const mention = readMention(search, run, first + count);
      if (mention) all.push(mention);
    }
  }
  for (const name of findSplitNames(search)) all.push(createSplitMention(search, name));
  const chosen = chooseLongest(all, search.makers ?? []).flatMap(takePieces);
  return search.fuzzy ? [...chosen, ...findFuzzyMentions(search, chosen)].sort((a, b) => a.start - b.start) : chosen;
}

function createSplitMention({ brands }: Search, { tokens, pieces, found }: SplitName): Mention {
  const [first] = tokens;
  const last = tokens[tokens.length - 1];
  const [best] = found;
  if (!first || !last || !best) throw new Error('a split name has words');
  const { segment, cell } = first;
  const strength = strengthOf(found, tokens.map(({ text }) => text).join(' '), brands);
  return {
    tokens,
    found,
    tier: best.tier,
    far: 0,
    strength,
    segment,
    cell,
    reason: '',
    start: first.start,
    end: last.end,
    pieces,
  };
}

/** Each part stands for the whole name; what lies between them is free again. */
function takePieces(mention: Mention): Mention[] {
  const { pieces, ...whole } = mention;
  if (!pieces) return [mention];
  return pieces.map(({ start, end }) => ({
    ...whole,
    tokens: mention.tokens.filter((token) => token.start >= start && token.end <= end),
    start,
    end,
  }));
}

function readMention(search: Search, run: Token[], next: number): Mention | null {
  const { text, tokens, index, brands } = search;
  const first = run[0];
  const last = run[run.length - 1];
  if (!first || !last) return null;
  if (!startsClean(search, first) || (brands === null && isPreposition(text, run))) return null;
  const after = tokens[next];
  if (run.length === 1 && isGeneralWord(first.text) && !/^\d{1,2}$/.test(after?.text ?? '')) return null;
  const tail = after?.glued && isFree(text, after) ? after : undefined;
  const plus =
    /^(?:\+(?![\d\p{L}])|\s\+(?=\s*(?:\n|$)))/u.exec(text.folded.slice(last.end, last.end + 4))?.[0].length ?? 0;
  const printed = text.folded.slice(first.start, last.end + plus);
  const found = findNamed(index, printed, brands).filter((one) => isPossible(one, printed));
  const build = (matches: readonly Found[], extra: Partial<Mention> = {}): Mention => ({
    tokens: run,
    found: matches,
    tier: matches[0]?.tier ?? 'alias',
    far: 0,
    strength: strengthOf(matches, printed, brands),
    segment: first.segment,
    cell: first.cell,
    reason: '',
    start: first.start,
    end: last.end + plus,
    ...extra,
  });
  const shared = readShared(search, printed);
  const surer = found.some(({ entry, tier }) => entry.via !== 'code' && (tier !== 'folded' || !shared?.plain));
  if (shared && !tail && !surer && !index.decided.has(decidedKey(found))) {
    return build(shared.found, { strength: 'shared', reason: shared.reason, tier: 'alias' });
  }
  if (found.length > 0 && endsClean(last, tail, found) && !isNameAndNumber(search, run, found)) return build(found);
  const indexed = readIndexed(search, run);
  return indexed ? build(indexed, { strength: 'name', tier: 'code' }) : null;
}

/** Names that run over the border of cells must be names of several words, not a stray pair of codes. */
function isPossible({ entry }: Found, printed: string): boolean {
  if (!printed.includes('\n')) return true;
  const letters = printed.replace(/[^\p{L}]/gu, '').length;
  return entry.via !== 'code' && letters >= 4;
}

function strengthOf(found: readonly Found[], printed: string, brands: ReadonlySet<string> | null): Strength {
  const key = nameKey(printed);
  const models = new Set(found.map(({ entry }) => `${entry.brand}\n${entry.model}`));
  const makers = new Set(found.map(({ entry }) => entry.brand));
  if (found.every(({ entry }) => entry.via === 'code'))
    return brands !== null && models.size > makers.size ? 'shared' : 'code';
  if (/^\d+$/.test(key) || key.length === 1 || isCommon(printed)) return 'number';
  return brands !== null && models.size > makers.size ? 'shared' : 'name';
}

/** The line of codes/ that decides, if the spelling is one. */
const decidedKey = (found: readonly Found[]): string => {
  const [one, other] = found;
  return one && !other && one.entry.via === 'code'
    ? modelKey(one.entry.brand, one.entry.model) + one.entry.generation
    : '';
};

const isCommon = (printed: string): boolean =>
  isNoiseWord(nameKey(printed)) || isNoiseWord(printed) || isBodyWord(printed);

/** A maker's name in the cell before doesn't make a model's longer: "Mazda 6" is no better than "6e". */
function chooseLongest(all: readonly Mention[], makers: readonly Span[]): Mention[] {
  const size = ({ tokens, cell }: Mention): number => {
    const isMaker = ({ start, end }: Span): boolean => makers.some((maker) => start >= maker.start && end <= maker.end);
    const counted = cell === CELL.brand ? tokens.filter((token) => !isMaker(token)) : tokens;
    return counted.reduce((sum, { text }) => sum + text.length, 0);
  };
  const order = [...all].sort(
    (one, other) =>
      size(other) - size(one) ||
      STRENGTHS.indexOf(one.strength) - STRENGTHS.indexOf(other.strength) ||
      one.start - other.start,
  );
  const chosen: Mention[] = [];
  for (const mention of order) {
    if (!chosen.some((other) => mention.start < other.end && other.start < mention.end)) chosen.push(mention);
  }
  return chosen.sort((one, other) => one.start - other.start);
}

/** Typos: single words and pairs of the brand's own spellings, only where nothing surer stands. */
function findFuzzyMentions(search: Search, chosen: readonly Mention[]): Mention[] {
  const [brand] = search.brands ?? [];
  if (brand === undefined || search.brands?.size !== 1) return [];
  const spans = [...chosen, ...(search.makers ?? [])];
  const taken = (token: Token): boolean =>
    isGeneralWord(token.text) || spans.some(({ start, end }) => token.start < end && start < token.end);
  const found: Mention[] = [];
  for (let first = 0; first < search.tokens.length; first += 1) {
    for (const count of [3, 2, 1]) {
      const run = runOf(search, first, count);
      if (!run || run.some((token) => token.kind === 'number' || taken(token) || isCommon(token.text))) continue;
      const head = run[0];
      const tail = run[run.length - 1];
      if (!head || !tail || found.some((other) => head.start < other.end)) continue;
      const near = findFuzzy(search.index, search.text.folded.slice(head.start, tail.end), brand);
      const [best] = near;
      if (!best) continue;
      found.push({
        tokens: run,
        found: near,
        tier: 'fuzzy',
        far: best.far,
        strength: 'name',
        segment: head.segment,
        cell: head.cell,
        reason: '',
        start: head.start,
        end: tail.end,
      });
    }
  }
  return found;
}
