/**
 * `npm run bench -- bot [calls]`: 100,000 mixed calls (search, availability, quote, texts) of four tenants from 64 callers
 * over one pool, on a PostgreSQL server of its own that is restarted in the middle. Prints what was answered, what failed
 * and how, and whether any answer held another tenant's rows. Needs initdb and pg_ctl.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { seedAll } from '../../dist/commands/seed.js';
import { openDatabase } from '../../dist/database/connection/connection.js';
import { migrateUp } from '../../dist/database/migrations/migrate.js';
import { openLekalo } from '../../dist/index.js';
import { quantile } from './measure.mjs';

const CALLERS = 64;
const PORT = 54_391;
const TENANTS = ['evopoliki', 'five_deluxe', 'third', 'fourth'];
const QUERIES = ['камри 70', 'прадик', 'rfvhb', 'бмв х5 е70', 'привет', 'тойота', 'хундай сонатта', 'гольф 4'];

export default async function bench([calls = '100000']) {
  const server = createServer();
  try {
    await fill(server.url);
    await run(server, Number(calls));
  } finally {
    server.remove();
  }
}

async function fill(url) {
  const database = await openDatabase({ kind: 'server', url });
  const { sql } = database;
  await migrateUp(database);
  await seedAll(database);
  await sql`insert into tenants (slug, name) values ('third', 'Third'), ('fourth', 'Fourth')`;
  await sql`
    insert into bot_texts (tenant_id, key, text_ru)
    select id, 'whoami', slug from tenants`;
  await sql`
    insert into brands (name, slug) select brand, 'b' || row_number() over () from (select distinct brand from search_models) b`;
  await sql`
    insert into models (brand_id, name) select b.id, v.model from search_models v join brands b on b.name = v.brand`;
  await sql`
    insert into patterns (tenant_id, category_id, model_id, notes)
    select t.id, c.id, m.id, t.slug from tenants t, models m, product_categories c where c.code = '5d_mats'`;
  await sql`vacuum analyze`;
  await database.close();
}

async function run(server, calls) {
  const bots = await Promise.all(
    TENANTS.map((tenant) => openLekalo({ tenant, databaseUrl: server.url, maxConnections: 8 })),
  );
  const errors = new Map();
  const latencies = [];
  let answered = 0;
  let begun = 0;
  let leaks = 0;
  let restarts = 0;
  const caller = async (number) => {
    for (let turn = number; begun < calls; turn++) {
      begun += 1;
      const lekalo = bots[turn % bots.length];
      const started = performance.now();
      try {
        leaks += await ask(lekalo, turn);
        answered += 1;
        latencies.push(performance.now() - started);
      } catch (error) {
        errors.set(error.code ?? error.message, (errors.get(error.code ?? error.message) ?? 0) + 1);
        await setTimeout(10);
      }
      if (begun >= calls / 2 && restarts === 0) {
        restarts = 1;
        server.restart();
      }
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, (_, number) => caller(number)));
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(bots.map((lekalo) => lekalo.close()));
  console.log(
    `${begun} calls from ${CALLERS} callers of ${TENANTS.length} tenants over 8 connections in ${seconds.toFixed(1)} s`,
  );
  console.log(
    `answered ${answered}, of another tenant ${leaks}; restarts ${restarts}; errors ${JSON.stringify([...errors])}`,
  );
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(latencies, share).toFixed(1));
  console.log(`latency with ${CALLERS} waiting: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`);
  if (leaks > 0 || [...errors.keys()].some((code) => code !== 'database-unreachable')) process.exitCode = 1;
}

/** One call; how many rows of it are another tenant's. */
async function ask(lekalo, turn) {
  const foreign = (patterns) => patterns.filter(({ notes }) => notes !== lekalo.tenant).length;
  switch (turn % 5) {
    case 0: {
      const { text } = await lekalo.texts('whoami', 'ky');
      return text === lekalo.tenant ? 0 : 1;
    }
    case 1: {
      const { patterns } = await lekalo.availability({ brand: 'Toyota', model: 'Camry', year: 2019 });
      return foreign(patterns) + (patterns.length === 1 ? 0 : 1);
    }
    case 2: {
      const quote = await lekalo.quote({ category: '5d_mats', options: ['leather=press', 'third_row'] });
      return (quote.total === 14_000) === (lekalo.tenant === 'evopoliki') ? 0 : 1;
    }
    default: {
      const { matches } = await lekalo.search(QUERIES[turn % QUERIES.length]);
      return matches.reduce((sum, { patterns }) => sum + foreign(patterns), 0);
    }
  }
}

function createServer() {
  const installed = '/usr/lib/postgresql';
  const version = existsSync(installed) ? readdirSync(installed).sort((a, b) => b - a)[0] : undefined;
  if (version === undefined) throw new Error(`No PostgreSQL server is installed in ${installed}.`);
  const folder = mkdtempSync(join(tmpdir(), 'lekalo-bench-pg-'));
  const data = join(folder, 'data');
  const root = process.getuid() === 0;
  if (root) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])));
    chownSync(folder, uid, gid);
  }
  const run = (program, ...args) => {
    const command = [join(installed, version, 'bin', program), ...args];
    const [first, ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(first, rest, { stdio: 'ignore' });
  };
  const options = `-p ${PORT} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const control = (...args) => run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), ...args);
  run('initdb', '-D', data, '-A', 'trust', '-U', 'postgres');
  control('start');
  return {
    url: `postgres://postgres@127.0.0.1:${PORT}/postgres`,
    restart: () => control('-m', 'fast', 'restart'),
    remove() {
      control('-m', 'fast', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
