/** One question of a bot: cancellable, and clear about a database that went away. */
import { isConnectionGone } from '../database/connection/begin.ts';
import { wentAway } from '../database/connection/connection.ts';
import { type Tenant, type TenantTransaction, withTenant } from '../database/tenant/tenant.ts';
import type { Lease } from './pool.ts';

export type Work<T> = (tx: TenantTransaction, tenant: Tenant) => Promise<T>;

export interface AskOptions {
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` in the tenant's transaction. An aborted signal rejects at once and a question that still waits for a
 * connection is never asked; one that the server has begun, a matter of milliseconds, runs to its end unheard.
 */
export async function askDatabase<T>(lease: Lease, slug: string, work: Work<T>, options: AskOptions = {}): Promise<T> {
  const { signal } = options;
  signal?.throwIfAborted();
  const asking = attempt<T>(lease, slug, async (tx, tenant) => {
    signal?.throwIfAborted();
    return work(tx, tenant);
  });
  if (!signal) return asking;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    asking.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function attempt<T>(lease: Lease, slug: string, work: Work<T>): Promise<T> {
  const database = await lease.use();
  try {
    return await withTenant(database, slug, work);
  } catch (error) {
    if (!isConnectionGone(error)) throw error;
    lease.replace(database);
    throw wentAway(database, error, 'Ask again: the next question connects anew as soon as the server is back.');
  }
}
