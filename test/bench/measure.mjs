/** Times whole processes, the reference and ours in turn (A B A B …), so that a drifting machine hits both alike. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const POLL_MS = 10;

/**
 * One run: `await runProcess(['node', '-e', '0'])` → `{ wallMs, peakMb, stdout, exitCode }`.
 * `peakMb` is the peak resident memory of the process and its children together, polled from /proc (0 elsewhere).
 */
export async function runProcess([command, ...args], options = {}) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const chunks = [];
  const errors = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => errors.push(chunk));
  let peakMb = 0;
  const poll = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid));
  }, POLL_MS);
  const exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => clearInterval(poll));
  const wallMs = performance.now() - started;
  return {
    wallMs,
    peakMb,
    exitCode,
    stdout: Buffer.concat(chunks).toString('utf8'),
    stderr: Buffer.concat(errors).toString('utf8'),
  };
}

/** Runs each command `runs` times in turn after one warm-up; → for each, its medians. Throws where one fails. */
export async function compare(commands, { runs = 5, ...options } = {}) {
  const results = commands.map(() => []);
  for (let round = 0; round <= runs; round++) {
    for (const [index, command] of commands.entries()) {
      const result = await runProcess(command, options);
      if (result.exitCode !== 0) throw new Error(`${command.join(' ')} exited ${result.exitCode}: ${result.stderr}`);
      if (round > 0) results[index].push(result);
    }
  }
  return results.map((list) => ({
    wallMs: median(list.map(({ wallMs }) => wallMs)),
    peakMb: median(list.map(({ peakMb }) => peakMb)),
  }));
}

export function median(values) {
  return quantile(values, 0.5);
}

/** `quantile([1, 2, 3], 0.95)`; nearest rank. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Prints aligned columns; the first row is the head. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[column])))
        .join('  '),
    );
  }
}

function residentMb(pid) {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + residentOfMb(one), 0);
}

function residentOfMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
