/** Families with an engine's index behind them: `GLS 400`, `C200`, `ES300h`. */
import { ambiguousKey, type CatalogIndex, modelKey } from '../catalog/catalogIndex.ts';
import { findLetterFamily, takesIndex } from '../catalog/families.ts';
import { spellCode } from '../text/fold.ts';
import { parseRoman } from '../text/roman.ts';
import { CELL } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import { type Found, findNamed } from './lookup.ts';

/** The letters are the family, the number is dropped. */
export function readIndexed(
  { index, brands }: { readonly index: CatalogIndex; readonly brands: ReadonlySet<string> | null },
  run: readonly Token[],
): Found[] | null {
  const [family, number, suffix] = run;
  if (!family || !number || run.length > 3 || family.kind !== 'word' || number.kind !== 'number') return null;
  if (!/^\d{2,3}$/.test(number.text)) return null;
  // "RX | 03-09": two digits of the year cell are a year.
  if (number.cell === CELL.year && number.text.length === 2) return null;
  if (suffix && !(suffix.glued && suffix.kind === 'word' && suffix.text.length <= 3)) return null;
  const candidates = brands === null ? ['Mercedes-Benz', 'Lexus', 'Infiniti'] : [...brands];
  const found: Found[] = [];
  for (const brand of candidates) {
    const letters = [family.text, ...spellCode(family.text)];
    const named = findNamed(index, family.text, new Set([brand])).find(
      ({ entry }) => entry.via !== 'code' && takesIndex(brand, entry.model),
    );
    const model =
      named?.entry.model ?? (family.text.length === 1 ? findLetterFamily(index, brand, letters)?.model : undefined);
    if (model !== undefined && takesIndex(brand, model)) {
      found.push({
        entry: { brand, model, generation: chassisOf(index, brand, model, number.text), via: 'code' },
        tier: 'code',
        far: 0,
      });
    }
  }
  return found.length > 0 ? found : null;
}

/** "E210", "Вито 639": the number is the chassis, unless it is an engine index, too ("S 220"). */
function chassisOf(index: CatalogIndex, brand: string, model: string, number: string): string {
  if (index.ambiguous.has(ambiguousKey(brand, number)) && !isChassisOnly(index, brand, number)) return '';
  const generation = index.models.get(modelKey(brand, model))?.generationOf.get(number) ?? '';
  return parseRoman(generation) > 0 ? '' : generation;
}

/** All models that share the number have it as their chassis: `639`, not `220`. */
function isChassisOnly(index: CatalogIndex, brand: string, number: string): boolean {
  const line = index.ambiguous.get(ambiguousKey(brand, number));
  return line?.models.every((model) => index.models.get(modelKey(brand, model))?.generationOf.has(number)) === true;
}
