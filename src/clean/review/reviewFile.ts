/** `review apply` and `review undo` on the files of a folder: the edge of the review loop. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REJECTS, REVIEW } from '../../csv/columns.ts';
import { readRows } from '../../csv/read.ts';
import { writeRejects } from '../../csv/rejects.ts';
import { writeRows } from '../../csv/write.ts';
import { UserError } from '../../errors.ts';
import type { CleanRow, RawRow, Reject, ReviewRow } from '../../rows.ts';
import { type CatalogIndex, createIndex } from '../catalog/catalogIndex.ts';
import { OWN_CATALOG, readCatalog } from '../catalog/readCatalog.ts';
import { type Alias, decisionId, decisionKey, indexDecisions } from '../decisions/aliases.ts';
import { writeAliases } from '../decisions/readAliases.ts';
import { readDecided } from '../outcome/outcome.ts';
import { parseRejectText, toCleanRows, toReject, toReviewRow } from '../outcome/render.ts';
import { readRow } from '../outcome/repairs.ts';
import { reviewKey, rowKey, sortReview } from './merge.ts';
import { findDecisions } from './review.ts';
import {
  addRejects,
  dialectOf,
  filesOf,
  findCleaned,
  type ReviewFiles,
  readExisting,
  replaceCleaned,
  sourcesOf,
} from './reviewFolder.ts';

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
  readonly files: ReviewFiles;
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
  readonly files: ReviewFiles;
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
