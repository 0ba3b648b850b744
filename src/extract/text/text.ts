/** Marks that steer the order of writing and show nothing: LRM, RLM, embeddings, isolates, zero-width space, BOM. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Joiners, which mean something in other scripts only. */
const JOINERS = /(?<=^|[\p{Script=Latin}\p{Script=Cyrillic}\p{Nd}\p{P}\s])[\u200c\u200d]+/gu;
const LIGATURES = /[\ufb00-\ufb06]/gu;
/** A hyphen that is no letter of the text: U+00AD, and U+2010 as Chromium draws it where a line ends. */
const SOFT_HYPHEN = '\u00ad';
const DRAWN_SOFT_HYPHEN = '\u2010';

/** ASCII and Russian letters, and signs that lists are full of: most text holds nothing to fold. */
const FOLDED = /^[!-~А-Яа-яЁё№«»–—]*$/u;

/** Text as its letters mean it: NFC, ligatures opened, invisible marks out; white space folded. */
export function foldText(text: string): string {
  if (FOLDED.test(text)) return text;
  return text
    .replace(INVISIBLE, '')
    .replace(JOINERS, '')
    .replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .normalize('NFC')
    .replace(/\s+/gu, ' ');
}

/** One text out of the folded lines of a cell: with a space, but without one where a line was broken after a hyphen. */
export function joinLines(lines: readonly string[]): string {
  if (lines.length === 1) return joinHyphens(lines[0]!.trim());
  let text = '';
  for (const line of lines) {
    const next = line.trim();
    if (next === '') continue;
    if (text === '') text = next;
    else if (text.endsWith(SOFT_HYPHEN) || text.endsWith(DRAWN_SOFT_HYPHEN)) text = text.slice(0, -1) + next;
    else text += (isBrokenToken(text, next) ? '' : ' ') + next;
  }
  return joinHyphens(text);
}

/** Takes out soft hyphens that broke no line. */
const joinHyphens = (text: string): string =>
  text.includes(SOFT_HYPHEN) ? text.replaceAll(SOFT_HYPHEN, '').replace(/\s+/gu, ' ').trim() : text;

/** Whether a line break stands inside a token: after a hyphen, dash or slash that follows a letter or digit. */
function isBrokenToken(before: string, after: string): boolean {
  if (isBrokenYear(before, after)) return true;
  return /[\p{L}\p{N}][-‑–/]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
}

/** Whether a narrow cell broke a range of years within its last year: `2019-2` / `4`, `1995-1` / `999`. */
function isBrokenYear(before: string, after: string): boolean {
  const begun = /\d{4}[-–](\d{1,3})$/u.exec(before)?.[1];
  const rest = /^\d{1,3}(?!\d)/u.exec(after)?.[0];
  if (begun === undefined || rest === undefined) return false;
  return begun.length + rest.length === 4 || (begun.length === 1 && rest.length === 1);
}

/** The same words come again on every page: their keys are kept, up to so many. */
const KEYS_KEPT = 5_000;
const keys = new Map<string, string>();

/** A key to compare words by: lower case, ё as е, only letters and digits. `keyOf('Г. в.')` is `гв`. */
export function keyOf(text: string): string {
  const kept = keys.get(text);
  if (kept !== undefined) return kept;
  const key = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№#]+/gu, '');
  if (keys.size === KEYS_KEPT) keys.clear();
  keys.set(text, key);
  return key;
}
