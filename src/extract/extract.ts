import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Reject } from '../rows.ts';
import { DocumentReader, type ReaderOptions, type Reading } from './document.ts';
import { UNFIT_TEXT } from './fitness.ts';
import { openPdf } from './pdf.ts';

/** What a PDF gave. */
export interface Extraction extends Reading {
  readonly source: string;
  readonly sha256: string;
  readonly pages: number;
}

export interface ExtractOptions extends ReaderOptions {
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
    const reader = new DocumentReader(options.source, options);
    for (let page = 1; page <= file.pageCount; page++) {
      options.signal?.throwIfAborted();
      const { marks, damage } = await file.readPage(page);
      if (damage !== undefined) reader.skip(page, damage);
      if (marks) reader.read(marks);
      options.onPage?.(page, file.pageCount);
    }
    const reading = reader.finish();
    if (reading.rows.length === 0) throw explainNoRows(options.source, file.pageCount, reading);
    return { source: options.source, sha256, pages: file.pageCount, ...reading };
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

/** Why a document gave no row, as an error that says what to do. */
function explainNoRows(source: string, pages: number, { text, unfit, rejects }: Reading): UserError {
  const why = unfit.find((page) => page.why !== 'no-text') ?? unfit[0];
  const unreadable = rejects.find((reject) => reject.reason === 'page-unreadable');
  if (why && why.why !== 'no-text')
    return new UserError(
      'pdf-font-unmapped',
      `The text of '${source}' can't be used: on page ${why.page} ${UNFIT_TEXT[why.why]}.`,
      'Ask the sender for the list as a spreadsheet or a fresh PDF export, or run text recognition (OCR) over it.',
    );
  if (text.pieces === 0 && !unreadableText(unreadable))
    return new UserError(
      'pdf-without-text',
      `'${source}' has no text: ${pages === 1 ? 'its page is a picture or blank' : `its ${pages} pages are pictures or blank`}.`,
      'Run text recognition (OCR) over the scan, or ask the sender for the list as a spreadsheet.',
    );
  if (unreadable)
    return new UserError(
      'pdf-damaged',
      `'${source}' can't be read: page ${unreadable.page}: ${unreadable.text}.`,
      'Ask the sender for the file again, or print it to PDF anew.',
    );
  return new UserError(
    'no-table',
    `No vehicle table found in '${source}'.`,
    "See what the table finder sees with 'lekalo tables', or describe the columns in a profile (--profile).",
  );
}

/** A page that failed for another reason than being a scan. */
function unreadableText(reject: Reject | undefined): boolean {
  return reject !== undefined && reject.text !== UNFIT_TEXT['no-text'];
}
