/**
 * Wrong use and unusable input: everything that is the user's to mend. Anything else that is thrown is our bug.
 * The README lists each code with its cure; a test holds that list and this one together.
 */

/** Each code and the exit code it leads to (PRODUCT.md §2): 2 wrong usage, 3 the input, 4 the database. */
export const ERROR_CODES = {
  'bad-usage': 2,
  'bad-config': 2,

  'file-unreadable': 3,
  'not-a-pdf': 3,
  'pdf-damaged': 3,
  'pdf-encrypted': 3,
  'pdf-wrong-password': 3,
  'pdf-without-text': 3,
  'pdf-font-unmapped': 3,
  'pdf-too-big': 3,
  'no-table': 3,
  'bad-profile': 3,
  'bad-csv': 3,
  'wrong-columns': 3,
  'bad-catalog': 3,
  'bad-decision': 3,
  'bad-seed': 3,
  'bad-prices': 3,
  'import-refused': 3,
  'output-unwritable': 3,

  'database-unreachable': 4,
  'database-locked': 4,
  'database-unusable': 4,
  'not-migrated': 4,
  'bad-migration': 4,
  'migration-locked': 4,
  'migration-changed': 4,
  'migration-unknown': 4,
  'migration-failed': 4,
  'unknown-tenant': 4,
  'unknown-category': 4,
  'unknown-import': 4,
  'unknown-pattern': 4,
  'tenant-locked': 4,
  'undo-refused': 4,
  'isolation-broken': 4,
} as const satisfies Record<string, 2 | 3 | 4>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * `new UserError('file-unreadable', "Cannot read 'no-such.pdf'.", 'Check the path and its permissions.')`
 * prints as two lines: what happened, with the value in quotes; what to do next.
 */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code];
  }
}

/** The work was stopped by the user (Ctrl-C): exit code 130, nothing to mend. */
export class Interrupted extends Error {
  constructor(options?: ErrorOptions) {
    super('Interrupted.', options);
    this.name = 'Interrupted';
  }
}
