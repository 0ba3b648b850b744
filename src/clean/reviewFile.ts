/** `review apply` and `review undo` on the files of a folder: the edge of the review loop. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CLEAN, REJECTS, REVIEW } from '../csv/columns.ts';
import { type Dialect, detectDialect, PLAIN } from '../csv/dialect.ts';
import { readRows, streamRows } from '../csv/read.ts';
import { writeRejects } from '../csv/rejects.ts';
import { createRowWriter, writeRows } from '../csv/write.ts';
import { UserError } from '../errors.ts';
import type { CleanRow, RawRow, Reject, ReviewRow } from '../rows.ts';
import { type Alias, decisionId, decisionKey, indexDecisions } from './aliases.ts';
import { OWN_CATALOG } from './cleanFile.ts';
import { type CatalogIndex, createIndex } from './index.ts';
import { createMerger, reviewKey, rowKey, sortReview } from './merge.ts';
import { readDecided } from './outcome.ts';
import { readAliases, writeAliases } from './readAliases.ts';
import { readCatalog } from './readCatalog.ts';
import { parseRejectText, toCleanRows, toReject, toReviewRow } from './render.ts';
import { readRow } from './repairs.ts';
import { findDecisions } from './review.ts';

export interface ReviewOptions {
  readonly catalogDir?: string | undefined;
  /** Default: `aliases.csv` beside the review file. */
  readonly aliasesPath?: string | undefined;
  readonly year: number;
}

export interface ApplySummary {
  /** Rows that the decisions settled, by the way they went; `waiting` rows stay in review.csv. */
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly waiting: number;
  readonly decisions: readonly { id: string; raw: string; brand: string; model: string }[];
  readonly files: {
    readonly aliases: string;
    readonly cleaned: string;
    readonly review: string;
    readonly rejects: string;
  };
}

/** Remembers what was typed in `reviewPath` and settles every row of the same text; repeating it changes nothing. */
export async function applyReview(
  reviewPath: string,
  options: ReviewOptions & { readonly at: string; readonly by: string },
): Promise<ApplySummary> {
  const files = filesOf(dirname(reviewPath), options.aliasesPath, reviewPath);
  const index = createIndex(readCatalog(options.catalogDir ?? OWN_CATALOG));
  const rows = await readRows(reviewPath, REVIEW);
  const aliases = await readExisting(files.aliases);
  const { aliases: fresh, counts, faults } = findDecisions(rows, indexDecisions(aliases), index, options);
  const [fault] = faults;
  if (fault !== undefined) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more: ${faults.slice(1, 4).join('; ')})` : '';
    throw new UserError('bad-decision', `'${reviewPath}': ${fault}${more}.`, 'Mend these rows; nothing was applied.');
  }
  const decisions = indexDecisions([...aliases, ...fresh]);
  const accepted: CleanRow[] = [];
  const rejected: Reject[] = [];
  const waiting: ReviewRow[] = [];
  const settled = { accepted: 0, rejected: 0 };
  for (const row of rows) {
    const alias = decisions.get(reviewKey(row));
    if (!alias) {
      waiting.push(row);
      continue;
    }
    const raw = toRaw(row);
    const outcome = readDecided(index, raw, alias, { latestYear: options.year + 1 });
    if (outcome.decision === 'reject') {
      rejected.push(toReject(raw, outcome));
      settled.rejected += 1;
    } else {
      accepted.push(...toCleanRows(raw, outcome));
      settled.accepted += 1;
    }
  }
  // The decision is remembered first and the question goes last: whatever is cut short, a second run completes it.
  if (fresh.length > 0) await writeAliases(files.aliases, [...aliases, ...fresh]);
  if (accepted.length > 0) await replaceCleaned(files.cleaned, new Set(accepted.map(rowKey)), accepted);
  if (rejected.length > 0) await addRejects(files.rejects, rejected);
  if (waiting.length < rows.length) {
    const sources = await sourcesOf(files.cleaned);
    await writeRows(reviewPath, REVIEW, sortReview(waiting, sources), await dialectOf(reviewPath));
  }
  return {
    ...settled,
    skipped: counts.skip,
    waiting: waiting.length,
    decisions: fresh.map(describeAlias),
    files,
  };
}

export interface UndoSummary {
  readonly id: string;
  readonly raw: string;
  /** Rows that wait for a decision again. */
  readonly reopened: number;
  readonly files: ApplySummary['files'];
}

/** Forgets one decision of the folder; its rows become questions again. */
export async function undoDecision(folder: string, id: string, options: ReviewOptions): Promise<UndoSummary> {
  const files = filesOf(folder, options.aliasesPath, join(folder, REVIEW.name));
  const aliases = await readExisting(files.aliases);
  const undone = aliases.find((alias) => decisionId(decisionKey(alias)) === id.toLowerCase());
  if (!undone) {
    throw new UserError(
      'bad-decision',
      `No decision '${id}' in '${files.aliases}'.`,
      "'lekalo review list' prints the decisions with their ids.",
    );
  }
  const key = decisionKey(undone);
  const index = createIndex(readCatalog(options.catalogDir ?? OWN_CATALOG));
  const cleaned = await findCleaned(files.cleaned, key);
  const rejects = existsSync(files.rejects) ? await readRows(files.rejects, REJECTS) : [];
  const reopened = rejects.flatMap((reject) => {
    const raw = reject.stage === 'clean' && reject.reason === 'decision' ? parseRejectText(reject) : null;
    return raw && reviewKey(printed(raw)) === key ? [{ reject, raw }] : [];
  });
  const raws = [
    ...new Map(cleaned.map((row) => [rowKey(row), toRaw(row)])).values(),
    ...reopened.map(({ raw }) => raw),
  ];
  const review = existsSync(files.review) ? await readRows(files.review, REVIEW) : [];
  const known = new Set(review.map(rowKey));
  const questions = raws.map((raw) => askAgain(index, raw, options)).filter((row) => !known.has(rowKey(row)));
  const sources = await sourcesOf(files.cleaned);
  const dialect = await dialectOf(files.review);
  // The other way round: questions first, the decision last.
  await writeRows(files.review, REVIEW, sortReview([...review, ...questions], sources), dialect);
  if (cleaned.length > 0) await replaceCleaned(files.cleaned, new Set(cleaned.map(rowKey)), []);
  if (reopened.length > 0) {
    const gone = new Set(reopened.map(({ reject }) => reject));
    const kept = rejects.filter((reject) => reject.stage === 'clean' && !gone.has(reject));
    await writeRejects(files.rejects, 'clean', kept, await dialectOf(files.rejects));
  }
  await writeAliases(
    files.aliases,
    aliases.filter((alias) => decisionKey(alias) !== key),
  );
  return { id, raw: describeAlias(undone).raw, reopened: raws.length, files };
}

/** All remembered decisions with their ids. */
export async function listDecisions(folder: string, aliasesPath?: string): Promise<ApplySummary['decisions']> {
  return (await readExisting(aliasesPath ?? join(folder, 'aliases.csv'))).map(describeAlias);
}

function askAgain(index: CatalogIndex, raw: RawRow, { year }: ReviewOptions): ReviewRow {
  const outcome = readRow(index, raw, { latestYear: year + 1 });
  if (outcome.vehicles.length > 0) return toReviewRow(raw, outcome);
  throw new Error('a decision was taken on a row that raises no question');
}

const describeAlias = (alias: Alias): ApplySummary['decisions'][number] => ({
  id: decisionId(decisionKey(alias)),
  raw: `${alias.rawBrand} ${alias.rawModel}`.trim(),
  brand: alias.brand,
  model: alias.model,
});

const filesOf = (folder: string, aliases: string | undefined, review: string): ApplySummary['files'] => ({
  aliases: aliases ?? join(folder, 'aliases.csv'),
  cleaned: join(folder, CLEAN.name),
  review,
  rejects: join(folder, 'rejects.csv'),
});

const readExisting = async (path: string): Promise<Alias[]> => (existsSync(path) ? readAliases(path) : []);

const toRaw = (row: ReviewRow | CleanRow): RawRow => ({
  source: row.source,
  page: row.page,
  row: row.row,
  number: '',
  brand: row.rawBrand,
  model: row.rawModel,
  year: row.rawYear,
  description: row.rawDescription,
  extra: '',
});

const printed = (raw: RawRow): Parameters<typeof reviewKey>[0] => ({
  rawBrand: raw.brand,
  rawModel: raw.model,
  rawYear: raw.year,
  rawDescription: raw.description,
});

/** A file keeps the form that it has: plain, or as Excel saved it. */
async function dialectOf(path: string): Promise<Dialect> {
  if (!existsSync(path)) return PLAIN;
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
    return detectDialect(buffer.toString('utf8', 0, bytesRead)).dialect;
  } finally {
    await handle.close();
  }
}

async function findCleaned(path: string, key: string): Promise<CleanRow[]> {
  const found: CleanRow[] = [];
  if (!existsSync(path)) return found;
  for await (const batch of streamRows(path, CLEAN)) {
    found.push(...batch.filter((row) => row.matchedBy.includes('decision') && reviewKey(row) === key));
  }
  return found;
}

/** Takes rows out of the cleaned file and puts others in at their places. */
async function replaceCleaned(path: string, out: ReadonlySet<string>, added: readonly CleanRow[]): Promise<void> {
  const writer = await createRowWriter(path, CLEAN, await dialectOf(path));
  try {
    const merger = createMerger(added);
    if (existsSync(path)) {
      for await (const batch of streamRows(path, CLEAN)) {
        await writer.write(merger.merge(batch.filter((row) => !out.has(rowKey(row)))));
      }
    }
    await writer.write(merger.rest());
    await writer.commit();
  } finally {
    await writer.discard();
  }
}

async function addRejects(path: string, added: readonly Reject[]): Promise<void> {
  const known = existsSync(path) ? (await readRows(path, REJECTS)).filter(({ stage }) => stage === 'clean') : [];
  const keyOf = ({ source, page, row, reason, text }: Reject): string => [source, page, row, reason, text].join('\n');
  const keys = new Set(known.map(keyOf));
  const all = [...known, ...added.filter((reject) => !keys.has(keyOf(reject)))];
  const place = new Map([...new Set(all.map(({ source }) => source))].map((source, at) => [source, at]));
  all.sort(
    (one, other) =>
      (place.get(one.source) ?? 0) - (place.get(other.source) ?? 0) || one.page - other.page || one.row - other.row,
  );
  await writeRejects(path, 'clean', all, await dialectOf(path));
}

async function sourcesOf(path: string): Promise<string[]> {
  const sources = new Set<string>();
  if (!existsSync(path)) return [];
  for await (const batch of streamRows(path, CLEAN)) for (const { source } of batch) sources.add(source);
  return [...sources];
}
