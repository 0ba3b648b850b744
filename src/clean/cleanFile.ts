/** raw_vehicle_data.csv → cleaned_vehicle_data.csv, review.csv, rejects.csv: the edge of this room. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CLEAN, RAW, REVIEW } from '../csv/columns.ts';
import { type Dialect, EXCEL, PLAIN } from '../csv/dialect.ts';
import { streamRows } from '../csv/read.ts';
import { createRejectWriter } from '../csv/rejects.ts';
import { createRowWriter, type RowWriter } from '../csv/write.ts';
import { Interrupted } from '../errors.ts';
import type { CleanRow, Origin, Reject, ReviewRow } from '../rows.ts';
import { createIndex } from './catalog/catalogIndex.ts';
import { OWN_CATALOG, readCatalog } from './catalog/readCatalog.ts';
import { createCleaner } from './clean.ts';
import { decisionKey, decisionText, indexDecisions } from './decisions/aliases.ts';
import { readAliases } from './decisions/readAliases.ts';
import { createPlacePrinter, renderTails } from './list/lines.ts';
import { createReviewQueue, type ReviewQueue } from './list/queue.ts';
import { rememberSpellings } from './list/spellings.ts';

/** Few: a new spelling takes long, and what waits meanwhile is taken by V8 for something to keep. */
const ROWS_AT_ONCE = 16;
const PROGRESS_ROWS = 50 * ROWS_AT_ONCE;
/** Characters of review.csv that are collected before they are written. */
const TEXT_AT_ONCE = 4_096;

export interface CleanFileOptions {
  readonly outDir: string;
  readonly catalogDir?: string | undefined;
  /** Default: `aliases.csv` in `outDir`, if there is one. */
  readonly aliasesPath?: string | undefined;
  readonly excel?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((rows: number) => void) | undefined;
  /** The year of today: next year's models are on sale, later years are slips. */
  readonly year: number;
}

/** `rows = cleaned + review + rejects`; `vehicles` counts the lines of the cleaned file. */
export interface CleanSummary {
  readonly rows: number;
  readonly cleaned: number;
  readonly review: number;
  readonly rejects: number;
  readonly vehicles: number;
  readonly files: { readonly cleaned: string; readonly review: string; readonly rejects: string };
}

export async function cleanFile(rawPath: string, options: CleanFileOptions): Promise<CleanSummary> {
  const { outDir, year, signal } = options;
  const dialect = options.excel ? EXCEL : PLAIN;
  const index = createIndex(readCatalog(options.catalogDir ?? OWN_CATALOG));
  const aliases = await findAliases(options);
  const files = {
    cleaned: join(outDir, CLEAN.name),
    review: join(outDir, REVIEW.name),
    rejects: join(outDir, 'rejects.csv'),
  };
  const clean = createCleaner(index, indexDecisions(aliases), { latestYear: year + 1 });
  const queue = createReviewQueue<string>();
  const settle = rememberSpellings((row): Settled => {
    const outcome = clean(row);
    const tails = renderTails(row, outcome, dialect);
    if (outcome.decision !== 'review') return { decision: outcome.decision, tails };
    return { decision: 'review', asked: queue.ask(decisionKey(decisionText(row)), tails.join('')) };
  });
  const placeOf = createPlacePrinter(dialect);
  const counts = { rows: 0, cleaned: 0, rejects: 0, vehicles: 0 };
  await writeTogether(files, dialect, async (cleaned, review, rejects) => {
    for await (const batch of streamRows(rawPath, RAW, ROWS_AT_ONCE)) {
      if (signal?.aborted) throw new Interrupted();
      let vehicles = '';
      let refused = '';
      for (const row of batch) {
        const settled = settle(row);
        if (settled.decision === 'review') {
          queue.add(settled.asked, row);
          continue;
        }
        const place = placeOf(row);
        let lines = '';
        for (const tail of settled.tails) lines += place + tail;
        if (settled.decision === 'accept') {
          vehicles += lines;
          counts.cleaned += 1;
          counts.vehicles += settled.tails.length;
        } else {
          refused += lines;
          counts.rejects += 1;
        }
      }
      counts.rows += batch.length;
      if (vehicles !== '') await cleaned.writeText(vehicles);
      if (refused !== '') await rejects.writeText(refused);
      if (counts.rows % PROGRESS_ROWS === 0) options.progress?.(counts.rows);
    }
    await writeQuestions(review, queue, placeOf);
  });
  return { ...counts, review: queue.size, files };
}

/** What is kept of a spelling: text to write behind every place where it is printed. */
type Settled =
  | { readonly decision: 'accept' | 'reject'; readonly tails: readonly string[] }
  | { readonly decision: 'review'; readonly asked: number };

async function findAliases({
  aliasesPath,
  outDir,
}: CleanFileOptions): Promise<Awaited<ReturnType<typeof readAliases>>> {
  if (aliasesPath !== undefined) return readAliases(aliasesPath);
  const beside = join(outDir, 'aliases.csv');
  return existsSync(beside) ? readAliases(beside) : [];
}

type Writers = [RowWriter<CleanRow>, RowWriter<ReviewRow>, RowWriter<Reject>];

/** None of the three appears unless all could be written. */
async function writeTogether(
  files: { cleaned: string; review: string; rejects: string },
  dialect: Dialect,
  work: (...writers: Writers) => Promise<void>,
): Promise<void> {
  const open: { discard(): Promise<void> }[] = [];
  const keep = <Writer extends { discard(): Promise<void> }>(writer: Writer): Writer => {
    open.push(writer);
    return writer;
  };
  try {
    const cleaned = keep(await createRowWriter(files.cleaned, CLEAN, dialect));
    const review = keep(await createRowWriter(files.review, REVIEW, dialect));
    const rejects = keep(await createRejectWriter(files.rejects, 'clean', dialect));
    await work(cleaned, review, rejects);
    await rejects.commit();
    await review.commit();
    await cleaned.commit();
  } finally {
    for (const writer of open) await writer.discard();
  }
}

async function writeQuestions(
  writer: RowWriter<ReviewRow>,
  queue: ReviewQueue<string>,
  placeOf: (origin: Origin) => string,
): Promise<void> {
  let lines = '';
  for (const [tail, origin] of queue.sorted()) {
    lines += placeOf(origin) + tail;
    if (lines.length < TEXT_AT_ONCE) continue;
    await writer.writeText(lines);
    lines = '';
  }
  await writer.writeText(lines);
}
