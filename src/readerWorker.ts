import { Worker } from 'node:worker_threads';

/** The commands that read PDFs. */
const READING_COMMANDS: readonly string[] = ['extract', 'run', 'tables'];
const HEAP_LIMIT_MB = 512;
/** What a thread may fill before its short-lived objects are thrown away: half of V8's own limit was no slower, on 200 and on 1,000 pages. */
const NURSERY_LIMIT_MB = 24;

/** Starts a thread that reads PDFs; who needs one soon starts it before all else, as it takes longest. */
export function startReaderWorker(): Worker {
  return new Worker(new URL('./thread.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB, maxYoungGenerationSizeMb: NURSERY_LIMIT_MB },
  });
}

/** Whether a command line reads PDFs, before it is even understood. */
export const readsPdfs = (args: readonly string[]): boolean => args.some((arg) => READING_COMMANDS.includes(arg));
