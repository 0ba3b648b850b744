/** Raw rows → cleaned rows, questions and rejects. Pure: catalogue and decisions come in as values. */
import type { CleanRow, RawRow, Reject, ReviewRow } from '../rows.ts';
import type { Catalog } from './catalog/catalog.ts';
import { type CatalogIndex, createIndex } from './catalog/catalogIndex.ts';
import { type Alias, type Decisions, decisionKey, decisionText, indexDecisions } from './decisions/aliases.ts';
import { createReviewQueue } from './list/queue.ts';
import { rememberSpellings } from './list/spellings.ts';
import { type Outcome, type OutcomeOptions, readDecided } from './outcome/outcome.ts';
import { toCleanRows, toReject, toReviewRow } from './outcome/render.ts';
import { readRow } from './outcome/repairs.ts';

export interface Cleaned {
  readonly cleaned: CleanRow[];
  readonly review: ReviewRow[];
  readonly rejects: Reject[];
}

/**
 * Cleans a whole list: `cleanRows(rows, catalog, aliases, { latestYear: 2027 })`.
 * The same rows give the same result whatever the order of the catalogue's lines.
 */
export function cleanRows(
  rows: readonly RawRow[],
  catalog: Catalog,
  aliases: readonly Alias[],
  options: OutcomeOptions,
): Cleaned {
  const read = createCleaner(createIndex(catalog), indexDecisions(aliases), options);
  const queue = createReviewQueue<{ row: RawRow; outcome: Outcome }>();
  const settle = rememberSpellings((row) => {
    const outcome = read(row);
    return {
      outcome,
      asked: outcome.decision === 'review' ? queue.ask(decisionKey(decisionText(row)), { row, outcome }) : 0,
    };
  });
  const cleaned: CleanRow[] = [];
  const rejects: Reject[] = [];
  for (const row of rows) {
    const { outcome, asked } = settle(row);
    if (outcome.decision === 'accept') cleaned.push(...toCleanRows(row, outcome));
    else if (outcome.decision === 'reject') rejects.push(toReject(row, outcome));
    else queue.add(asked, row);
  }
  const review = [...queue.sorted()].map(([{ row, outcome }, place]) => toReviewRow({ ...row, ...place }, outcome));
  return { cleaned, review, rejects };
}

export type Cleaner = (row: RawRow) => Outcome;

/** Reads rows one by one; what repeats is for `rememberSpellings` to know. */
export function createCleaner(index: CatalogIndex, decisions: Decisions, options: OutcomeOptions): Cleaner {
  return (row) => decide(index, decisions, row, options);
}

/** A decision answers a question; what needs none is never overruled by it. */
function decide(index: CatalogIndex, decisions: Decisions, row: RawRow, options: OutcomeOptions): Outcome {
  const outcome = readRow(index, row, options);
  if (outcome.decision !== 'review') return outcome;
  const alias = decisions.get(decisionKey(decisionText(row)));
  return alias ? readDecided(index, row, alias, options) : outcome;
}
