/** One question of a bot: cancellable, and clear about a database that went away. */
import { redactUrl } from '../config.ts';
import type { Database } from '../database/connection.ts';
import { type Tenant, type TenantTransaction, withTenant } from '../database/tenant.ts';
import { UserError } from '../errors.ts';

export interface AskOptions {
  readonly signal?: AbortSignal;
}

/** The server is going down, coming up, or has dropped us; or it can't be reached at all. */
const GONE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/**
 * Runs `work` in the tenant's transaction. An aborted signal rejects at once and a question that still waits for a
 * connection is never asked; one that the server has begun, a matter of milliseconds, runs to its end unheard.
 */
export async function askDatabase<T>(
  database: Database,
  slug: string,
  work: (tx: TenantTransaction, tenant: Tenant) => Promise<T>,
  { signal }: AskOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const asking = attempt(database, slug, async (tx, tenant) => {
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

async function attempt<T>(
  database: Database,
  slug: string,
  work: (tx: TenantTransaction, tenant: Tenant) => Promise<T>,
): Promise<T> {
  try {
    return await withTenant(database, slug, work);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw GONE.has(code) ? goneAway(database, error) : error;
  }
}

function goneAway(database: Database, error: unknown): UserError {
  return new UserError(
    'database-unreachable',
    `The database '${database.label}' went away: ${redactUrl((error as Error).message || 'no answer')}.`,
    'Ask again: the next question connects anew as soon as the server is back.',
    { cause: error },
  );
}
