/** Doctor's look at the server and at the migrations. */
import type { Database } from '../connection/connection.ts';
import { readStatus } from '../migrations/migrateStatus.ts';
import type { Finding } from './finding.ts';

/**
 * The oldest minor release without a known way around row security: CVE-2025-8713 (statistics show hidden rows),
 * CVE-2024-10976 and CVE-2023-2455 (a reused plan applies another user's policies), CVE-2023-39418 (MERGE skips them).
 */
const SAFE_MINORS: Readonly<Record<number, number>> = { 15: 14, 16: 10, 17: 6 };

const EXTENSIONS = ['pg_trgm', 'btree_gist', 'fuzzystrmatch'];

export async function checkServer(database: Database): Promise<Finding[]> {
  const [server] = await database.sql<{ number: string; encoding: string; temporary: boolean; extensions: string[] }[]>`
    select current_setting('server_version_num') as number,
      (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
      has_database_privilege(current_database(), 'TEMPORARY') as temporary,
      (select coalesce(array_agg(extname::text), '{}') from pg_extension) as extensions`;
  if (!server) throw new Error('The server told nothing of itself.');
  const findings = [describeVersion(Number(server.number))];
  const missing = EXTENSIONS.filter((name) => !server.extensions.includes(name));
  findings.push(
    missing.length === 0
      ? { check: 'extensions', level: 'ok', subject: '', message: EXTENSIONS.join(', ') }
      : { check: 'extensions', level: 'fault', subject: missing.join(', '), message: 'not in this database' },
  );
  if (server.encoding !== 'UTF8') {
    const message = `the database's encoding is ${server.encoding}: Kyrgyz and Latin names need UTF8`;
    findings.push({ check: 'encoding', level: 'fault', subject: '', message });
  }
  if (!server.temporary) {
    const message = 'this login may not make temporary tables, which imports need: GRANT TEMPORARY ON DATABASE';
    findings.push({ check: 'temporary tables', level: 'warning', subject: '', message });
  }
  return findings;
}

/** `describeVersion(150006)` → a warning that 15.6 lacks fixes. */
export function describeVersion(number: number): Finding {
  const major = Math.floor(number / 10_000);
  const minor = number % 10_000;
  const safe = SAFE_MINORS[major] ?? 0;
  const name = `PostgreSQL ${major}.${minor}`;
  return minor < safe
    ? {
        check: 'server',
        level: 'warning',
        subject: '',
        message: `${name} has known leaks through row security: update to ${major}.${safe} or newer`,
      }
    : { check: 'server', level: 'ok', subject: '', message: name };
}

export async function checkMigrations(database: Database): Promise<Finding[]> {
  const { lines, drift } = await readStatus(database);
  const findings: Finding[] = lines
    .filter(({ state }) => state !== 'applied')
    .map(({ name, state }) => ({
      check: 'migrations',
      level: 'fault',
      subject: name,
      message: { pending: 'pending', changed: 'edited after it had been applied', unknown: 'not among the files' }[
        state as 'pending' | 'changed' | 'unknown'
      ],
    }));
  if (findings.length === 0) {
    findings.push({ check: 'migrations', level: 'ok', subject: '', message: `${lines.length} applied` });
  }
  if (drift === 'drifted') {
    const message = "the schema was changed by hand since the last migration: see 'lekalo migrate drift'";
    findings.push({ check: 'drift', level: 'warning', subject: '', message });
  }
  return findings;
}
