/** How sure a reading is, 0–1, and from where on it is accepted; the measurement is in docs/CLEANING.md. */
import type { Tier } from '../lookup/lookup.ts';
import type { BrandTier } from '../mentions/brands.ts';

const MODEL_BASE: Readonly<Record<Tier, number>> = {
  decision: 1,
  exact: 0.99,
  alias: 0.97,
  code: 0.96,
  folded: 0.94,
  fuzzy: 0.92,
};
/** All sounds behind the first misspelt. */
const FAR_COST = 0.68;
const BRAND_COST: Readonly<Record<BrandTier | 'none', number>> = {
  exact: 0,
  alias: 0,
  folded: 0.02,
  fuzzy: 0.05,
  none: 0.03,
};
/** A word beside the name that nobody explains. */
const DOUBT_COST = 0.09;

/**
 * Accepted from here. Measured on typos and invented models (docs/CLEANING.md, `npm run bench -- clean`): lower, words that are no
 * model slip in; higher, one typo in a word of five sounds is asked.
 */
export const ACCEPT_FROM = 0.75;
/** Proposed from here: lower guesses are wrong more often than right, and would mislead. */
export const PROPOSE_FROM = 0.4;

/** What speaks against a spelling that names a model and is asked all the same. */
export const QUESTION_COST = 0.3;

/** How far a misspelt word may be from a name and still score so much. */
export const farBelow = (score: number): number => (MODEL_BASE.fuzzy - score) / FAR_COST;

/** A maker heard for sure, or a long word one letter off his name, is that maker; another guess costs. */
export const rateBrand = (
  printed: { readonly tier: BrandTier; readonly sure: boolean } | undefined,
): BrandTier | 'none' => (printed?.sure === true ? 'alias' : (printed?.tier ?? 'none'));

export function rateReading(tier: Tier, far: number, brand: BrandTier | 'none', doubts: number): number {
  const rate = MODEL_BASE[tier] - far * FAR_COST - BRAND_COST[brand] - Math.min(3, doubts) * DOUBT_COST;
  return Math.max(0, Math.round(rate * 100) / 100);
}
