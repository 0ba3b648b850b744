/**
 * One process at a time on an embedded database's folder: two would silently lose rows and corrupt an index
 * (measured with PGlite). The lock is a file beside the folder that names its owner; a dead owner's is taken over.
 */
import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** The process's start time, where the system tells it: a pid may be used again. */
  readonly started: string;
}

/** A lock may go from hand to hand while we look at it; after so many looks it is simply busy. */
const MAX_LOOKS = 50;

/** Takes the lock or throws `database-locked` naming the owner; call the result to release it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(dirname(folder), { recursive: true });
  const taken = await takeLock(`${folder}.lock`);
  if (typeof taken === 'function') return taken;
  throw locked(folder, taken);
}

/** The release, or who has it. */
async function takeLock(path: string): Promise<(() => Promise<void>) | Owner | undefined> {
  const nonce = randomBytes(8).toString('hex');
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), started: await startOf(process.pid), nonce });
  const temporary = `${path}.${nonce}`;
  // Written aside, then linked: the lock never stands there without its owner's name.
  await writeFile(temporary, mine);
  try {
    for (let look = 0; look < MAX_LOOKS; look++) {
      if (await linkUnlessTaken(temporary, path)) return () => release(path, mine);
      const found = await readFile(path, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      const owner = parseOwner(found);
      if (owner && (await isAlive(owner))) return owner;
      if (await replaceStale(path, found, temporary)) return () => release(path, mine);
    }
    return undefined;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Puts our lock in the place of a dead owner's. Only one process may do that to one stale lock, or a second would throw
 * out the first one's new lock: the right to do it is itself a lock, named after the stale one's content.
 */
async function replaceStale(path: string, stale: string, temporary: string): Promise<boolean> {
  const instance = createHash('sha256').update(stale).digest('hex').slice(0, 16);
  const right = await takeLock(`${path}.${instance}`);
  if (typeof right !== 'function') return false;
  try {
    if ((await readFile(path, 'utf8').catch(() => undefined)) !== stale) return false;
    await rename(temporary, path);
    return true;
  } finally {
    await right();
  }
}

async function linkUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function release(path: string, mine: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === mine) await rm(path, { force: true });
}

function parseOwner(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { pid, host, started } = value as Record<string, unknown>;
    if (typeof pid !== 'number') return undefined;
    return { pid, host: String(host), started: String(started) };
  } catch {
    return undefined;
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  // Another machine's process can't be asked; believing it alive is the safe answer.
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return owner.started === '' || owner.started === (await startOf(owner.pid));
}

/** Clock ticks since boot at which a process began, from Linux's /proc; '' elsewhere. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The command name stands in brackets and may hold spaces; the start time is field 22.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function locked(folder: string, owner: Owner | undefined): UserError {
  const by = owner ? `process '${owner.pid}' on ${owner.host}` : 'another process';
  return new UserError(
    'database-locked',
    `The embedded database '${folder}' is in use by ${by}.`,
    'Wait until it ends, or set DATABASE_URL to a PostgreSQL server for work in parallel.',
  );
}
