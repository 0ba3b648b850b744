/** Ordinals of generations as Roman numerals: `renderRoman(8)` → `VIII`, `parseRoman('viii')` → 8. */

const NUMERALS = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV'];
/** No car family has come further than its sixteenth generation (the Crown). */
export const MAX_ORDINAL = 16;

export function renderRoman(ordinal: number): string {
  return ordinal === MAX_ORDINAL ? 'XVI' : (NUMERALS[ordinal] ?? '');
}

/** 0 where the text is no numeral; Cyrillic `Х`, `І` and small `l` are read as they look, but for the trim `LX`. */
export function parseRoman(text: string): number {
  const upper = text.toUpperCase().replace(/Х/g, 'X').replace(/І/g, 'I');
  const latin = upper === 'LX' ? upper : upper.replace(/L/g, 'I');
  if (latin === 'XVI') return MAX_ORDINAL;
  const found = NUMERALS.indexOf(latin);
  return Math.max(found, 0);
}
