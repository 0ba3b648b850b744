/** One import at a time for a tenant: an advisory lock that lives as long as its transaction. */
import { UserError } from '../../errors.ts';
import type { Tenant, TenantTransaction } from '../tenant/tenant.ts';

/** 'leki': any number that others are unlikely to choose. The second key is the tenant's id. */
const TENANT_LOCK = 0x6c65_6b69;

const LOCK_NOT_AVAILABLE = '55P03';
/** Longer names are cut by the server. */
const MAX_NAME_BYTES = 63;

export interface LockOptions {
  /** Who works: shown to whoever waits. `operator@office` */
  readonly actor: string;
  /** How long to wait for another import of this tenant; 0 = not at all. */
  readonly waitMs: number;
  /** Called once, with who holds the lock. */
  readonly onWaiting?: (holder: string) => void;
}

/** Every command that changes a tenant's rows takes it first, so that runs of one tenant follow one after the other. */
export async function lockTenant(tx: TenantTransaction, tenant: Tenant, options: LockOptions): Promise<void> {
  // The name tells the others who it is; it is set for this transaction only, as a pooler would keep it.
  const name = Buffer.from(`lekalo import ${options.actor}`).subarray(0, MAX_NAME_BYTES).toString('utf8');
  await tx`select set_config('application_name', ${name}, true)`;
  const [got] = await tx<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(${TENANT_LOCK}, ${tenant.id}::integer) as locked`;
  if (got?.locked) return;
  const holder = await findHolder(tx, tenant);
  if (options.waitMs > 0) {
    options.onWaiting?.(holder);
    if (await waitFor(tx, tenant, options.waitMs)) return;
  }
  throw new UserError(
    'tenant-locked',
    `The tenant '${tenant.slug}' is being changed by ${holder}.`,
    'Run it again when that one has ended, or wait longer with --wait <seconds>.',
  );
}

async function waitFor(tx: TenantTransaction, tenant: Tenant, waitMs: number): Promise<boolean> {
  // A failed statement would end the transaction; a savepoint keeps it.
  try {
    await tx.savepoint(async (inner) => {
      await inner.unsafe(`set local lock_timeout = ${Math.ceil(waitMs)}`);
      await inner`select pg_advisory_xact_lock(${TENANT_LOCK}, ${tenant.id}::integer)`;
      await inner.unsafe('set local lock_timeout = 0');
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}

async function findHolder(tx: TenantTransaction, tenant: Tenant): Promise<string> {
  const [holder] = await tx<{ pid: number; name: string | null; who: string | null }[]>`
    select l.pid, a.application_name as name, a.usename::text as who
    from pg_locks l left join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.granted and l.classid = ${TENANT_LOCK} and l.objid = ${tenant.id}::integer
      and l.database = (select oid from pg_database where datname = current_database())`;
  if (!holder) return 'another process';
  return `'${holder.name || 'unnamed'}' (server process ${holder.pid}, user ${holder.who ?? 'unknown'})`;
}
