/** The one way to a tenant's data: one transaction, as the role lekalo_tenant, under that tenant's row security. */
import type postgres from 'postgres';
import { UserError } from '../../errors.ts';
import { beginTransaction } from '../connection/begin.ts';
import type { Database } from '../connection/connection.ts';
import { notMigrated } from '../migrations/notMigrated.ts';

export const TENANT_ROLE = 'lekalo_tenant';

export type TenantTransaction = postgres.TransactionSql;

export interface Tenant {
  /** The driver hands a bigint over as text. */
  readonly id: string;
  readonly slug: string;
}

/**
 * Runs `work` for one tenant, whole or not at all:
 * `await withTenant(database, 'evopoliki', (tx) => tx`select count(*) from patterns`)`.
 * Role and tenant are set for this transaction only, so a pooled connection carries nothing over to the next one.
 */
export async function withTenant<T>(
  database: Database,
  slug: string,
  work: (tx: TenantTransaction, tenant: Tenant) => Promise<T>,
): Promise<T> {
  return beginTransaction(database.sql, async (tx) => {
    const tenant = await enterTenant(tx, slug);
    await assertIsolated(tx, tenant);
    return work(tx, tenant);
  });
}

/** Becomes the role, then the tenant. Sent without waiting in between: each round trip counts for a bot. */
async function enterTenant(tx: TenantTransaction, slug: string): Promise<Tenant> {
  const becoming = tx`set local role lekalo_tenant`;
  const finding = tx<{ id: string | null; active: boolean | null; distributed: boolean }[]>`
    select t.id, t.active, current_setting('citus.version', true) is not null as distributed,
      set_config('app.tenant_id', coalesce(t.id::text, ''), true)
    from resolve_tenant(${slug}) t`;
  const [became, found] = await Promise.allSettled([becoming, finding]);
  if (became.status === 'rejected') throw await explainRole(became.reason);
  if (found.status === 'rejected') throw explainLookup(found.reason);
  const row = found.value[0];
  if (row?.id == null) {
    throw new UserError(
      'unknown-tenant',
      `There is no tenant '${slug}'.`,
      "Check the slug, or add the tenant to data/seed/tenants and run 'lekalo seed'.",
    );
  }
  if (!row.active) {
    throw new UserError('unknown-tenant', `The tenant '${slug}' is not active.`, 'Set tenants.active to work for it.');
  }
  if (row.distributed) await propagateToWorkers(tx, row.id);
  return { id: row.id, slug };
}

/** A distributed server hands settings to its workers only from SET LOCAL, which takes no parameter. */
async function propagateToWorkers(tx: TenantTransaction, id: string): Promise<void> {
  if (!/^\d+$/.test(id)) throw new Error(`Not a tenant id: ${id}`);
  await tx.unsafe(`set local citus.propagate_set_commands = 'local'; set local app.tenant_id = '${id}'`);
}

/**
 * Reads back what was set, and asks the server itself whether row security binds this role on every tenant table: it
 * does not for a superuser, a role with BYPASSRLS, or where it was switched off; an owner could switch it off.
 */
async function assertIsolated(tx: TenantTransaction, tenant: Tenant): Promise<void> {
  const [state] = await tx<{ role: string; id: string | null; visible: string | null; open: string | null }[]>`
    select current_user::text as role, current_setting('app.tenant_id', true) as id,
      (select string_agg(slug, ', ') from tenants) as visible,
      (select string_agg(c.relname, ', ' order by c.relname) from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
         and (not row_security_active(c.oid) or pg_has_role(c.relowner, 'USAGE'))) as open`;
  const faults = [
    state?.role !== TENANT_ROLE && `the role is '${state?.role}'`,
    state?.id !== tenant.id && `the tenant set is '${state?.id}'`,
    state?.visible !== tenant.slug && `the tenants seen are '${state?.visible ?? ''}'`,
    state?.open != null && `row security doesn't bind it on '${state.open}'`,
  ].filter((fault) => fault !== false);
  if (faults.length > 0) {
    throw new UserError(
      'isolation-broken',
      `Work for tenant '${tenant.slug}' is not isolated: ${faults.join('; ')}.`,
      "Nothing was read or written. Run 'lekalo doctor' to see what is off.",
    );
  }
}

const UNDEFINED_FUNCTION = '42883';
const UNDEFINED_OBJECT = '22023';
const INSUFFICIENT_PRIVILEGE = '42501';

function explainRole(error: unknown): UserError | unknown {
  const { code } = error as { code?: string };
  if (code === UNDEFINED_OBJECT) return notMigrated();
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new UserError(
      'database-unusable',
      `This login may not work for tenants: it is no member of '${TENANT_ROLE}'.`,
      `Let an administrator run: GRANT ${TENANT_ROLE} TO the login.`,
      { cause: error },
    );
  }
  return error;
}

function explainLookup(error: unknown): UserError | unknown {
  return (error as { code?: string }).code === UNDEFINED_FUNCTION ? notMigrated() : error;
}
