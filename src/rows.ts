/**
 * The rows that pass between the stages. Read this first:
 * PDF ─ extract ─▶ RawRow ─ clean ─▶ CleanRow ─ import ─▶ PostgreSQL, with Reject and ReviewRow at the sides.
 */

/** Where a row stands in the supplier's file; carried to the end. `{ source: 'list.pdf', page: 3, row: 12 }` */
export interface Origin {
  readonly source: string;
  /** From 1; 0 where no page is known. */
  readonly page: number;
  /** Table row on its page, from 1; 0 where no row is known. */
  readonly row: number;
}

/** What is printed, untouched but for white space; empty = not printed. */
export interface RawRow extends Origin {
  readonly number: string;
  readonly brand: string;
  readonly model: string;
  readonly year: string;
  readonly description: string;
  /** A JSON object of printed columns that have no place, or empty. */
  readonly extra: string;
}

export type Stage = 'extract' | 'clean' | 'import' | 'import-prices';

/** Why something is not a row: the closed list that the README explains. */
export type RejectReason =
  // extract
  | 'page-unreadable'
  | 'outside-table'
  | 'note'
  | 'clipped-text'
  | 'invisible-text'
  // clean
  | 'empty-row'
  | 'section-title'
  | 'table-head'
  | 'not-a-vehicle'
  | 'decision'
  // import, import-prices
  | 'bad-value';

export interface Reject extends Origin {
  readonly stage: Stage;
  readonly reason: RejectReason;
  readonly text: string;
}

export const BODY_TYPES = [
  'sedan',
  'hatchback',
  'wagon',
  'suv',
  'minivan',
  'coupe',
  'convertible',
  'pickup',
  'liftback',
  'van',
  'truck',
] as const;
export type BodyType = (typeof BODY_TYPES)[number];
export type Steering = 'left' | 'right' | 'both';
export type Borders = 'with' | 'without' | 'medium' | 'high';
export type Coverage = 'full' | 'front';
export type Wheelbase = 'short' | 'long';
export type Powertrain = 'hybrid' | 'electric' | 'diesel';

/** The columns of a vehicle that cleaned and review rows share; '' or null = not printed. */
export interface VehicleFields {
  /** Canonical Latin name. */
  readonly brand: string;
  readonly model: string;
  /** `XV20|XV30` when several are printed. */
  readonly generation: string;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly bodyType: BodyType | '';
  readonly steering: Steering | '';
  readonly borders: Borders | '';
  /** Rows of seats covered: 1, 2 or 3. */
  readonly seatRows: number | null;
  readonly coverage: Coverage | '';
  readonly trunk: boolean;
  readonly wheelbase: Wheelbase | '';
  readonly powertrain: Powertrain | '';
  /** A product category, only where the row itself names one. */
  readonly category: string;
  /** What the description says beyond these columns, as printed. */
  readonly notes: string;
  /** 0–1. */
  readonly confidence: number;
  /** How brand and model were found: `brand:alias model:fuzzy`. */
  readonly matchedBy: string;
}

/** The printed cells, so that a cleaned row explains itself. */
export interface PrintedCells {
  readonly rawBrand: string;
  readonly rawModel: string;
  readonly rawYear: string;
  readonly rawDescription: string;
}

export interface CleanRow extends Origin, VehicleFields, PrintedCells {}

export type Decision = 'accept' | 'reject' | 'skip' | '';

export interface ReviewRow extends Origin, VehicleFields, PrintedCells {
  /** In words, for the analyst. */
  readonly reason: string;
  readonly decision: string;
  /** Up to five, best first: `Toyota Camry 0.93|Toyota Carina 0.71`. */
  readonly alternatives: string;
}
