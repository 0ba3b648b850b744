/** Doctor's checks of the tables with tenant_id: each a query that lists what would let one tenant reach another's rows. */
import type { Check } from './finding.ts';

/** Whoever's tables, in whatever schema: a copy of ours made by hand leaks just the same. */
export const TENANT_TABLES = `
  select c.oid, case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name,
    c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl, a.attnum
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

/** As the server spells the condition of our migrations, `column` being tenant_id, or id in tenants itself. */
const CONDITION = (column: string): string =>
  `'(' || ${column} || ' = (NULLIF(current_setting(''app.tenant_id''::text, true), ''''::text))::bigint)'`;

export const TABLE_CHECKS: readonly Check[] = [
  {
    check: 'row security',
    fine: 'enabled and forced on every table with tenant_id',
    sql: `
      select name as subject, case when not relrowsecurity then 'row security is off'
        else 'row security is not forced: the owner sees every tenant' end as fault
      from (${TENANT_TABLES}) t where not (relrowsecurity and relforcerowsecurity)
      union all
      select 'tenants', 'row security is off: every tenant sees the others'
      from pg_class where oid = to_regclass('public.tenants') and not relrowsecurity`,
  },
  {
    check: 'policies',
    fine: 'every table has its tenant policy, and none lets more through',
    sql: `
      with guarded as (
        select oid, name, 'tenant_id' as guard from (${TENANT_TABLES}) t
        union all select to_regclass('public.tenants'), 'tenants', 'id' where to_regclass('public.tenants') is not null
      ), policies as (
        select g.name, g.guard, p.polname, p.polpermissive, p.polcmd,
          pg_get_expr(p.polqual, p.polrelid) as using_text, pg_get_expr(p.polwithcheck, p.polrelid) as check_text
        from guarded g join pg_policy p on p.polrelid = g.oid
      )
      select name as subject, 'no policy: no tenant can work with it' as fault from guarded
      where name not in (select name from policies where polpermissive)
      union all
      select name, 'the policy ''' || polname || ''' has no WITH CHECK: rows for other tenants could be written'
      from policies where polpermissive and check_text is null and polcmd not in ('r', 'd')
      union all
      select name, 'the policy ''' || polname || ''' has no USING' from policies
      where polpermissive and using_text is null and polcmd <> 'a'
      union all
      select name, 'the policy ''' || polname || ''' lets more through than the tenant''s own rows' from policies
      where polpermissive and (using_text <> ${CONDITION('guard')} or check_text <> ${CONDITION('guard')})`,
  },
  {
    check: 'keys',
    fine: 'tenant_id leads every key and index of a tenant table, or follows where a shared row is looked for',
    // A shared row that goes away is looked for in every tenant's rows: for that an index may begin with its id.
    sql: `
      with tables as (${TENANT_TABLES})
      select t.name as subject, case when i.indisunique or i.indisexclusion then 'the key ' else 'the index ' end ||
        '''' || c.relname || ''' is not led by tenant_id' as fault
      from tables t join pg_index i on i.indrelid = t.oid join pg_class c on c.oid = i.indexrelid
      where i.indkey[0] <> t.attnum and (i.indisunique or i.indisexclusion or i.indnkeyatts < 2 or i.indkey[1] <> t.attnum
        or not exists (
          select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f' and k.conkey = array[i.indkey[0]]
            and k.confrelid not in (select oid from tables)))`,
  },
  {
    check: 'foreign keys',
    fine: 'between tenant tables every one carries tenant_id',
    sql: `
      with tables as (${TENANT_TABLES})
      select coalesce(t.name, k.conrelid::regclass::text) as subject,
        'the foreign key ''' || k.conname || ''' reaches ''' || r.name || ''' without tenant_id' as fault
      from pg_constraint k join tables r on r.oid = k.confrelid left join tables t on t.oid = k.conrelid
      where k.contype = 'f' and not exists (
        select from unnest(k.conkey, k.confkey) pair (here, there) where here = t.attnum and there = r.attnum)`,
  },
  {
    check: 'views',
    fine: "none reads tenant rows with its owner's eyes",
    sql: `
      with recursive readers as (
        select r.ev_class as oid from (${TENANT_TABLES}) t
        join pg_depend d on d.refobjid = t.oid and d.refclassid = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid
        union
        select r.ev_class from readers
        join pg_depend d on d.refobjid = readers.oid and d.refclassid = 'pg_class'::regclass and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid
      )
      select c.oid::regclass::text as subject, case c.relkind
          when 'm' then 'the materialised view holds rows of every tenant'
          else 'the view reads with its owner''s rights: it needs security_invoker = true' end as fault
      from readers join pg_class c using (oid)
      where c.relkind = 'm' or (c.relkind = 'v' and not exists (
        select from unnest(c.reloptions) o where o in ('security_invoker=true', 'security_invoker=on', 'security_invoker=1')))`,
  },
];
