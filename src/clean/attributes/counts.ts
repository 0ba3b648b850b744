/** Numbers and letters beside a name that say something else than a generation: volumes, doors, gears, pieces, years, talk. */
import { nameKey, spellCode } from '../text/fold.ts';
import { isTrimWord } from '../text/noise.ts';
import { CELL, type RowText, type Span } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';

/** "3-х дверный", "5-дв", "4 AT", "2 шт", "2.0 л": what a number counts when this stands behind it. */
const COUNTED =
  /^\s*-?\s*(?:(?:х|ти|ми|и)\s*-?\s*)?(?:л|l|cc|куб\p{L}*|дв(?:е?р\p{L}*)?|door\p{L}*|d|вд|wd|в|v|т|[аa][тt]|[мm][тt]|[ам]?кпп|ступ\p{L}*|ст|цил\p{L}*|клап\p{L}*|шт\p{L}*|компл\p{L}*|к-т|пар[аы]?|предмет\p{L}*|час\p{L}*|дет\p{L}*|чел\p{L}*|мм?|см|кг|л\.?с|сом\p{L}*|%)(?![\p{L}\p{N}])/u;

/** Is it an engine's volume, or a number of doors, gears or pieces? */
export const isCount = ({ folded }: RowText, { start, end }: Span): boolean =>
  /(?<!\d)\d[.,]$/.test(folded.slice(0, start)) ||
  /^[.,]\d(?!\d\d)/.test(folded.slice(end)) ||
  COUNTED.test(folded.slice(end));

/** "с 99", "2012 - 2016 г.в.": the small words of the year cell are no codes of a generation. */
export function isYearWord({ folded, printed }: RowText, { cell, start, end }: Token): boolean {
  if (cell !== CELL.year) return false;
  const word = folded.slice(start, end);
  if (/^(?:[cс]|от|до|по|to)$/u.test(word))
    return printed.slice(start, end) !== 'C' && /^[\s.]*'?\d\d/.test(folded.slice(end));
  const before = folded.slice(0, start);
  return /^гг?$/u.test(word) ? /\d\s*\.?\s*$/.test(before) : word === 'в' && /\d\s*г\s?[./]?\s?$/u.test(before);
}

/** Of codes that are also trims, the one that no maker of both has. */
const NO_TRIM = 'dm';

/**
 * "MD", "левый NF" in the description: two or three letters typed as a code, in Latin or in capitals, that are no gearbox or trim;
 * one letter ("H") only at the head of the cell and alone there.
 */
export function isLetterCode({ folded, printed, cells }: RowText, { cell, start, end, text }: Token): boolean {
  const typed = printed.slice(start, end);
  const capitals = typed === typed.toUpperCase();
  if (text.length === 1) return capitals && cells[cell]?.start === start && /^\s*(?:[,;/\n]|$)/.test(folded.slice(end));
  if (!capitals && /[^a-z]/.test(text)) return false;
  // "120 см"
  if (/\d\s*$/.test(folded.slice(cells[cell]?.start ?? 0, start))) return false;
  return ![text, nameKey(text), ...spellCode(text)].some((word) => isTrimWord(word) && word !== NO_TRIM);
}
