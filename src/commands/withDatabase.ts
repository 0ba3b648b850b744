/** Opens the database at hand for one command and closes it whatever happens. */
import type { Database } from '../database/connection/connection.ts';
import type { Context } from './command.ts';

export async function withDatabase<T>(context: Context, work: (database: Database) => Promise<T>): Promise<T> {
  const { openDatabase, wentAway } = await import('../database/connection/connection.ts');
  const database = await openDatabase(context.config.database);
  let gone = false;
  try {
    return await work(database);
  } catch (error) {
    const { isConnectionGone } = await import('../database/connection/begin.ts');
    gone = isConnectionGone(error);
    if (!gone) throw error;
    throw wentAway(
      database,
      error,
      'What had been done whole stays, the rest was rolled back: run it again when the server is there.',
    );
  } finally {
    await database.close({ now: gone });
  }
}
