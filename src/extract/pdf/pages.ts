import type { PageRead, PdfOptions } from './pdf.ts';

/** A PDF whose pages come in the order asked for, read one at a time or several at once. */
export interface PageSource {
  readonly pageCount: number;
  /** What was wrong with the file as a whole: some of its pages may be missing. */
  readonly damage?: string;
  /** The first of the pages may be begun before they are taken. */
  read(pages: readonly number[]): AsyncIterable<PageRead>;
  close(): Promise<void>;
}

export interface PageSourceOptions extends PdfOptions {
  /** Threads that read pages; 0 reads them in this one, without bounds on time and memory. */
  readonly jobs?: number;
  readonly signal?: AbortSignal;
}

/** Threads run compiled code; from the sources, as in our tests, pages are read in this thread. */
const IS_COMPILED = import.meta.url.endsWith('.js');
/**
 * One thread reads while this one finds tables, and is done with a page first. A second reading thread has nothing to
 * give then, and costs a fifth more processor time on 200 pages: it loads pdf.js anew and reads each font again.
 */
const DEFAULT_JOBS = 1;

/** Opens the pages of a PDF: `await openPages(bytes, 'list.pdf')`. */
export async function openPages(
  bytes: Uint8Array,
  source: string,
  { jobs = DEFAULT_JOBS, password, signal }: PageSourceOptions = {},
): Promise<PageSource> {
  const options: PdfOptions = password === undefined ? {} : { password };
  if (jobs === 0 || !IS_COMPILED) {
    const { openPdf } = await import('./pdf.ts');
    const { pageCount, damage, readPage, close } = await openPdf(bytes, source, options);
    return {
      pageCount,
      ...(damage === undefined ? {} : { damage }),
      close,
      async *read(pages) {
        for (const page of pages) {
          signal?.throwIfAborted();
          yield await readPage(page);
        }
      },
    };
  }
  const { openThreads } = await import('./threads.ts');
  return openThreads(bytes, source, options, jobs, signal);
}
