/** Doctor's checks of who may do what: the tenants' role, its grants, and the functions that run as their owner. */
import { TENANT_ROLE } from '../tenant/tenant.ts';
import { TENANT_TABLES } from './doctorTables.ts';
import type { Check } from './finding.ts';

const ROLE = `(select oid from pg_roles where rolname = '${TENANT_ROLE}')`;

export const ROLE_CHECKS: readonly Check[] = [
  {
    check: 'role',
    fine: `${TENANT_ROLE} has no power but its grants`,
    sql: `
      select '${TENANT_ROLE}' as subject, fault from (
        select unnest(array[
          case when rolsuper then 'is a superuser: row security does not bind it' end,
          case when rolbypassrls then 'has BYPASSRLS: row security does not bind it' end,
          case when rolcreaterole then 'has CREATEROLE' end,
          case when rolcanlogin then 'can log in: logins of your own should be members of it instead' end]) as fault
        from pg_roles where rolname = '${TENANT_ROLE}'
        union all
        select 'the role does not exist' where ${ROLE} is null
      ) f where fault is not null
      union all
      select '${TENANT_ROLE}', 'is a member of ''' || r.rolname || ''', whom row security does not bind'
      from pg_roles r where r.oid <> ${ROLE} and pg_has_role(${ROLE}, r.oid, 'MEMBER') and (r.rolsuper or r.rolbypassrls)
      union all
      select name, 'belongs to ''' || pg_get_userbyid(relowner) || ''', whose rights ${TENANT_ROLE} has: it could switch row security off'
      from (${TENANT_TABLES}) t where ${ROLE} is not null and pg_has_role(${ROLE}, relowner, 'MEMBER')`,
  },
  {
    check: 'grants',
    fine: 'nobody may empty or hook into a tenant table past row security',
    sql: `
      select t.name as subject, g.privilege_type || ' is granted to ' ||
        coalesce(quote_literal(r.rolname), 'everybody') || ': row security has no say in it' as fault
      from (${TENANT_TABLES}) t, aclexplode(t.relacl) g left join pg_roles r on r.oid = g.grantee
      where g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
        and (g.grantee = 0 or (${ROLE} is not null and pg_has_role(${ROLE}, g.grantee, 'MEMBER')))
        and g.grantee <> t.relowner`,
  },
  {
    check: 'functions',
    fine: 'those that run as their owner are closed to everybody else and keep their search_path',
    sql: `
      select f.oid::regprocedure::text as subject, case
          when has_function_privilege('public', f.oid, 'EXECUTE') then 'runs as its owner, and everybody may call it'
          else 'runs as its owner with the caller''s search_path' end as fault
      from pg_proc f join pg_namespace n on n.oid = f.pronamespace
      where f.prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
        and (has_function_privilege('public', f.oid, 'EXECUTE')
          or not exists (select from unnest(f.proconfig) o where o like 'search_path=%pg_temp'))`,
  },
  {
    check: 'settings',
    fine: 'nobody has a tenant by default',
    sql: `
      select coalesce(r.rolname, current_database()) as subject, 'has the default ''' || o || '''' as fault
      from pg_db_role_setting s cross join unnest(s.setconfig) o left join pg_roles r on r.oid = s.setrole
      where o like 'app.tenant_id=%' and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))`,
  },
  {
    check: 'logins',
    fine: 'members of the role have no power beside it',
    level: 'warning',
    sql: `
      select m.rolname as subject, 'is a member of ${TENANT_ROLE} and ' || case
          when m.rolsuper then 'a superuser' when m.rolbypassrls then 'has BYPASSRLS' else 'owns the tables' end ||
          ': for migrations only, never for a bot' as fault
      from pg_auth_members a join pg_roles m on m.oid = a.member
      where a.roleid = ${ROLE} and m.rolcanlogin and (m.rolsuper or m.rolbypassrls
        or exists (select from (${TENANT_TABLES}) t where pg_has_role(m.oid, t.relowner, 'MEMBER')))`,
  },
];
