/** One printed number or code → the canonical generation of a model, by the catalogue or by the platform rule (NAMING §4). */
import type { ModelInfo } from '../catalog/catalogIndex.ts';
import { hasPlatforms } from '../catalog/families.ts';
import { nameKey, spellCode } from '../text/fold.ts';

/** A bare number that is a generation of this model: by the catalogue, or by the platform rule (rounded down to the ten). */
export function readNumber(model: ModelInfo, number: number): string {
  const known = model.generationOf.get(String(number));
  if (known !== undefined) return known;
  if (!hasPlatforms(model.brand) || number < 10) return '';
  const rounded = Math.floor(number / 10) * 10;
  const platform = model.generations.find(({ generation }) => new RegExp(`^[A-Z]+${rounded}$`).test(generation));
  return platform?.generation ?? '';
}

/** `readCode(camry, 'ACV40')` → `XV40`; '' where the code is none of this model. */
export function readCode(model: ModelInfo, printed: string): string {
  for (const reading of [nameKey(printed), ...spellCode(printed)]) {
    const key = reading.replace(/\+$/, '');
    const known = model.generationOf.get(key);
    // One Cyrillic letter is no numeral by its sound: "в" is not V.
    if (known !== undefined && (key.length > 1 || !/^[IVX]$/.test(known))) return known;
    const platform = readPlatform(model, key);
    if (platform !== '') return platform;
  }
  return '';
}

/** ACV30 → XV30, URJ202 → J200: engine letters dropped, the last digit rounded down, the platform's prefix written. */
function readPlatform(model: ModelInfo, key: string): string {
  if (!hasPlatforms(model.brand)) return '';
  const match = /^([a-z]{1,5})(\d{2,3})[a-z]?$/.exec(key);
  if (!match) return '';
  const [, letters = '', digits = ''] = match;
  const rounded = String(Math.floor(Number(digits) / 10) * 10);
  const platform = model.generations.find(({ generation }) => {
    const parts = /^([A-Z]+)(\d+)$/.exec(generation);
    if (!parts || parts[2] !== rounded) return false;
    const tail = (parts[1] ?? '').toLowerCase();
    // The platform's last letter ends every code of it: XV → SV, ACV, V; J → GRJ, KDJ.
    return letters.endsWith(tail.slice(-1));
  });
  return platform?.generation ?? '';
}
