/** Where to accept and where to propose: what the two thresholds of src/clean/naming/confidence.ts cost, measured on labelled rows. */
import { resolve } from 'node:path';
import { inventRows, mistypeRows } from '../clean/labelled/distort.mjs';
import { judge, readLabelled, score } from '../clean/labelled/score.mjs';
import { printTable } from './measure.mjs';

const SEEDS = [1, 2, 3];
/** Below the threshold, too, to see what it keeps back. */
const LOWEST = 0.2;
const THRESHOLDS = [0.5, 0.6, 0.65, 0.7, 0.72, 0.75, 0.78, 0.8, 0.85, 0.9, 0.95];

export async function printCurves() {
  const { createIndex } = await import(resolve('dist/clean/catalog/catalogIndex.js'));
  const { readCatalog } = await import(resolve('dist/clean/catalog/readCatalog.js'));
  const { readRow } = await import(resolve('dist/clean/outcome/repairs.js'));
  const index = createIndex(readCatalog('data/catalog'));
  const latestYear = new Date().getFullYear() + 1;
  const groups = readLabelled();
  const typos = [1, 2, 3].map((count) => SEEDS.flatMap((seed) => mistypeRows(groups, count, seed)));
  const invented = SEEDS.flatMap((seed) => inventRows(groups, seed));
  printAccepting((raw, acceptFrom) => readRow(index, raw, { latestYear, acceptFrom }), groups, typos, invented);
  printProposing((raw) => readRow(index, raw, { latestYear, proposeFrom: LOWEST }), typos.flat());
}

function printAccepting(read, groups, [one, two], invented) {
  const table = [
    [
      'accept from',
      'labelled: accepted',
      'wrong',
      'asked',
      '1 typo: right',
      'wrong',
      '2 typos: right',
      'wrong',
      'invented',
    ],
  ];
  for (const from of THRESHOLDS) {
    const plain = score(groups, (raw) => read(raw, from));
    const count = (rows) => countAccepted(rows, (raw) => read(raw, from));
    const [first, second] = [count(one), count(two)];
    table.push([
      from.toFixed(2),
      plain.accepted,
      plain.wrong,
      plain.review,
      first.right,
      first.wrong,
      second.right,
      second.wrong,
      count(invented).wrong,
    ]);
  }
  console.log(
    `${groups.length} labelled rows, ${one.length} with one typo, as many with two and with an invented model`,
  );
  printTable(table);
}

function countAccepted(rows, read) {
  const sum = { right: 0, wrong: 0 };
  for (const row of rows) {
    const outcome = read(row.raw);
    if (outcome.decision === 'accept') sum[judge(row, outcome).named ? 'right' : 'wrong'] += 1;
  }
  return sum;
}

/** Of the rows with typos that become questions: how often is the right model the first proposal, how often is it among them? */
function printProposing(read, rows) {
  const bands = new Map();
  let asked = 0;
  let silent = 0;
  for (const { raw, want } of rows) {
    const outcome = read(raw);
    if (outcome.decision !== 'review') continue;
    asked += 1;
    const proposals = outcome.alternatives.split('|').flatMap((text) => /^(.+) (\d\.\d\d)$/.exec(text) ?? []);
    const names = outcome.alternatives.split('|').map((text) => text.replace(/ \d\.\d\d$/, ''));
    if (proposals.length === 0) {
      silent += 1;
      continue;
    }
    const band = Math.floor(Number(proposals[2]) * 20 + 1e-9) / 20;
    const sum = bands.get(band) ?? { rows: 0, first: 0, among: 0 };
    const right = `${want[0].want_brand} ${want[0].want_model}`;
    sum.rows += 1;
    sum.first += names[0] === right;
    sum.among += names.includes(right);
    bands.set(band, sum);
  }
  const share = (part, whole) => `${Math.round((100 * part) / whole)} %`;
  console.log(`${asked} of the rows with one to three typos are asked, ${silent} of them without a proposal`);
  printTable([
    ['best score', 'rows', 'first is right', 'right one among them'],
    ...[...bands]
      .sort(([a], [b]) => b - a)
      .map(([band, sum]) => [
        `${band.toFixed(2)}-${(band + 0.05).toFixed(2)}`,
        sum.rows,
        share(sum.first, sum.rows),
        share(sum.among, sum.rows),
      ]),
  ]);
}
