import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, type PriceEntry } from '../../src/database/prices/priceLines.ts';
import { planPrices, type StoredPrice } from '../../src/database/prices/pricePlan.ts';

const SEDAN = { category: 'eva_mats', option: '', value: '', bodyType: 'sedan', currency: 'KGS' } as const;
const entry = (price: number, validFrom: string, validTo: string | null = null): PriceEntry => ({
  ...SEDAN,
  line: 2,
  price: price.toFixed(2),
  validFrom,
  validTo,
});
const stored = (id: number, price: number, validFrom: string, validTo: string | null = null): StoredPrice => ({
  ...SEDAN,
  id: String(id),
  price: price.toFixed(2),
  validFrom,
  validTo,
});
const short = (price: { price: string; validFrom: string; validTo: string | null }) =>
  `${Number(price.price)} ${price.validFrom} ${price.validTo ?? 'open'}`;

/** What the table holds after the plan. */
function after(entries: readonly PriceEntry[], before: readonly StoredPrice[]): string[] {
  const { changes, faults } = planPrices(entries, before);
  expect(faults).toEqual([]);
  const changed = new Set(changes.map((change) => change.before?.id));
  return [...before.filter(({ id }) => !changed.has(id)), ...changes.map((change) => change.after)].map(short).sort();
}

describe('a new price', () => {
  it.each<[string, PriceEntry, StoredPrice[], string[]]>([
    ['stands alone', entry(2400, '2026-01-01'), [], ['2400 2026-01-01 open']],
    [
      'closes the old one at its start',
      entry(2600, '2026-03-01'),
      [stored(1, 2400, '2025-01-01')],
      ['2400 2025-01-01 2026-03-01', '2600 2026-03-01 open'],
    ],
    [
      'corrects the one that begins on the same day',
      entry(2600, '2026-03-01'),
      [stored(1, 2400, '2026-03-01')],
      ['2600 2026-03-01 open'],
    ],
    [
      'changes nothing where it is the price already',
      entry(2400, '2026-03-01'),
      [stored(1, 2400, '2025-01-01')],
      ['2400 2025-01-01 open'],
    ],
    [
      'ends where a planned one begins',
      entry(2600, '2026-03-01'),
      [stored(1, 2400, '2025-01-01', '2026-06-01'), stored(2, 3000, '2026-06-01')],
      ['2400 2025-01-01 2026-03-01', '2600 2026-03-01 2026-06-01', '3000 2026-06-01 open'],
    ],
    [
      'for a while lets the old one go on afterwards',
      entry(2000, '2026-03-01', '2026-04-01'),
      [stored(1, 2400, '2025-01-01')],
      ['2000 2026-03-01 2026-04-01', '2400 2025-01-01 2026-03-01', '2400 2026-04-01 open'],
    ],
    [
      'for a while from the old one’s first day lets it go on, too',
      entry(2000, '2026-03-01', '2026-04-01'),
      [stored(1, 2400, '2026-03-01')],
      ['2000 2026-03-01 2026-04-01', '2400 2026-04-01 open'],
    ],
    [
      'before all others ends where they begin',
      entry(2000, '2024-01-01'),
      [stored(1, 2400, '2025-01-01')],
      ['2000 2024-01-01 2025-01-01', '2400 2025-01-01 open'],
    ],
  ])('%s', (_, added, before, expected) => expect(after([added], before)).toEqual(expected));

  it('is refused where its own end cuts into a price that is planned', () => {
    const { faults } = planPrices([entry(2600, '2026-03-01', '2026-07-01')], [stored(2, 3000, '2026-06-01')]);
    expect(faults).toEqual([{ line: 2, fault: 'overlaps the price 3000.00 that is valid from 2026-06-01' }]);
  });

  it('leaves no overlap, no gap and, the second time, no change', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`);
    const price = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(price, day), { minLength: 1, maxLength: 8 }), (steps) => {
        let table: StoredPrice[] = [];
        let nextId = 1;
        for (const [amount, from] of steps) {
          const entries = [entry(amount, from)];
          const { changes, faults } = planPrices(entries, table);
          expect(faults).toEqual([]);
          const changed = new Set(changes.map((change) => change.before?.id));
          table = [
            ...table.filter(({ id }) => !changed.has(id)),
            ...changes.map((change) => ({ ...change.after, id: change.after.id ?? String(nextId++) })),
          ];
          expect(planPrices(entries, table).changes).toEqual([]);
        }
        table.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
        for (const [index, one] of table.entries()) {
          for (const other of table.slice(index + 1)) expect(overlaps(one, other)).toBe(false);
          expect(one.validTo).toBe(table[index + 1]?.validFrom ?? null);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
