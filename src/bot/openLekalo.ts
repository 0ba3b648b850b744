/** The API for bots: a handle for one tenant that searches, quotes and speaks. */
import { type DatabaseTarget, parseConfig } from '../config.ts';
import { assertMigrated } from '../database/migrations/migrationState.ts';
import { type Quote, type QuoteRequest, quotePrice } from '../database/prices/quotePrice.ts';
import {
  type AskedVehicle,
  type Availability,
  findAvailability,
  type SearchAnswer,
  type SearchOptions,
  searchVehicles,
} from '../database/search/searchVehicles.ts';
import { type Language, type RenderedText, readText, type TextValues } from '../database/tenant/botTexts.ts';
import { UserError } from '../errors.ts';
import { type AskOptions, askDatabase, type Work } from './ask.ts';
import { leaseDatabase } from './pool.ts';

export interface LekaloOptions {
  /** Whose bot this is. */
  readonly tenant: string;
  /** A PostgreSQL server; without it `DATABASE_URL`, and without that the embedded database. */
  readonly databaseUrl?: string;
  /** Where the embedded database is; default `LEKALO_DB_DIR` or `.lekalo/db`. */
  readonly databaseDir?: string;
  /** Connections of the pool, which all handles on the same database share. */
  readonly maxConnections?: number;
}

/** Everything a bot of one tenant asks; there is no way from here to another tenant's rows. */
export interface Lekalo {
  readonly tenant: string;
  /** What a customer typed → the vehicle, and the patterns that fit. */
  search(query: string, options?: SearchOptions & AskOptions): Promise<SearchAnswer>;
  /** The patterns for a vehicle that is known by its names. */
  availability(vehicle: AskedVehicle, options?: AskOptions): Promise<Availability>;
  quote(request: QuoteRequest, options?: AskOptions): Promise<Quote>;
  /** A text of the bot with its placeholders filled in. */
  texts(key: string, language: Language, values?: TextValues, options?: AskOptions): Promise<RenderedText>;
  /** Lets go of the pool; the last handle closes it. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * `const lekalo = await openLekalo({ tenant: 'evopoliki', databaseUrl });`
 * `const answer = await lekalo.search('камри 70');`
 */
export async function openLekalo(options: LekaloOptions): Promise<Lekalo> {
  const { tenant } = options;
  const lease = leaseDatabase(targetOf(options), options.maxConnections);
  let open = true;
  const ask = async <T>(work: Work<T>, asked?: AskOptions): Promise<T> => {
    if (!open) throw new UserError('bad-usage', 'This handle is closed.', 'Open another with openLekalo().');
    return askDatabase(lease, tenant, work, asked);
  };
  const close = async (): Promise<void> => {
    open = false;
    await lease.release();
  };
  try {
    await assertMigrated(await lease.use());
    // An unknown tenant is told now, not at the first customer.
    await ask(async () => undefined);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    tenant,
    search: (query, asked = {}) => ask((tx) => searchVehicles(tx, query, asked), asked),
    availability: (vehicle, asked = {}) => ask((tx) => findAvailability(tx, vehicle), asked),
    quote: (request, asked = {}) => ask((tx) => quotePrice(tx, request), asked),
    texts: (key, language, values = {}, asked = {}) => ask((tx) => readText(tx, key, language, values), asked),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function targetOf({ databaseUrl, databaseDir }: LekaloOptions): DatabaseTarget {
  const env = databaseDir === undefined ? process.env : { LEKALO_DB_DIR: databaseDir };
  return parseConfig(databaseUrl === undefined ? {} : { databaseUrl }, env, process.cwd()).database;
}
