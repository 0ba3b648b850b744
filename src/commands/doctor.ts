/** `lekalo doctor`: proves connection, version, migrations and tenant isolation on the database at hand. */
import type { Finding } from '../database/doctor/finding.ts';
import type { Context, Define, Report } from './command.ts';
import { withDatabase } from './withDatabase.ts';

/** PRODUCT: the database can't be used. */
const EXIT_UNSOUND = 4;

export const defineDoctor: Define = (program, act) => {
  program
    .command('doctor')
    .description('prove connection, version, migrations and tenant isolation on the database at hand')
    .action(act(runDoctor));
};

async function runDoctor(context: Context): Promise<Report> {
  const { examine } = await import('../database/doctor/doctor.ts');
  return withDatabase(context, async (database) => {
    const findings = await examine(database);
    const sound = findings.every(({ level }) => level !== 'fault');
    return {
      summary: { ok: sound, database: database.label, findings },
      text: [...findings.map(renderFinding), sound ? 'doctor: sound' : 'doctor: NOT sound'].join('\n'),
      exitCode: sound ? 0 : EXIT_UNSOUND,
    };
  });
}

const SIGNS = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const;

function renderFinding({ check, level, subject, message }: Finding): string {
  return `${SIGNS[level]}  ${check}: ${subject === '' ? '' : `'${subject}': `}${message}`;
}
