import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { RAW, REVIEW } from '../../src/csv/columns.ts';
import { readRows } from '../../src/csv/read.ts';
import { writeRows } from '../../src/csv/write.ts';
import type { RawRow } from '../../src/rows.ts';
import { freshFolder } from '../support/folder.ts';
import { KILL_TIMEOUT_MS, type KillResult, KillTally, killLekalo, killPoints, timeLekalo } from '../support/kill.ts';
import { lekalo } from '../support/lekalo.ts';

/** Makers that exist with models that don't: each is a question. */
const BRANDS = ['Toyota', 'BMW', 'Kia', 'Ford', 'Chevrolet'];
const QUESTIONS = 300;

const rows = (): RawRow[] =>
  Array.from({ length: QUESTIONS }, (_, index) => ({
    source: 'list.pdf',
    page: Math.floor(index / 20) + 1,
    row: (index % 20) + 1,
    number: '',
    brand: BRANDS[index % BRANDS.length] ?? '',
    model: `Щщжъ${'абвгд'[index % 5]}${index} ъъ`,
    year: '',
    description: 'с бортами',
    extra: '',
  }));

/** A folder with its questions answered, ready for `review apply`. */
async function answeredFolder(): Promise<string> {
  const cwd = freshFolder();
  await writeRows(join(cwd, 'raw_vehicle_data.csv'), RAW, rows());
  expect((await lekalo(['clean', 'raw_vehicle_data.csv'], { cwd })).exitCode).toBe(0);
  const review = join(cwd, 'out/review.csv');
  const questions = await readRows(review, REVIEW);
  expect(questions.length).toBeGreaterThan(QUESTIONS / 2);
  const answers = ['accept', 'reject', 'skip'];
  await writeRows(
    review,
    REVIEW,
    questions.map((question, index) => ({
      ...question,
      brand: question.brand || 'Toyota',
      model: `new Model ${index}`,
      decision: answers[index % answers.length] ?? '',
    })),
  );
  return cwd;
}

/** Every file of the folder, the moment of each decision left out: the runs are minutes apart. */
function readFolder(cwd: string): Record<string, string> {
  const out = join(cwd, 'out');
  const files = readdirSync(out).filter((name) => !name.endsWith('.tmp'));
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(out, name), 'utf8').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'WHEN')]),
  );
}

type Files = Readonly<Record<string, string>>;

/** Each file is whole by itself: some may be there while others are not yet. */
function resultOf(found: Files, before: Files, after: Files): KillResult {
  if (isDeepStrictEqual(found, before)) return 'before';
  return isDeepStrictEqual(found, after) ? 'after' : 'between';
}

it(
  'lekalo review apply, killed at any moment, leaves each file whole, and run again it ends as undisturbed',
  async () => {
    const answered = await answeredFolder();
    const args = ['review', 'apply', 'out/review.csv', '--by', 'analyst'];
    const copy = (): string => {
      const cwd = freshFolder();
      cpSync(answered, cwd, { recursive: true });
      return cwd;
    };
    const undisturbed = copy();
    const peaceful = await timeLekalo(args, { cwd: undisturbed });
    const tally = new KillTally('review apply');
    const before = readFolder(answered);
    const after = readFolder(undisturbed);
    expect(after).not.toEqual(before);
    for (const point of killPoints(tally, peaceful)) {
      const lifetime = await timeLekalo(args, { cwd: copy() });
      const cwd = copy();
      const killedIn = await killLekalo(args, { cwd }, point, lifetime);
      const found = readFolder(cwd);
      for (const [name, text] of Object.entries(found)) {
        expect([before[name], after[name]], `${name}, killed in ${killedIn}`).toContain(text);
      }
      tally.note(killedIn, resultOf(found, before, after));
      const again = await lekalo(args, { cwd });
      expect([again.exitCode, again.stderr]).toEqual([0, '']);
      expect(readFolder(cwd), `killed in ${killedIn}`).toEqual(after);
    }
    tally.print();
    expect(tally.killed).toBeGreaterThan(0);
  },
  KILL_TIMEOUT_MS,
);
