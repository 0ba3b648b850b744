import type { PageMarks } from '../marks/marks.ts';

/** Why the text of a page can't be used. */
export type Unfit = 'no-text' | 'unmapped-font' | 'private-letters';

/** Share of a page's letters that may mean nothing. */
const MEANINGLESS_SHARE = 0.3;
const PRIVATE = /[\ue000-\uf8ff\ufffd-\uffff\u0000-\u001f\u0080-\u009f]|[\u{f0000}-\u{10ffff}]/gu;
const GLYPH_NAME = /\(cid:\d+\)/gu;
/** Cyrillic words with Latin letters that look alike, or the other way round. */
const MIXED = /(?:\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic})/iu;
const LOOKALIKE = /[ABCEHKMOPTXaceopxyАВСЕНКМОРТХасеорху]/u;

/** Tells whether a page has text that can be read; undefined if so. */
export function findUnfit(marks: PageMarks): Unfit | undefined {
  if (marks.pieces.length === 0) return marks.images > 0 ? 'no-text' : undefined;
  const texts = marks.pieces.map((piece) => piece.text);
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const page = texts.join(' ');
  const meaningless = (page.match(PRIVATE)?.length ?? 0) + (page.match(GLYPH_NAME)?.join('').length ?? 0);
  if (marks.unmapped > MEANINGLESS_SHARE * letters) return 'unmapped-font';
  return meaningless > MEANINGLESS_SHARE * letters ? 'private-letters' : undefined;
}

/** Whether a word mixes Cyrillic letters with Latin ones that look like them: it stays as printed, and is counted. */
export function hasLookalikes(word: string): boolean {
  return MIXED.test(word) && [...word].some((char) => LOOKALIKE.test(char));
}

/** What is wrong with a page, in words. */
export const UNFIT_TEXT: Readonly<Record<Unfit, string>> = {
  'no-text': 'the page is a picture without text (a scan)',
  'unmapped-font': "its font doesn't say which letters its glyphs are",
  'private-letters': 'its font maps glyphs to private-use characters instead of letters',
};

/** Signs that stand for letters where a font's map is shifted: `CB?AO=` was `полный`. */
const SHIFTED = /[<>=?@;][\p{L}<>=?@;]|\p{L}[<>=@;]/u;
/** Words with such signs, as a share of all that are long enough to tell: addresses and questions are few. */
const SHIFTED_SHARE = 0.25;
const SHIFTED_LEAST = 10;

/** Whether the letters of a text come out as others and as signs, as no language writes them. */
export function isGarbled(texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => text.split(/\s+/u)).filter((word) => word.length > 2 && !/^\d+$/u.test(word));
  const shifted = words.filter((word) => SHIFTED.test(word)).length;
  return shifted >= SHIFTED_LEAST && shifted > SHIFTED_SHARE * words.length;
}
