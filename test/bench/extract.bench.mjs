/**
 * `lekalo extract` beside `pdftotext -layout`, on 39 and 200 pages; and its memory on 200 and 1,000 pages.
 * Targets: at most 4 × the wall time on 200 pages with 2 cores; peak memory under 300 MB, and flat.
 * `npm run fixtures -- --large` draws the long lists (LibreOffice and Chromium are needed); without them they are left out.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, printTable } from './measure.mjs';

const LISTS = [
  ['39 pages', 'fixtures/long-39-pages/source.pdf', 5],
  ['200 pages, sheet', 'fixtures/.large/sheet-200-pages/source.pdf', 3],
  ['200 pages, dense web print', 'fixtures/.large/web-200-pages/source.pdf', 3],
  ['1,000 pages, sheet', 'fixtures/.large/sheet-1000-pages/source.pdf', 2],
];
const JOBS = ['1', '2', '3'];

/** `npm run bench -- extract 200` measures only the lists whose name has that in it. */
export default async function bench(parts = []) {
  const out = mkdtempSync(join(tmpdir(), 'lekalo-bench-'));
  const rows = [['list', 'command', 'wall ms', 'ratio', 'peak MB']];
  try {
    for (const [name, pdf, runs] of LISTS.filter(([name]) => parts.every((part) => name.includes(part)))) {
      if (!existsSync(pdf)) {
        console.error(`${pdf} is missing: npm run fixtures -- --large`);
        continue;
      }
      const extract = ['bin/lekalo.js', 'extract', pdf, '--out', out, '--quiet'];
      const commands = [
        ['pdftotext', '-layout', pdf, '/dev/null'],
        [process.execPath, ...extract],
        ...JOBS.map((jobs) => [process.execPath, ...extract, '--jobs', jobs]),
      ];
      const names = ['pdftotext -layout', 'lekalo extract', ...JOBS.map((jobs) => `lekalo extract --jobs ${jobs}`)];
      const results = await compare(commands, { runs });
      for (const [i, { wallMs, peakMb }] of results.entries()) {
        const ratio = (wallMs / results[0].wallMs).toFixed(1);
        rows.push([name, names[i], wallMs.toFixed(0), ratio, peakMb.toFixed(0)]);
      }
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  printTable(rows);
}
