import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanRows } from '../../src/clean/clean.ts';
import { cleanFile } from '../../src/clean/cleanFile.ts';
import { CLEAN, RAW, REJECTS, REVIEW } from '../../src/csv/columns.ts';
import { EXCEL, PLAIN } from '../../src/csv/dialect.ts';
import { writeRows } from '../../src/csv/write.ts';
import type { RawRow } from '../../src/rows.ts';
import { ownCatalog } from '../support/catalog.ts';
import { freshFolder } from '../support/folder.ts';

const YEAR = 2026;
const FILES = [CLEAN.name, REJECTS.name, REVIEW.name].sort();

/** Accepted, asked and refused rows, one with two vehicles, cells that need quotes or a guard, lists in turn. */
const CELLS: readonly (readonly [brand: string, model: string, year: string, description: string])[] = [
  ['Тойота', 'Камри', '2006-11', 'левый руль, с бортами'],
  ['ВАЗ', '2108, 2109', '1990', '=без бортов'],
  ['Kia', 'Щщжъ', '', 'печать "А"\nи ещё'],
  ['Kia', 'щщжъ', '2010', "'+особый"],
  ['', '', '2011', ''],
  ['Марка', 'Модель', 'Год', 'Описание'],
  ['Lada', 'Ззз | ннн', '-', ''],
];
const rows: RawRow[] = Array.from({ length: 1_700 }, (_, n) => {
  const [brand, model, year, description] = CELLS[(n * n + 3 * n) % CELLS.length] ?? ['', '', '', ''];
  const source = ['list, 1.pdf', '=list.pdf', 'a list with a long name.pdf'][Math.floor(n / 5) % 3] ?? '';
  return { source, page: Math.floor(n / 20), row: n % 20, number: `${n}`, brand, model, year, description, extra: '' };
});

const readFolder = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('cleaning a file', () => {
  it.each([
    ['plain', PLAIN],
    ['Excel', EXCEL],
  ])('writes byte for byte what cleaning the rows at once gives, in the %s dialect', async (_name, dialect) => {
    const folder = freshFolder();
    const raw = join(folder, 'raw.csv');
    await writeRows(raw, RAW, rows);
    const summary = await cleanFile(raw, { outDir: join(folder, 'streamed'), year: YEAR, excel: dialect === EXCEL });
    const { cleaned, review, rejects } = cleanRows(rows, ownCatalog(), [], { latestYear: YEAR + 1 });
    await writeRows(join(folder, 'whole', CLEAN.name), CLEAN, cleaned, dialect);
    await writeRows(join(folder, 'whole', REVIEW.name), REVIEW, review, dialect);
    await writeRows(join(folder, 'whole', REJECTS.name), REJECTS, rejects, dialect);
    expect(readFolder(join(folder, 'streamed'))).toEqual(readFolder(join(folder, 'whole')));
    expect(summary).toMatchObject({
      rows: rows.length,
      vehicles: cleaned.length,
      review: review.length,
      rejects: rejects.length,
      cleaned: rows.length - review.length - rejects.length,
    });
    for (const list of [cleaned, review, rejects]) expect(list.length).toBeGreaterThan(50);
  });

  it.each<[string, { end?: string; stopAt?: number }, object]>([
    ['the raw file is broken at its end', { end: 'list.pdf,1,1,"never closed\n' }, { code: 'bad-csv' }],
    ['it is interrupted', { stopAt: 800 }, { name: 'Interrupted' }],
  ])('leaves the folder as it was where %s', async (_name, { end = '', stopAt = Infinity }, error) => {
    const folder = freshFolder();
    const raw = join(folder, 'raw.csv');
    await writeRows(raw, RAW, rows);
    writeFileSync(raw, end, { flag: 'a' });
    const outDir = join(folder, 'out');
    mkdirSync(outDir);
    for (const name of FILES) writeFileSync(join(outDir, name), name === REJECTS.name ? REJECTS.columns.join() : name);
    const before = readFolder(outDir);
    const stop = new AbortController();
    const progress = (done: number): void => {
      if (done >= stopAt) stop.abort();
    };
    await expect(cleanFile(raw, { outDir, year: YEAR, signal: stop.signal, progress })).rejects.toMatchObject(error);
    expect(readFolder(outDir)).toEqual(before);
  });
});
