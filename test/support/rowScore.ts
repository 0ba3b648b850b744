/** Scores rows against truth: exact rows as a multiset, in precision, recall and F1. */

export interface RowScore {
  readonly truth: number;
  readonly got: number;
  readonly exact: number;
  readonly f1: number;
  /** Rows of the truth that were not got, and rows got that are not in it: what a failing test shows. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

const fold = (cells: readonly string[]): string =>
  cells.map((cell) => cell.normalize('NFC').replace(/\s+/gu, ' ').trim()).join(' | ');

/** `scoreRows([['1', 'Ниссан']], [['1', 'Nissan']]).f1` is 0. */
export function scoreRows(truth: readonly (readonly string[])[], got: readonly (readonly string[])[]): RowScore {
  const left = new Map<string, number>();
  for (const row of got) left.set(fold(row), (left.get(fold(row)) ?? 0) + 1);
  const missing: string[] = [];
  for (const row of truth.map(fold)) {
    const count = left.get(row) ?? 0;
    if (count === 0) missing.push(row);
    else left.set(row, count - 1);
  }
  const extra = [...left].flatMap(([row, count]) => Array<string>(count).fill(row));
  const exact = truth.length - missing.length;
  const f1 = truth.length + got.length === 0 ? 1 : (2 * exact) / (truth.length + got.length);
  return { truth: truth.length, got: got.length, exact, f1, missing, extra };
}
