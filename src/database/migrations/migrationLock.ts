/** One migrating process at a time on a database: an advisory lock that lives as long as its transaction. */
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import type { Queryable } from './migrationState.ts';

/** 'leka', 'lo': any two numbers that others are unlikely to choose. */
const LOCK_CLASS = 0x6c65_6b61;
const LOCK_ID = 0x6c6f;

/** A migration takes seconds at most; asked this often, a waiting process is soon next. */
const ASK_AGAIN_MS = 200;

export interface LockOptions {
  /** How long to wait for another process: 0 (the default) not at all, Infinity as long as it takes. */
  readonly waitMs?: number;
  /** Told who holds the lock, when the waiting begins. */
  readonly onWait?: (holder: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Takes the lock until the transaction ends, so that a transaction-mode pooler can't lose it between two statements.
 * It is asked for again and again, not waited for in the server: so Ctrl-C is heard meanwhile.
 */
export async function lockMigrations(tx: Queryable, options: LockOptions = {}): Promise<void> {
  const { waitMs = 0, onWait, signal } = options;
  for (let waitedMs = 0; !(await tryLock(tx)); waitedMs += ASK_AGAIN_MS) {
    const holder = await findHolder(tx);
    if (waitedMs >= waitMs) throw locked(holder);
    if (waitedMs === 0) onWait?.(holder);
    await setTimeout(Math.min(ASK_AGAIN_MS, waitMs - waitedMs), undefined, { signal });
  }
}

async function tryLock(tx: Queryable): Promise<boolean> {
  const [got] = await tx<{ locked: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK_CLASS}, ${LOCK_ID}) as locked`;
  return got?.locked === true;
}

async function findHolder(tx: Queryable): Promise<string> {
  const [holder] = await tx<{ pid: number; name: string | null; who: string | null; host: string | null }[]>`
    select l.pid, a.application_name as name, a.usename as who, a.client_addr::text as host
    from pg_locks l left join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and l.classid = ${LOCK_CLASS} and l.objid = ${LOCK_ID}
      and l.database = (select oid from pg_database where datname = current_database())`;
  if (!holder) return 'another process';
  const from = holder.host === null ? '' : ` from ${holder.host}`;
  return `server process '${holder.pid}' (${holder.name || 'unnamed'}, user ${holder.who ?? 'unknown'}${from})`;
}

function locked(holder: string): UserError {
  return new UserError(
    'migration-locked',
    `The database is being migrated by ${holder}.`,
    "Run it again when that one has ended, or wait for it with 'lekalo migrate --wait'.",
  );
}
