/** The real binary, built from the sources as they are: for tests that need other processes, to race or to kill. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { once } from './once.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The path of a `lekalo.js`; built once for a test run, by whichever worker needs it first. */
export async function builtLekalo(): Promise<string> {
  const { built } = inject('testRun');
  await once('built', async () => {
    mkdirSync(built, { recursive: true });
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [
      compiler,
      '-p',
      join(ROOT, 'tsconfig.build.json'),
      '--outDir',
      join(built, 'dist'),
    ]);
    for (const name of ['bin', 'package.json']) cpSync(join(ROOT, name), join(built, name), { recursive: true });
    for (const name of ['migrations', 'data']) symlinkSync(join(ROOT, name), join(built, name));
    const sample = join(ROOT, 'fixtures/sheet-zebra/source.pdf');
    execFileSync(process.execPath, [join(built, 'dist/build/build.js'), sample]);
  });
  return join(built, 'bin/lekalo.js');
}

export interface ProcessOutcome {
  /** null after a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningLekalo {
  readonly child: ChildProcess;
  readonly outcome: Promise<ProcessOutcome>;
}

/** Starts the binary in a process of its own: `(await startLekalo(['migrate'], { cwd, env })).outcome`. */
export async function startLekalo(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<RunningLekalo> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [await builtLekalo(), ...args], {
    cwd: options.cwd,
    env: { ...inherited, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const outcome = new Promise<ProcessOutcome>((resolveOutcome, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolveOutcome({ exitCode, stdout, stderr }));
  });
  return { child, outcome };
}
