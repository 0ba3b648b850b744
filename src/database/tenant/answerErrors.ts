/** What the functions of the database say about a question that can't be answered, as our errors. */
import { UserError } from '../../errors.ts';
import { notMigrated } from '../migrations/notMigrated.ts';

const UNDEFINED_FUNCTION = '42883';
const UNDEFINED_TABLE = '42P01';

/** The SQLSTATEs that migrations/0008_quote_prices.sql raises. */
const RAISED: Readonly<Record<string, 'unknown-category' | 'bad-usage'>> = {
  LK001: 'unknown-category',
  LK002: 'bad-usage',
  LK003: 'bad-usage',
  LK004: 'bad-usage',
  LK005: 'bad-usage',
};

/** Runs `ask` and turns what the database raises into a UserError that lists what is allowed. */
export async function withAnswerErrors<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { code = '', message = '', hint = '' } = error as { code?: string; message?: string; hint?: string };
    const raised = RAISED[code];
    if (raised) throw new UserError(raised, message, hint, { cause: error });
    if (code === UNDEFINED_FUNCTION || code === UNDEFINED_TABLE) throw notMigrated();
    throw error;
  }
}
