/** A database that forgets what a test did to it: quicker than a fresh one for each. */
import type { Database } from '../../src/database/connection/connection.ts';

class Forget extends Error {}

/** Runs `work` on the same database inside one transaction, then rolls all of it back. */
export async function withRollback(database: Database, work: (inside: Database) => Promise<void>): Promise<void> {
  try {
    await database.sql.begin(async (tx) => {
      // What begins a transaction of its own gets a savepoint of this one.
      const sql = Object.assign(tx, { begin: tx.savepoint }) as unknown as Database['sql'];
      await work({ ...database, sql });
      throw new Forget();
    });
  } catch (error) {
    if (!(error instanceof Forget)) throw error;
  }
}
