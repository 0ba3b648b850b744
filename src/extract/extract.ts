import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { Reject } from '../rows.ts';
import type { ReaderOptions, Reading } from './document.ts';
import { isGarbled, UNFIT_TEXT } from './page/fitness.ts';
import { PAGES_LIMIT } from './pdf/limits.ts';
import { choosePages, type PageStretch, requirePages } from './pdf/pageRange.ts';
import { openPages, type PageSource, type PageSourceOptions } from './pdf/pages.ts';
import { readPdf } from './pdf/readPdf.ts';

/** What a PDF gave. */
export interface Extraction extends Reading {
  readonly source: string;
  readonly sha256: string;
  readonly pages: number;
}

export interface ExtractOptions extends ReaderOptions, PageSourceOptions {
  /** The name that rows bear as their source. */
  readonly source: string;
  /** Only these pages, e.g. `parsePages('1-3,7,9-')`. */
  readonly pages?: readonly PageStretch[];
  /** Called after each page. */
  readonly onPage?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Reads one PDF file: `await extractFile('list.pdf', { source: 'list.pdf' })`; refuses one none of whose rows names a vehicle. */
export async function extractFile(path: string, options: ExtractOptions): Promise<Extraction> {
  const extraction = await readDocument(path, options);
  if (!extraction.rows.some(({ brand, model, description }) => brand + model + description !== ''))
    throw explainNoRows(options.source, extraction.pages, extraction);
  return extraction;
}

/** Reads one PDF file, whatever is in it. */
export async function readDocument(path: string, options: ExtractOptions): Promise<Extraction> {
  const { source } = options;
  const bytes = await readPdf(path);
  const opening = openPages(bytes, source, options);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // The table finder is loaded while another thread loads the PDF reader, and reads the first pages.
  const loading = import('./document.ts');
  const file = await opening;
  try {
    const chosen = choosePageNumbers(file, source, options.pages);
    const pages = file.read(chosen);
    const { DocumentReader } = await loading;
    const reader = new DocumentReader(source, options);
    if (file.damage !== undefined) reader.skip(0, `pages may be missing: ${file.damage}`);
    let done = 0;
    for await (const { page, marks, damage } of pages) {
      if (damage !== undefined) reader.skip(page, damage);
      if (marks) reader.read(marks);
      options.onPage?.(++done, chosen.length);
    }
    return { source, sha256, pages: file.pageCount, ...reader.finish() };
  } finally {
    await file.close();
  }
}

function choosePageNumbers({ pageCount }: PageSource, source: string, stretches?: readonly PageStretch[]): number[] {
  if (pageCount === 0)
    throw new UserError('pdf-damaged', `'${source}' has no pages.`, 'Ask the sender for the file again.');
  const chosen = choosePages(pageCount, stretches, PAGES_LIMIT);
  requirePages(chosen, pageCount, source);
  if (chosen.length > PAGES_LIMIT)
    throw new UserError(
      'pdf-too-big',
      `'${source}' has ${pageCount} pages, more than the ${PAGES_LIMIT} that are read in one go.`,
      'Read it in parts, e.g. --pages 1-1000.',
    );
  return chosen;
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
      `'${source}' can't be read: ${unreadable.page === 0 ? '' : `page ${unreadable.page}: `}${unreadable.text}.`,
      'Ask the sender for the file again, or print it to PDF anew.',
    );
  if (isGarbled(rejects.map((reject) => reject.text)))
    return new UserError(
      'pdf-font-unmapped',
      `The text of '${source}' can't be used: its fonts give other letters and signs than the page shows.`,
      'Ask the sender for the list as a spreadsheet or a fresh PDF export, or run text recognition (OCR) over it.',
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
