/** Opens the database at hand for one command and closes it whatever happens. */
import type { Database } from '../database/connection.ts';
import type { Context } from './command.ts';

export async function withDatabase<T>(context: Context, work: (database: Database) => Promise<T>): Promise<T> {
  const { openDatabase } = await import('../database/connection.ts');
  const database = await openDatabase(context.config.database);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
