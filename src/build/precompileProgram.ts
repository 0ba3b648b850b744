import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../cli.ts';

/** Runs a command on a list, so that V8 compiles what that takes. */
export async function precompileProgram(list: string): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'lekalo-build-'));
  const { stdin, stdout, stderr, env } = process;
  const io = { stdin, stdout, stderr, env, cwd: out, signal: new AbortController().signal, now: () => new Date() };
  const exitCode = await main(['extract', list, '--out', out, '--quiet'], io);
  rmSync(out, { recursive: true });
  if (exitCode !== 0) throw new Error(`'${list}' can't be read.`);
}
