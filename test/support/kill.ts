/** Kills the real binary at a random moment: afterwards the database must be as before or as after. */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Database } from '../../src/database/connection/connection.ts';
import { startLekalo } from './built.ts';
import { POLL_MS } from './once.ts';

/** A handful in the normal suite; `npm run test:kill` asks for more. */
export const KILL_ROUNDS = Number(process.env['LEKALO_KILL_ROUNDS'] ?? 3);

/** A kill that comes when the command has ended is tried again, but not for ever. */
const MAX_ATTEMPTS = 3;

/** For a test of so many rounds, each with a few processes and a database of its own, on a busy machine. */
export const KILL_TIMEOUT_MS = 120_000 + KILL_ROUNDS * 60_000;

export interface KillOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
}

/**
 * Where a command's life is counted from: its start; the begin of its first transaction, or its first file; the moment at
 * which it asks for its first commit, or renames its first file to its place. Start-up takes most of the time on the embedded database, and a commit hardly any: kills that are
 * drawn over the whole life alone would say little of either.
 */
const PHASES = ['life', 'work', 'commit'] as const;
type Phase = (typeof PHASES)[number];

/** How long an undisturbed command lives from the beginning of each phase, in ms; a phase that it hasn't is missing. */
export type Lifetime = { readonly life: number } & Partial<Readonly<Record<Phase, number>>>;

/** To be killed so far into what is left of its life from the beginning of the phase, 0 … 1. */
export interface KillPoint {
  readonly phase: Phase;
  readonly at: number;
}

/**
 * Moments in each phase that the command has, one at random in each equal part, so that few rounds, too, reach early and
 * late ones; as many as it takes until so many have hit.
 */
export function* killPoints(tally: KillTally, lifetime: Lifetime): Generator<KillPoint> {
  const phases = PHASES.filter((phase) => lifetime[phase] !== undefined);
  const parts = Math.ceil(KILL_ROUNDS / phases.length);
  for (let n = 0; tally.killed < KILL_ROUNDS && n < MAX_ATTEMPTS * KILL_ROUNDS; n++) {
    const part = Math.floor(n / phases.length) % parts;
    yield { phase: phases[n % phases.length] ?? 'life', at: (part + Math.random()) / parts };
  }
}

/** Lets the command run undisturbed. Measured anew for each kill, so that a machine that grows busier doesn't move them. */
export async function timeLekalo(args: readonly string[], options: KillOptions): Promise<Lifetime> {
  const { outcome, began } = await start(args, options);
  const { exitCode, stderr } = await outcome;
  if (exitCode !== 0) throw new Error(`lekalo ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  const ended = performance.now();
  return { life: 0, ...Object.fromEntries([...began].map(([phase, at]) => [phase, ended - at])) };
}

/** How far a killed command had come; `ended`: the kill came too late. */
export type KilledIn = 'start-up' | 'work' | 'commit' | 'ended';

/** SIGKILL at that point of a life that lasts so long undisturbed. */
export async function killLekalo(
  args: readonly string[],
  options: KillOptions,
  { phase, at }: KillPoint,
  lifetime: Lifetime,
): Promise<KilledIn> {
  const { child, outcome, began, reached } = await start(args, options);
  const dead = outcome.then(() => 'ended' as const);
  const moment = reached(phase).then(() => setTimeout(at * (lifetime[phase] ?? 0), 'time' as const));
  if ((await Promise.race([dead, moment])) === 'ended') return 'ended';
  child.kill('SIGKILL');
  if ((await outcome).exitCode !== null) return 'ended';
  if (began.has('commit')) return 'commit';
  return began.has('work') ? 'work' : 'start-up';
}

async function start(args: readonly string[], { cwd, env }: KillOptions) {
  const marker = pathToFileURL(join(import.meta.dirname, 'markPhases.mjs')).href;
  const { child, outcome } = await startLekalo(args, { cwd, env: { ...env, NODE_OPTIONS: `--import=${marker}` } });
  const began = new Map<Phase, number>([['life', performance.now()]]);
  const waiting = new Map<Phase, () => void>();
  child.stderr?.on('data', (text: string) => {
    for (const phase of PHASES) {
      if (!text.includes(`<${phase}>`)) continue;
      began.set(phase, performance.now());
      waiting.get(phase)?.();
    }
  });
  const reached = (phase: Phase): Promise<void> =>
    new Promise((resolve) => {
      if (began.has(phase)) resolve();
      else waiting.set(phase, resolve);
    });
  return { child, outcome, began, reached };
}

/** What a kill left behind. `between`: of several steps that are whole each, some were done. */
export type KillResult = 'before' | 'between' | 'after';

/** Counts where the kills fell and what they left, so that the test's output says what was tried. */
export class KillTally {
  readonly #name: string;
  readonly #counts = new Map<string, number>();
  #killed = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get killed(): number {
    return this.#killed;
  }

  note(killedIn: KilledIn, result: KillResult): void {
    if (killedIn !== 'ended') this.#killed += 1;
    const what = killedIn === 'ended' ? 'had ended' : `in ${killedIn}: ${result}`;
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** `import (embedded), 50 killed: 12 in start-up: before; 20 in work: before; …` */
  print(): void {
    const counts = [...this.#counts].sort().map(([what, count]) => `${count} ${what}`);
    console.log(`${this.#name}, ${this.#killed} killed: ${counts.join('; ')}`);
  }
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
