/** What runs in a reading thread: opens a PDF, reads the pages that it is asked for, closes it, and so on. */
import { parentPort } from 'node:worker_threads';
import { type ErrorCode, UserError } from '../../errors.ts';
import { buffersOf, type PackedMarks, packMarks } from '../marks/packedMarks.ts';
import { openPdf, type PageRead, type PdfFile, type PdfOptions } from './pdf.ts';
import { loadLibrary } from './pdfLibrary.ts';

/** The file that a thread is to read. */
export interface FileToRead {
  readonly bytes: Uint8Array;
  readonly source: string;
  readonly options: PdfOptions;
}

/** What a thread is asked to do; orders are obeyed one after the other. */
export type ThreadOrder =
  | { readonly kind: 'open'; readonly file: FileToRead }
  | { readonly kind: 'read'; readonly pages: readonly number[] }
  | { readonly kind: 'close' };

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
  /** It has loaded all that it needs. */
  | { readonly kind: 'ready' }
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

let file: PdfFile | undefined;

async function obey(order: ThreadOrder): Promise<void> {
  if (order.kind === 'open') {
    const { bytes, source, options } = order.file;
    file = await openPdf(bytes, source, options);
    const { pageCount, damage } = file;
    send({ kind: 'open', pageCount, ...(damage === undefined ? {} : { damage }) });
  } else if (order.kind === 'close') {
    await file?.close();
    file = undefined;
  } else if (file) for (const page of order.pages) sendPage(await file.readPage(page));
}

let obeyed: Promise<void> = Promise.resolve();
port.on('message', (order: ThreadOrder) => {
  obeyed = obeyed.then(() => obey(order)).catch(fail);
});
// While the file is still being looked for; a fault shows when it is opened.
loadLibrary().then(
  () => send({ kind: 'ready' }),
  () => undefined,
);
