/**
 * Hands the tables to a distributed PostgreSQL that is already there (Citus, its own functions): tenant tables by
 * tenant_id, side by side, everything else as reference tables. docs/SCALING.md says when and what stays the same.
 */
import { UserError } from '../../errors.ts';
import { beginTransaction } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { lockMigrations } from './migrationLock.ts';
import type { Queryable } from './migrationState.ts';

/** The table that the others are put beside. */
const LARGEST = 'patterns';

export interface Table {
  readonly name: string;
  /** Has it tenant_id? */
  readonly tenant: boolean;
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  /** As pg_get_constraintdef says it. */
  readonly definition: string;
}

export interface Distribution {
  readonly reference: readonly string[];
  readonly distributed: readonly string[];
}

/** Before anything is changed: `database-unusable` where the extension is not. */
export async function assertDistributable(database: Database): Promise<void> {
  const [citus] = await database.sql`select from pg_extension where extname = 'citus'`;
  if (citus) return;
  throw new UserError(
    'database-unusable',
    `The database '${database.label}' has no extension 'citus'.`,
    'Nothing was changed. Leave --distributed out to work on one server, or see docs/SCALING.md for what it needs.',
  );
}

/** Distributes what is not distributed yet; to be run again after a migration that adds a table. */
export async function distribute(database: Database): Promise<Distribution> {
  await assertDistributable(database);
  return beginTransaction(database.sql, async (tx) => {
    await lockMigrations(tx, { waitMs: Number.POSITIVE_INFINITY });
    const done = await tx<{ name: string }[]>`select logicalrelid::regclass::text as name from pg_dist_partition`;
    return distributeTables(
      tx,
      done.map(({ name }) => name),
    );
  });
}

/** `done`: names of the tables that are distributed already. */
export async function distributeTables(tx: Queryable, done: readonly string[]): Promise<Distribution> {
  const tables = (await readTables(tx)).filter(({ name }) => !done.includes(name));
  const keys = (await readForeignKeys(tx)).filter(({ table }) => tables.some(({ name }) => name === table));
  for (const statement of planDistribution(tables, keys)) await tx.unsafe(statement);
  const names = (tenant: boolean): string[] =>
    tables.filter((table) => table.tenant === tenant).map(({ name }) => name);
  return { reference: names(false), distributed: names(true) };
}

/**
 * The statements in order. Foreign keys are taken off first and put back last: a table with an identity column can't be
 * distributed while a key of it refers to a reference table.
 */
export function planDistribution(tables: readonly Table[], keys: readonly ForeignKey[]): string[] {
  const quote = (name: string): string => `'public.${name}'`;
  const tenantTables = tables.filter(({ tenant }) => tenant).map(({ name }) => name);
  // A tenant's rows of all tables lie on one node when every table is put beside the same one.
  const first = tenantTables.filter((name) => name === LARGEST);
  const others = tenantTables.filter((name) => name !== LARGEST);
  return [
    ...keys.map(({ table, name }) => `alter table public.${table} drop constraint ${name}`),
    ...tables.filter(({ tenant }) => !tenant).map(({ name }) => `select create_reference_table(${quote(name)})`),
    ...first.map((name) => `select create_distributed_table(${quote(name)}, 'tenant_id', colocate_with => 'none')`),
    ...others.map(
      (name) => `select create_distributed_table(${quote(name)}, 'tenant_id', colocate_with => ${quote(LARGEST)})`,
    ),
    ...keys.map(({ table, name, definition }) => `alter table public.${table} add constraint ${name} ${definition}`),
  ];
}

/** All of ours but the record of migrations, which only the coordinator needs. */
async function readTables(tx: Queryable): Promise<Table[]> {
  return tx<Table[]>`
    select c.relname as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as tenant
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'schema_migrations'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`;
}

async function readForeignKeys(tx: Queryable): Promise<ForeignKey[]> {
  return tx<ForeignKey[]>`
    select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
    order by conrelid::regclass::text collate "C", conname collate "C"`;
}
