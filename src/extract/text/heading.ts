import { keyOf } from './text.ts';

/** A heading is no longer than this; what is longer is a note. */
const HEADING_CHARS_LIMIT = 40;
const HEADING_WORDS_LIMIT = 5;
const BRAND_WORDS_LIMIT = 3;
/** Titles that may stand before the brand in a heading: `Марка: Toyota`. */
const LABEL = /^(?:марка|бренд|brand|make|маркасы)\s*[:—–-]\s*/iu;
/** What a heading bears where its rows go on: `Toyota (продолжение)`. */
const CONTINUED = /\s*[([]?\s*(?:продолжение|продолж\.?|cont(?:inued|\.)?|уландысы)\s*[)\]]?\s*$/iu;

/** What only adorns a heading: `— Toyota —`, `* * * BMW * * *`, `Nissan:`. */
const ADORNED = /^[-–—=*•·~_|\s]+|[-–—=*•·~_|:\s]+$/gu;
/** Letters with a space after each: `T O Y O T A`. */
const SPACED_OUT = /^\p{Lu}(?: \p{Lu}){2,}$/u;

/** How many rows stand below a heading: `Suzuki (3)`, `Suzuki — 3 шт.`. */
const COUNT = /\s*(?:[([]\s*\d{1,4}(?:\s*\p{L}{1,10}\.?)?\s*[)\]]|[-–—:,]?\s*\d{1,4}\s*(?:шт|поз|мод|ед)\p{L}*\.?)$/iu;
/** A bare number after a sign, which may be a count of rows or a part of the name: `Suzuki — 3`, `Мазда - 626`. */
const BARE_COUNT = /\s*(?:\s[-–—]|:)\s*(\d{1,4})$/u;
/** The number of a section: `1. Geely`, `2) BMW`, `1.3 Kia`, `IV. Audi`, `Раздел 2. Ford`. */
const SECTION =
  /^(?:(?:раздел|глава|section|бөлүм)\s*)?(?:№\s*)?(?:\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+|[IVXL]{1,6}[.)])\s*[-–—:]?\s+/iu;

/** The brand that a heading row names: its text without a label, a mark of continuation, or what adorns it. */
export function brandOfHeading(text: string): string {
  const brand = text.replace(LABEL, '').replace(CONTINUED, '').replace(ADORNED, '');
  return SPACED_OUT.test(brand) ? brand.replaceAll(' ', '') : brand;
}

/** A heading's text without the number of its section and the count of its rows: `Geely` of `1. Geely (12)`. */
export function stripCounts(text: string): string {
  return text.replace(CONTINUED, '').replace(COUNT, '').replace(SECTION, '');
}

/** A heading's text and the bare number at its end that may count its rows; undefined if it has none. */
export function partBareCount(text: string): { readonly brand: string; readonly count: number } | undefined {
  const whole = text.replace(CONTINUED, '');
  const count = BARE_COUNT.exec(whole);
  return count ? { brand: brandOfHeading(whole.slice(0, count.index)), count: Number(count[1]) } : undefined;
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

/** Whether a text is a brand's name, counts and adornments aside, by a vocabulary of `keyOf` keys. */
export function isKnownBrand(text: string, brands: ReadonlySet<string> | undefined): boolean {
  if (!brands) return false;
  return (
    brands.has(keyOf(brandOfHeading(text))) ||
    (/\d|[.)]/u.test(text) && brands.has(keyOf(brandOfHeading(stripCounts(text)))))
  );
}

/** Whether two texts are two known brands, and no brand together: `Toyota`, `Kia`, but not `Great`, `Wall`. */
export const areTwoBrands = (first: string, second: string, brands: ReadonlySet<string> | undefined): boolean =>
  isKnownBrand(first, brands) && isKnownBrand(second, brands) && !isKnownBrand(`${first} ${second}`, brands);

/** Whether a text is a known brand or begins with one: `Toyota`, `Land Rover Defender`. */
export function beginsWithBrand(text: string, brands: ReadonlySet<string>): boolean {
  const words = text.split(/[\s/,]+/u);
  for (let n = Math.min(BRAND_WORDS_LIMIT, words.length); n > 0; n--)
    if (isKnownBrand(words.slice(0, n).join(' '), brands)) return true;
  return false;
}

/** A page number, alone or with words: `3`, `- 3 -`, `3/5`, `Стр. 1 из 3`, `Page 2 of 9`, `2-бет`. */
export const PAGE_NUMBER =
  /^[-–—\s]*(?:(?:стр(?:аница|\.)?|page|p\.|лист|бет)\s*)?№?\s*\d{1,5}\s*(?:(?:[/|]|из|of|ичинен)\s*\d{1,5})?(?:\s*-?\s*(?:бет|стр\.?|страница|лист))?[-–—\s.]*$/iu;
