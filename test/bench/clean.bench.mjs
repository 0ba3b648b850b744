/**
 * Cleaning: rows/s and memory beside reading and writing the same CSV without any matching (target: ≤ 3 × at a million rows),
 * and the curves of the two thresholds on labelled rows.
 * Two copies are made: `csv` by csv-parse and csv-stringify, the public reference; `own` by the reader and writer that every
 * stage has, which becomes faster together with cleaning. `npm run bench -- clean [rows…]`; without numbers 1000, 100000 and 1000000.
 */

import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRandom } from '../clean/labelled/distort.mjs';
import { readLabelled } from '../clean/labelled/score.mjs';
import { printCurves } from './cleanCurves.mjs';
import { printTable, runProcess } from './measure.mjs';

const DISTINCT = 20_000;
const ROWS_A_PAGE = 21;
const COPY_CSV = `
  import { createReadStream, createWriteStream } from 'node:fs';
  import { pipeline } from 'node:stream/promises';
  import { parse } from ${JSON.stringify(import.meta.resolve('csv-parse'))};
  import { stringify } from ${JSON.stringify(import.meta.resolve('csv-stringify'))};
  const [, from, to] = process.argv;
  await pipeline(createReadStream(from), parse({ columns: true }), stringify({ header: true }), createWriteStream(to));
`;
const COPY_OWN = `
  import { RAW } from ${JSON.stringify(resolve('dist/csv/columns.js'))};
  import { streamRows } from ${JSON.stringify(resolve('dist/csv/read.js'))};
  import { createRowWriter } from ${JSON.stringify(resolve('dist/csv/write.js'))};
  const writer = await createRowWriter(process.argv[2], RAW);
  for await (const batch of streamRows(process.argv[1], RAW)) await writer.write(batch);
  await writer.commit();
`;

export default async function bench(args) {
  await printCurves();
  const folder = mkdtempSync(join(tmpdir(), 'lekalo-bench-'));
  try {
    const table = [['rows', 'what', 'seconds', 'clean takes', 'rows/s', 'peak MB']];
    for (const rows of args.length > 0 ? args.map(Number) : [1_000, 100_000, 1_000_000]) {
      const raw = join(folder, 'raw.csv');
      await writeRaw(raw, rows);
      const copy = (script) => [process.execPath, '--input-type=module', '-e', script, raw, join(folder, 'copy.csv')];
      const csv = await run(copy(COPY_CSV));
      const own = await run(copy(COPY_OWN));
      const clean = await run([
        process.execPath,
        'bin/lekalo.js',
        'clean',
        raw,
        '--out',
        join(folder, 'out'),
        '--json',
      ]);
      const line = (what, { wallMs, peakMb }) => [
        rows,
        what,
        (wallMs / 1000).toFixed(2),
        `${(clean.wallMs / wallMs).toFixed(2)} ×`,
        Math.round(rows / (wallMs / 1000)),
        peakMb.toFixed(0),
      ];
      table.push(
        line('csv-parse, csv-stringify', csv),
        line('own reader and writer', own),
        line('lekalo clean', clean),
      );
    }
    printTable(table);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(command) {
  const result = await runProcess(command);
  if (result.exitCode !== 0) throw new Error(`${command.join(' ')} exited ${result.exitCode}: ${result.stderr}`);
  return result;
}

/** Labelled rows with other years and descriptions, until there are enough spellings; then drawn at random, seeded. */
async function writeRaw(path, rows) {
  const labelled = readLabelled().map(({ raw }) => raw);
  const random = createRandom(7);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const spellings = Array.from({ length: Math.min(rows, DISTINCT) }, () => {
    const { brand, model } = pick(labelled);
    return [brand, model, pick(labelled).year, pick(labelled).description];
  });
  const file = createWriteStream(path);
  file.write('source,page,row,number,brand,model,year,description,extra\n');
  for (let at = 0; at < rows; at += 1) {
    const [brand, model, year, description] = pick(spellings).map(quote);
    const place = `${Math.floor(at / ROWS_A_PAGE) + 1},${(at % ROWS_A_PAGE) + 1},${at + 1}`;
    if (!file.write(`list.pdf,${place},${brand},${model},${year},${description},\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
