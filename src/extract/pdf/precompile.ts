/** Part of the build: reads PDFs, `node precompile.js FILE…`, and keeps what of pdf.js was compiled for that. */
import { readFileSync } from 'node:fs';
import { keepCompiled } from './libraryCode.ts';
import { openPdf } from './pdf.ts';

for (const path of process.argv.slice(2)) {
  const file = await openPdf(Uint8Array.from(readFileSync(path)), path);
  for (let page = 1; page <= file.pageCount; page++) await file.readPage(page);
  await file.close();
}
keepCompiled();
