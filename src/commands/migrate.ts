/** `lekalo migrate`: up, down, status, new, verify, drift. */
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { MigrateOptions } from '../database/migrations/migrate.ts';
import type { MigrationLine } from '../database/migrations/migrationState.ts';
import type { Act, Context, Define, Report } from './command.ts';
import { withDatabase } from './withDatabase.ts';

/** Beyond 0–5 and 130 of every command: where the database stands. The worst one is told. */
export const STATUS_EXIT_CODES = { pending: 10, drift: 11, changed: 12, unknown: 13 } as const;

interface MigrateFlags {
  readonly to?: number;
  readonly dryRun?: boolean;
  readonly wait?: number | true;
  readonly lockTimeout?: number;
  readonly distributed?: boolean;
}

export const defineMigrate: Define = (program, act) => {
  const migrate = program.command('migrate').description('bring the schema up to date, or back');
  steps(migrate.command('up', { isDefault: true }), act, runUp)
    .description('apply the migrations that are pending')
    .option('--distributed', 'also distribute the tables by tenant, on a server with the Citus extension');
  steps(migrate.command('down'), act, runDown).description('undo the last migration, or all above --to (0: all)');
  migrate
    .command('status')
    .description('list the migrations; exit code 0 up to date, 10 pending, 11 drift, 12 changed, 13 unknown')
    .action(act(runStatus));
  migrate.command('new <name>').description('write an empty migration and its down file').action(act(runNew));
  migrate
    .command('verify')
    .description('on a scratch database: each migration up, down and up again must leave the same schema')
    .action(act(runVerify));
  migrate
    .command('drift')
    .description('hold the live schema against the one that the migrations give on a scratch database')
    .action(act(runDrift));
};

function steps(command: Command, act: Act, run: (context: Context, flags: MigrateFlags) => Promise<Report>): Command {
  return command
    .option('--to <version>', 'stop at this version', parseVersion)
    .option('--dry-run', 'do it, then roll it back')
    .option('--wait [seconds]', 'wait while another process migrates', parseSeconds)
    .option('--lock-timeout <seconds>', 'how long a statement waits for a table in use', parseSeconds)
    .action(act(run));
}

async function runUp(context: Context, flags: MigrateFlags): Promise<Report> {
  const { migrateUp } = await import('../database/migrations/migrate.ts');
  const { assertDistributable, distribute } = await import('../database/migrations/distribute.ts');
  return withDatabase(context, async (database) => {
    if (flags.distributed) await assertDistributable(database);
    const { done, dryRun } = await migrateUp(database, optionsOf(context, flags));
    const text = renderDone(done, dryRun ? 'would apply' : 'applied');
    const summary = { applied: done, dry_run: dryRun };
    if (!flags.distributed || dryRun) return { summary, text };
    const { reference, distributed } = await distribute(database);
    return {
      summary: { ...summary, reference, distributed },
      text: `${text}\ndistributed by tenant: ${distributed.join(', ') || 'nothing new'}\non every node: ${reference.join(', ') || 'nothing new'}`,
    };
  });
}

async function runDown(context: Context, flags: MigrateFlags): Promise<Report> {
  const { migrateDown } = await import('../database/migrations/migrate.ts');
  return withDatabase(context, async (database) => {
    const { done, dryRun } = await migrateDown(database, optionsOf(context, flags));
    return { summary: { undone: done, dry_run: dryRun }, text: renderDone(done, dryRun ? 'would undo' : 'undid') };
  });
}

async function runStatus(context: Context): Promise<Report> {
  const { readStatus } = await import('../database/migrations/migrateStatus.ts');
  return withDatabase(context, async (database) => {
    const { lines, drift } = await readStatus(database);
    const has = (state: MigrationLine['state']): boolean => lines.some((line) => line.state === state);
    const found = [
      has('unknown') && 'unknown',
      has('changed') && 'changed',
      drift === 'drifted' && 'drift',
      has('pending') && 'pending',
    ];
    const status = (found.find((state) => state !== false) || 'up_to_date') as
      | keyof typeof STATUS_EXIT_CODES
      | 'up_to_date';
    return {
      summary: {
        status,
        drift,
        migrations: lines.map(({ version, name, state, appliedAt }) => ({
          version,
          name,
          state,
          applied_at: appliedAt,
        })),
      },
      text: [...lines.map(renderLine), DRIFT_TEXT[drift]].join('\n'),
      exitCode: status === 'up_to_date' ? 0 : STATUS_EXIT_CODES[status],
    };
  });
}

const DRIFT_TEXT = {
  none: 'drift: none',
  drifted: "drift: the schema was changed by hand since; see 'lekalo migrate drift'",
  unknown: "drift: not known since the server's upgrade; see 'lekalo migrate drift'",
} as const;

async function runNew(context: Context, name: string): Promise<Report> {
  const { createMigration } = await import('../database/migrations/migrationFiles.ts');
  const files = await createMigration(name);
  context.note('Write the change into the first, how it is undone into the second.');
  return { summary: { files }, text: files.join('\n') };
}

async function runVerify(context: Context): Promise<Report> {
  const { verifyMigrations } = await import('../database/migrations/migrateStatus.ts');
  return withDatabase(context, async (database) => {
    const { migrations, faults } = await verifyMigrations(database);
    const text =
      faults.length > 0 ? faults.join('\n') : `verified: ${migrations.length} migrations up, down and up again`;
    return { summary: { migrations, faults }, text, exitCode: faults.length > 0 ? STATUS_EXIT_CODES.drift : 0 };
  });
}

async function runDrift(context: Context): Promise<Report> {
  const { findDrift } = await import('../database/migrations/migrateStatus.ts');
  return withDatabase(context, async (database) => {
    const { extra, missing } = await findDrift(database);
    const lines = [...extra.map((fact) => `+ ${fact}`), ...missing.map((fact) => `- ${fact}`)];
    return {
      summary: { extra, missing },
      text: lines.length > 0 ? lines.join('\n') : 'drift: none',
      exitCode: lines.length > 0 ? STATUS_EXIT_CODES.drift : 0,
    };
  });
}

function optionsOf(context: Context, { to, dryRun, wait, lockTimeout }: MigrateFlags): MigrateOptions {
  return {
    ...(to === undefined ? {} : { to }),
    ...(wait === undefined ? {} : { waitMs: wait === true ? Number.POSITIVE_INFINITY : wait * 1000 }),
    ...(lockTimeout === undefined ? {} : { lockTimeoutMs: lockTimeout * 1000 }),
    dryRun: dryRun === true,
    signal: context.io.signal,
    onWait: (holder) => context.note(`waiting: the database is being migrated by ${holder}`),
  };
}

function renderDone(names: readonly string[], verb: string): string {
  return names.length === 0 ? 'migrate: nothing to do' : names.map((name) => `${verb} ${name}`).join('\n');
}

function renderLine({ name, state, appliedAt }: MigrationLine): string {
  return `${state.padEnd('applied'.length)}  ${name}${appliedAt ? `  ${appliedAt.toISOString()}` : ''}`;
}

function parseVersion(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write the number of a migration, or 0.');
  return Number(text);
}

function parseSeconds(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Write a number of seconds.');
  return Number(text);
}
