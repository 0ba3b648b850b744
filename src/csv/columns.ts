/**
 * The columns of every CSV that passes between the stages, and how a row becomes a record and back.
 * The only place that knows column titles (PRODUCT.md §3 fixes them).
 */
import {
  BODY_TYPES,
  type Borders,
  type CleanRow,
  type Coverage,
  type Origin,
  type Powertrain,
  type PrintedCells,
  type RawRow,
  type Reject,
  type RejectReason,
  type ReviewRow,
  type Stage,
  type Steering,
  type VehicleFields,
  type Wheelbase,
} from '../rows.ts';

/** A file's shape. `decode` gets one cell a column, in the order of `columns`. */
export interface Table<Row> {
  readonly name: string;
  readonly columns: readonly string[];
  encode(row: Row): readonly string[];
  decode(cell: CellReader): Row;
}

/** Typed access to one record; throws {@link BadCell} with the column's title. */
export interface CellReader {
  /** Line of the file on which the record ends, from 1. */
  readonly line: number;
  text(column: string): string;
  /** Whole number, or null where the cell is empty. */
  integer(column: string): number | null;
  /** Decimal number with a point. */
  decimal(column: string): number | null;
  oneOf<T extends string>(column: string, allowed: readonly T[]): T | '';
}

export class BadCell extends Error {
  readonly column: string;
  readonly value: string;
  readonly expected: string;

  constructor(column: string, value: string, expected: string) {
    super(`${column}: '${value}' is not ${expected}`);
    this.column = column;
    this.value = value;
    this.expected = expected;
  }
}

const ORIGIN = ['source', 'page', 'row'] as const;
const number = (value: number | null): string => (value === null ? '' : String(value));
const encodeOrigin = (row: Origin): string[] => [row.source, String(row.page), String(row.row)];
const decodeOrigin = (cell: CellReader): Origin => ({
  source: cell.text('source'),
  page: cell.integer('page') ?? 0,
  row: cell.integer('row') ?? 0,
});

export const RAW: Table<RawRow> = {
  name: 'raw_vehicle_data.csv',
  columns: [...ORIGIN, 'number', 'brand', 'model', 'year', 'description', 'extra'],
  encode: (row) => [...encodeOrigin(row), row.number, row.brand, row.model, row.year, row.description, row.extra],
  // Written out: copying the place and adding six columns takes three times as long, and a million rows pass here.
  decode: (cell) => ({
    source: cell.text('source'),
    page: cell.integer('page') ?? 0,
    row: cell.integer('row') ?? 0,
    number: cell.text('number'),
    brand: cell.text('brand'),
    model: cell.text('model'),
    year: cell.text('year'),
    description: cell.text('description'),
    extra: cell.text('extra'),
  }),
};

export const REJECTS: Table<Reject> = {
  name: 'rejects.csv',
  columns: [...ORIGIN, 'stage', 'reason', 'text'],
  encode: (row) => [...encodeOrigin(row), row.stage, row.reason, row.text],
  decode: (cell) => ({
    ...decodeOrigin(cell),
    stage: cell.text('stage') as Stage,
    reason: cell.text('reason') as RejectReason,
    text: cell.text('text'),
  }),
};

const VEHICLE_AFTER_MODEL = [
  'generation',
  'year_from',
  'year_to',
  'body_type',
  'steering',
  'borders',
  'seat_rows',
  'coverage',
  'trunk',
  'wheelbase',
  'powertrain',
  'category',
  'notes',
  'confidence',
  'matched_by',
] as const;
const PRINTED = ['raw_brand', 'raw_model', 'raw_year', 'raw_description'] as const;

export const STEERING: readonly Steering[] = ['left', 'right', 'both'];
export const BORDERS: readonly Borders[] = ['with', 'without', 'medium', 'high'];
export const COVERAGE: readonly Coverage[] = ['full', 'front'];
export const WHEELBASE: readonly Wheelbase[] = ['short', 'long'];
export const POWERTRAIN: readonly Powertrain[] = ['hybrid', 'electric', 'diesel'];

const encodeVehicle = (row: VehicleFields): string[] => [
  row.generation,
  number(row.yearFrom),
  number(row.yearTo),
  row.bodyType,
  row.steering,
  row.borders,
  number(row.seatRows),
  row.coverage,
  row.trunk ? 'true' : '',
  row.wheelbase,
  row.powertrain,
  row.category,
  row.notes,
  row.confidence.toFixed(2),
  row.matchedBy,
];
const decodeVehicle = (cell: CellReader): VehicleFields => ({
  brand: cell.text('brand'),
  model: cell.text('model'),
  generation: cell.text('generation'),
  yearFrom: cell.integer('year_from'),
  yearTo: cell.integer('year_to'),
  bodyType: cell.oneOf('body_type', BODY_TYPES),
  steering: cell.oneOf('steering', STEERING),
  borders: cell.oneOf('borders', BORDERS),
  seatRows: cell.integer('seat_rows'),
  coverage: cell.oneOf('coverage', COVERAGE),
  trunk: cell.oneOf('trunk', ['true']) === 'true',
  wheelbase: cell.oneOf('wheelbase', WHEELBASE),
  powertrain: cell.oneOf('powertrain', POWERTRAIN),
  category: cell.text('category'),
  notes: cell.text('notes'),
  confidence: cell.decimal('confidence') ?? 0,
  matchedBy: cell.text('matched_by'),
});
const encodePrinted = (row: PrintedCells): string[] => [row.rawBrand, row.rawModel, row.rawYear, row.rawDescription];
const decodePrinted = (cell: CellReader): PrintedCells => ({
  rawBrand: cell.text('raw_brand'),
  rawModel: cell.text('raw_model'),
  rawYear: cell.text('raw_year'),
  rawDescription: cell.text('raw_description'),
});

export const CLEAN: Table<CleanRow> = {
  name: 'cleaned_vehicle_data.csv',
  columns: [...ORIGIN, 'brand', 'model', ...VEHICLE_AFTER_MODEL, ...PRINTED],
  encode: (row) => [...encodeOrigin(row), row.brand, row.model, ...encodeVehicle(row), ...encodePrinted(row)],
  decode: (cell) => ({ ...decodeOrigin(cell), ...decodeVehicle(cell), ...decodePrinted(cell) }),
};

export const REVIEW: Table<ReviewRow> = {
  name: 'review.csv',
  columns: [...ORIGIN, 'reason', 'decision', 'brand', 'model', 'alternatives', ...VEHICLE_AFTER_MODEL, ...PRINTED],
  encode: (row) => [
    ...encodeOrigin(row),
    row.reason,
    row.decision,
    row.brand,
    row.model,
    row.alternatives,
    ...encodeVehicle(row),
    ...encodePrinted(row),
  ],
  decode: (cell) => ({
    ...decodeOrigin(cell),
    reason: cell.text('reason'),
    decision: cell.text('decision'),
    alternatives: cell.text('alternatives'),
    ...decodeVehicle(cell),
    ...decodePrinted(cell),
  }),
};
