import type { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import { startReaderWorker } from '../../readerWorker.ts';
import { MEMORY_POLL_MS, PAGE_MEMORY_LIMIT_MB, PAGE_TIME_LIMIT_MS, PAGE_WAIT_LIMIT_MS } from './limits.ts';
import type { FileToRead, PackedRead, ThreadError, ThreadMessage, ThreadOrder } from './thread.ts';

const MB = 1024 * 1024;
/** A thread without a file waits so long for the next one. */
const REST_MS = 1_000;

export const TOOK_TOO_LONG = `reading it took more than ${PAGE_TIME_LIMIT_MS / 1000} seconds`;
const TOOK_TOO_MUCH = `reading it took more than ${PAGE_MEMORY_LIMIT_MB} MB of memory`;

/** Why a thread ended before its time. */
export class Exhausted extends Error {}

type Opened = Extract<ThreadMessage, { kind: 'open' }>;

interface Waiting {
  readonly page: number;
  readonly resolve: (read: PackedRead) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread, which reads one PDF at a time and is watched while it works. */
export class ReadingThread {
  /** The page at which the thread was stopped. */
  current: number | undefined;
  /** Resolves when the thread has loaded all that it needs. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #queue: Waiting[] = [];
  #opening: { resolve: (opened: Opened) => void; reject: (error: unknown) => void } | undefined;
  #failure: Error | undefined;
  /** Counts what was done; and what the process had used when the watch saw the step in hand for the second time. */
  #step = 0;
  #watched = 0;
  #used: { at: number; cpu: NodeJS.CpuUsage; memory: number } | undefined;
  #unsent: number[] = [];
  readonly #watch: NodeJS.Timeout;
  #bedtime: NodeJS.Timeout | undefined;

  #tellReady: () => void = () => undefined;

  constructor(worker = startReaderWorker()) {
    this.ready = new Promise((resolve) => {
      this.#tellReady = resolve;
    });
    this.#worker = worker;
    this.#worker.on('message', (message: ThreadMessage) => this.#receive(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Exhausted(TOOK_TOO_MUCH) : error),
    );
    this.#watch = setInterval(() => this.#check(), MEMORY_POLL_MS);
    this.#watch.unref();
  }

  open(file: FileToRead): Promise<Opened> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#step++;
    this.#order({ kind: 'open', file });
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
    });
  }

  /** Closes the file; another may be opened. */
  close(): void {
    this.#order({ kind: 'close' });
  }

  /** Without a file, and sound. */
  get isIdle(): boolean {
    return !this.#failure && !this.#isBusy;
  }

  /** Waits for a file without keeping the process alive; stops if none comes for a while. */
  rest(stopped: () => void): void {
    this.#worker.unref();
    this.#bedtime = setTimeout(() => {
      stopped();
      this.stop().catch(() => undefined);
    }, REST_MS);
    this.#bedtime.unref();
  }

  wake(): void {
    clearTimeout(this.#bedtime);
    this.#worker.ref();
  }

  get waiting(): number {
    return this.#queue.length;
  }

  read(page: number): Promise<PackedRead> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#queue.length === 0) this.#step++;
    // Pages asked for in one go go in one message.
    if (this.#unsent.length === 0) queueMicrotask(() => this.#order({ kind: 'read', pages: this.#unsent.splice(0) }));
    this.#unsent.push(page);
    return new Promise((resolve, reject) => {
      this.#queue.push({ page, resolve, reject });
    });
  }

  /** Lets go of what is being read: its readers hear the reason at once, though the thread may be busy for seconds. */
  abandon(reason: Error): void {
    this.#end(reason);
  }

  async stop(): Promise<void> {
    clearInterval(this.#watch);
    clearTimeout(this.#bedtime);
    await this.#worker.terminate();
  }

  get #isBusy(): boolean {
    return this.#opening !== undefined || this.#queue.length > 0;
  }

  #order(order: ThreadOrder): void {
    this.#worker.postMessage(order);
  }

  #receive(message: ThreadMessage): void {
    this.#step++;
    if (message.kind === 'ready') this.#tellReady();
    else if (message.kind === 'failed') this.#end(reviveError(message.error));
    else if (message.kind === 'open') {
      this.#opening?.resolve(message);
      this.#opening = undefined;
    } else this.#queue.shift()?.resolve(message.read);
  }

  /** Asks for time and memory only where a step is slow: each of these questions may take a millisecond. */
  #check(): void {
    if (!this.#isBusy) return;
    if (this.#watched !== this.#step) {
      this.#watched = this.#step;
      this.#used = undefined;
      return;
    }
    const at = performance.now();
    const memory = process.memoryUsage.rss();
    this.#used ??= { at, cpu: process.cpuUsage(), memory };
    const { user, system } = process.cpuUsage(this.#used.cpu);
    const isLong = (user + system) / 1000 > PAGE_TIME_LIMIT_MS || at - this.#used.at > PAGE_WAIT_LIMIT_MS;
    if (isLong) this.#end(new Exhausted(TOOK_TOO_LONG));
    else if (memory - this.#used.memory > PAGE_MEMORY_LIMIT_MB * MB) this.#end(new Exhausted(TOOK_TOO_MUCH));
  }

  #end(failure: Error): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.current = this.#queue[0]?.page;
    this.stop().catch(() => undefined);
    this.#opening?.reject(failure);
    this.#opening = undefined;
    for (const waiting of this.#queue.splice(0)) waiting.reject(failure);
  }
}

function reviveError({ code, message, hint, stack }: ThreadError): Error {
  if (code !== undefined) return new UserError(code, message, hint ?? '');
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
