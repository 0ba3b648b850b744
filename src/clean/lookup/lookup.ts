/** One spelling → the models it may name: exact → alias → code → folded (look-alike, sound) → fuzzy, the surest first. */
import type { CatalogIndex, NameEntry } from '../catalog/catalogIndex.ts';
import { nameKey, spellCode } from '../text/fold.ts';
import { isNoiseWord } from '../text/noise.ts';
import { soundKey } from '../text/phonetic.ts';
import { findNear } from './fuzzy.ts';

export type Tier = 'exact' | 'alias' | 'code' | 'folded' | 'fuzzy' | 'decision';

export interface Found {
  readonly entry: NameEntry;
  readonly tier: Tier;
  /** Steps between the printed and the known spelling for each sound behind the first; 0 unless fuzzy. */
  readonly far: number;
}

/** The longest spelling of the catalogue has half as many letters. */
const MAX_NAME = 80;
/** Below this many letters two different names sound alike. */
const MIN_SOUND = 4;
/** Cyrillic words up to this length may be codes that were spelled by sound: `РВР`, `ЦРВ`. */
const MAX_SPELLED_WORD = 4;

const allows = (brands: ReadonlySet<string> | null, entry: NameEntry): boolean =>
  brands === null || brands.has(entry.brand);

/** What the spelling names without any guess; `brands` null = any maker. */
export function findNamed(index: CatalogIndex, printed: string, brands: ReadonlySet<string> | null): Found[] {
  if (printed.length > MAX_NAME) return [];
  const key = nameKey(printed);
  if (key === '') return [];
  const exact = (index.names.get(key) ?? []).filter((entry) => allows(brands, entry));
  if (exact.length > 0) return preferNames(exact).map((entry) => ({ entry, tier: tierOf(entry), far: 0 }));
  if (key.endsWith('+')) {
    const plus = findNamed(index, printed.replace(/\s*\+\s*$/, ' plus'), brands);
    return plus.length > 0 ? plus : findNamed(index, printed.replace(/\s*\+\s*$/, ''), brands);
  }
  const short = expandShort(printed);
  if (short !== printed) {
    const full = findNamed(index, short, brands);
    if (full.length > 0) return full;
  }
  const hasDigit = /\d/.test(key);
  if (hasDigit || key.length <= MAX_SPELLED_WORD) {
    const found = findSpelled(index, printed, brands);
    if (found.length > 0) return found;
  }
  if (hasDigit) return [];
  // One letter more makes another sound, but hardly another name: "Zafira A", "Galaxy II" name the generation.
  if (/(?:^|\P{L})(?:\p{L}|[ivx]{1,4})$|^\p{L}(?:\P{L}|$)/u.test(printed.trim()) || isNoiseWord(printed)) return [];
  const sound = soundKey(printed);
  if (sound.length < MIN_SOUND) return [];
  return (index.sounds.get(sound) ?? [])
    .filter((entry) => allows(brands, entry))
    .map((entry) => ({ entry, tier: 'folded', far: 0 }));
}

/** A maker's own name for a model comes before his other models' aliases. */
function preferNames(entries: readonly NameEntry[]): readonly NameEntry[] {
  const named = new Set(entries.filter(({ via }) => via === 'name').map(({ brand }) => brand));
  return entries.filter(({ brand, via }) => via === 'name' || !named.has(brand));
}

/** First words that lists shorten: "Gr. Vitara", "L. Cruiser". */
const SHORT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:gr|гр|гранд|grand)[\s.]+(?=\p{L})/u, 'grand '],
  [/^(?:l|л|ld|лд)[\s.]+(?=[кcк]р|cr)/u, 'land '],
  [/^(?:r|р)[\s.]+(?=ров|rov)/u, 'range '],
  [/^(?:cor|кор)\.\s*(?=\p{L})/u, 'corolla '],
];

function expandShort(printed: string): string {
  for (const [pattern, word] of SHORT_WORDS) if (pattern.test(printed)) return printed.replace(pattern, word);
  return printed;
}

const tierOf = ({ via }: NameEntry): Tier => (via === 'name' ? 'exact' : via);

/** A code typed with Cyrillic letters, by look or by sound; all readings that the catalogue knows. */
function findSpelled(index: CatalogIndex, printed: string, brands: ReadonlySet<string> | null): Found[] {
  const found: Found[] = [];
  for (const reading of spellCode(printed)) {
    for (const entry of index.names.get(reading) ?? []) {
      if (!allows(brands, entry)) continue;
      if (found.some((other) => other.entry.brand === entry.brand && other.entry.model === entry.model)) continue;
      found.push({ entry, tier: 'folded', far: 0 });
    }
    // The likeliest reading that names something wins.
    if (found.length > 0) return found;
  }
  return found;
}

/** A word that is near exactly one model of the brand; numbers are never repaired. */
export function findFuzzy(index: CatalogIndex, printed: string, brand: string): Found[] {
  if (printed.length > MAX_NAME || /\d/.test(nameKey(printed))) return [];
  return findNear(index, brand, soundKey(printed)).map(({ entry, far }) => ({ entry, tier: 'fuzzy', far }));
}
