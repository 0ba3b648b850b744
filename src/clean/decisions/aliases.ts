/** Decisions that analysts took, remembered as lines of aliases.csv: printed brand and model → vehicle, or no vehicle. */
import type { RawRow } from '../../rows.ts';
import { cleanCell, foldText } from '../text/fold.ts';

/** One remembered decision; `brand` and `model` empty = this text is no vehicle. */
export interface Alias {
  readonly rawBrand: string;
  readonly rawModel: string;
  readonly brand: string;
  readonly model: string;
  /** ISO date and time. */
  readonly decidedAt: string;
  readonly decidedBy: string;
  /** The list that the question came from. */
  readonly source: string;
}

type Cells = Pick<RawRow, 'brand' | 'model' | 'year' | 'description'>;

/** What a decision is remembered for: the printed brand and model; where no model is printed, all that is. */
export function decisionText(row: Cells): { rawBrand: string; rawModel: string } {
  const model = cleanCell(row.model);
  const rest = /[\p{L}\p{N}]/u.test(model) ? [] : [cleanCell(row.year), cleanCell(row.description)];
  return { rawBrand: cleanCell(row.brand), rawModel: [model, ...rest].filter((part) => part !== '').join(' ') };
}

/** Case, dashes and white space aside, decisions hold for exactly the text they were taken for. */
export function decisionKey({ rawBrand, rawModel }: { rawBrand: string; rawModel: string }): string {
  return `${foldText(cleanCell(rawBrand))}\n${foldText(cleanCell(rawModel))}`;
}

/** A short name of a decision, the same wherever it was taken: `a3f09c12`. */
export function decisionId(key: string): string {
  // FNV-1a over 64 bits, the first half: ids are looked up among the decisions of one file.
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(key)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0').slice(0, 8);
}

export type Decisions = ReadonlyMap<string, Alias>;

/** Later lines win: a file put together from two is read like one. */
export function indexDecisions(aliases: readonly Alias[]): Decisions {
  return new Map(aliases.map((alias) => [decisionKey(alias), alias]));
}
