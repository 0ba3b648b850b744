import { medianOf } from '../marks/geometry.ts';
import { findRole, type Role } from '../text/roles.ts';
import { keyOf } from '../text/text.ts';

/** Fewer texts than this say nothing of their column. */
const TEXTS_LEAST = 4;
/** So many of a column's texts must be years, or numbers in order. */
const YEAR_SHARE = 0.6;
const NUMBER_SHARE = 0.8;
/** Integers that count up one by one in this share of the steps are numbers of rows wherever they stand. */
const COUNTING_SHARE = 0.5;
/** A column of remarks has several words in this share of its texts, and so many letters in a usual one. */
const WORDY_SHARE = 0.6;
const WORDY_LETTERS = 14;
/** A column titled as a body names models unless this share of it is kinds of bodies. */
const BODY_SHARE = 0.3;

const INTEGER = /^№?\s?\d{1,6}[.)]?$/u;
/** A year, or a stretch of years, but no date. */
const YEAR = /^(?:с|до|от|по|после|from|to|since)?\s*\(?(?:19|20)\d\d(?!\d|[-./]\d\d?[-./]\d)/iu;
const SEVERAL_WORDS = /\p{L}{2,}[^\p{L}]*\s\S*\p{L}{2,}/u;
const BODY =
  /седан|х[еэ]т?чб[еэ]к|универсал|внедорож|джип|кросс?овер|минив[еэ]н|купе|пикап|лифтб[еэ]к|фургон|sedan|suv|wagon|hatch|coupe|pickup|van\b/iu;
const BODY_TITLES = new Set(['кузов', 'body'].map(keyOf));
/** What a list calls its rows by where it doesn't number them: plain numbers before all else. */
const ARTICLE_TITLES = new Set(['артикул', 'арт', 'код лекала', 'sku'].map(keyOf));
/** A generation may be told by its years. */
const YEAR_TITLES = new Set(['поколение'].map(keyOf));

/**
 * Gives columns whose title names no role one that no other has, by what they hold: years, numbers in order, remarks; and
 * models under `Кузов` beside a brand where no column names models. `texts` are the lines of each column.
 */
export function addContentRoles(
  roles: readonly Role[],
  titles: readonly string[],
  texts: readonly (readonly string[])[],
): Role[] {
  const result = [...roles];
  titles.forEach((title, c) => {
    const known = findRole(title) !== undefined;
    const own = texts[c]!;
    const isFree = (role: Role): boolean => !result.includes(role);
    if (result[c] !== 'extra' || title === '' || own.length < TEXTS_LEAST) return;
    const key = keyOf(title);
    if ((!known || YEAR_TITLES.has(key)) && isFree('year') && shareOf(own, YEAR) >= YEAR_SHARE) result[c] = 'year';
    else if (!known && isFree('number') && areInOrder(own, c === 0)) result[c] = 'number';
    else if (c === 0 && ARTICLE_TITLES.has(key) && isFree('number') && shareOf(own, INTEGER) >= NUMBER_SHARE)
      result[c] = 'number';
    else if (BODY_TITLES.has(key) && isFree('model') && !isFree('brand') && shareOf(own, BODY) < BODY_SHARE)
      result[c] = 'model';
  });
  const remarks = result.includes('description') ? -1 : findRemarks(result, titles, texts);
  if (remarks >= 0) result[remarks] = 'description';
  return result;
}

/** The last column under an unknown title whose texts are of several words; -1 without one. */
function findRemarks(roles: readonly Role[], titles: readonly string[], texts: readonly (readonly string[])[]): number {
  return roles.findLastIndex((role, c) => {
    const title = titles[c]!;
    const own = texts[c]!;
    if (role !== 'extra' || title === '' || findRole(title) !== undefined || own.length < TEXTS_LEAST) return false;
    return shareOf(own, SEVERAL_WORDS) >= WORDY_SHARE && medianOf(own.map((text) => text.length)) >= WORDY_LETTERS;
  });
}

const shareOf = (texts: readonly string[], test: RegExp): number =>
  texts.filter((text) => test.test(text)).length / texts.length;

function areInOrder(texts: readonly string[], leading: boolean): boolean {
  if (shareOf(texts, INTEGER) < NUMBER_SHARE) return false;
  const numbers = texts.filter((text) => INTEGER.test(text)).map((text) => Number.parseInt(text.replace('№', ''), 10));
  const steps = numbers.slice(1).map((n, i) => n - numbers[i]!);
  const rising = steps.filter((step) => step > 0).length;
  const counting = steps.filter((step) => step === 1).length;
  return rising >= NUMBER_SHARE * steps.length && (leading || counting >= COUNTING_SHARE * steps.length);
}
