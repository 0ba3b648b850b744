/** Work that one test worker does for all of a run: templates, the built binary. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';

export const POLL_MS = 50;

/** Making a folder is atomic: one worker succeeds and builds, the others wait for its word. */
export async function once(name: string, build: () => Promise<void>): Promise<void> {
  const { dir } = inject('testRun');
  const word = join(dir, `${name}.done`);
  const say = (text: string): void => {
    writeFileSync(`${word}.tmp`, text);
    renameSync(`${word}.tmp`, word);
  };
  if (claim(join(dir, `${name}.claim`))) {
    try {
      await build();
      say('');
    } catch (error) {
      say(String(error));
    }
  }
  while (!existsSync(word)) await setTimeout(POLL_MS);
  const failure = readFileSync(word, 'utf8');
  if (failure !== '') throw new Error(`What all tests share could not be made: ${name}: ${failure}`);
}

function claim(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
