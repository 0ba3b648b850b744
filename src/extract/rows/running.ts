import { medianOf } from '../marks/geometry.ts';
import { keyOf } from '../text/text.ts';

/** What tells a running title or footer among the rows: where a row stands, and what it says. */
export interface Standing {
  readonly page: number;
  /** The first baseline of the row. */
  readonly y: number;
  readonly texts: readonly string[];
}

/** Running texts stand at the same height on their pages, within this. */
const SAME_HEIGHT_PT = 1.5;
/** They stand apart from the rows by more than rows do from each other, by this factor. */
const APART_TIMES = 1.3;
/** On fewer pages than this, or this share of all, nothing runs. */
const PAGES_LEAST = 2;
const PAGES_SHARE = 0.5;
const ROWS_LEAST = 3;

/**
 * Finds rows that are none: footers and titles of two texts fill two cells, but come again on the pages at the same
 * height with other numbers at most, further from the rows than any of these from the next.
 */
export function findRunning<T extends Standing>(rows: readonly T[]): Set<T> {
  const pages = new Map<number, T[]>();
  for (const row of rows) pages.set(row.page, [...(pages.get(row.page) ?? []), row]);
  const outer = [...pages.values()].flatMap(findOuter);
  const running = new Set<T>();
  for (const row of outer) {
    const alike = outer.filter((other) => other.key === row.key && Math.abs(other.row.y - row.row.y) < SAME_HEIGHT_PT);
    const count = new Set(alike.map((other) => other.row.page)).size;
    if (count >= PAGES_LEAST && count >= PAGES_SHARE * pages.size) running.add(row.row);
  }
  return running;
}

/** The first and the last row of a page, where they stand apart from the others. */
function findOuter<T extends Standing>(rows: readonly T[]): { readonly row: T; readonly key: string }[] {
  if (rows.length < ROWS_LEAST) return [];
  const sorted = [...rows].sort((a, b) => a.y - b.y);
  const gaps = sorted.slice(1).map((row, i) => row.y - sorted[i]!.y);
  const inner = Math.max(medianOf(gaps), ...gaps.slice(1, -1));
  const keyed = (row: T, side: string): { row: T; key: string } => ({
    row,
    key: `${side} ${row.texts.map((text) => keyOf(text).replace(/\d+/gu, '#')).join(' ')}`,
  });
  return [
    ...(gaps[0]! > APART_TIMES * inner ? [keyed(sorted[0]!, 'first')] : []),
    ...(gaps.at(-1)! > APART_TIMES * inner ? [keyed(sorted.at(-1)!, 'last')] : []),
  ];
}
