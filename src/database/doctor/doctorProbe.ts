/** Doctor's live probe: two tenants are made, one tries to reach the other's rows in every way, and all is rolled back. */
import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { beginTransaction, isConnectionGone } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import type { Finding } from './finding.ts';

type Transaction = postgres.TransactionSql;

/** Thrown to undo the probe; never leaves this file. */
class RolledBack extends Error {}

const NOT_ALLOWED = '42501';
/** A garbage setting is no number. */
const BAD_VALUE_CLASS = '22';
const KEY_VIOLATION_CLASS = '23';

/** `suspects`: tables that the checks have faulted already. */
export async function probeIsolation(database: Database, suspects: ReadonlySet<string>): Promise<Finding[]> {
  const [may] = await database.sql<{ insert: boolean }[]>`
    select bool_and(has_table_privilege(t, 'INSERT')) as insert
    from unnest(array['tenants', 'brands', 'models', 'product_categories']) t`;
  if (!may?.insert) {
    const message = 'left out: this login may not add tenants to try it with; run doctor as the owner, too';
    return [{ check: 'live probe', level: 'warning', subject: '', message }];
  }
  const faults: Finding[] = [];
  let tries = 0;
  const attempt: Attempt = async (tx, subject, message, leaks) => {
    tries += 1;
    if (await leaks(tx)) faults.push({ check: 'live probe', level: 'fault', subject, message });
  };
  try {
    await beginTransaction(database.sql, async (tx) => {
      await probe(tx, attempt, suspects);
      throw new RolledBack();
    });
  } catch (error) {
    if (isConnectionGone(error)) throw error;
    if (!(error instanceof RolledBack)) {
      const message = `stopped at '${(error as Error).message}'`;
      return [...faults, { check: 'live probe', level: 'fault', subject: '', message }];
    }
  }
  if (faults.length > 0) return faults;
  return [
    {
      check: 'live probe',
      level: 'ok',
      subject: '',
      message: `${tries} tries to reach another tenant's rows, no leak`,
    },
  ];
}

/** `leaks` says whether it got through. */
type Attempt = (
  tx: Transaction,
  subject: string,
  message: string,
  leaks: (tx: Transaction) => Promise<boolean>,
) => Promise<void>;

async function probe(tx: Transaction, attempt: Attempt, suspects: ReadonlySet<string>): Promise<void> {
  const { ours, theirs, categoryId, modelId } = await prepare(tx);
  await tx`set local role lekalo_tenant`;
  for (const id of [theirs, ours]) {
    await become(tx, id);
    await fill(tx, id, categoryId, modelId);
  }
  const tables = await findTables(tx);
  for (const [setting, name] of [
    ['', 'no tenant set'],
    [ours, 'another tenant set'],
    ['garbage', 'a garbage tenant set'],
  ] as const) {
    await become(tx, setting);
    for (const { table, key } of tables) {
      await attempt(tx, table, `with ${name} it shows rows`, (inner) =>
        reaches(inner, (sp) => sp`select from ${sp(table)} where ${sp(key)} = ${theirs}`),
      );
    }
  }
  await become(tx, ours);
  for (const { table, key, touch, moves } of tables) {
    if (touch !== null) {
      await attempt(tx, table, "another tenant's rows can be changed", (inner) =>
        reaches(inner, (sp) => sp`update ${sp(table)} set ${sp(touch)} = ${sp(touch)} where ${sp(key)} = ${theirs}`),
      );
    }
    await attempt(tx, table, "another tenant's rows can be deleted", (inner) =>
      reaches(inner, (sp) => sp`delete from ${sp(table)} where ${sp(key)} = ${theirs}`),
    );
    // Without a WHERE: reading a column would bring the reading policy to bear, and that is not what is tried here. On a
    // table that is known to be open it would touch every tenant's rows.
    if (moves && !suspects.has(table)) {
      await attempt(tx, table, 'rows can be moved to another tenant', (inner) =>
        reaches(inner, (sp) => sp`update ${sp(table)} set ${sp(key)} = ${theirs}`),
      );
    }
  }
  await attempt(tx, 'bot_texts', 'rows can be written for another tenant', (inner) =>
    reaches(inner, (sp) => sp`insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'written', 'x')`),
  );
  await attempt(tx, 'bot_texts', "another tenant's row can be overwritten by a conflict", (inner) =>
    reaches(
      inner,
      (sp) => sp`
      insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'probe', 'x')
      on conflict (tenant_id, key) do update set text_ru = 'x'`,
    ),
  );
}

interface Prepared {
  readonly ours: string;
  readonly theirs: string;
  readonly categoryId: string;
  readonly modelId: string;
}

/** What the probe needs of the shared tables, as the owner. */
async function prepare(tx: Transaction): Promise<Prepared> {
  const word = `probe_${randomBytes(6).toString('hex')}`;
  const slug = word.replace('_', '-');
  const idOf = async (rows: PromiseLike<readonly { id: string }[]>): Promise<string> => (await rows)[0]?.id ?? '';
  const brandId = await idOf(tx`insert into brands (name, slug) values (${word}, ${slug}) returning id`);
  return {
    ours: await idOf(tx`insert into tenants (slug, name) values (${`${word}_a`}, 'probe') returning id`),
    theirs: await idOf(tx`insert into tenants (slug, name) values (${`${word}_b`}, 'probe') returning id`),
    categoryId: await idOf(tx`
      insert into product_categories (code, name_ru, name_ky) values (${word}, 'probe', 'probe') returning id`),
    modelId: await idOf(tx`insert into models (brand_id, name) values (${brandId}, ${word}) returning id`),
  };
}

/** A row of the tenant in each of its tables. */
async function fill(tx: Transaction, tenant: string, category: string, model: string): Promise<void> {
  await tx`insert into bot_texts (tenant_id, key, text_ru) values (${tenant}, 'probe', 'probe')`;
  await tx`insert into prices (tenant_id, category_id, base_price, valid_from) values (${tenant}, ${category}, 1, '2000-01-01')`;
  const [run] = await tx<{ id: string }[]>`
    insert into import_runs (tenant_id, kind, file_name, file_sha256, actor)
    values (${tenant}, 'patterns', 'probe', ${'0'.repeat(64)}, 'doctor') returning id`;
  const [pattern] = await tx<{ id: string }[]>`
    insert into patterns (tenant_id, category_id, model_id, run_id)
    values (${tenant}, ${category}, ${model}, ${run?.id ?? null}) returning id`;
  const ids = { run: run?.id ?? null, pattern: pattern?.id ?? null };
  await tx`
    insert into source_rows (tenant_id, pattern_id, run_id, source, page, row, raw_brand, raw_model, raw_year,
      raw_description, matched_by, confidence)
    values (${tenant}, ${ids.pattern}, ${ids.run}, 'probe', 1, 1, '', '', '', '', '', 1)`;
  await tx`
    insert into import_changes (tenant_id, run_id, table_name, row_id, after)
    values (${tenant}, ${ids.run}, 'patterns', ${ids.pattern}, '{}')`;
}

async function become(tx: Transaction, tenant: string): Promise<void> {
  await tx`select set_config('app.tenant_id', ${tenant}, true)`;
}

interface ProbedTable {
  readonly table: string;
  readonly key: string;
  /** A column that the role may write, if any. */
  readonly touch: string | null;
  /** May the role write the key itself? */
  readonly moves: boolean;
}

/** tenants, and every table with tenant_id that the role may read. */
async function findTables(tx: Transaction): Promise<ProbedTable[]> {
  return tx<ProbedTable[]>`
    with tables as (
      select c.oid, c.relname as "table", case c.relname when 'tenants' then 'id' else 'tenant_id' end as key
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'SELECT')
    ), writable as (
      select t."table", a.attname from tables t join pg_attribute a on a.attrelid = t.oid
      where a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = ''
        and has_column_privilege(t.oid, a.attnum, 'UPDATE')
    )
    select t."table", t.key, (select min(w.attname::text) from writable w where w."table" = t."table") as touch,
      exists (select from writable w where w."table" = t."table" and w.attname = t.key) as moves
    from tables t
    where t."table" = 'tenants' or exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id' and not a.attisdropped)
    order by t."table"`;
}

/** Did the query get at any row? In a savepoint: a refusal is what we hope for. */
async function reaches(
  tx: Transaction,
  query: (sp: Transaction) => postgres.PendingQuery<postgres.Row[]>,
): Promise<boolean> {
  try {
    return await tx.savepoint(async (sp) => (await query(sp)).count > 0);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === NOT_ALLOWED || code?.startsWith(BAD_VALUE_CLASS)) return false;
    // Row security has its say before any key: what a key stopped had got through.
    if (code?.startsWith(KEY_VIOLATION_CLASS)) return true;
    throw error;
  }
}
