/** The questions of a list, those first that settle most rows. */
import type { Origin, RawRow } from '../rows.ts';
import { decisionKey, decisionText } from './aliases.ts';
import type { Outcome } from './outcome.ts';

interface Spelling {
  readonly row: RawRow;
  readonly outcome: Outcome;
  readonly group: Waiting[];
}

interface Waiting extends Origin {
  readonly spelling: Spelling;
}

export interface ReviewQueue {
  add(row: RawRow, outcome: Outcome): void;
  readonly size: number;
  /** Most settling first, then as printed. */
  sorted<Row>(render: (row: RawRow, outcome: Outcome, origin: Origin) => Row): Iterable<Row>;
}

/** Holds a few numbers for a row and each distinct spelling once: a million questions fit in memory. */
export function createReviewQueue(): ReviewQueue {
  const groups = new Map<string, Waiting[]>();
  const spellings = new Map<Outcome, Spelling>();
  let size = 0;
  const remember = (row: RawRow, outcome: Outcome): Spelling => {
    const key = decisionKey(decisionText(row));
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    const spelling = { row, outcome, group };
    spellings.set(outcome, spelling);
    return spelling;
  };
  return {
    add(row, outcome) {
      const spelling = spellings.get(outcome) ?? remember(row, outcome);
      spelling.group.push({ spelling, source: row.source, page: row.page, row: row.row });
      size += 1;
    },
    get size() {
      return size;
    },
    *sorted(render) {
      // Sorting is stable: equal groups stay in the order of their first row.
      const order = [...groups.values()].sort((one, other) => other.length - one.length);
      for (const group of order) {
        for (const waiting of group) yield render(waiting.spelling.row, waiting.spelling.outcome, waiting);
      }
    },
  };
}
