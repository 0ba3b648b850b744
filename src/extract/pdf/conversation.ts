/**
 * pdf.js is two halves: a worker, which reads files, and a display, which asks it by messages and paints. Nothing is
 * painted here, so this is all of a display: it costs no loading, and in one thread no message needs to be copied.
 */

/** The worker's half of a conversation hears messages through what looks like a port to it. */
export interface WorkerPort {
  postMessage(message: Message): void;
  addEventListener(type: string, listener: (event: { readonly data: Message }) => void): void;
}

interface Message {
  readonly sourceName?: string;
  readonly targetName?: string;
  readonly action?: string;
  readonly data?: unknown;
  /** Names a question; its answer bears it, too. */
  readonly callbackId?: number;
  /** What kind of answer this is. */
  readonly callback?: number;
  readonly reason?: unknown;
  /** Names a question whose answer comes in chunks. */
  readonly streamId?: number;
  readonly stream?: number;
  readonly chunk?: unknown;
  readonly desiredSize?: number;
}

const ANSWERED = 1;
const FAILED = 2;
const CHUNKS_END = 3;
const CHUNK = 4;
const CHUNKS_FAIL = 5;

/** Answers a question of the worker. */
export type Answer = (data: unknown) => unknown;

interface Question {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly hear?: (chunk: unknown) => void;
}

/** One conversation about one file; `name` parts it from others. */
export class Conversation {
  readonly port: WorkerPort;
  readonly #name: string;
  readonly #answers: Readonly<Record<string, Answer>>;
  readonly #questions = new Map<number, Question>();
  #count = 0;
  #workerName = '';
  #post: (message: Message) => void = () => undefined;

  /** `answers` are for what the worker asks or tells, by the name of the action; what isn't among them is ignored. */
  constructor(name: string, answers: Readonly<Record<string, Answer>>) {
    this.#name = name;
    this.#answers = answers;
    this.port = {
      postMessage: (message) => this.#hear(message),
      addEventListener: (_, listener) => {
        this.#post = (message) => listener({ data: message });
      },
    };
  }

  /** Begins: from here on the worker's half, by the name it bears, may be asked. */
  begin(workerName: string): void {
    this.#workerName = workerName;
    this.#send({ action: 'Ready', data: null });
  }

  /** Asks a question that has one answer. */
  ask(action: string, data: unknown = null): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const callbackId = ++this.#count;
      this.#questions.set(callbackId, { resolve, reject });
      this.#send({ action, data, callbackId });
    });
  }

  /** Asks a question whose answer comes in chunks: `hear` is called with each before the worker goes on. */
  async askForChunks(action: string, data: unknown, hear: (chunk: unknown) => void): Promise<void> {
    await new Promise((resolve, reject) => {
      const streamId = ++this.#count;
      this.#questions.set(streamId, { resolve, reject, hear });
      this.#send({ action, data, streamId, desiredSize: Infinity });
    });
  }

  #send(message: Message): void {
    this.#post({ ...message, sourceName: this.#name, targetName: this.#workerName });
  }

  #hear(message: Message): void {
    const { action, callbackId, streamId = callbackId ?? 0 } = message;
    if (action !== undefined) {
      const answering = this.#answer(action, message.data);
      if (callbackId === undefined) answering.catch(() => undefined);
      else
        answering.then(
          (data) => this.#send({ callback: ANSWERED, callbackId, data }),
          (reason) => this.#send({ callback: FAILED, callbackId, reason }),
        );
    } else if (message.stream === CHUNK) this.#questions.get(streamId)?.hear?.(message.chunk);
    else if (message.callback === ANSWERED || message.stream === CHUNKS_END)
      this.#settle(streamId)?.resolve(message.data);
    else if (message.callback === FAILED || message.stream === CHUNKS_FAIL)
      this.#settle(streamId)?.reject(message.reason);
  }

  async #answer(action: string, data: unknown): Promise<unknown> {
    return this.#answers[action]?.(data);
  }

  #settle(id: number): Question | undefined {
    const question = this.#questions.get(id);
    this.#questions.delete(id);
    return question;
  }
}
