import type { Outcome } from '../../../src/clean/outcome.ts';

export interface RawCells {
  readonly brand: string;
  readonly model: string;
  readonly year: string;
  readonly description: string;
}
export interface Group {
  readonly file: string;
  readonly kind: string;
  readonly raw: RawCells;
  readonly decision: string;
  readonly want: readonly Readonly<Record<string, string>>[];
}
export interface Score {
  readonly rows: number;
  readonly kinds: ReadonlyMap<string, { rows: number; named: number }>;
  readonly faults: readonly string[];
  readonly namedShare: number;
  readonly wrongShare: number;
  readonly openAcceptedShare: number;
  readonly fieldShare: number;
}
export function readLabelled(names?: string[]): Group[];
export function score(groups: readonly Group[], read: (raw: RawCells) => Outcome): Score;
