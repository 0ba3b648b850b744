/** Opens the database at hand, server or embedded, behind one driver. */
import type postgres from 'postgres';
import { type DatabaseTarget, redactUrl } from '../../config.ts';
import { UserError } from '../../errors.ts';

export interface Database {
  readonly sql: postgres.Sql;
  readonly kind: 'server' | 'embedded';
  readonly target: DatabaseTarget;
  /** What may be printed of where it is. */
  readonly label: string;
  /** Lets running work end, for some seconds; `now`: doesn't, after the server has gone away. */
  close(options?: { readonly now?: boolean }): Promise<void>;
}

export interface OpenOptions {
  /** Connections of the pool; the embedded database has always one. */
  readonly max?: number;
  /**
   * Keep statements prepared on the server: quicker for a bot that asks the same again and again, but behind a
   * transaction-mode pooler the next statement may meet another connection. `?prepare=true` in the address does the same.
   */
  readonly prepare?: boolean;
}

/** The oldest server we run on: NULLS NOT DISTINCT came with it. */
export const MIN_SERVER_VERSION = 15_00_00;

const CONNECT_TIMEOUT_SECONDS = 10;
const CLOSE_TIMEOUT_SECONDS = 5;

export async function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<Database> {
  const { default: postgres } = await import('postgres');
  const common: postgres.Options<Record<string, never>> = {
    onnotice: () => undefined,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    connection: { application_name: 'lekalo' },
  };
  if (target.kind === 'embedded') {
    const { openEmbedded } = await import('./embedded.ts');
    const embedded = await openEmbedded(target.dir);
    const sql = postgres({ ...common, ...embedded.options });
    return {
      sql,
      kind: 'embedded',
      target,
      label: target.dir,
      async close() {
        await sql.end({ timeout: CLOSE_TIMEOUT_SECONDS });
        await embedded.close();
      },
    };
  }
  const label = redactUrl(target.url);
  const prepare = /[?&]prepare=/.test(target.url) ? {} : { prepare: options.prepare ?? false };
  const sql = postgres(target.url, { ...common, ...prepare, max: options.max ?? 4 });
  try {
    await checkServer(sql, label);
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  return {
    sql,
    kind: 'server',
    target,
    label,
    close: ({ now } = {}) => sql.end({ timeout: now ? 0 : CLOSE_TIMEOUT_SECONDS }),
  };
}

async function checkServer(sql: postgres.Sql, label: string): Promise<void> {
  let version: number;
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
    version = Number(row?.version);
  } catch (error) {
    throw unreachable(label, error);
  }
  if (version < MIN_SERVER_VERSION) {
    throw new UserError(
      'database-unusable',
      `The server '${label}' runs PostgreSQL '${Math.floor(version / 10_000)}'.`,
      'lekalo needs PostgreSQL 15 or newer.',
    );
  }
}

/** The two lines for a server that has dropped us in the middle. */
export function wentAway(database: Database, error: unknown, hint: string): UserError {
  return new UserError(
    'database-unreachable',
    `The database '${database.label}' went away: ${reasonOf(error)}.`,
    hint,
    {
      cause: error,
    },
  );
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return redactUrl(message || code || 'no answer');
}

/** The two lines for a server that doesn't answer, with the driver's reason and never a password. */
export function unreachable(label: string, error: unknown): UserError {
  return new UserError(
    'database-unreachable',
    `Cannot connect to '${label}': ${reasonOf(error)}.`,
    'Check the address, the password and that the server is running.',
    { cause: error },
  );
}
