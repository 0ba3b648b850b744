import { keyOf } from './text.ts';

/** A heading is no longer than this; what is longer is a note. */
const HEADING_CHARS_LIMIT = 40;
const HEADING_WORDS_LIMIT = 5;
/** Titles that may stand before the brand in a heading: `Марка: Toyota`. */
const LABEL = /^(?:марка|бренд|brand|make|маркасы)\s*[:—–-]\s*/iu;
/** What a heading bears where its rows go on: `Toyota (продолжение)`. */
const CONTINUED = /\s*[([]?\s*(?:продолжение|продолж\.?|cont(?:inued|\.)?|уландысы)\s*[)\]]?\s*$/iu;

/** What only adorns a heading: `— Toyota —`, `* * * BMW * * *`, `Nissan:`. */
const ADORNED = /^[-–—=*•·~_|\s]+|[-–—=*•·~_|:\s]+$/gu;
/** Letters with a space after each: `T O Y O T A`. */
const SPACED_OUT = /^\p{Lu}(?: \p{Lu}){2,}$/u;

/** The brand that a heading row names: its text without a label, a mark of continuation, or what adorns it. */
export function brandOfHeading(text: string): string {
  const brand = text.replace(LABEL, '').replace(CONTINUED, '').replace(ADORNED, '');
  return SPACED_OUT.test(brand) ? brand.replaceAll(' ', '') : brand;
}

/** Whether a text could head the rows of a brand, by its words alone. */
export function looksLikeHeading(text: string): boolean {
  const brand = brandOfHeading(text);
  return (
    brand.length <= HEADING_CHARS_LIMIT &&
    brand.split(' ').length <= HEADING_WORDS_LIMIT &&
    /\p{L}/u.test(brand) &&
    !/[.!?;:]$/u.test(text.trim()) &&
    !PAGE_NUMBER.test(text)
  );
}

/** Whether a text is a brand's name, by a vocabulary of `keyOf` keys. */
export function isKnownBrand(text: string, brands: ReadonlySet<string> | undefined): boolean {
  return brands?.has(keyOf(brandOfHeading(text))) === true;
}

/** A page number, alone or with words: `3`, `- 3 -`, `3/5`, `Стр. 1 из 3`, `Page 2 of 9`, `2-бет`. */
export const PAGE_NUMBER =
  /^[-–—\s]*(?:(?:стр(?:аница|\.)?|page|p\.|лист|бет)\s*)?№?\s*\d{1,5}\s*(?:(?:[/|]|из|of|ичинен)\s*\d{1,5})?(?:\s*-?\s*(?:бет|стр\.?|страница|лист))?[-–—\s.]*$/iu;
