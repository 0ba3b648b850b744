/**
 * pdf.js mends what it can and says so on the console only. Most of that is harmless; these warnings tell that text
 * may be missing, or not be what was printed.
 */
const DAMAGE: readonly RegExp[] = [
  /^Invalid stream: /,
  /^Filter ".*" is not supported/,
  /^Font ".*" is not available/,
  /^Error during font loading/,
  /^readToUnicode - ignoring ToUnicode data/,
  /^getContentStream - ignoring sub-stream/,
  /^getOperatorList - ignoring (?:errors|operator|XObject)/,
  /^checkLastPage - invalid \/Pages tree/,
  /^Unterminated (?:hex )?string/,
];
const PREFIX = 'Warning: ';

/** The damage that a warning tells of: `findDamage('Invalid stream: "…"')`; undefined for harmless ones. */
export function findDamage(warning: string): string | undefined {
  return DAMAGE.some((pattern) => pattern.test(warning)) ? warning.replace(/\.$/, '') : undefined;
}

/** Takes pdf.js's warnings off the console and hands on those that tell of damage; other messages go through. */
export function watchWarnings(note: (damage: string) => void): void {
  const terminal = globalThis.console;
  const print = terminal.warn.bind(terminal);
  terminal.warn = (...parts: unknown[]) => {
    const [text] = parts;
    if (typeof text !== 'string' || !text.startsWith(PREFIX)) return print(...parts);
    const damage = findDamage(text.slice(PREFIX.length));
    if (damage !== undefined) note(damage);
  };
}
