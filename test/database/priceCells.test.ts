import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parsePrice } from '../../src/database/prices/priceCells.ts';

describe('a price as people write it', () => {
  it.each([
    ['2400', '2400.00', undefined],
    ['2 400', '2400.00', undefined],
    ['2\u00a0400 сом', '2400.00', 'KGS'],
    ['2400,00', '2400.00', undefined],
    ['2400.5', '2400.50', undefined],
    ['2 400,50 сомов', '2400.50', 'KGS'],
    ["12'500", '12500.00', undefined],
    ['0', '0.00', undefined],
    ['0500', '500.00', undefined],
    ['400 KGS', '400.00', 'KGS'],
    ['400 с.', '400.00', 'KGS'],
    ['30 usd', '30.00', 'USD'],
    ['99999999.99', '99999999.99', undefined],
  ])('%s is %s', (cell, amount, currency) => {
    expect(parsePrice(cell)).toEqual(currency === undefined ? { amount } : { amount, currency });
  });

  it.each([
    ['', 'empty'],
    ['abc', 'not a number'],
    ['4000-19000', 'is a range'],
    ['4000–19000', 'is a range'],
    ['от 4000', 'is a range'],
    ['от 4000 до 19000', 'is a range'],
    ['1800…3000', 'is a range'],
    ['1800..3000', 'is a range'],
    ['-400', 'negative'],
    ['2,400', 'two ways'],
    ['2.400', 'two ways'],
    ['1,2345', 'more than two decimals'],
    ['100000000', 'too large'],
    ['400 руп', 'unknown currency'],
    ['2400 +', 'not a number'],
    ['по запросу', 'not a number'],
    ['1e3', 'not a number'],
    ['Infinity', 'not a number'],
  ])('%s is no price: %s', (cell, fault) => {
    expect(parsePrice(cell)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('never becomes 0 unless 0 is written', () => {
    fc.assert(
      fc.property(fc.string(), (cell) => {
        const parsed = parsePrice(cell);
        if ('amount' in parsed && Number(parsed.amount) === 0) expect(cell.normalize('NFKC')).toMatch(/0/);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('a day', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['31.01.2026', '2026-01-31'],
    ['1.2.2026', '2026-02-01'],
    ['2026-02-30', undefined],
    ['31.13.2026', undefined],
    ['01/02/2026', undefined],
    ['завтра', undefined],
  ])('%s is %s', (cell, day) => expect(parseDay(cell)).toBe(day));
});
