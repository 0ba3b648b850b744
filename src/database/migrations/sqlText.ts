/** Looks at SQL text without running it. */

// Comments, then everything quoted: words in there are no statements. Dollar quotes repeat their tag.
const QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|[eE]?'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"/g;
const CONTROL =
  /(?:^|;)\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i;
/** The body of a function in SQL's own form ends in END, and is no statement of ours either. */
const ATOMIC_BODY = /\bbegin\s+atomic\b[\s\S]*?;\s*end\b/gi;

/** The first statement that would end or nest the transaction: `findTransactionControl('… ; COMMIT;')` → `'COMMIT'`. */
export function findTransactionControl(sql: string): string | undefined {
  return CONTROL.exec(sql.replace(QUOTED, ' ').replace(ATOMIC_BODY, ' '))?.[1];
}
