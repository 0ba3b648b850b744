/** The files that a decision touches: found in a folder, read where they exist, changed in the form that they have. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { CLEAN, REJECTS } from '../../csv/columns.ts';
import { type Dialect, detectDialect, PLAIN } from '../../csv/dialect.ts';
import { readRows, streamRows } from '../../csv/read.ts';
import { writeRejects } from '../../csv/rejects.ts';
import { createRowWriter } from '../../csv/write.ts';
import type { CleanRow, Reject } from '../../rows.ts';
import type { Alias } from '../decisions/aliases.ts';
import { readAliases } from '../decisions/readAliases.ts';
import { createMerger, reviewKey, rowKey } from './merge.ts';

export interface ReviewFiles {
  readonly aliases: string;
  readonly cleaned: string;
  readonly review: string;
  readonly rejects: string;
}

export const filesOf = (folder: string, aliases: string | undefined, review: string): ReviewFiles => ({
  aliases: aliases ?? join(folder, 'aliases.csv'),
  cleaned: join(folder, CLEAN.name),
  review,
  rejects: join(folder, 'rejects.csv'),
});

/** The decisions so far; none where there is no file yet. */
export const readExisting = async (path: string): Promise<Alias[]> => (existsSync(path) ? readAliases(path) : []);

/** A file keeps the form that it has: plain, or as Excel saved it. */
export async function dialectOf(path: string): Promise<Dialect> {
  if (!existsSync(path)) return PLAIN;
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
    return detectDialect(buffer.toString('utf8', 0, bytesRead)).dialect;
  } finally {
    await handle.close();
  }
}

export async function findCleaned(path: string, key: string): Promise<CleanRow[]> {
  const found: CleanRow[] = [];
  if (!existsSync(path)) return found;
  for await (const batch of streamRows(path, CLEAN)) {
    found.push(...batch.filter((row) => row.matchedBy.includes('decision') && reviewKey(row) === key));
  }
  return found;
}

/** Takes rows out of the cleaned file and puts others in at their places. */
export async function replaceCleaned(
  path: string,
  out: ReadonlySet<string>,
  added: readonly CleanRow[],
): Promise<void> {
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

export async function addRejects(path: string, added: readonly Reject[]): Promise<void> {
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

export async function sourcesOf(path: string): Promise<string[]> {
  const sources = new Set<string>();
  if (!existsSync(path)) return [];
  for await (const batch of streamRows(path, CLEAN)) for (const { source } of batch) sources.add(source);
  return [...sources];
}
