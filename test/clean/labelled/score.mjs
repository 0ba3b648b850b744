/**
 * Scores the cleaner on labelled rows: raw cells, the expected decision and, for each expected vehicle, its fields.
 * Plain JavaScript, so that the tests and the benchmark use the same ruler.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const FOLDER = import.meta.dirname;

/** Groups the lines of every labelled/*.csv by raw row: `[{ kind, raw, decision, want: [...] }]`. */
export function readLabelled(names = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'))) {
  return names.sort().flatMap((name) => {
    const groups = [];
    let last = '';
    for (const line of parse(readFileSync(`${FOLDER}/${name}`, 'utf8'), { columns: true, bom: true })) {
      const key = [line.brand, line.model, line.year, line.description].join('\n');
      if (key !== last) {
        const raw = { brand: line.brand, model: line.model, year: line.year, description: line.description };
        groups.push({ file: name, kind: line.kind, raw, decision: line.decision, want: [] });
      }
      groups.at(-1).want.push(line);
      last = key;
    }
    return groups;
  });
}

const FIELDS = [
  ['generation', ({ generation }) => generation],
  ['year_from', ({ yearFrom }) => yearFrom ?? ''],
  ['year_to', ({ yearTo }) => yearTo ?? ''],
  ['body_type', ({ bodyType }) => bodyType],
  ['steering', ({ steering }) => steering],
  ['seat_rows', ({ seatRows }) => seatRows ?? ''],
  ['borders', ({ borders }) => borders],
];
const fold = (value) =>
  String(value)
    .toLowerCase()
    .replace(/[\s:-]/g, '');

/** What is wrong with one outcome, in words; `named` tells whether decision, brand and model are right. */
export function judge({ decision, want }, outcome) {
  const faults = [];
  let fields = 0;
  if (outcome.decision !== decision) faults.push(`${outcome.decision} instead of ${decision}`);
  const compared = decision !== 'reject' && outcome.decision !== 'reject';
  if (compared && outcome.decision === decision && outcome.vehicles.length !== want.length) {
    faults.push(`${outcome.vehicles.length} vehicles instead of ${want.length}`);
  }
  const pairs = compared ? want.slice(0, outcome.vehicles.length).map((line, at) => [line, outcome.vehicles[at]]) : [];
  for (const [line, got] of pairs) {
    if (fold(got.brand) !== fold(line.want_brand)) faults.push(`brand '${got.brand}' instead of '${line.want_brand}'`);
    if (fold(got.model) !== fold(line.want_model)) faults.push(`model '${got.model}' instead of '${line.want_model}'`);
  }
  const named = faults.length === 0;
  for (const [line, got] of pairs) {
    for (const [name, read] of FIELDS) {
      if (fold(read(got)) === fold(line[name])) continue;
      fields += 1;
      faults.push(`${name} '${read(got)}' instead of '${line[name]}'`);
    }
  }
  return { named, faults, fields };
}

/** The figures of the whole set; `read(raw)` → outcome. */
export function score(groups, read) {
  const sum = {
    rows: 0,
    right: 0,
    named: 0,
    accepted: 0,
    wrong: 0,
    open: 0,
    openAccepted: 0,
    fields: 0,
    fieldsWrong: 0,
    review: 0,
  };
  const kinds = new Map();
  const faults = [];
  for (const group of groups) {
    const outcome = read(group.raw);
    const verdict = judge(group, outcome);
    const accepted = outcome.decision === 'accept';
    sum.rows += 1;
    sum.right += verdict.faults.length === 0;
    sum.named += verdict.named;
    sum.accepted += accepted;
    sum.review += outcome.decision === 'review';
    sum.wrong += accepted && !verdict.named;
    if (group.decision !== 'accept') {
      sum.open += 1;
      sum.openAccepted += accepted;
    }
    if (accepted && group.decision === 'accept') {
      sum.fields += FIELDS.length * Math.min(outcome.vehicles.length, group.want.length);
      sum.fieldsWrong += verdict.fields;
    }
    const kind = kinds.get(group.kind) ?? { rows: 0, named: 0 };
    kinds.set(group.kind, { rows: kind.rows + 1, named: kind.named + verdict.named });
    if (verdict.faults.length > 0)
      faults.push(`[${group.kind}] ${Object.values(group.raw).join(' | ')}: ${verdict.faults.join('; ')}`);
  }
  return {
    ...sum,
    kinds,
    faults,
    namedShare: sum.named / sum.rows,
    wrongShare: sum.wrong / Math.max(1, sum.accepted),
    openAcceptedShare: sum.openAccepted / Math.max(1, sum.open),
    fieldShare: 1 - sum.fieldsWrong / Math.max(1, sum.fields),
  };
}
