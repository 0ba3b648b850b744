import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RAW, REVIEW } from '../../src/csv/columns.ts';
import { EXCEL } from '../../src/csv/dialect.ts';
import { readRows } from '../../src/csv/read.ts';
import { writeRows } from '../../src/csv/write.ts';
import type { RawRow, ReviewRow } from '../../src/rows.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo as runLekalo } from '../support/lekalo.ts';

/** A few names are enough here; the whole catalogue is measured by labelled.test.ts. */
const CATALOG: Readonly<Record<string, string>> = {
  'brands.csv':
    'brand,name_ru,name_ky,aliases\nToyota,Тойота,Тойота,\nBMW,БМВ,БМВ,\nChevrolet,Шевроле,Шевроле,\nFord,Форд,Форд,\nKia,Киа,Киа,\n',
  'models/all.csv':
    'brand,model,name_ru,aliases,body_types,year_from,year_to\nToyota,Camry,Камри,,sedan,1982,\nBMW,5 Series,5 серия,5,sedan,1972,\n' +
    'Chevrolet,Tracker,Трекер,,suv,1989,\nChevrolet,Trax,Тракс,,suv,2012,\nChevrolet,Aveo,Авео,,sedan,2002,\n' +
    'Ford,Mustang,Мустанг,,coupe,1964,\nKia,Rio,Рио,,sedan,2000,\n',
  'generations/all.csv':
    'brand,model,generation,ordinal,aliases,body_types,year_from,year_to\nToyota,Camry,XV40,VI,40|45,sedan,2006,2011\n',
  'codes/all.csv': 'brand,code,model,generation\n',
  'ambiguous.csv': 'brand,alias,models,reason\n',
  'twins.csv': 'brand,gives_way_to,names\n',
  'daughters.csv': 'brand,parent\n',
};

function writeCatalog(folder: string): void {
  for (const name of ['models', 'generations', 'codes']) mkdirSync(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries(CATALOG)) writeFileSync(join(folder, name), text);
}

const lekalo = (args: readonly string[], options: { cwd: string }): ReturnType<typeof runLekalo> =>
  runLekalo([...args, '--catalog', 'catalog'], options);

const raw = (row: number, brand: string, model: string, year: string, description: string): RawRow => ({
  source: 'list.pdf',
  page: 1 + Math.floor(row / 5),
  row: row % 5,
  number: '',
  brand,
  model,
  year,
  description,
  extra: '',
});

const ROWS: readonly RawRow[] = [
  raw(1, 'Toyota', 'Camry 40', '-', 'левый руль'),
  raw(2, 'BMW', '611', '-', 'с бортами'),
  raw(3, 'Chevrolet', 'ТРАНЗА', '2010', 'без бортов'),
  raw(4, 'Chevrolet', 'Транза', '-', '=левый'),
  raw(5, 'Ford', '-', '2022', 'купе'),
  raw(6, 'Ford', '-', '2004', 'универсал'),
  raw(7, 'Kia', 'Rio', '1007', '-'),
  raw(8, 'Kia', 'Rio', '2011', '-'),
  raw(9, 'Итого', '', '', ''),
];

async function cleanedFolder(
  printed: readonly RawRow[] = ROWS,
): Promise<{ cwd: string; out: string; clean: () => Promise<Record<string, number>> }> {
  const cwd = freshFolder();
  writeCatalog(join(cwd, 'catalog'));
  await writeRows(join(cwd, 'raw.csv'), RAW, printed);
  const clean = async (): Promise<Record<string, number>> => {
    const { stdout, stderr } = await lekalo(['clean', 'raw.csv', '--json'], { cwd });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Record<string, number>;
  };
  await clean();
  return { cwd, out: join(cwd, 'out'), clean };
}

const FILES = ['cleaned_vehicle_data.csv', 'review.csv', 'rejects.csv'];
const readAll = (folder: string): string[] => FILES.map((name) => readFileSync(join(folder, name), 'utf8'));

async function answer(out: string, answers: (row: ReviewRow) => Partial<ReviewRow>): Promise<void> {
  const rows = await readRows(join(out, 'review.csv'), REVIEW);
  await writeRows(
    join(out, 'review.csv'),
    REVIEW,
    rows.map((row) => ({ ...row, ...answers(row) })),
  );
}

const answerTransa = (row: ReviewRow): Partial<ReviewRow> =>
  row.rawModel === 'ТРАНЗА' ? { decision: 'accept', brand: 'шевроле', model: 'трекер' } : {};

describe('the review loop', () => {
  it('accounts for every row and puts the question first that settles most', async () => {
    const { out, clean } = await cleanedFolder();
    const { rows, cleaned, review, rejects } = await clean();
    expect([rows, cleaned, review, rejects]).toEqual([9, 2, 6, 1]);
    const questions = await readRows(join(out, 'review.csv'), REVIEW);
    expect(questions.slice(0, 2).map(({ rawModel }) => rawModel)).toEqual(['ТРАНЗА', 'Транза']);
  });

  it('settles all rows of one text with one answer and never asks again', async () => {
    const { cwd, out, clean } = await cleanedFolder();
    await answer(out, answerTransa);
    const applied = await lekalo(['review', 'apply', 'out/review.csv', '--by', 'tester', '--json'], { cwd });
    expect(JSON.parse(applied.stdout)).toMatchObject({ accepted: 2, rejected: 0, waiting: 4 });
    const after = readAll(out);
    expect(await clean()).toMatchObject({ cleaned: 4, review: 4 });
    expect(readAll(out)).toEqual(after);
    expect(after[0]).toContain('Chevrolet,Tracker,,2010,2010,,,without');
    expect(readFileSync(join(out, 'aliases.csv'), 'utf8')).toBe(
      'raw_brand,raw_model,brand,model,decided_at,decided_by,source\n' +
        'Chevrolet,ТРАНЗА,Chevrolet,Tracker,2026-01-15T10:00:00.000Z,tester,list.pdf\n',
    );
  });

  it('changes nothing when the same answers are applied twice', async () => {
    const { cwd, out } = await cleanedFolder();
    await answer(out, answerTransa);
    const typed = readFileSync(join(out, 'review.csv'));
    await lekalo(['review', 'apply', 'out/review.csv'], { cwd });
    const after = readAll(out);
    // A crash before review.csv was replaced leaves the answered file behind.
    writeFileSync(join(out, 'review.csv'), typed);
    expect((await lekalo(['review', 'apply', 'out/review.csv'], { cwd })).exitCode).toBe(0);
    expect(readAll(out)).toEqual(after);
  });

  it.each(['accept', 'reject'])('restores the former output byte for byte when %s is undone', async (decision) => {
    const { cwd, out } = await cleanedFolder();
    const before = readAll(out);
    await answer(out, (row) => (row.rawModel === 'Транза' ? { decision, model: 'Tracker' } : {}));
    const applied = await lekalo(['review', 'apply', 'out/review.csv', '--json'], { cwd });
    const { decisions } = JSON.parse(applied.stdout) as { decisions: { id: string }[] };
    expect(readAll(out)).not.toEqual(before);
    const undone = await lekalo(['review', 'undo', decisions[0]?.id ?? '', '--json'], { cwd });
    expect(JSON.parse(undone.stdout)).toMatchObject({ reopened: 2 });
    expect(readAll(out)).toEqual(before);
  });

  it('restores a rejected row whose cells hold bars', async () => {
    const printed = raw(1, 'Ford', '| Транза | || 5', '| 2010', 'без | бортов |');
    const { cwd, out } = await cleanedFolder([printed]);
    const before = readAll(out);
    await answer(out, () => ({ decision: 'reject' }));
    const applied = await lekalo(['review', 'apply', 'out/review.csv', '--json'], { cwd });
    const { decisions } = JSON.parse(applied.stdout) as { decisions: { id: string }[] };
    expect(readAll(out)).not.toEqual(before);
    await lekalo(['review', 'undo', decisions[0]?.id ?? ''], { cwd });
    expect(readAll(out)).toEqual(before);
  });

  it('decides a row without a model by all that it prints, not for every row of the maker', async () => {
    const { cwd, out } = await cleanedFolder();
    await answer(out, (row) => (row.rawDescription === 'купе' ? { decision: 'accept', model: 'Mustang' } : {}));
    const { stdout } = await lekalo(['review', 'apply', 'out/review.csv', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, waiting: 5 });
  });

  it('answers the question of a bad year without touching rows that raised none', async () => {
    const { cwd, out, clean } = await cleanedFolder();
    await answer(out, (row) => (row.rawYear === '1007' ? { decision: 'reject' } : {}));
    const { stdout } = await lekalo(['review', 'apply', 'out/review.csv', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ rejected: 1 });
    expect(await clean()).toMatchObject({ cleaned: 2, review: 5, rejects: 2 });
  });

  it('takes the file back from Excel', async () => {
    const { cwd, out } = await cleanedFolder();
    const rows = await readRows(join(out, 'review.csv'), REVIEW);
    const answered = rows.map((row) => ({ ...row, ...answerTransa(row) }));
    await writeRows(join(out, 'review.csv'), REVIEW, answered, EXCEL);
    const { stdout } = await lekalo(['review', 'apply', 'out/review.csv', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 2, waiting: 4 });
    expect(readFileSync(join(out, 'cleaned_vehicle_data.csv'), 'utf8')).toContain(',=левый\n');
    expect(readFileSync(join(out, 'review.csv'), 'utf8').startsWith('\uFEFFsource;page;row;reason')).toBe(true);
  });

  it.each([
    [{ decision: 'acept' }, "'acept' is not accept, reject or skip"],
    [{ decision: 'accept', model: '' }, 'accept needs a brand and a model'],
    [
      { decision: 'accept', brand: 'Chevrulex', model: 'Aveo' },
      "the brand 'Chevrulex' is unknown: write 'new Chevrulex'",
    ],
    [{ decision: 'accept', model: 'Avio' }, "the model 'Avio' of Chevrolet is unknown: write 'new Avio'"],
  ])('refuses %j and applies nothing', async (typed, message) => {
    const { cwd, out } = await cleanedFolder();
    await answer(out, (row) => (row.rawModel === 'ТРАНЗА' ? typed : {}));
    const before = readAll(out);
    const { exitCode, stderr } = await lekalo(['review', 'apply', 'out/review.csv'], { cwd });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(message);
    expect(readAll(out)).toEqual(before);
  });

  it('takes a name that the catalogue lacks if the analyst says new', async () => {
    const { cwd, out, clean } = await cleanedFolder();
    await answer(out, (row) => (row.rawModel === '611' ? { decision: 'accept', model: 'new 611' } : {}));
    await lekalo(['review', 'apply', 'out/review.csv'], { cwd });
    expect(await clean()).toMatchObject({ cleaned: 3 });
    expect(readFileSync(join(out, 'cleaned_vehicle_data.csv'), 'utf8')).toContain('BMW,611,');
  });

  it('refuses an answer that contradicts an earlier one and names both', async () => {
    const { cwd, out } = await cleanedFolder();
    await answer(out, (row) => {
      if (row.rawModel === 'ТРАНЗА') return { decision: 'accept', model: 'Tracker' };
      return row.rawModel === 'Транза' ? { decision: 'accept', model: 'Trax' } : {};
    });
    const { exitCode, stderr } = await lekalo(['review', 'apply', 'out/review.csv'], { cwd });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("is 'Chevrolet Trax' here and 'Chevrolet Tracker' before");
  });

  it('names the decision that it does not know', async () => {
    const { cwd } = await cleanedFolder();
    const { exitCode, stderr } = await lekalo(['review', 'undo', 'ffffffff'], { cwd });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining("No decision 'ffffffff'")]);
  });
});
