/** Flags and environment → Config, with every fault listed at once. */
import { resolve } from 'node:path';
import { UserError } from './errors.ts';

/** Where the database is: a server, or a folder that holds the embedded one. */
export type DatabaseTarget =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dir: string };

export interface Config {
  readonly database: DatabaseTarget;
  readonly color: boolean;
}

export interface GlobalFlags {
  readonly databaseUrl?: string;
  readonly color?: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** `parseConfig({}, {}, '/srv')` → the embedded database in `/srv/.lekalo/db`. */
export function parseConfig(flags: GlobalFlags, env: Environment, cwd: string): Config {
  const faults: string[] = [];
  // `--database-url ''` chooses the embedded database although DATABASE_URL is set.
  const url = flags.databaseUrl ?? env['DATABASE_URL'] ?? '';
  if (url !== '' && !isPostgresUrl(url)) {
    const origin = flags.databaseUrl === undefined ? 'DATABASE_URL' : '--database-url';
    faults.push(`${origin} '${redactUrl(url)}' is not a postgres:// address`);
  }
  const dir = env['LEKALO_DB_DIR'] ?? '.lekalo/db';
  if (dir.trim() === '') faults.push("LEKALO_DB_DIR '' is empty");
  if (faults.length > 0) {
    throw new UserError(
      'bad-config',
      `Bad configuration: ${faults.join('; ')}.`,
      'Write the address as postgres://user:password@host:5432/database, or unset it for the embedded database.',
    );
  }
  return {
    database: url === '' ? { kind: 'embedded', dir: resolve(cwd, dir) } : { kind: 'server', url },
    color: flags.color !== false && (env['NO_COLOR'] ?? '') === '',
  };
}

/** `postgres://bot:secret@db/x` → `postgres://bot:***@db/x`: what may be printed. */
export function redactUrl(url: string): string {
  return url.replace(/(\/\/[^:/@\s]*):[^@\s]*@/, '$1:***@').replace(/([?&]password=)[^&\s]*/gi, '$1***');
}

function isPostgresUrl(url: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(url)) return false;
  return URL.canParse(url) || url.startsWith('postgres:///') || url.startsWith('postgresql:///');
}
