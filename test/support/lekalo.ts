import { PassThrough, Readable } from 'node:stream';
import { main } from '../../src/cli.ts';

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LekaloOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  readonly signal?: AbortSignal;
}

/** Runs the whole CLI in this process: `await lekalo(['extract', 'list.pdf'], { cwd })`. */
export async function lekalo(args: readonly string[], options: LekaloOptions): Promise<Outcome> {
  const stdout = collect();
  const stderr = collect();
  const exitCode = await main(args, {
    stdin: Readable.from([options.stdin ?? '']),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: options.env ?? {},
    cwd: options.cwd,
    signal: options.signal ?? new AbortController().signal,
    now: () => new Date('2026-01-15T10:00:00Z'),
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(): { stream: PassThrough; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
