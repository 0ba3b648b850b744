/** Writing files whole or not at all: to a temporary name beside the target, then renamed. */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from './errors.ts';

/** A file that appears under its name only when `commit` is called. */
export interface PendingFile {
  write(text: string | Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Removes what was written; safe after `commit`. */
  discard(): Promise<void>;
}

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
  return {
    async write(text) {
      try {
        await handle?.writeFile(text);
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    async commit() {
      try {
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
