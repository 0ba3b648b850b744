/** Fixture folders that hold the CSVs of every stage, run from PDF to database; the real list where it is at hand. */
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../src/database/connection/connection.ts';
import { withTenant } from '../src/database/tenant/tenant.ts';
import { describeDatabases, environmentOf } from './support/database.ts';
import { freshFolder } from './support/folder.ts';
import { lekalo } from './support/lekalo.ts';

const ROOT = join(import.meta.dirname, '..');
const FIXTURES = join(ROOT, 'fixtures');
const STAGES = ['raw_vehicle_data.csv', 'cleaned_vehicle_data.csv', 'review.csv', 'rejects.csv'];
/** `UPDATE_FIXTURES=1` writes what the stages say now: read it once, then commit it. */
const UPDATE = Boolean(process.env['UPDATE_FIXTURES']);
const cases = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'cleaned_vehicle_data.csv')));

const REAL = join(ROOT, '../shared/real');
const hasReal = existsSync(REAL);
if (!hasReal) console.warn("test/pipeline.test.ts: skipped for the supplier's real list, ../shared/real is not here");

interface RunSummary {
  readonly rows: number;
  readonly cleaned: number;
  readonly review: number;
  readonly rejects: number;
  readonly import: Record<'brands' | 'models' | 'patterns', Record<string, number>>;
}

describeDatabases('from PDF to database', ({ migrated }) => {
  it.each(cases)('%s gives the CSVs that stand in its folder, and the same again', async (name) => {
    const cwd = freshFolder();
    const target = await migrated();
    const args = ['--json', 'run', join(FIXTURES, name, 'source.pdf'), '--tenant', 'evopoliki', '--out'];
    const first = await lekalo([...args, 'first'], { cwd, env: environmentOf(target) });
    expect([first.exitCode, first.stderr]).toEqual([0, '']);
    for (const stage of STAGES) {
      if (UPDATE) copyFileSync(join(cwd, 'first', stage), join(FIXTURES, name, stage));
      expect(readFileSync(join(cwd, 'first', stage), 'utf8'), stage).toBe(
        readFileSync(join(FIXTURES, name, stage), 'utf8'),
      );
    }
    const summary = JSON.parse(first.stdout) as RunSummary;
    expect(summary.rows).toBe(summary.cleaned + summary.review + summary.rejects);

    const database = await openDatabase(target);
    const [counted] = await withTenant(
      database,
      'evopoliki',
      (tx) => tx<{ n: number }[]>`select count(*)::int as n from patterns`,
    );
    await database.close();
    expect(counted?.n).toBe(summary.import.patterns['inserted']);

    const second = await lekalo([...args, 'second'], { cwd, env: environmentOf(target) });
    for (const stage of STAGES) {
      expect(readFileSync(join(cwd, 'second', stage), 'utf8')).toBe(readFileSync(join(cwd, 'first', stage), 'utf8'));
    }
    for (const counts of Object.values((JSON.parse(second.stdout) as RunSummary).import)) {
      if (typeof counts === 'object' && counts !== null && 'inserted' in counts) {
        expect(counts).toMatchObject({ inserted: 0, updated: 0 });
      }
    }
  });
});

describe('the folders of every stage', () => {
  it('are at least three', () => {
    expect(cases.length).toBeGreaterThanOrEqual(3);
  });
});

describe.skipIf(!hasReal)("the supplier's real list (skipped without ../shared/real)", () => {
  it('comes out cell-exact, and every row is accounted for', async () => {
    const cwd = freshFolder();
    const extracted = await lekalo(['extract', join(REAL, 'vehicle-list.pdf'), '--out', 'out'], { cwd });
    expect(extracted.exitCode).toBe(0);
    const columns = ['page', 'row', 'number', 'brand', 'model', 'year', 'description'];
    const read = (path: string): string[][] =>
      (parse(readFileSync(path), { columns: true }) as Record<string, string>[]).map((row) =>
        columns.map((column) => row[column] ?? ''),
      );
    expect(read(join(cwd, 'out/raw_vehicle_data.csv'))).toEqual(read(join(REAL, 'vehicle-list.rows.csv')));

    const cleaned = await lekalo(['--json', 'clean', 'out/raw_vehicle_data.csv', '--out', 'out'], { cwd });
    const summary = JSON.parse(cleaned.stdout) as RunSummary;
    expect(summary.rows).toBe(807);
    expect(summary.cleaned + summary.review + summary.rejects).toBe(807);
    // 80 % is what an operator was promised; below it the review queue grows too long.
    expect(summary.cleaned).toBeGreaterThanOrEqual(0.8 * 807);
  });
});
