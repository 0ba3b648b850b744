/** The embedded PostgreSQL (PGlite): the same `postgres` driver and the same SQL as with a server. */
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type postgres from 'postgres';
import { UserError } from '../../errors.ts';
import { createEmbeddedSocket } from './embeddedSocket.ts';
import { lockFolder } from './folderLock.ts';

/** Kept in memory only; for tests. */
export const IN_MEMORY = 'memory://';

export interface Embedded {
  /** To be merged into the driver's options. */
  readonly options: postgres.Options<Record<string, never>> & { readonly socket: () => unknown };
  close(): Promise<void>;
}

/**
 * Making a database takes seconds, and a process killed meanwhile would leave half of one: it is made aside and then
 * renamed. Whatever an earlier one left aside is thrown away; the folder's lock is ours.
 */
async function createWhole(dir: string, create: (building: string) => Promise<void>): Promise<void> {
  const found = await readdir(dir).catch((): string[] => []);
  if (found.includes('PG_VERSION')) return;
  if (found.length > 0) {
    throw new UserError(
      'database-unusable',
      `The folder '${dir}' holds something else than an embedded database.`,
      'Empty it, or set LEKALO_DB_DIR to another one.',
    );
  }
  const building = `${dir}.building`;
  await rm(building, { recursive: true, force: true });
  await mkdir(dirname(dir), { recursive: true });
  await create(building);
  await rename(building, dir);
}

export async function openEmbedded(dir: string): Promise<Embedded> {
  const release = dir === IN_MEMORY ? async () => undefined : await lockFolder(dir);
  try {
    const [{ PGlite }, { pg_trgm }, { unaccent }, { btree_gist }, { fuzzystrmatch }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
      import('@electric-sql/pglite/contrib/unaccent'),
      import('@electric-sql/pglite/contrib/btree_gist'),
      import('@electric-sql/pglite/contrib/fuzzystrmatch'),
    ]);
    // The extensions must be named at every open, or their functions are missing.
    const extensions = { pg_trgm, unaccent, btree_gist, fuzzystrmatch };
    const open = (dataDir: string) => PGlite.create({ dataDir, extensions });
    if (dir !== IN_MEMORY) {
      await createWhole(dir, async (building) => {
        await (await open(building)).close();
      });
    }
    const engine = await open(dir);
    return {
      options: {
        host: 'embedded',
        user: 'postgres',
        database: 'postgres',
        // One backend session stands behind all connections; parallel transactions crash it.
        max: 1,
        socket: () => createEmbeddedSocket(engine),
      },
      async close() {
        try {
          await engine.close();
        } finally {
          await release();
        }
      },
    };
  } catch (error) {
    await release();
    if (error instanceof UserError) throw error;
    throw new UserError(
      'database-unusable',
      `Cannot open the embedded database '${dir}'.`,
      'Restore the folder from a backup, or set LEKALO_DB_DIR to another one.',
      { cause: error },
    );
  }
}
