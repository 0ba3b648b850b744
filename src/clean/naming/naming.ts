/** What a row's vehicle may be called: named, or in question. */
import type { Found } from '../lookup/lookup.ts';
import type { RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import type { Proposal } from './proposals.ts';

export interface NamedVehicle {
  readonly brand: string;
  readonly model: string;
  readonly mentions: readonly Mention[];
  readonly found: Found;
}

export interface Question {
  readonly kind: 'question';
  /** The maker, where it is certain. */
  readonly brand: string;
  readonly reason: string;
  readonly proposals: readonly Proposal[];
  /** What the question is about. */
  readonly subject: readonly Mention[];
  /** Nothing was recognised that may be meant: mending the text may help. */
  readonly unknown: boolean;
}

export type Naming = { readonly kind: 'named'; readonly vehicles: readonly NamedVehicle[] } | Question;

export function createQuestion(
  brand: string,
  reason: string,
  found: readonly Found[] = [],
  subject: readonly Mention[] = [],
): Question {
  return {
    kind: 'question',
    brand,
    reason,
    proposals: found.map(({ entry: { brand, model }, tier, far }) => ({ brand, model, tier, far })),
    subject,
    unknown: found.length === 0,
  };
}

/** The mention as it is printed. */
export const quote = ({ text }: RowWords, { start, end }: Mention): string => text.printed.slice(start, end).trim();
