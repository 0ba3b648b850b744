import { readFileSync } from 'node:fs';
import { packMarks } from '../extract/marks/packedMarks.ts';
import { keepLibrary } from '../extract/pdf/libraryCode.ts';
import { openPdf } from '../extract/pdf/pdf.ts';

/** Reads a list as a reading thread does, so that V8 compiles what that takes; keeps what it compiled of pdf.js. */
export async function precompileReader(list: string): Promise<void> {
  const file = await openPdf(Uint8Array.from(readFileSync(list)), list);
  for (let page = 1; page <= file.pageCount; page++) {
    const { marks } = await file.readPage(page);
    if (marks) packMarks(marks);
  }
  await file.close();
  keepLibrary();
}
