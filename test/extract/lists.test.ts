import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { extractFile } from '../../src/extract/extract.ts';
import { readBrandKeys } from '../../src/extract/readBrands.ts';
import { scoreRows } from '../support/rowScore.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
const REAL = join(import.meta.dirname, '..', '..', '..', 'shared', 'real');
const COLUMNS = ['number', 'brand', 'model', 'year', 'description'] as const;
/** What issue 3 asks of every fixture that has rows. */
const F1_LEAST = 0.995;
const EXTRA_SHARE_MOST = 0.005;

const brands = await readBrandKeys(join(import.meta.dirname, '..', '..', 'data', 'catalog', 'brands.csv'));

interface Facts {
  readonly kind: string;
  readonly password?: string;
  readonly orError?: number;
}

const factsOf = (name: string): Facts => JSON.parse(readFileSync(join(FIXTURES, name, 'case.json'), 'utf8'));
const lists = readdirSync(FIXTURES).filter(
  (name) => existsSync(join(FIXTURES, name, 'case.json')) && factsOf(name).kind === 'list',
);

/** Truth in the five columns, the brand as a reader fills it in. */
function readTruth(path: string): string[][] {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  return rows.map((row) =>
    COLUMNS.map((column) => (column === 'brand' ? row['brand_filled'] : undefined) ?? row[column] ?? ''),
  );
}

async function extract(path: string, password?: string) {
  return await extractFile(path, { source: 'list.pdf', brands, ...(password === undefined ? {} : { password }) });
}

describe('vehicle lists of many producers', () => {
  test.each(lists)(
    '%s is read row by row as its source says, and each piece of its text is accounted for',
    async (name) => {
      const { password } = factsOf(name);
      const { rows, text } = await extract(join(FIXTURES, name, 'source.pdf'), password);
      const score = scoreRows(
        readTruth(join(FIXTURES, name, 'truth.csv')),
        rows.map((row) => COLUMNS.map((column) => row[column])),
      );
      expect(
        score.f1,
        JSON.stringify({ missing: score.missing.slice(0, 5), extra: score.extra.slice(0, 5) }),
      ).toBeGreaterThanOrEqual(F1_LEAST);
      expect(Math.max(0, score.got - score.truth)).toBeLessThanOrEqual(EXTRA_SHARE_MOST * score.truth);
      expect(text.cells + text.rejected + text.furniture).toBe(text.pieces);
      expect(text.pieces).toBeGreaterThan(0);
    },
  );
});

const hasReal = existsSync(join(REAL, 'vehicle-list.pdf'));
if (!hasReal) console.info('The real list is not here: ../shared is no part of the repository.');

describe.skipIf(!hasReal)("the first supplier's real list", () => {
  test('is cell-exact, and nothing of it is rejected', async () => {
    const { rows, rejects, text } = await extract(join(REAL, 'vehicle-list.pdf'));
    const score = scoreRows(
      readTruth(join(REAL, 'vehicle-list.rows.csv')),
      rows.map((row) => COLUMNS.map((column) => row[column])),
    );
    expect(score).toMatchObject({ truth: 807, got: 807, exact: 807, missing: [], extra: [] });
    expect(rejects).toEqual([]);
    expect(text.cells + text.furniture).toBe(text.pieces);
  });
});
