/** Reads pages in threads of their own: bounded in time and memory, and beside the table finder instead of before it. */
import { UserError } from '../../errors.ts';
import { unpackMarks } from '../marks/packedMarks.ts';
import { EXHAUSTED_PAGES_LIMIT } from './limits.ts';
import type { PageSource } from './pages.ts';
import type { PageRead, PdfOptions } from './pdf.ts';
import { Exhausted, ReadingThread, TOOK_TOO_LONG } from './readingThread.ts';
import type { PackedRead } from './thread.ts';

/**
 * Pages that a thread is asked for ahead, so that it never waits for the table finder. It is asked for more when half
 * of them are read: waking a thread for each page took longer than reading some of them.
 */
const PAGES_AHEAD = 8;

/** Opens a PDF in one thread, and in more of them once its pages are asked for. */
export async function openThreads(
  bytes: Uint8Array,
  source: string,
  options: PdfOptions,
  jobs: number,
  signal?: AbortSignal,
): Promise<PageSource> {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const file = { bytes: shared, source, options };
  const start = (): ReadingThread => {
    const thread = takeThread();
    // Where this fails, so does the page that it is asked for.
    thread.open(file).catch(() => undefined);
    return thread;
  };
  const first = takeThread();
  const opened = await orAborted(first.open(file), signal).catch(async (error) => {
    await first.stop();
    throw error instanceof Exhausted
      ? new UserError(
          'pdf-too-big',
          `'${source}' can't be opened: ${error.message}.`,
          'Ask the sender for a smaller file.',
        )
      : error;
  });
  const threads = new Set([first]);
  return {
    pageCount: opened.pageCount,
    ...(opened.damage === undefined ? {} : { damage: opened.damage }),
    async *read(pages) {
      const wanted = Math.min(jobs, pages.length);
      while (threads.size < wanted) threads.add(start());
      signal?.throwIfAborted();
      const abandon = (): void => {
        for (const thread of threads) thread.abandon(signal?.reason);
      };
      signal?.addEventListener('abort', abandon);
      try {
        yield* readInOrder(pages, threads, start, source);
      } finally {
        signal?.removeEventListener('abort', abandon);
      }
    },
    async close() {
      await Promise.all([...threads].map(release));
    },
  };
}

/** A thread that has loaded the PDF reader, or is about to, and has no file. */
let resting: ReadingThread | undefined;

/** Starts a thread before it is known what it shall read; resolves when the PDF reader is loaded, while the command still gets ready. */
export function prepareThread(): Promise<void> {
  if (!resting) letRest(new ReadingThread());
  return resting!.ready;
}

function takeThread(): ReadingThread {
  const thread = resting?.isIdle ? resting : new ReadingThread();
  resting = undefined;
  thread.wake();
  return thread;
}

/** Keeps one thread for the next file, and stops others. */
async function release(thread: ReadingThread): Promise<void> {
  if (resting || !thread.isIdle) return thread.stop();
  thread.close();
  letRest(thread);
}

function letRest(thread: ReadingThread): void {
  resting = thread;
  thread.rest(() => {
    if (resting === thread) resting = undefined;
  });
}

/** Deals pages out to the threads and yields them in order; a thread that runs out of bounds is replaced. */
async function* readInOrder(
  pages: readonly number[],
  threads: Set<ReadingThread>,
  start: () => ReadingThread,
  source: string,
): AsyncGenerator<PageRead> {
  const inFlight = new Map<number, Promise<PackedRead>>();
  let exhausted = 0;
  let next = 0;
  const readOne = async (page: number): Promise<PackedRead> => {
    for (;;) {
      const thread = [...threads].reduce((a, b) => (b.waiting < a.waiting ? b : a));
      try {
        return await thread.read(page);
      } catch (error) {
        if (!(error instanceof Exhausted)) throw error;
        if (threads.delete(thread)) threads.add(start());
        if (thread.current !== page) continue;
        exhausted++;
        return { page, damage: error.message };
      }
    }
  };
  for (const page of pages) {
    const ahead = PAGES_AHEAD * threads.size;
    if (inFlight.size <= ahead / 2)
      for (; next < pages.length && inFlight.size < ahead; next++) {
        const read = readOne(pages[next]!);
        // Awaited below, in order; until then a failure is no one's to hear.
        read.catch(() => undefined);
        inFlight.set(pages[next]!, read);
      }
    const { marks, ...read } = await inFlight.get(page)!;
    inFlight.delete(page);
    yield marks ? { ...read, marks: unpackMarks(marks) } : read;
    if (exhausted > EXHAUSTED_PAGES_LIMIT)
      throw new UserError(
        'pdf-too-big',
        `'${source}' is given up: ${exhausted} pages went out of bounds, the last one because ${read.damage ?? TOOK_TOO_LONG}.`,
        'Read the pages that matter with --pages, or print the file to PDF anew.',
      );
  }
}

/** A promise that is also over when the user stops the work: a thread may be busy for seconds. */
async function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
