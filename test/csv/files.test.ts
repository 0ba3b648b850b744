import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEAN, RAW, REJECTS } from '../../src/csv/columns.ts';
import { EXCEL, guardFormula, PLAIN } from '../../src/csv/dialect.ts';
import { readRows, streamRows } from '../../src/csv/read.ts';
import { createRejectWriter, writeRejects } from '../../src/csv/rejects.ts';
import { createRowWriter, renderRecords, writeRows } from '../../src/csv/write.ts';
import type { RawRow, Reject, Stage } from '../../src/rows.ts';
import { freshFolder } from '../support/folder.ts';

const raw = (cells: Partial<RawRow>): RawRow => ({
  source: 'list.pdf',
  page: 1,
  row: 1,
  number: '',
  brand: '',
  model: '',
  year: '',
  description: '',
  extra: '',
  ...cells,
});
const reject = (stage: Stage, text: string): Reject => ({
  source: 'a.pdf',
  page: 1,
  row: 0,
  stage,
  reason: 'note',
  text,
});

describe('a CSV file', () => {
  it.each([
    ['plain', PLAIN],
    ['Excel', EXCEL],
  ])('comes back as it was written, in the %s dialect, whatever the cells hold', async (_name, dialect) => {
    const path = join(freshFolder(), 'raw.csv');
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[-=+@'";,\r\n 1Я]{0,5}$/), fc.constant('Камри "70", =1'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ brand: cell, model: cell, extra: cell }), { maxLength: 5 }),
        async (cells) => {
          const rows = cells.map(raw);
          await writeRows(path, RAW, rows, dialect);
          expect(await readRows(path, RAW)).toEqual(rows);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['plain', PLAIN],
    ['Excel', EXCEL],
  ])('has the very characters that csv-stringify writes, in the %s dialect', (_name, dialect) => {
    const cell = fc.oneof(fc.constant('Камри'), fc.stringMatching(/^[a1"';,\r\n ]{0,4}$/));
    const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(records, (lines) => {
        const cells = dialect.guarded ? lines.map((line) => line.map(guardFormula)) : lines;
        expect(renderRecords(lines, dialect)).toBe(
          stringify(cells, {
            delimiter: dialect.delimiter,
            record_delimiter: dialect.lineEnd,
            quoted_match: /[\r\n]/,
          }),
        );
      }),
    );
  });

  it('is plain UTF-8 with LF by default and BOM, semicolons and CRLF for Excel', async () => {
    const folder = freshFolder();
    await writeRows(join(folder, 'plain.csv'), REJECTS, [reject('clean', 'a, "b"')]);
    await writeRows(join(folder, 'excel.csv'), REJECTS, [reject('clean', '=a')], EXCEL);
    expect(readFileSync(join(folder, 'plain.csv'), 'utf8')).toBe(
      'source,page,row,stage,reason,text\na.pdf,1,0,clean,note,"a, ""b"""\n',
    );
    expect(readFileSync(join(folder, 'excel.csv'), 'utf8')).toBe(
      "\uFEFFsource;page;row;stage;reason;text\r\na.pdf;1;0;clean;note;'=a\r\n",
    );
  });

  it('longer than the pieces in which it is read and written comes back whole, in batches of any size', async () => {
    const path = join(freshFolder(), 'raw.csv');
    const rows = Array.from({ length: 4_000 }, (_, row) =>
      raw({ row, brand: 'Шкода'.repeat(row % 9), model: `"${row}"\n🚗`, extra: row === 99 ? 'ж'.repeat(200_000) : '' }),
    );
    await writeRows(path, RAW, rows);
    for (const batchRows of [1, 7, 5_000]) {
      const read: RawRow[] = [];
      for await (const batch of streamRows(path, RAW, batchRows)) {
        expect(batch.length).toBeLessThanOrEqual(batchRows);
        read.push(...batch);
      }
      expect(read).toEqual(rows);
    }
  });

  it('appears whole or not at all', async () => {
    const folder = freshFolder();
    const writer = await createRowWriter(join(folder, 'raw.csv'), RAW);
    await writer.write([raw({ brand: 'Kia' })]);
    expect(readdirSync(folder)).not.toContain('raw.csv');
    await writer.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a missing column', 'source,page,row\n', 'wrong-columns', "has no column 'number', 'brand'"],
    ['an empty file', '', 'wrong-columns', "has no column 'source'"],
    ['a wrong count of cells', `${RAW.columns.join(',')}\na,1\n`, 'bad-csv', 'line 2 has 2 cells'],
    ['a page that is no number', `${RAW.columns.join(',')}\na,x,1,,,,,,\n`, 'bad-csv', "column page: 'x'"],
    [
      'a quote that never closes',
      `${RAW.columns.join(',')}\na,1,1,"x,,,,,\n`,
      'bad-csv',
      'line 2: a quote is never closed',
    ],
  ])('with %s is refused by line and column', async (_name, text, code, message) => {
    const path = join(freshFolder(), 'raw.csv');
    writeFileSync(path, text);
    await expect(readRows(path, RAW)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('saved in Windows-1251 is refused with what to do', async () => {
    const path = join(freshFolder(), 'raw.csv');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(`${RAW.columns.join(',')}\na,1,1,,`), Buffer.from([0xca, 0xe8, 0xff])]),
    );
    await expect(readRows(path, RAW)).rejects.toMatchObject({
      code: 'bad-csv',
      hint: expect.stringContaining('UTF-8'),
    });
  });

  it('that does not exist is refused by name', async () => {
    await expect(readRows('no-such.csv', CLEAN)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: "Cannot read 'no-such.csv'.",
    });
  });

  it("keeps an analyst's own columns out of the way", async () => {
    const path = join(freshFolder(), 'raw.csv');
    writeFileSync(path, `my note,${RAW.columns.join(',')}\nhm,a.pdf,1,2,,Kia,,,,\n`);
    expect(await readRows(path, RAW)).toEqual([raw({ source: 'a.pdf', row: 2, brand: 'Kia' })]);
  });
});

describe('rejects.csv', () => {
  it("keeps the other stages' lines when one stage replaces its own", async () => {
    const path = join(freshFolder(), 'rejects.csv');
    await writeRejects(path, 'clean', [reject('clean', 'old')]);
    await writeRejects(path, 'extract', [reject('extract', 'e')]);
    await writeRejects(path, 'clean', [reject('clean', 'new')]);
    expect((await readRows(path, REJECTS)).map((row) => row.text)).toEqual(['e', 'new']);
  });

  it('stays as it was when the stage gives up', async () => {
    const path = join(freshFolder(), 'rejects.csv');
    await writeRejects(path, 'extract', [reject('extract', 'e')]);
    const writer = await createRejectWriter(path, 'clean');
    await writer.write([reject('clean', 'half')]);
    await writer.discard();
    expect((await readRows(path, REJECTS)).map((row) => row.text)).toEqual(['e']);
  });
});
