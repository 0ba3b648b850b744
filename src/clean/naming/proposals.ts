/** What an analyst may choose from: up to five models, best first, each with what its reading would score. */
import { findProposals } from '../lookup/fuzzy.ts';
import type { Tier } from '../lookup/lookup.ts';
import type { BrandTier } from '../mentions/brands.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import { isNoiseWord } from '../text/noise.ts';
import { soundKey } from '../text/phonetic.ts';
import { CELL } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import { ACCEPT_FROM, farBelow, PROPOSE_FROM, QUESTION_COST, rateBrand, rateReading } from './confidence.ts';

const MAX_PROPOSALS = 5;
/** Words of a cell that are tried, and how many of them together. */
const MAX_WORDS = 6;
const MAX_TOGETHER = 3;
/** A longer word is broken text. */
const MAX_LETTERS = 32;

/** What speaks against a guess where the cell spells another model: "Toyota | Грандис" is rather a Mitsubishi than a Granace. */
const SPELLED_COST = 0.1;
/** No question scores as high as an accepted row. */
const BEST_PROPOSAL = ACCEPT_FROM - 0.01;

/** A model that the reading had in mind, and how it was spelled. */
export interface Proposal {
  readonly brand: string;
  readonly model: string;
  readonly tier: Tier;
  readonly far: number;
}

/** What is read before a question is asked. */
export interface ReadWords extends RowWords {
  readonly context: Context;
  readonly options: { readonly proposeFrom?: number };
}

/** `Toyota Camry 0.69|Toyota Carina 0.45`; empty where nothing scores {@link PROPOSE_FROM}. */
export function renderProposals(words: ReadWords, brand: string, named: readonly Proposal[], doubts: number): string {
  const { printed } = words.context;
  const from = words.options.proposeFrom ?? PROPOSE_FROM;
  const tierOf = (maker: string): BrandTier | 'none' => rateBrand(printed.find((one) => one.brand === maker));
  const scores = new Map<string, number>();
  const propose = (maker: string, model: string, score: number): void => {
    const name = `${maker} ${model}`;
    const capped = Math.min(score, BEST_PROPOSAL);
    if (capped >= from && capped > (scores.get(name) ?? 0)) scores.set(name, capped);
  };
  for (const { brand: maker, model, tier, far } of named) {
    const rate = rateReading(tier, far, tierOf(maker), doubts);
    propose(maker, model, tier === 'fuzzy' ? rate : rate - QUESTION_COST);
  }
  const against = named.some(({ tier }) => tier !== 'fuzzy') ? SPELLED_COST : 0;
  // A maker that is only a far guess is as good as the model that it sells.
  const makers = brand === '' ? [...new Set(printed.map((one) => one.brand))] : [brand];
  for (const maker of makers.slice(0, MAX_PROPOSALS)) {
    for (const sound of soundsOf(words)) {
      for (const { entry, far } of findProposals(words.index, maker, sound, farBelow(from))) {
        if (named.some((one) => one.brand === maker && one.model === entry.model)) continue;
        const rate = rateReading('fuzzy', far, tierOf(maker), doubts);
        propose(maker, entry.model, Math.min(rate, BEST_PROPOSAL) - against);
      }
    }
  }
  return [...scores]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, MAX_PROPOSALS)
    .map(([name, score]) => `${name} ${score.toFixed(2)}`)
    .join('|');
}

/** The words of the model cell (of the brand cell, if that is empty), alone and together with their neighbours. */
function soundsOf({ text, tokens, context }: ReadWords): Set<string> {
  const cell = tokens.some((token) => token.cell === CELL.model) ? CELL.model : CELL.brand;
  const words = tokens
    .filter((token) => token.cell === cell && isName(token))
    .filter(
      ({ start, end }) =>
        !context.printed.some((maker) => maker.cell === CELL.brand && maker.start <= start && end <= maker.end),
    )
    .slice(0, MAX_WORDS);
  const sounds = new Set<string>();
  for (const [at, first] of words.entries()) {
    for (const last of words.slice(at, at + MAX_TOGETHER))
      sounds.add(soundKey(text.folded.slice(first.start, last.end)));
  }
  return sounds;
}

const isName = ({ kind, text }: Token): boolean =>
  kind === 'word' && text.length > 1 && text.length <= MAX_LETTERS && !isNoiseWord(text);
