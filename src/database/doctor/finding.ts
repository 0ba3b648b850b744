/** What doctor says: one line a thing that it looked at. */
export interface Finding {
  /** What was looked at: `policies`. */
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'fault';
  /** The table, view, function or role that it is about; '' for the whole database. */
  readonly subject: string;
  readonly message: string;
}

/** A check is a query that lists what is wrong; no row, no fault. */
export interface Check {
  readonly check: string;
  /** Said when nothing is wrong. */
  readonly fine: string;
  /** Gives `subject` and `fault` lines. */
  readonly sql: string;
  /** A fault unless told. */
  readonly level?: 'warning' | 'fault';
}
