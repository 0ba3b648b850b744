/** Ctrl-C while the database works. */
import { Interrupted } from '../../errors.ts';
import type { Database } from '../connection/connection.ts';
import type { TenantTransaction } from '../tenant/tenant.ts';

/** A cancel that arrives between two statements is lost: it is sent again until the work has ended. */
const REPEAT_MS = 100;

/**
 * Runs `work` inside a transaction; an abort cancels the statement that is running, and the transaction is rolled back.
 * The embedded database can't be cancelled: there the work ends after its last statement, and is rolled back all the same.
 */
export async function interruptible<T>(
  database: Database,
  tx: TenantTransaction,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work();
  const [backend] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
  let repeat: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    // From another connection: this one is busy. If the server can't be asked, the work ends by itself.
    database.sql`select pg_cancel_backend(${backend?.pid ?? null}::integer)`.catch(() => undefined);
  };
  const start = (): void => {
    if (database.kind === 'server') repeat = setInterval(cancel, REPEAT_MS);
  };
  signal.addEventListener('abort', start, { once: true });
  try {
    const result = await work();
    if (signal.aborted) throw new Interrupted();
    return result;
  } catch (error) {
    throw signal.aborted ? new Interrupted({ cause: error }) : error;
  } finally {
    signal.removeEventListener('abort', start);
    clearInterval(repeat);
  }
}
