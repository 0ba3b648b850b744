import { open } from 'node:fs/promises';
import { UserError } from '../../errors.ts';
import { FILE_BYTES_LIMIT } from './limits.ts';

const PDF_MARK = '%PDF-';
/** Readers look for the mark in the first kilobyte: some mailers put a few bytes in front. */
const PDF_MARK_WITHIN = 1024;

/** Reads the bytes of a PDF file: `await readPdf('list.pdf')`. */
export async function readPdf(path: string): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(PDF_MARK_WITHIN, bytes.length)).includes(PDF_MARK))
    throw new UserError('not-a-pdf', `'${path}' is not a PDF.`, 'Export the list as PDF, then run it again.');
  return bytes;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > FILE_BYTES_LIMIT)
        throw new UserError(
          'pdf-too-big',
          `'${path}' has ${Math.round(size / 1024 / 1024)} MB, more than the ${FILE_BYTES_LIMIT / 1024 / 1024} that are read.`,
          'Print the list to PDF anew, without its pictures.',
        );
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError('file-unreadable', `Cannot read '${path}'.`, 'Check the path and its permissions.', { cause });
  }
}
