/** One pool of connections a database, shared by all handles of the process: the embedded database allows but one. */
import type { DatabaseTarget } from '../config.ts';
import { type Database, openDatabase } from '../database/connection/connection.ts';

/** Connections of a pool, unless said otherwise: more than a server's cores only queue there instead of here. */
export const DEFAULT_CONNECTIONS = 8;

export interface Lease {
  /** The database, opened anew if it was found dead. */
  use(): Promise<Database>;
  /** After a question failed because `dead` went away: the next one gets other connections. */
  replace(dead: Database): void;
  /** The last one to let go closes the pool. */
  release(): Promise<void>;
}

class Pool {
  readonly #open: () => Promise<Database>;
  #current: Promise<Database> | undefined;
  handles = 0;

  constructor(open: () => Promise<Database>) {
    this.#open = open;
  }

  use(): Promise<Database> {
    if (!this.#current) {
      const opening = this.#open();
      this.#current = opening;
      // Not there yet: the next question tries again.
      opening.catch(() => this.#forget(opening));
    }
    return this.#current;
  }

  /**
   * A connection that died while a write was waiting never writes again (postgres.js 3.4.9), so none of the old ones is
   * kept. Questions that run on the others are let finish. The embedded database has nothing that could go away.
   */
  async replace(dead: Database): Promise<void> {
    const current = this.#current;
    if (dead.kind === 'embedded' || !current || (await current.catch(() => undefined)) !== dead) return;
    this.#forget(current);
    await dead.close();
  }

  async close(): Promise<void> {
    const database = await this.#current?.catch(() => undefined);
    this.#current = undefined;
    await database?.close();
  }

  #forget(opening: Promise<Database>): void {
    if (this.#current === opening) this.#current = undefined;
  }
}

const pools = new Map<string, Pool>();

export function leaseDatabase(target: DatabaseTarget, max = DEFAULT_CONNECTIONS): Lease {
  const key = target.kind === 'server' ? `${target.url} ${max}` : target.dir;
  const pool = pools.get(key) ?? new Pool(() => openDatabase(target, { max, prepare: true }));
  pools.set(key, pool);
  pool.handles += 1;
  let held = true;
  return {
    use: () => pool.use(),
    replace: (dead) => void pool.replace(dead),
    async release() {
      if (!held) return;
      held = false;
      pool.handles -= 1;
      if (pool.handles > 0) return;
      pools.delete(key);
      await pool.close();
    },
  };
}
