/** One migrating process at a time on a database: an advisory lock that lives as long as its transaction. */
import { UserError } from '../errors.ts';
import type { Queryable } from './migrationState.ts';

/** 'leka', 'lo': any two numbers that others are unlikely to choose. */
const LOCK_CLASS = 0x6c65_6b61;
const LOCK_ID = 0x6c6f;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Takes the lock until the transaction ends, so that a transaction-mode pooler can't lose it between two statements.
 * `waitMs`: how long to wait for another process; 0 = not at all, undefined = as long as it takes.
 */
export async function lockMigrations(
  tx: Queryable,
  waitMs: number | undefined,
  onWait: (holder: string) => void = () => undefined,
): Promise<void> {
  const [got] = await tx<{ locked: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK_CLASS}, ${LOCK_ID}) as locked`;
  if (got?.locked) return;
  const holder = await findHolder(tx);
  if (waitMs === 0) throw locked(holder);
  onWait(holder);
  try {
    await tx.unsafe(`set local lock_timeout = ${Math.ceil(waitMs ?? 0)}`);
    await tx`select pg_advisory_xact_lock(${LOCK_CLASS}, ${LOCK_ID})`;
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) throw locked(holder);
    throw error;
  }
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
