/** The questions of a list, those first that settle most rows. */
import type { RawRow, ReviewRow } from '../rows.ts';
import { decisionKey, decisionText } from './aliases.ts';
import type { Outcome } from './outcome.ts';
import { toReviewRow } from './render.ts';

interface Spelling {
  readonly row: RawRow;
  readonly outcome: Outcome;
}

interface Waiting {
  readonly spelling: Spelling;
  readonly source: string;
  readonly page: number;
  readonly row: number;
}

export interface ReviewQueue {
  add(row: RawRow, outcome: Outcome): void;
  readonly size: number;
  /** Most settling first, then as printed. */
  sorted(): Iterable<ReviewRow>;
}

/** Holds a few numbers for a row and each distinct spelling once: a million questions fit in memory. */
export function createReviewQueue(): ReviewQueue {
  const groups = new Map<string, Waiting[]>();
  const spellings = new Map<Outcome, Spelling>();
  let size = 0;
  return {
    add(row, outcome) {
      let spelling = spellings.get(outcome);
      if (!spelling) {
        spelling = { row, outcome };
        spellings.set(outcome, spelling);
      }
      const waiting = { spelling, source: row.source, page: row.page, row: row.row };
      const key = decisionKey(decisionText(row));
      const group = groups.get(key);
      if (group) group.push(waiting);
      else groups.set(key, [waiting]);
      size += 1;
    },
    get size() {
      return size;
    },
    *sorted() {
      // Sorting is stable: equal groups stay in the order of their first row.
      const order = [...groups.values()].sort((one, other) => other.length - one.length);
      for (const group of order) {
        for (const { spelling, source, page, row } of group) {
          yield toReviewRow({ ...spelling.row, source, page, row }, spelling.outcome);
        }
      }
    },
  };
}
