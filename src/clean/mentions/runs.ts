/** Runs of words that a name may be read from, and where in printed text a name may begin and end. */
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { takesIndex } from '../catalog/families.ts';
import { type Found, findNamed } from '../lookup/lookup.ts';
import { isFree, type RowText, type Span } from '../text/text.ts';
import { joinable, type Token } from '../text/tokens.ts';

export interface Search {
  readonly index: CatalogIndex;
  readonly text: RowText;
  readonly tokens: readonly Token[];
  /** null = any maker. */
  readonly brands: ReadonlySet<string> | null;
  readonly fuzzy: boolean;
  /** Makers' names: no typos of models. */
  readonly makers?: readonly Span[];
}

/** So many free words from the `first` on, all neighbours; null where they aren't. */
export function runOf({ text, tokens }: Search, first: number, count: number): Token[] | null {
  const run = tokens.slice(first, first + count);
  if (run.length < count) return null;
  for (let at = 0; at < run.length; at += 1) {
    const token = run[at];
    const before = run[at - 1];
    if (!token || !isFree(text, token)) return null;
    if (before && !joinable(text, before, token)) return null;
  }
  return run;
}

/** "bB 20" is a bB, not the code BB20 of another model: a blank parts the name from its number. */
export function isNameAndNumber(
  { index, text, brands }: Search,
  run: readonly Token[],
  found: readonly Found[],
): boolean {
  const [name, number] = run;
  if (!name || number?.kind !== 'number' || found.some(({ entry }) => entry.via !== 'code')) return false;
  if (text.folded.slice(name.end, number.start) !== ' ') return false;
  return findNamed(index, name.text, brands).some(({ tier }) => tier === 'exact');
}

/** "с 9 до 18" is no C9 where no maker is printed. */
export function isPreposition({ folded }: RowText, [word, number]: readonly Token[]): boolean {
  if (!word || number?.kind !== 'number') return false;
  return /^[cсвкоу]$/u.test(word.text) && folded.slice(word.end, number.start) === ' ';
}

/** A name doesn't start in the middle of a printed word, unless what stands before it is understood: `бмв520`. */
export function startsClean({ text, tokens }: Search, first: Token): boolean {
  if (!first.glued) return true;
  const before = tokens[tokens.indexOf(first) - 1];
  return before === undefined || !isFree(text, before);
}

/** Letters of an index or trim behind a number, as in `520i`, `2.0tdi`. */
const SUFFIX = /^(?:i|d|h|l|li|ld|e|t|s|xi|xd|cdi|сди|tdi|к|и|л|д)$/;

/** Behind a name of three letters and more a glued number is a generation (`гольф3`); behind a number, an index letter. */
export function endsClean(last: Token, tail: Token | undefined, found: readonly Found[]): boolean {
  if (!tail) return true;
  if (last.kind === 'number') return SUFFIX.test(tail.text);
  const letters = last.text.length;
  // "Honda E46" is no Honda e.
  if (letters === 1) return false;
  return (
    letters >= 3 ||
    found.some(
      ({ entry }) => entry.via !== 'code' && !takesIndex(entry.brand, entry.model) && /^\d{2,3}$/.test(tail.text),
    )
  );
}
