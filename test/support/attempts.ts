/** What one tenant may try to reach another's rows with. */
import type { TenantTransaction } from '../../src/database/tenant/tenant.ts';
import { type FilledTenants, TENANT_TABLES } from './tenants.ts';

/** What a refused statement says: not allowed, against the policy, no such row to refer to, no number. */
export const NOT_ALLOWED = '42501';
const NO_SUCH_ROW = '23503';
export const NO_NUMBER = '22P02';

type Ids = Readonly<Record<'ours' | 'theirs' | 'theirRun' | 'theirPattern' | 'category' | 'model', string>>;

export const idsOf = ({ ours, theirs, category, model }: FilledTenants): Ids => ({
  ours: ours.id,
  theirs: theirs.id,
  theirRun: theirs.run,
  theirPattern: theirs.pattern,
  category,
  model,
});

/** Each statement as 'ours', and what comes of it: the rows that it reached, or the error's code. */
export const ATTEMPTS: readonly (readonly [string, (ids: Ids) => string, number | string])[] = [
  ...TENANT_TABLES.map(
    (table) =>
      [`reads ${table}`, ({ theirs }: Ids) => `select * from ${table} where tenant_id = ${theirs}`, 0] as const,
  ),
  ['reads the list of tenants', () => `select * from tenants where slug = 'theirs'`, 0],
  [
    'reads under OR true',
    ({ theirs }) => `select * from patterns where (tenant_id = ${theirs} or true) and tenant_id = ${theirs}`,
    0,
  ],
  [
    'counts by a join',
    ({ theirs }) => `select * from models m join patterns p on p.model_id = m.id where p.tenant_id = ${theirs}`,
    0,
  ],
  ['locks rows', ({ theirs }) => `select * from patterns where tenant_id = ${theirs} for update`, 0],
  ['updates', ({ theirs }) => `update patterns set available = false where tenant_id = ${theirs}`, 0],
  [
    'updates by a join',
    ({ theirs }) => `update prices set base_price = 1 from patterns p where prices.tenant_id = ${theirs}`,
    0,
  ],
  ['moves its own row there', ({ theirs }) => `update bot_texts set tenant_id = ${theirs}, key = 'moved'`, NOT_ALLOWED],
  ['moves its own price there', ({ theirs }) => `update prices set tenant_id = ${theirs}`, NOT_ALLOWED],
  [
    'takes a row of theirs',
    ({ ours, theirs }) => `update bot_texts set tenant_id = ${ours} where tenant_id = ${theirs}`,
    0,
  ],
  ['deletes', ({ theirs }) => `delete from bot_texts where tenant_id = ${theirs}`, 0],
  ['deletes lineage', ({ theirs }) => `delete from source_rows where tenant_id = ${theirs}`, 0],
  [
    'inserts',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'new', 'x')`,
    NOT_ALLOWED,
  ],
  [
    'inserts a pattern',
    ({ theirs, category, model }) =>
      `insert into patterns (tenant_id, category_id, model_id, notes) values (${theirs}, ${category}, ${model}, 'x')`,
    NOT_ALLOWED,
  ],
  [
    'inserts from a query',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) select ${theirs}, 'new', text_ru from bot_texts`,
    NOT_ALLOWED,
  ],
  [
    'overwrites by a conflict',
    ({ theirs }) => `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'welcome', 'x')
      on conflict (tenant_id, key) do update set text_ru = excluded.text_ru`,
    NOT_ALLOWED,
  ],
  [
    'learns of a key by a conflict that does nothing',
    ({ theirs }) =>
      `insert into bot_texts (tenant_id, key, text_ru) values (${theirs}, 'welcome', 'x') on conflict do nothing`,
    NOT_ALLOWED,
  ],
  [
    'merges',
    ({
      theirs,
    }) => `merge into bot_texts using (values (${theirs}::bigint, 'welcome')) v (t, k) on tenant_id = v.t and key = v.k
      when matched then update set text_ru = 'x'
      when not matched then insert (tenant_id, key, text_ru) values (v.t, v.k, 'x')`,
    NOT_ALLOWED,
  ],
  [
    'refers to their pattern',
    ({
      ours,
      theirPattern,
    }) => `insert into source_rows select ${ours}, ${theirPattern}, id, 's', 1, 1, '', '', '', '', '', 1
      from import_runs`,
    NO_SUCH_ROW,
  ],
  ['refers to their run', ({ theirRun }) => `update patterns set run_id = ${theirRun}`, NO_SUCH_ROW],
  ['truncates', () => 'truncate patterns', NOT_ALLOWED],
  ['switches row security off', () => 'alter table patterns disable row level security', NOT_ALLOWED],
  ['adds a policy', () => 'create policy mine on patterns using (true)', NOT_ALLOWED],
  ['asks to leave row security out', () => 'set local row_security = off; select * from patterns', NOT_ALLOWED],
  ['writes the shared catalogue', () => `update brands set name = 'Mine'`, NOT_ALLOWED],
  ['deletes from the shared catalogue', () => 'delete from models', NOT_ALLOWED],
  ['makes itself another tenant in the list', () => `update tenants set slug = 'theirs2'`, NOT_ALLOWED],
  ['rewrites the ledger', () => `update import_runs set actor = 'nobody'`, NOT_ALLOWED],
  ['deletes from the ledger', () => 'delete from import_changes', NOT_ALLOWED],
  ['makes a table of ours', () => 'create table public.mine (id int)', NOT_ALLOWED],
  ['reads files', () => `copy patterns from '/etc/passwd'`, NOT_ALLOWED],
];

/** Rows reached, or the code of the error, of a statement that is rolled back. */
export async function outcomeOf(tx: TenantTransaction, sql: string): Promise<number | string> {
  try {
    return await tx.savepoint(async (sp) => {
      const result = await sp.unsafe(sql);
      return result.count ?? 0;
    });
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}
