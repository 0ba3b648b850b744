/** A transaction that survives the death of its connection. */
import type postgres from 'postgres';

/** The server is going down, coming up, or has dropped us; or it can't be reached at all. */
const GONE: ReadonlySet<string> = new Set([
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

export function isConnectionGone(error: unknown): boolean {
  return GONE.has((error as { code?: string } | null)?.code ?? '');
}

/**
 * `sql.begin`, but without the driver's ROLLBACK on a connection that is no more: that write comes after the socket was
 * dropped and brings the whole process down (postgres.js 3.4.9, its issues 1154 and 1208). There is nothing to roll back;
 * the driver itself rejects the transaction as soon as it sees the connection close.
 */
export async function beginTransaction<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const result = await sql.begin(async (tx) => {
    try {
      // Wrapped, or the driver would take an array of pending queries apart.
      return { value: await work(tx) };
    } catch (error) {
      if (isConnectionGone(error)) return new Promise<never>(() => undefined);
      throw error;
    }
  });
  return (result as { value: T }).value;
}
