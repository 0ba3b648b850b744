/**
 * `npm run bench -- search [patterns…]`: latency of the search with 1,000, 100,000 and 1,000,000 patterns over 50 tenants,
 * through SQL (a statement in the tenant's open transaction) and through the API (a transaction each), beside a lookup by
 * primary key the same way in the same run. Queries are the labelled ones of test/search. Needs a server:
 * BENCH_DATABASE_URL or TEST_DATABASE_URL.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import postgres from 'postgres';
import { seedAll } from '../../dist/commands/seed.js';
import { openDatabase } from '../../dist/database/connection/connection.js';
import { migrateUp } from '../../dist/database/migrations/migrate.js';
import { withTenant } from '../../dist/database/tenant/tenant.js';
import { openLekalo } from '../../dist/index.js';
import { printTable, quantile } from './measure.mjs';

const SERVER = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
const TENANTS = 50;
const ROUNDS = 2;

export default async function bench(args) {
  if (!SERVER) {
    console.error('Set BENCH_DATABASE_URL or TEST_DATABASE_URL to a PostgreSQL server.');
    process.exitCode = 2;
    return;
  }
  const sizes = args.length > 0 ? args.map(Number) : [1_000, 100_000, 1_000_000];
  const queries = ['labelled/queries.csv', 'queries.csv'].flatMap((file) =>
    parse(readFileSync(new URL(`../search/${file}`, import.meta.url)), { columns: true }).map(({ query }) => query),
  );
  await withScratch(async (url, admin) => {
    // Each size as soon as it is measured: a million patterns take minutes to make.
    for (const size of sizes) {
      await fill(admin, size);
      const head = ['patterns', 'way', 'what', 'p50 ms', 'p95 ms', 'p99 ms', 'p95 / key'];
      printTable([head, ...(await viaSql(url, size, queries)), ...(await viaApi(url, size, queries))]);
    }
  });
}

async function withScratch(work) {
  const server = postgres(SERVER, { max: 1, onnotice: () => undefined });
  const name = `lekalo_bench_${randomBytes(4).toString('hex')}`;
  await server.unsafe(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const database = await openDatabase({ kind: 'server', url: url.href });
  try {
    await migrateUp(database);
    await seedAll(database);
    await prepareModels(database.sql);
    await work(url.href, database.sql);
  } finally {
    await database.close();
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end();
  }
}

/** Every generation of the catalogue as a model, and 50 tenants. */
async function prepareModels(sql) {
  await sql`
    insert into brands (name, slug)
    select brand, 'brand-' || row_number() over (order by brand) from (select distinct brand from search_models) b`;
  await sql`
    insert into models (brand_id, name, generation, year_from, year_to)
    select b.id, v.model, g.generation, g.year_from, g.year_to
    from search_models v join brands b on b.name = v.brand left join search_generations g on g.model_id = v.id`;
  await sql`
    insert into tenants (slug, name) select 'bench_' || n, 'Bench ' || n from generate_series(1, ${TENANTS}::int) n`;
  await sql`analyze`;
}

async function fill(sql, size) {
  await sql`truncate patterns cascade`;
  await sql`
    insert into patterns (tenant_id, category_id, model_id, notes)
    select t.id, c.id, m.id, 'n' || i
    from (select id, row_number() over (order by id) - 1 as n from tenants where slug like 'bench_%') t
    cross join generate_series(0, ${Math.ceil(size / TENANTS) - 1}::int) i
    cross join (select id from product_categories where code = 'eva_mats') c
    join (select id, row_number() over (order by id) - 1 as n, count(*) over () as all_models from models) m
      on m.n = (i * 7919 + t.n * 31) % m.all_models`;
  await sql`vacuum analyze patterns`;
}

async function viaSql(url, size, queries) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const key = [];
  const search = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (let tenant = 1; tenant <= TENANTS; tenant += 5) {
      await sql.begin(async (tx) => {
        await tx`set local role lekalo_tenant`;
        await tx`select set_config('app.tenant_id', id::text, true) from resolve_tenant(${`bench_${tenant}`})`;
        const [{ id, tenant_id }] = await tx`select id, tenant_id from patterns limit 1`;
        for (const [index, query] of queries.entries()) {
          if (index % 10 !== tenant % 10) continue;
          const keyMs = await time(() => tx`select * from patterns where tenant_id = ${tenant_id} and id = ${id}`);
          const searchMs = await time(() => tx`select * from search_vehicles(${query}, 5)`);
          if (round > 0) {
            key.push(keyMs);
            search.push(searchMs);
          }
        }
      });
    }
  }
  await sql.end();
  return lines(size, 'SQL', key, search);
}

async function viaApi(url, size, queries) {
  const lekalo = await openLekalo({ tenant: 'bench_7', databaseUrl: url, maxConnections: 1 });
  const database = await openDatabase({ kind: 'server', url }, { max: 1, prepare: true });
  const key = [];
  const search = [];
  for (let round = 0; round <= ROUNDS; round++) {
    for (const query of queries) {
      const keyMs = await time(() => withTenant(database, 'bench_7', (tx) => tx`select * from patterns where id = 7`));
      const searchMs = await time(() => lekalo.search(query));
      if (round > 0) {
        key.push(keyMs);
        search.push(searchMs);
      }
    }
  }
  await lekalo.close();
  await database.close();
  return lines(size, 'API', key, search);
}

async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function lines(size, way, key, search) {
  const line = (what, values, ratio) => [
    size,
    way,
    what,
    ...[0.5, 0.95, 0.99].map((share) => quantile(values, share).toFixed(2)),
    ratio,
  ];
  const ratio = quantile(search, 0.95) / quantile(key, 0.95);
  return [line('primary key', key, ''), line('search', search, ratio.toFixed(1))];
}
