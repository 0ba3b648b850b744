/** One pool of connections a database, shared by all handles of the process: the embedded database allows but one. */
import type { DatabaseTarget } from '../config.ts';
import { type Database, openDatabase } from '../database/connection.ts';

interface Shared {
  readonly opening: Promise<Database>;
  handles: number;
}

export interface Lease {
  readonly database: Database;
  /** The last one to let go closes the pool. */
  release(): Promise<void>;
}

const pools = new Map<string, Shared>();

/** Connections of a pool, unless said otherwise: more than a server's cores only queue there instead of here. */
export const DEFAULT_CONNECTIONS = 8;

export async function leaseDatabase(target: DatabaseTarget, max = DEFAULT_CONNECTIONS): Promise<Lease> {
  const key = target.kind === 'server' ? `${target.url} ${max}` : target.dir;
  const shared = pools.get(key) ?? { opening: openDatabase(target, { max, prepare: true }), handles: 0 };
  pools.set(key, shared);
  shared.handles += 1;
  let held = true;
  const release = async (): Promise<void> => {
    if (!held) return;
    held = false;
    shared.handles -= 1;
    if (shared.handles > 0) return;
    pools.delete(key);
    await (await shared.opening).close();
  };
  try {
    return { database: await shared.opening, release };
  } catch (error) {
    held = false;
    shared.handles -= 1;
    if (pools.get(key) === shared) pools.delete(key);
    throw error;
  }
}
