/**
 * pdf.js mends what it can and says so on the console only. Most of that is harmless; these warnings tell that text
 * may be missing, or not be what was printed.
 */
const DAMAGE: readonly (readonly [RegExp, string])[] = [
  [/^Invalid stream: /, 'a compressed stream is damaged'],
  [/^Filter ".*" is not supported/, 'a stream is packed in a way that is not known'],
  [/^(?:Font ".*" is not available|Error during font loading)/, 'a font is missing or damaged'],
  [/^readToUnicode - ignoring/, "a font's Unicode map is damaged"],
  [/^getContentStream - ignoring sub-stream/, 'a part of the drawing is damaged'],
  [/^getOperatorList - ignoring (?:errors|operator|XObject)/, 'a part of the drawing is damaged'],
  [/^Unterminated (?:hex )?string/, 'a text breaks off'],
  [/^checkLastPage - invalid/, 'the list of its pages is damaged'],
];
const PREFIX = 'Warning: ';

/** The damage that a warning tells of, in words: `findDamage('Invalid stream: "…"')`; undefined for harmless ones. */
export function findDamage(warning: string): string | undefined {
  return DAMAGE.find(([pattern]) => pattern.test(warning))?.[1];
}

/**
 * Takes pdf.js's warnings off the console and hands on those that tell of damage, and each to `hear`; other messages go
 * through.
 */
export function watchWarnings(note: (damage: string) => void, hear: (warning: string) => void): void {
  const terminal = globalThis.console;
  const print = terminal.warn.bind(terminal);
  terminal.warn = (...parts: unknown[]) => {
    const [text] = parts;
    if (typeof text !== 'string' || !text.startsWith(PREFIX)) return print(...parts);
    const warning = text.slice(PREFIX.length);
    hear(warning);
    const damage = findDamage(warning);
    if (damage !== undefined) note(damage);
  };
}
