/** Writing files whole or not at all: to a temporary name beside the target, then renamed. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from './errors.ts';

/** A file that appears under its name only when `commit` is called. */
export interface PendingFile {
  /** To be awaited before the next call. */
  write(text: string | Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Removes what was written; safe after `commit`. */
  discard(): Promise<void>;
}

/** Collected before the system is asked. */
const BUFFER_BYTES = 1 << 18;
/** The most that one character of a string takes in UTF-8. */
const MAX_CHAR_BYTES = 3;

export async function createPendingFile(path: string): Promise<PendingFile> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
  let handle: FileHandle | undefined;
  try {
    await mkdir(dirname(path), { recursive: true });
    handle = await open(temporary, 'wx');
  } catch (error) {
    throw unwritable(path, error);
  }
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  // One buffer for the whole file: every piece of text in a buffer of its own is garbage that only a full collection finds.
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  let filled = 0;
  const flush = async (): Promise<void> => {
    if (filled > 0) await handle?.writeFile(buffer.subarray(0, filled));
    filled = 0;
  };
  return {
    async write(text) {
      const most = typeof text === 'string' ? text.length * MAX_CHAR_BYTES : text.length;
      try {
        if (most > BUFFER_BYTES - filled) await flush();
        if (most > BUFFER_BYTES) await handle?.writeFile(text);
        else if (typeof text === 'string') filled += buffer.write(text, filled);
        else {
          buffer.set(text, filled);
          filled += text.length;
        }
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    async commit() {
      try {
        await flush();
        await handle?.sync();
        await close();
        await rename(temporary, path);
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    async discard() {
      await close();
      await rm(temporary, { force: true });
    },
  };
}

/** Writes a whole small file. */
export async function writeWhole(path: string, text: string | Uint8Array): Promise<void> {
  const file = await createPendingFile(path);
  try {
    await file.write(text);
    await file.commit();
  } finally {
    await file.discard();
  }
}

function unwritable(path: string, cause: unknown): UserError {
  return new UserError(
    'output-unwritable',
    `Cannot write '${path}'.`,
    'Check the folder, its permissions and the free space.',
    {
      cause,
    },
  );
}
