/** Kills the real binary at a random moment: afterwards the database must be as before or as after. */
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../src/database/connection.ts';
import { startLekalo } from './built.ts';
import { POLL_MS } from './once.ts';

/** A handful in the normal suite; `npm run test:kill` asks for more. */
export const KILL_ROUNDS = Number(process.env['LEKALO_KILL_ROUNDS'] ?? 3);

/** For a test of so many rounds, each with a process or two and a database of its own. */
export const KILL_TIMEOUT_MS = 60_000 + KILL_ROUNDS * 30_000;

export interface KillOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
}

/** How long the undisturbed command takes here and now: the kills are spread over that. */
export async function timeLekalo(args: readonly string[], options: KillOptions): Promise<number> {
  const began = performance.now();
  const { exitCode, stderr } = await (await startLekalo(args, options)).outcome;
  if (exitCode !== 0) throw new Error(`lekalo ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return performance.now() - began;
}

/** SIGKILL after `delayMs`; false when it had ended before. */
export async function killLekalo(args: readonly string[], options: KillOptions, delayMs: number): Promise<boolean> {
  const { child, outcome } = await startLekalo(args, options);
  const first = await Promise.race([outcome, setTimeout(delayMs, 'time')]);
  if (first !== 'time') return false;
  child.kill('SIGKILL');
  return (await outcome).exitCode === null;
}

/** Moments spread over `0 … totalMs`, one at random in each equal part: few rounds, too, reach early and late ones. */
export function killMoments(rounds: number, totalMs: number): number[] {
  return Array.from({ length: rounds }, (_, part) => ((part + Math.random()) * totalMs) / rounds);
}

/** Until the server has noticed that the killed process is gone: its statement may still be running. */
export async function untilAlone(database: Database): Promise<void> {
  if (database.kind === 'embedded') return;
  for (;;) {
    const [others] = await database.sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
    if (others?.n === 0) return;
    await setTimeout(POLL_MS);
  }
}
