/** How sure a reading is, 0–1, and from where on it is accepted; the measurement is in docs/CLEANING.md. */
import type { BrandTier } from './brands.ts';
import type { Tier } from './lookup.ts';

const MODEL_BASE: Readonly<Record<Tier, number>> = {
  decision: 1,
  exact: 0.99,
  alias: 0.97,
  code: 0.96,
  folded: 0.94,
  fuzzy: 0.92,
};
const STEP_COST = 0.08;
const BRAND_COST: Readonly<Record<BrandTier | 'none', number>> = {
  exact: 0,
  alias: 0,
  folded: 0.02,
  fuzzy: 0.05,
  none: 0.03,
};
/** A word beside the name that nobody explains. */
const DOUBT_COST = 0.09;

/** Accepted from here; measured on test/clean/labelled with the curve of `npm run bench -- clean`. */
export const ACCEPT_FROM = 0.7;
/** Below this a guess isn't even proposed as the best one. */
export const PROPOSE_FROM = 0.4;

export function rateReading(tier: Tier, steps: number, brand: BrandTier | 'none', doubts: number): number {
  const rate = MODEL_BASE[tier] - steps * STEP_COST - BRAND_COST[brand] - Math.min(3, doubts) * DOUBT_COST;
  return Math.max(0, Math.round(rate * 100) / 100);
}
