/** raw_vehicle_data.csv → cleaned_vehicle_data.csv, review.csv, rejects.csv: the edge of this room. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RAW } from '../csv/columns.ts';
import { type Dialect, EXCEL, PLAIN } from '../csv/dialect.ts';
import { streamRows } from '../csv/read.ts';
import { createRejectWriter } from '../csv/rejects.ts';
import { createRowWriter, type RowWriter } from '../csv/write.ts';
import { Interrupted } from '../errors.ts';
import type { Reject } from '../rows.ts';
import { indexDecisions } from './aliases.ts';
import { createCleaner } from './clean.ts';
import { createIndex } from './index.ts';
import { CLEAN_LINES, type Line, REVIEW_LINES, toCleanLines, toReviewLine } from './lines.ts';
import { createReviewQueue } from './queue.ts';
import { readAliases } from './readAliases.ts';
import { readCatalog } from './readCatalog.ts';
import { toReject } from './render.ts';

/** The catalogue that comes with the program. */
export const OWN_CATALOG = fileURLToPath(new URL('../../data/catalog', import.meta.url));

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
  const read = createCleaner(index, indexDecisions(aliases), { latestYear: year + 1 });
  const files = {
    cleaned: join(outDir, CLEAN_LINES.name),
    review: join(outDir, REVIEW_LINES.name),
    rejects: join(outDir, 'rejects.csv'),
  };
  const queue = createReviewQueue();
  const counts = { rows: 0, cleaned: 0, rejects: 0, vehicles: 0 };
  await writeTogether(files, dialect, async (cleaned, review, rejects) => {
    for await (const batch of streamRows(rawPath, RAW)) {
      if (signal?.aborted) throw new Interrupted();
      const vehicles: Line[] = [];
      const refused: Reject[] = [];
      for (const row of batch) {
        const outcome = read(row);
        if (outcome.decision === 'accept') {
          vehicles.push(...toCleanLines(row, outcome));
          counts.cleaned += 1;
        } else if (outcome.decision === 'reject') refused.push(toReject(row, outcome));
        else queue.add(row, outcome);
      }
      counts.rows += batch.length;
      counts.vehicles += vehicles.length;
      counts.rejects += refused.length;
      await cleaned.write(vehicles);
      await rejects.write(refused);
      options.progress?.(counts.rows);
    }
    await writeInBatches(review, queue.sorted(toReviewLine));
  });
  return { ...counts, review: queue.size, files };
}

async function findAliases({
  aliasesPath,
  outDir,
}: CleanFileOptions): Promise<Awaited<ReturnType<typeof readAliases>>> {
  if (aliasesPath !== undefined) return readAliases(aliasesPath);
  const beside = join(outDir, 'aliases.csv');
  return existsSync(beside) ? readAliases(beside) : [];
}

type Writers = [RowWriter<Line>, RowWriter<Line>, RowWriter<Reject>];

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
    const cleaned = keep(await createRowWriter(files.cleaned, CLEAN_LINES, dialect));
    const review = keep(await createRowWriter(files.review, REVIEW_LINES, dialect));
    const rejects = keep(await createRejectWriter(files.rejects, 'clean', dialect));
    await work(cleaned, review, rejects);
    await rejects.commit();
    await review.commit();
    await cleaned.commit();
  } finally {
    for (const writer of open) await writer.discard();
  }
}

const BATCH_ROWS = 2_000;

export async function writeInBatches<Row>(writer: RowWriter<Row>, rows: Iterable<Row>): Promise<void> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH_ROWS) {
      await writer.write(batch);
      batch = [];
    }
  }
  await writer.write(batch);
}
