/** Where rows belong among those of a file: lists in the order in which they first appear, then page and row. */
import type { CleanRow, Origin, PrintedCells, ReviewRow } from '../../rows.ts';
import { decisionKey, decisionText } from '../decisions/aliases.ts';

/** Says which printed row this is; rows of the same place and text are one. */
export function rowKey(row: Origin & PrintedCells): string {
  return [row.source, row.page, row.row, row.rawBrand, row.rawModel, row.rawYear, row.rawDescription].join('\n');
}

function compareOrigin(one: Origin, other: Origin): number {
  return one.page - other.page || one.row - other.row;
}

/** Hands the added rows out at their places while the file streams by. */
export function createMerger(added: readonly CleanRow[]): {
  merge(batch: readonly CleanRow[]): CleanRow[];
  rest(): CleanRow[];
} {
  const waiting = new Map<string, CleanRow[]>();
  for (const row of added) {
    const list = waiting.get(row.source);
    if (list) list.push(row);
    else waiting.set(row.source, [row]);
  }
  for (const list of waiting.values()) list.sort(compareOrigin);
  let source: string | undefined;
  const release = (before: CleanRow | null): CleanRow[] => {
    const list = source === undefined ? undefined : waiting.get(source);
    if (!list) return [];
    const end = before === null ? list.length : list.findIndex((row) => compareOrigin(row, before) > 0);
    return list.splice(0, end < 0 ? list.length : end);
  };
  return {
    merge(batch) {
      const merged: CleanRow[] = [];
      for (const row of batch) {
        if (row.source !== source) {
          merged.push(...release(null));
          source = row.source;
        }
        merged.push(...release(row), row);
      }
      return merged;
    },
    rest() {
      const last = release(null);
      return [...last, ...[...waiting.values()].flat()];
    },
  };
}

/** The order of review.csv: most settling questions first, then as printed; `sources` in the order of the list. */
export function sortReview(rows: readonly ReviewRow[], sources: readonly string[]): ReviewRow[] {
  const place = new Map<string, number>();
  for (const source of [...sources, ...rows.map((row) => row.source)]) {
    if (!place.has(source)) place.set(source, place.size);
  }
  const printed = [...rows].sort(
    (one, other) => (place.get(one.source) ?? 0) - (place.get(other.source) ?? 0) || compareOrigin(one, other),
  );
  const groups = new Map<string, ReviewRow[]>();
  for (const row of printed) {
    const key = reviewKey(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length).flat();
}

/** The decision that a printed row waits for. */
export const reviewKey = (row: PrintedCells): string =>
  decisionKey(
    decisionText({ brand: row.rawBrand, model: row.rawModel, year: row.rawYear, description: row.rawDescription }),
  );
