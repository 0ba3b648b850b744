/**
 * The schema as text, one line a fact, in a fixed order: two databases have the same schema exactly when they have the
 * same lines. Read from the catalogue: columns, constraints, indexes, row security, policies, grants, functions.
 */
import { createHash } from 'node:crypto';
import type { Queryable } from './migrationState.ts';

/** Everything in schema public that is ours: what an extension brought is its own business, and so is our own record. */
const OURS = (oid: string, catalog: string): string => `
  not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const TABLES = `
  select c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relowner, c.reloptions
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and c.relname <> 'schema_migrations' and ${OURS('c.oid', 'pg_class')}`;

/** A grant without the name of the owner, who differs from server to server. */
const GRANTS = (acl: string, owner: string): string => `
  aclexplode(${acl}) g where g.grantee <> ${owner}`;

const GRANTEE = `coalesce((select rolname from pg_roles where oid = g.grantee), 'PUBLIC')`;

const FACTS = `
with tables as (${TABLES})
select 'table ' || relname || ' kind ' || relkind::text || ' row security ' ||
    case when relrowsecurity then 'on' else 'off' end || case when relforcerowsecurity then ' forced' else '' end ||
    coalesce(' with ' || (select string_agg(o, ', ' order by o) from unnest(reloptions) o), '') as fact from tables
union all
select 'column ' || t.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
    case when a.attnotnull then ' not null' else '' end ||
    case a.attidentity when 'a' then ' identity always' when 'd' then ' identity default' else '' end ||
    case when d.adbin is null then '' when a.attgenerated = 's' then ' generated ' else ' default ' end ||
    coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
union all
select 'constraint ' || t.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid) ||
    case when k.convalidated then '' else ' not valid' end
  from tables t join pg_constraint k on k.conrelid = t.oid and k.contype <> 'n'
union all
select 'index ' || pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' invalid' end
  from tables t join pg_index i on i.indrelid = t.oid
union all
select 'policy ' || t.relname || '.' || p.polname || case when p.polpermissive then '' else ' restrictive' end ||
    ' for ' || p.polcmd::text || ' to ' || (select string_agg(coalesce(r.rolname, 'PUBLIC'), ', ' order by r.rolname)
      from unnest(p.polroles) o left join pg_roles r on r.oid = o) ||
    ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'none') ||
    ' check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'none')
  from tables t join pg_policy p on p.polrelid = t.oid
union all
select 'grant ' || g.privilege_type || ' on ' || t.relname || ' to ' || ${GRANTEE} ||
    case when g.is_grantable then ' with grant option' else '' end
  from tables t, ${GRANTS('t.relacl', 't.relowner')}
union all
select 'grant ' || g.privilege_type || ' on ' || t.relname || '.' || a.attname || ' to ' || ${GRANTEE}
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped,
  ${GRANTS('a.attacl', 't.relowner')}
union all
select 'view ' || t.relname || ' ' || pg_get_viewdef(t.oid) from tables t where t.relkind in ('v', 'm')
union all
select 'trigger ' || t.relname || ' ' || pg_get_triggerdef(g.oid) || ' ' || g.tgenabled::text
  from tables t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
union all
select 'function ' || f.oid::regprocedure::text || ' ' || pg_get_functiondef(f.oid)
  from pg_proc f where f.pronamespace = 'public'::regnamespace and f.prokind in ('f', 'p') and ${OURS('f.oid', 'pg_proc')}
union all
select 'grant ' || g.privilege_type || ' on function ' || f.oid::regprocedure::text || ' to ' || ${GRANTEE}
  from pg_proc f, ${GRANTS("coalesce(f.proacl, acldefault('f', f.proowner))", 'f.proowner')}
    and f.pronamespace = 'public'::regnamespace and ${OURS('f.oid', 'pg_proc')}
union all
select 'sequence ' || c.relname || ' ' || format_type(s.seqtypid, null) || ' start ' || s.seqstart || ' by ' || s.seqincrement
  from pg_class c join pg_sequence s on s.seqrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and ${OURS('c.oid', 'pg_class')}
union all
select 'grant ' || g.privilege_type || ' on schema public to ' || ${GRANTEE}
  from pg_namespace n, ${GRANTS('n.nspacl', 'n.nspowner')} and n.nspname = 'public'
union all
select 'extension ' || extname from pg_extension where extname <> 'plpgsql'`;

/** The facts, sorted by code point, so that the server's collation has no say. */
export async function readSnapshot(sql: Queryable): Promise<string[]> {
  const rows = await sql.unsafe<{ fact: string }[]>(FACTS);
  return rows.map(({ fact }) => fact).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * An extension outlives the migration that brought it: it may have been there before, and holds no data. One too many is
 * no difference, one too few is.
 */
export function withoutExtensions(facts: readonly string[]): string[] {
  return facts.filter((fact) => !fact.startsWith('extension '));
}

/** `hashSnapshot(await readSnapshot(sql))`: what schema_migrations keeps of it. */
export function hashSnapshot(facts: readonly string[]): string {
  return createHash('sha256').update(withoutExtensions(facts).join('\n')).digest('hex');
}

export interface SnapshotDifference {
  /** In the database, not in the migrations. */
  readonly extra: string[];
  /** In the migrations, not in the database. */
  readonly missing: string[];
}

export function compareSnapshots(expected: readonly string[], live: readonly string[]): SnapshotDifference {
  const wanted = new Set(expected);
  const found = new Set(live);
  return {
    extra: withoutExtensions(live).filter((fact) => !wanted.has(fact)),
    missing: expected.filter((fact) => !found.has(fact)),
  };
}
