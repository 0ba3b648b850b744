/**
 * Which rows of `prices` a price list changes. History is kept: a new price closes the old one at its start, without a
 * gap and without an overlap. Pure.
 */
import { keyOf, overlaps, type PriceEntry, type PriceFault } from './priceLines.ts';

/** A row of the table, in codes. */
export interface StoredPrice extends Omit<PriceEntry, 'line'> {
  readonly id: string;
}

/** A row to be: without an id it is new. */
export type PlannedPrice = Omit<PriceEntry, 'line'> & { readonly id?: string };

export interface PriceChange {
  readonly before?: StoredPrice;
  readonly after: PlannedPrice;
}

export interface PricePlan {
  readonly changes: readonly PriceChange[];
  readonly unchanged: number;
  readonly faults: readonly PriceFault[];
}

/** `planPrices(entries, stored)`: entries have been checked against each other already. */
export function planPrices(entries: readonly PriceEntry[], stored: readonly StoredPrice[]): PricePlan {
  const byKey = new Map<string, PlannedPrice[]>();
  const originals = new Map(stored.map((price) => [price.id, price]));
  for (const price of stored) byKey.set(keyOf(price), [...(byKey.get(keyOf(price)) ?? []), price]);
  const faults: PriceFault[] = [];
  let unchanged = 0;
  const touched = new Set<string>();
  // By day, so that of two prices of one thing the later closes the earlier.
  for (const entry of [...entries].sort((a, b) => compare(a.validFrom, b.validFrom) || a.line - b.line)) {
    const key = keyOf(entry);
    const rows = byKey.get(key) ?? [];
    const fitted = fit(entry, rows);
    if ('fault' in fitted) faults.push({ line: entry.line, fault: fitted.fault });
    else if (fitted.rows === rows) unchanged++;
    else {
      byKey.set(key, fitted.rows);
      touched.add(key);
    }
  }
  const changes = [...touched].flatMap((key) => (byKey.get(key) ?? []).flatMap((row) => changeOf(row, originals)));
  return { changes, unchanged, faults };
}

function changeOf(after: PlannedPrice, originals: ReadonlyMap<string, StoredPrice>): PriceChange[] {
  const before = after.id === undefined ? undefined : originals.get(after.id);
  if (!before) return [{ after }];
  const same = before.price === after.price && before.currency === after.currency && before.validTo === after.validTo;
  return same ? [] : [{ before, after }];
}

/** The rows of one thing with the entry among them; the same array where nothing changes. */
function fit(entry: PriceEntry, rows: PlannedPrice[]): { rows: PlannedPrice[] } | { fault: string } {
  const { line: _, ...planned } = entry;
  const current = rows.find((row) => row.validFrom <= entry.validFrom && isOpenOn(row, entry.validFrom));
  const next = rows
    .filter((row) => row.validFrom > entry.validFrom)
    .sort((a, b) => compare(a.validFrom, b.validFrom))[0];
  // An open end reaches to the next known price: what was planned for later stays planned.
  const validTo = entry.validTo ?? next?.validFrom ?? null;
  const later = rows.find((row) => row.validFrom > entry.validFrom && overlaps(row, { ...entry, validTo }));
  if (later) return { fault: `overlaps the price ${later.price} that is valid from ${later.validFrom}` };
  if (!current) return { rows: [...rows, { ...planned, validTo }] };
  const samePrice = current.price === entry.price && current.currency === entry.currency;
  if (samePrice && (entry.validTo === null || current.validTo === validTo)) return { rows };
  const others = rows.filter((row) => row !== current);
  // A price for a time in the middle of the old one: afterwards the old one goes on.
  const goesOn = validTo !== null && (current.validTo === null || current.validTo > validTo);
  const rest = goesOn ? [{ ...withoutId(current), validFrom: validTo }] : [];
  if (current.validFrom === entry.validFrom) {
    return { rows: [...others, { ...current, price: entry.price, currency: entry.currency, validTo }, ...rest] };
  }
  return { rows: [...others, { ...current, validTo: entry.validFrom }, { ...planned, validTo }, ...rest] };
}

const isOpenOn = (row: PlannedPrice, day: string): boolean => row.validTo === null || row.validTo > day;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function withoutId({ id: _, ...row }: PlannedPrice): PlannedPrice {
  return row;
}
