/** Looks at SQL text without running it. */

// Comments, then everything quoted: words in there are no statements. Dollar quotes repeat their tag.
const QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|[eE]?'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"/g;
const CONTROL =
  /(?:^|;)\s*(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b(?!\s+atomic)/i;

/** The first statement that would end or nest the transaction: `findTransactionControl('… ; COMMIT;')` → `'COMMIT'`. */
export function findTransactionControl(sql: string): string | undefined {
  return CONTROL.exec(sql.replace(QUOTED, ' '))?.[1];
}
