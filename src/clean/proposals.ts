/** What an analyst may choose from: up to five models, best first, with scores. */
import type { RowWords } from './context.ts';
import { findProposals } from './fuzzy.ts';
import { soundKey } from './phonetic.ts';
import { CELL, foldedCell } from './text.ts';

const MAX_PROPOSALS = 5;
/** Models that the reading itself had in mind stand first. */
const NAMED_SCORE = 0.9;

export function renderProposals(
  { index, text }: RowWords,
  brand: string,
  named: readonly { brand: string; model: string }[],
): string {
  const scores = new Map<string, number>();
  for (const proposal of named) scores.set(`${proposal.brand} ${proposal.model}`, NAMED_SCORE);
  if (brand !== '' && scores.size < MAX_PROPOSALS) {
    const sound = soundKey(foldedCell(text, CELL.model).slice(0, 48)).slice(0, 24);
    for (const { entry, steps } of findProposals(index, brand, sound, MAX_PROPOSALS)) {
      const name = `${entry.brand} ${entry.model}`;
      if (!scores.has(name)) scores.set(name, Math.max(0.1, NAMED_SCORE - steps / Math.max(4, sound.length)));
    }
  }
  return [...scores]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, MAX_PROPOSALS)
    .map(([name, score]) => `${name} ${score.toFixed(2)}`)
    .join('|');
}
