/** Reads data/seed/ and holds its files together: an unknown code anywhere is an error that names it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Table } from '../../csv/columns.ts';
import {
  PRICES,
  type PriceLine,
  SEED_BODY_TYPES,
  SEED_CATEGORIES,
  SEED_OPTION_VALUES,
  SEED_OPTIONS,
  SEED_TEXTS,
  type SeedBodyType,
  type SeedCategory,
  type SeedOption,
  type SeedOptionValue,
  type SeedText,
} from '../../csv/seed.ts';
import { UserError } from '../../errors.ts';
import { findSeedFaults } from './seedFaults.ts';

/** What the JSON columns of tenants hold. */
export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface SeedTenant {
  readonly slug: string;
  readonly name: string;
  readonly contacts: JsonObject;
  readonly settings: JsonObject;
}

export interface Seed {
  readonly tenants: readonly SeedTenant[];
  readonly bodyTypes: readonly SeedBodyType[];
  readonly categories: readonly SeedCategory[];
  readonly options: readonly SeedOption[];
  readonly optionValues: readonly SeedOptionValue[];
  readonly texts: readonly SeedText[];
  /** By tenant. */
  readonly prices: ReadonlyMap<string, readonly PriceLine[]>;
}

/** The seed that comes with lekalo; src/ and dist/ stand equally far from it. */
export const SEED_FOLDER = fileURLToPath(new URL('../../../data/seed', import.meta.url));

/** Reads and checks a whole seed folder: `await readSeed(SEED_FOLDER)`. */
export async function readSeed(folder: string): Promise<Seed> {
  // csv-parse is loaded here, not at start-up.
  const { readRows } = await import('../../csv/read.ts');
  const read = <Row>(table: Table<Row>): Promise<Row[]> => readRows(join(folder, table.name), table);
  const [tenants, bodyTypes, categories, options, optionValues, texts] = await Promise.all([
    readTenants(join(folder, 'tenants.json')),
    read(SEED_BODY_TYPES),
    read(SEED_CATEGORIES),
    read(SEED_OPTIONS),
    read(SEED_OPTION_VALUES),
    read(SEED_TEXTS),
  ]);
  const prices = new Map<string, readonly PriceLine[]>();
  for (const name of (await readdir(join(folder, 'prices')).catch(() => [])).sort()) {
    if (!name.endsWith('.csv')) continue;
    prices.set(name.slice(0, -'.csv'.length), await readRows(join(folder, 'prices', name), PRICES));
  }
  const seed: Seed = { tenants, bodyTypes, categories, options, optionValues, texts, prices };
  const faults = findSeedFaults(seed);
  if (faults.length > 0) {
    throw new UserError(
      'bad-seed',
      `The seed in '${folder}' doesn't hold together: ${faults.join('; ')}.`,
      'Mend those lines; nothing was written.',
    );
  }
  return seed;
}

async function readTenants(path: string): Promise<SeedTenant[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError('file-unreadable', `Cannot read '${path}'.`, 'Check the path and its permissions.', { cause });
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badTenants(path, 'is not JSON', cause);
  }
  if (!Array.isArray(value)) throw badTenants(path, 'is not a list');
  return value.map((item: unknown, index) => {
    const tenant = parseTenant(item);
    if (!tenant) throw badTenants(path, `has an entry ${index + 1} without slug, name, contacts and settings`);
    return tenant;
  });
}

function parseTenant(item: unknown): SeedTenant | undefined {
  if (!isObject(item)) return undefined;
  const { slug, name, contacts, settings } = item;
  if (typeof slug !== 'string' || typeof name !== 'string') return undefined;
  if (!isObject(contacts) || !isObject(settings)) return undefined;
  return { slug, name, contacts, settings };
}

/** JSON.parse makes nothing but JSON: an object of it is a JsonObject. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badTenants(path: string, fault: string, cause?: unknown): UserError {
  return new UserError('bad-seed', `'${path}' ${fault}.`, 'Mend the file; nothing was written.', { cause });
}
