import { UserError } from '../../errors.ts';

/** The two lines for a database without our tables, or with older ones. */
export function notMigrated(pending: readonly string[] = []): UserError {
  return new UserError(
    'not-migrated',
    pending.length === 0
      ? 'The database is not migrated.'
      : `The database is not migrated: '${pending[0]}'${pending.length > 1 ? ` and ${pending.length - 1} more` : ''} to apply.`,
    "Run 'lekalo migrate'.",
  );
}
