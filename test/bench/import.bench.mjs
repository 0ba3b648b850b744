/**
 * `npm run bench -- import [rows…]`: rows/s of `lekalo import` for 100,000 and 1,000,000 cleaned rows, beside psql doing
 * `\copy` into a temporary table followed by the same set-based SQL, as the same role under the same row security, each
 * on a fresh database; then the unchanged import again. Needs a server: BENCH_DATABASE_URL or TEST_DATABASE_URL.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import * as sql from '../../dist/database/imports/importSql.js';
import { CREATE_STAGED, STAGED_COLUMNS } from '../../dist/database/imports/importStagedSql.js';
import { writeCleanedFile } from './cleanedRows.mjs';
import { printTable, runProcess } from './measure.mjs';

const SERVER = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
const TENANT = 'evopoliki';

export default async function bench(args) {
  if (!SERVER) {
    console.error('Set BENCH_DATABASE_URL or TEST_DATABASE_URL to a PostgreSQL server.');
    process.exitCode = 2;
    return;
  }
  const sizes = args.length > 0 ? args.map(Number) : [100_000, 1_000_000];
  const table = [['rows', 'what', 'seconds', 'rows/s', 'of psql', 'peak MB']];
  for (const rows of sizes) table.push(...(await measure(rows)));
  printTable(table);
}

async function measure(rows) {
  const file = join(tmpdir(), `lekalo-bench-${rows}-${process.pid}.csv`);
  await writeCleanedFile(file, rows);
  try {
    const reference = await withScratch((url) => viaPsql(url, file));
    return await withScratch(async (url, database) => {
      const lekalo = ['import', file, '--tenant', TENANT, '--json'];
      const first = await runLekalo(lekalo, url);
      const before = await counters(database);
      const again = await runLekalo(lekalo, url);
      const after = await counters(database);
      console.log(`${rows} rows: ${first.stdout.trim()}`);
      console.log(`again: ${again.stdout.trim()}`);
      console.log(`again wrote: ${describeDifference(before, after)}`);
      const seconds = (run) => (run.wallMs / 1000).toFixed(1);
      const line = (what, run) => [
        rows,
        what,
        seconds(run),
        Math.round(rows / (run.wallMs / 1000)),
        (reference.wallMs / run.wallMs).toFixed(2),
        run.peakMb.toFixed(0),
      ];
      return [line('psql \\copy + same SQL', reference), line('lekalo import', first), line('unchanged again', again)];
    });
  } finally {
    rmSync(file, { force: true });
  }
}

/** The statements that lekalo sends, in its order; psql fills the same `:tenant`, `:category`, `:run`. */
async function viaPsql(url, file) {
  const script = join(tmpdir(), `lekalo-bench-${process.pid}.sql`);
  writeFileSync(
    script,
    `\\set ON_ERROR_STOP on
begin;
select id as tenant from tenants where slug = '${TENANT}' \\gset
select id as category from product_categories where code = 'eva_mats' \\gset
set local role lekalo_tenant;
select set_config('app.tenant_id', :'tenant', true);
set local work_mem = '64MB';
${CREATE_STAGED};
\\copy staged (${STAGED_COLUMNS.join(', ')}) from '${file}' with (format csv, header, force_not_null (source, matched_by, raw_brand, raw_model, raw_year, raw_description))
${sql.STAGE_VEHICLES};
insert into staged_brands (brand, slug) select distinct brand, regexp_replace(lower(brand), '[^a-z0-9]+', '-', 'g') from staged_vehicles;
${[sql.MERGE_BRANDS, sql.FIND_MODELS, sql.ADD_MODELS, sql.LIST_PATTERNS, sql.COUNT_PLAN].join(';\n')};
insert into import_runs (tenant_id, kind, category_id, file_name, file_sha256, actor)
values (:tenant, 'patterns', :category, 'bench', repeat('0', 64), 'psql') returning id as run \\gset
${[sql.INSERT_PATTERNS, sql.INSERT_SOURCES, sql.NOTE_SHARED].join(';\n')};
commit;
`,
  );
  try {
    return checked(await runProcess(['psql', '-X', '-q', '-o', '/dev/null', '-f', script, url]));
  } finally {
    rmSync(script, { force: true });
  }
}

const runLekalo = async (args, url) =>
  checked(
    await runProcess([process.execPath, 'bin/lekalo.js', ...args], { env: { ...process.env, DATABASE_URL: url } }),
  );

function checked(run) {
  if (run.exitCode !== 0) throw new Error(`exited ${run.exitCode}: ${run.stdout}${run.stderr}`);
  return run;
}

/** A fresh, migrated and seeded database, dropped afterwards. */
async function withScratch(work) {
  const admin = postgres(SERVER, { max: 1, onnotice: () => undefined });
  const name = `lekalo_bench_${randomBytes(4).toString('hex')}`;
  await admin.unsafe(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const database = postgres(url.href, { max: 1, onnotice: () => undefined });
  try {
    await runLekalo(['migrate'], url.href);
    await runLekalo(['seed'], url.href);
    return await work(url.href, database);
  } finally {
    await database.end();
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Row versions written and identity values taken so far, by table and sequence. */
async function counters(database) {
  await database`select pg_sleep(1.5)`;
  await database`select pg_stat_clear_snapshot()`;
  const tables = await database`
    select relname as name, n_tup_ins + n_tup_upd + n_tup_del as n from pg_stat_user_tables where schemaname = 'public'`;
  const sequences = await database`select sequencename as name, coalesce(last_value, 0) as n from pg_sequences`;
  return new Map([...tables, ...sequences].map(({ name, n }) => [name, Number(n)]));
}

function describeDifference(before, after) {
  const changed = [...after]
    .filter(([name, n]) => n !== before.get(name))
    .map(([name, n]) => `${name} ${n - before.get(name)}`);
  return changed.length === 0 ? 'no row version, no identity value' : changed.join(', ');
}
