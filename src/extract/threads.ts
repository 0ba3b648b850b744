/** Reads pages in threads of their own: bounded in time and memory, and beside the table finder instead of before it. */
import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import {
  EXHAUSTED_PAGES_LIMIT,
  MEMORY_POLL_MS,
  PAGE_MEMORY_LIMIT_MB,
  PAGE_TIME_LIMIT_MS,
  PAGE_WAIT_LIMIT_MS,
} from './limits.ts';
import { unpackMarks } from './packedMarks.ts';
import type { PageSource } from './pages.ts';
import type { PageRead, PdfOptions } from './pdf.ts';
import type { ThreadData, ThreadError, ThreadMessage } from './thread.ts';

/**
 * Pages that a thread is asked for ahead, so that it never waits for the table finder. It is asked for more when half
 * of them are read: waking a thread for each page took longer than reading some of them.
 */
const PAGES_AHEAD = 8;
const MB = 1024 * 1024;
const HEAP_LIMIT_MB = 512;

const TOOK_TOO_LONG = `reading it took more than ${PAGE_TIME_LIMIT_MS / 1000} seconds`;
const TOOK_TOO_MUCH = `reading it took more than ${PAGE_MEMORY_LIMIT_MB} MB of memory`;

/** Why a thread ended before its time. */
class Exhausted extends Error {}

type Opened = Extract<ThreadMessage, { kind: 'open' }>;

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
  const start = (): ReadingThread => new ReadingThread({ bytes: shared, source, options });
  const first = start();
  const opened = await orAborted(first.opened, signal).catch(async (error) => {
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
      yield* readInOrder(pages, threads, start, source, signal);
    },
    async close() {
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}

/** Deals pages out to the threads and yields them in order; a thread that runs out of bounds is replaced. */
async function* readInOrder(
  pages: readonly number[],
  threads: Set<ReadingThread>,
  start: () => ReadingThread,
  source: string,
  signal?: AbortSignal,
): AsyncGenerator<PageRead> {
  const inFlight = new Map<number, Promise<PageRead>>();
  let exhausted = 0;
  let next = 0;
  const readOne = async (page: number): Promise<PageRead> => {
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
    const read = await orAborted(inFlight.get(page)!, signal);
    inFlight.delete(page);
    yield read;
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

interface Waiting {
  readonly page: number;
  readonly resolve: (read: PageRead) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread with one open PDF, watched while it works. */
class ReadingThread {
  readonly opened: Promise<Opened>;
  /** The page at which the thread was stopped. */
  current: number | undefined;
  readonly #worker: Worker;
  readonly #queue: Waiting[] = [];
  #failure: Error | undefined;
  #isOpen = false;
  /** When the step in hand was first seen by the watch, and what the whole process had used by then. */
  #step = 0;
  #seen: { step: number; since: number; cpu: NodeJS.CpuUsage; memory: number } | undefined;
  #unsent: number[] = [];
  readonly #watch: NodeJS.Timeout;
  #settleOpened!: { resolve: (opened: Opened) => void; reject: (error: unknown) => void };

  constructor(data: ThreadData) {
    this.opened = new Promise((resolve, reject) => {
      this.#settleOpened = { resolve, reject };
    });
    this.opened.catch(() => undefined);
    this.#worker = new Worker(new URL('./thread.js', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
    });
    this.#worker.on('message', (message: ThreadMessage) => this.#receive(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Exhausted(TOOK_TOO_MUCH) : error),
    );
    this.#watch = setInterval(() => this.#check(), MEMORY_POLL_MS);
    this.#watch.unref();
  }

  get waiting(): number {
    return this.#queue.length;
  }

  read(page: number): Promise<PageRead> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#queue.length === 0) this.#step++;
    // Pages asked for in one go go in one message.
    if (this.#unsent.length === 0) queueMicrotask(() => this.#worker.postMessage(this.#unsent.splice(0)));
    this.#unsent.push(page);
    return new Promise((resolve, reject) => {
      this.#queue.push({ page, resolve, reject });
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    await this.#worker.terminate();
  }

  #receive(message: ThreadMessage): void {
    this.#step++;
    if (message.kind === 'failed') this.#end(reviveError(message.error));
    else if (message.kind === 'open') {
      this.#isOpen = true;
      this.#settleOpened.resolve(message);
    } else {
      const { marks, ...read } = message.read;
      this.#queue.shift()?.resolve(marks ? { ...read, marks: unpackMarks(marks) } : read);
    }
  }

  /** Asks for the time and memory used only now and then: each of these questions takes half a millisecond. */
  #check(): void {
    if (this.#isOpen && this.#queue.length === 0) return;
    const now = performance.now();
    const memory = process.memoryUsage.rss();
    if (this.#seen?.step !== this.#step) {
      this.#seen = { step: this.#step, since: now, cpu: process.cpuUsage(), memory };
      return;
    }
    const { user, system } = process.cpuUsage(this.#seen.cpu);
    const isLong = (user + system) / 1000 > PAGE_TIME_LIMIT_MS || now - this.#seen.since > PAGE_WAIT_LIMIT_MS;
    if (isLong) this.#end(new Exhausted(TOOK_TOO_LONG));
    else if (memory - this.#seen.memory > PAGE_MEMORY_LIMIT_MB * MB) this.#end(new Exhausted(TOOK_TOO_MUCH));
  }

  #end(failure: Error): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.current = this.#queue[0]?.page;
    this.stop().catch(() => undefined);
    this.#settleOpened.reject(failure);
    for (const waiting of this.#queue.splice(0)) waiting.reject(failure);
  }
}

function reviveError({ code, message, hint, stack }: ThreadError): Error {
  if (code !== undefined) return new UserError(code, message, hint ?? '');
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
