/** `rejects.csv` belongs to several stages: each replaces its own lines and keeps the others'. */
import { existsSync } from 'node:fs';
import type { Reject, Stage } from '../rows.ts';
import { REJECTS } from './columns.ts';
import { type Dialect, PLAIN } from './dialect.ts';
import { streamRows } from './read.ts';
import { createRowWriter, type RowWriter } from './write.ts';

/** The order in which the stages' lines stand in the file. */
const ORDER: readonly Stage[] = ['extract', 'clean', 'import', 'import-prices'];

/** Opens `path` for the lines of one stage; the other stages' lines are copied around them. */
export async function createRejectWriter(
  path: string,
  stage: Stage,
  dialect: Dialect = PLAIN,
): Promise<RowWriter<Reject>> {
  const writer = await createRowWriter(path, REJECTS, dialect);
  const place = ORDER.indexOf(stage);
  const copy = async (keep: (place: number) => boolean): Promise<void> => {
    if (!existsSync(path)) return;
    for await (const batch of streamRows(path, REJECTS)) {
      await writer.write(batch.filter((reject) => keep(ORDER.indexOf(reject.stage))));
    }
  };
  try {
    await copy((other) => other < place);
  } catch (error) {
    await writer.discard();
    throw error;
  }
  return {
    write: (rows) => writer.write(rows),
    writeText: (text) => writer.writeText(text),
    async commit() {
      await copy((other) => other > place);
      await writer.commit();
    },
    discard: () => writer.discard(),
  };
}

/** Writes all rejects of one stage. */
export async function writeRejects(
  path: string,
  stage: Stage,
  rejects: readonly Reject[],
  dialect: Dialect = PLAIN,
): Promise<void> {
  const writer = await createRejectWriter(path, stage, dialect);
  try {
    await writer.write(rejects);
    await writer.commit();
  } finally {
    await writer.discard();
  }
}
