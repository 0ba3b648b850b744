/** Raw rows → cleaned rows, questions and rejects. Pure: catalogue and decisions come in as values. */
import type { CleanRow, RawRow, Reject, ReviewRow } from '../rows.ts';
import { type Alias, type Decisions, decisionKey, decisionText, indexDecisions } from './aliases.ts';
import type { Catalog } from './catalog.ts';
import { type CatalogIndex, createIndex } from './index.ts';
import { type Outcome, type OutcomeOptions, readDecided } from './outcome.ts';
import { createReviewQueue } from './queue.ts';
import { toCleanRows, toReject, toReviewRow } from './render.ts';
import { readRow } from './repairs.ts';

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
  const queue = createReviewQueue();
  const cleaned: CleanRow[] = [];
  const rejects: Reject[] = [];
  for (const row of rows) {
    const outcome = read(row);
    if (outcome.decision === 'accept') cleaned.push(...toCleanRows(row, outcome));
    else if (outcome.decision === 'reject') rejects.push(toReject(row, outcome));
    else queue.add(row, outcome);
  }
  return {
    cleaned,
    review: [
      ...queue.sorted((row, outcome, { source, page, row: at }) =>
        toReviewRow({ ...row, source, page, row: at }, outcome),
      ),
    ],
    rejects,
  };
}

export type Cleaner = (row: RawRow) => Outcome;

/** Distinct spellings kept in memory; a list of a million rows has about 20,000. */
const MAX_REMEMBERED = 100_000;
/** A longer row is broken text; it is read, but not kept. */
const MAX_KEY_CHARS = 400;

/** Reads rows one by one; every distinct spelling is matched once. */
export function createCleaner(index: CatalogIndex, decisions: Decisions, options: OutcomeOptions): Cleaner {
  const known = new Map<string, Outcome>();
  return (row) => {
    const key = `${row.brand}\n${row.model}\n${row.year}\n${row.description}`;
    const before = known.get(key);
    if (before) return before;
    const outcome = decide(index, decisions, row, options);
    if (key.length <= MAX_KEY_CHARS) {
      // The oldest spelling goes first; it comes back at the price of one reading.
      if (known.size >= MAX_REMEMBERED) known.delete(known.keys().next().value ?? '');
      known.set(key, outcome);
    }
    return outcome;
  };
}

/** A decision answers a question; what needs none is never overruled by it. */
function decide(index: CatalogIndex, decisions: Decisions, row: RawRow, options: OutcomeOptions): Outcome {
  const outcome = readRow(index, row, options);
  if (outcome.decision !== 'review') return outcome;
  const alias = decisions.get(decisionKey(decisionText(row)));
  return alias ? readDecided(index, row, alias, options) : outcome;
}
