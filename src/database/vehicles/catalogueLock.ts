/** Who uses the brands and models that all tenants share, and who may take some away: an advisory lock, as long as its transaction. */
import type postgres from 'postgres';

/** 'lekc', 0: imports share it, an undo that takes unused shared rows away has it alone. */
const CATALOGUE_LOCK = 0x6c65_6b63;

/** Imports use shared brands and models by id; nobody may take those away meanwhile. */
export async function shareCatalogue(tx: postgres.TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock_shared(${CATALOGUE_LOCK}, 0)`;
}

/** Waits until no import is running. The tenant's own lock has been taken before, always in this order: no circle. */
export async function ownCatalogue(tx: postgres.TransactionSql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${CATALOGUE_LOCK}, 0)`;
}
