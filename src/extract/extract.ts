import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { RawRow, Reject } from '../rows.ts';
import { createReader } from './document.ts';
import { openPdf } from './pdf.ts';
import type { FinderOptions } from './tables.ts';

/** How the text pieces of a document ended: `pieces = cells + rejected + furniture`. */
export interface TextCounts {
  readonly pieces: number;
  readonly cells: number;
  readonly rejected: number;
  readonly furniture: number;
}

/** What a PDF gave. */
export interface Extraction {
  readonly source: string;
  readonly sha256: string;
  readonly pages: number;
  readonly rows: readonly RawRow[];
  readonly rejects: readonly Reject[];
  readonly text: TextCounts;
}

export interface ExtractOptions extends FinderOptions {
  /** The name that rows bear as their source. */
  readonly source: string;
  readonly password?: string;
  /** Called after each page. */
  readonly onPage?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Reads one PDF file: `await extractFile('list.pdf', { source: 'list.pdf' })`. */
export async function extractFile(path: string, options: ExtractOptions): Promise<Extraction> {
  const bytes = await readPdfBytes(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = await openPdf(
    bytes,
    options.source,
    options.password === undefined ? {} : { password: options.password },
  );
  try {
    const reader = createReader(options.source, options);
    for (let page = 1; page <= file.pageCount; page++) {
      options.signal?.throwIfAborted();
      const { marks } = await file.readPage(page);
      if (marks) reader.read(marks);
      options.onPage?.(page, file.pageCount);
    }
    const { rows, rejects } = reader.finish();
    if (rows.length === 0)
      throw new UserError(
        'no-table',
        `No vehicle table found in '${options.source}'.`,
        "See what the table finder sees with 'lekalo tables', or describe the columns in a profile (--profile).",
      );
    return {
      source: options.source,
      sha256,
      pages: file.pageCount,
      rows,
      rejects,
      text: { pieces: 0, cells: 0, rejected: 0, furniture: 0 },
    };
  } finally {
    await file.close();
  }
}

const PDF_MARK = '%PDF-';
/** Readers look for the mark in the first kilobyte: some mailers put a few bytes in front. */
const PDF_MARK_WITHIN = 1024;

async function readPdfBytes(path: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new UserError('file-unreadable', `Cannot read '${path}'.`, 'Check the path and its permissions.', { cause });
  }
  if (!Buffer.from(bytes.subarray(0, PDF_MARK_WITHIN)).includes(PDF_MARK))
    throw new UserError('not-a-pdf', `'${path}' is not a PDF.`, 'Export the list as PDF, then run it again.');
  return bytes;
}
