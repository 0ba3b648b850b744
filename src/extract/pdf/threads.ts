/** Reads pages in threads of their own: bounded in time and memory, and beside the table finder instead of before it. */
import type { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import { buffersOf, type PackedMarks, unpackMarks } from '../marks/packedMarks.ts';
import { EXHAUSTED_PAGES_LIMIT } from './limits.ts';
import type { PageSource } from './pages.ts';
import type { PageRead, PdfOptions } from './pdf.ts';
import { Exhausted, ReadingThread, TOOK_TOO_LONG } from './readingThread.ts';
import type { PackedRead } from './thread.ts';

/**
 * Pages that a thread is asked for ahead, so that it never waits for the table finder: as many as so much memory holds of the
 * largest page so far, within bounds. It is asked for more when half of them are read: waking a thread for each page took
 * longer than reading some of them.
 */
const AHEAD_BYTES = 16 * 1024 * 1024;
const PAGES_AHEAD_LEAST = 8;
const PAGES_AHEAD_MOST = 64;

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
    read(pages) {
      const wanted = Math.min(jobs, pages.length);
      while (threads.size < wanted) threads.add(start());
      const reader = new OrderedReader(pages, threads, start, source);
      reader.askAhead();
      return untilAborted(reader.read(), threads, signal);
    },
    async close() {
      await Promise.all([...threads].map(release));
    },
  };
}

/** A thread that has loaded the PDF reader, or is about to, and has no file. */
let resting: ReadingThread | undefined;

/** Takes a thread that was started before it was known what it shall read; resolves when the PDF reader is loaded in it. */
export function adoptThread(worker: Worker): Promise<void> {
  const thread = new ReadingThread(worker);
  letRest(thread);
  return thread.ready;
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
class OrderedReader {
  readonly #pages: readonly number[];
  readonly #threads: Set<ReadingThread>;
  readonly #start: () => ReadingThread;
  readonly #source: string;
  readonly #inFlight = new Map<number, Promise<PackedRead>>();
  #next = 0;
  #exhausted = 0;
  #ahead = PAGES_AHEAD_LEAST;
  #largest = 1;

  constructor(pages: readonly number[], threads: Set<ReadingThread>, start: () => ReadingThread, source: string) {
    this.#pages = pages;
    this.#threads = threads;
    this.#start = start;
    this.#source = source;
  }

  /** Asks for the next pages where half of those asked for are read. */
  askAhead(): void {
    const ahead = this.#ahead * this.#threads.size;
    if (this.#inFlight.size > ahead / 2) return;
    for (; this.#next < this.#pages.length && this.#inFlight.size < ahead; this.#next++) {
      const page = this.#pages[this.#next]!;
      const read = this.#readOne(page);
      // Awaited in order; until then a failure is no one's to hear.
      read.catch(() => undefined);
      this.#inFlight.set(page, read);
    }
  }

  async *read(): AsyncGenerator<PageRead> {
    for (const page of this.#pages) {
      this.askAhead();
      const { marks, ...read } = await this.#inFlight.get(page)!;
      this.#inFlight.delete(page);
      if (marks) this.#noteSize(marks);
      yield marks ? { ...read, marks: unpackMarks(marks) } : read;
      if (this.#exhausted > EXHAUSTED_PAGES_LIMIT)
        throw new UserError(
          'pdf-too-big',
          `'${this.#source}' is given up: ${this.#exhausted} pages went out of bounds, the last one because ${read.damage ?? TOOK_TOO_LONG}.`,
          'Read the pages that matter with --pages, or print the file to PDF anew.',
        );
    }
  }

  #noteSize(marks: PackedMarks): void {
    const bytes = buffersOf(marks).reduce((sum, { byteLength }) => sum + byteLength, 0);
    this.#largest = Math.max(this.#largest, bytes);
    const fitting = Math.floor(AHEAD_BYTES / this.#largest);
    this.#ahead = Math.min(PAGES_AHEAD_MOST, Math.max(PAGES_AHEAD_LEAST, fitting));
  }

  async #readOne(page: number): Promise<PackedRead> {
    for (;;) {
      const thread = [...this.#threads].reduce((a, b) => (b.waiting < a.waiting ? b : a));
      try {
        return await thread.read(page);
      } catch (error) {
        if (!(error instanceof Exhausted)) throw error;
        if (this.#threads.delete(thread)) this.#threads.add(this.#start());
        if (thread.current !== page) continue;
        this.#exhausted++;
        return { page, damage: error.message };
      }
    }
  }
}

/** The same pages until the user stops the work: the threads are let go of at once then. */
async function* untilAborted(
  pages: AsyncIterable<PageRead>,
  threads: ReadonlySet<ReadingThread>,
  signal?: AbortSignal,
): AsyncGenerator<PageRead> {
  signal?.throwIfAborted();
  const abandon = (): void => {
    for (const thread of threads) thread.abandon(signal?.reason);
  };
  signal?.addEventListener('abort', abandon);
  try {
    yield* pages;
  } finally {
    signal?.removeEventListener('abort', abandon);
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
