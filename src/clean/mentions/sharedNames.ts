/** Spellings that several models of a maker share: `readShared(search, '4A')` beside an Audi → 100 and A6, and why neither is chosen. */
import { ambiguousKey, isCode } from '../catalog/catalogIndex.ts';
import type { Found } from '../lookup/lookup.ts';
import { nameKey, spellCode } from '../text/fold.ts';
import type { Search } from './runs.ts';

/** Shared spellings are short. */
const MAX_SHARED = 24;

export interface Shared {
  readonly found: Found[];
  readonly reason: string;
  /** Spelled as the catalogue has it, not by sound. */
  readonly plain: boolean;
}

export function readShared({ index, brands }: Search, printed: string): Shared | null {
  if (printed.length > MAX_SHARED) return null;
  const keys = [nameKey(printed), ...spellCode(printed)];
  for (const [place, key] of keys.entries()) {
    // Without a maker only a code is telling: W638 is a Mercedes, whichever.
    const makers = brands ?? (isCode(key) ? (index.sharedBy.get(key) ?? []) : []);
    for (const brand of makers) {
      const line = index.ambiguous.get(ambiguousKey(brand, key));
      if (!line) continue;
      return {
        found: line.models.map((model) => ({
          entry: { brand, model, generation: '', via: 'alias' },
          tier: 'alias',
          far: 0,
        })),
        reason: `'${printed.trim()}' may be ${line.models.join(' or ')}`,
        plain: place === 0,
      };
    }
  }
  return null;
}
