/** A transaction that survives the death of its connection. */
import type postgres from 'postgres';

/** The server is going down or coming up, or the connection has dropped. */
const LOST: readonly string[] = [
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNRESET',
  'EPIPE',
];
/** It can't be reached to begin with. */
const UNREACHABLE: readonly string[] = [
  '08001',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
];

/** Is it the driver's or the server's own word that there is no connection? */
export function isConnectionGone(error: unknown): boolean {
  return [...LOST, ...UNREACHABLE].includes(codeOf(error));
}

/** Inside a transaction: that, or an error of ours that comes of it. A file may be missing, too: ENOENT says nothing. */
function isConnectionLost(error: unknown): boolean {
  if (LOST.includes(codeOf(error))) return true;
  return error instanceof Error && error.cause !== undefined && isConnectionLost(error.cause);
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null | undefined)?.code ?? '';
}

/**
 * `sql.begin`, but nothing is sent any more once the connection is gone (postgres.js 3.4.9, its issues 1154 and 1208).
 * The driver's ROLLBACK would be written to a socket that was dropped, which brings the whole process down; and work that
 * hasn't noticed yet would go on with its next statement on whatever the pool has connected meanwhile, outside of its
 * transaction or inside another's. There is nothing to roll back: the driver rejects the transaction as soon as it sees
 * the connection close.
 */
export async function beginTransaction<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const connection = { open: true };
  const running = sql.begin(async (tx) => {
    // Wrapped, or the driver would take an array of pending queries apart.
    return attempt(connection, async () => ({ value: await work(guard(tx, connection)) }));
  });
  try {
    return ((await running) as { value: T }).value;
  } finally {
    connection.open = false;
  }
}

interface Connection {
  open: boolean;
}

/** What fails because the connection is gone never settles: so the driver doesn't come to its ROLLBACK. */
async function attempt<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!connection.open || isConnectionLost(error)) return new Promise<never>(() => undefined);
    throw error;
  }
}

/** The same transaction, which throws instead of sending when it is over; its savepoints, too. */
function guard<Tx extends postgres.TransactionSql>(tx: Tx, connection: Connection): Tx {
  const assertOpen = (): void => {
    if (!connection.open) throw Object.assign(new Error('The transaction is over.'), { code: 'CONNECTION_CLOSED' });
  };
  return new Proxy(tx, {
    apply(target, self, parameters) {
      assertOpen();
      return Reflect.apply(target, self, parameters);
    },
    get(target, name) {
      if (name === 'savepoint') {
        return (work: (inner: postgres.TransactionSql) => Promise<unknown>) => {
          assertOpen();
          return target.savepoint((inner) => attempt(connection, () => work(guard(inner, connection))));
        };
      }
      if (name === 'unsafe') {
        return (...parameters: Parameters<typeof target.unsafe>) => {
          assertOpen();
          return target.unsafe(...parameters);
        };
      }
      return Reflect.get(target, name);
    },
  });
}
