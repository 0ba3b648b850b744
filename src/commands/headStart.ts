import type { Worker } from 'node:worker_threads';
import { tuneEngine } from './engine.ts';

/** Takes a reading thread that was started before the command line is even understood: `await takeHeadStart(startReaderWorker())`. */
export async function takeHeadStart(worker: Worker): Promise<void> {
  const { adoptThread } = await import('../extract/pdf/threads.ts');
  adoptThread(worker).then(tuneEngine);
}
