/** Proves on the database at hand: server, migrations, and that no tenant can reach another's rows. */
import type { Database } from '../connection/connection.ts';
import { probeIsolation } from './doctorProbe.ts';
import { ROLE_CHECKS } from './doctorRoles.ts';
import { checkMigrations, checkServer } from './doctorServer.ts';
import { TABLE_CHECKS } from './doctorTables.ts';
import type { Check, Finding } from './finding.ts';

/** `(await examine(database)).filter(({ level }) => level === 'fault')`: nothing, or what to mend. */
export async function examine(database: Database): Promise<Finding[]> {
  const findings = [...(await checkServer(database)), ...(await checkMigrations(database))];
  // Without all our tables the rest would only say the same again.
  if (findings.some(({ check, level }) => check === 'migrations' && level === 'fault')) return findings;
  for (const check of [...TABLE_CHECKS, ...ROLE_CHECKS]) findings.push(...(await runCheck(database, check)));
  const suspects = findings.filter(({ level }) => level === 'fault').map(({ subject }) => subject);
  findings.push(...(await probeIsolation(database, new Set(suspects))));
  return findings;
}

async function runCheck(database: Database, { check, sql, fine, level = 'fault' }: Check): Promise<Finding[]> {
  const rows = await database.sql.unsafe<{ subject: string; fault: string }[]>(`${sql} order by 1, 2`);
  if (rows.length === 0) return [{ check, level: 'ok', subject: '', message: fine }];
  return rows.map(({ subject, fault }) => ({ check, level, subject, message: fault }));
}
