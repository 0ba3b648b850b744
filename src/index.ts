/** The public API for programs: named exports only. */
export { type Lekalo, type LekaloOptions, openLekalo } from './bot/openLekalo.ts';
export type { MissingPrice, Quote, QuoteLine, QuoteRequest } from './database/prices/quotePrice.ts';
export type {
  AskedVehicle,
  Availability,
  FittingPattern,
  SearchAnswer,
  SearchOptions,
  VehicleMatch,
} from './database/search/searchVehicles.ts';
export type { Language, RenderedText, TextValues } from './database/tenant/botTexts.ts';
export { type ErrorCode, UserError } from './errors.ts';
export type { TableCell, TableView } from './extract/cells.ts';
export { type Extraction, type ExtractOptions, extractFile } from './extract/extract.ts';
export { type PageStretch, parsePages } from './extract/pdf/pageRange.ts';
export { type DocumentTables, readTables } from './extract/readTables.ts';
