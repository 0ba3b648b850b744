/** What runs in a reading thread: opens the PDF that it was started with, then reads the pages that it is asked for. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorCode, UserError } from '../errors.ts';
import { buffersOf, type PackedMarks, packMarks } from './packedMarks.ts';
import { openPdf, type PageRead, type PdfOptions } from './pdf.ts';

export interface ThreadData {
  readonly bytes: Uint8Array;
  readonly source: string;
  readonly options: PdfOptions;
}

/** An error as it crosses the border of a thread, which strips classes. */
export interface ThreadError {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly stack?: string;
}

export interface PackedRead extends Omit<PageRead, 'marks'> {
  readonly marks?: PackedMarks;
}

export type ThreadMessage =
  | { readonly kind: 'open'; readonly pageCount: number; readonly damage?: string }
  | { readonly kind: 'page'; readonly read: PackedRead }
  | { readonly kind: 'failed'; readonly error: ThreadError };

const port = parentPort!;
const send = (message: ThreadMessage, handOver: ArrayBuffer[] = []): void => port.postMessage(message, handOver);

function sendPage({ marks, ...read }: PageRead): void {
  const packed = marks && packMarks(marks);
  if (packed) send({ kind: 'page', read: { ...read, marks: packed } }, buffersOf(packed));
  else send({ kind: 'page', read });
}

function fail(error: unknown): void {
  if (error instanceof UserError)
    send({ kind: 'failed', error: { code: error.code, message: error.message, hint: error.hint } });
  else {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    send({ kind: 'failed', error: { message, ...(stack === undefined ? {} : { stack }) } });
  }
}

async function run({ bytes, source, options }: ThreadData): Promise<void> {
  const file = await openPdf(bytes, source, options);
  const wanted: number[] = [];
  let busy = false;
  const readOn = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let page = wanted.shift(); page !== undefined; page = wanted.shift()) sendPage(await file.readPage(page));
    busy = false;
  };
  port.on('message', (pages: readonly number[]) => {
    wanted.push(...pages);
    readOn().catch(fail);
  });
  send({ kind: 'open', pageCount: file.pageCount, ...(file.damage === undefined ? {} : { damage: file.damage }) });
}

await run(workerData as ThreadData).catch(fail);
