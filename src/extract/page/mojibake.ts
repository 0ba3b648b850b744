import type { Piece } from '../marks/marks.ts';

/**
 * Text whose CP1251 bytes were read as Western letters, because its font has no Unicode map: `Ìàðêà` for `Марка`.
 * It can be read back, byte by byte, where the page leaves no doubt that it is this and no Western language.
 */

/** At least so many words must consist of such letters, and this share of all words that have any. */
const WORDS_LEAST = 5;
const WORDS_SHARE = 0.85;
/** Share of a word's letters that must be above ASCII: Western words mix them with plain ones. */
const LETTERS_SHARE = 0.9;
/** Share of vowels in Russian text, by letters. */
const VOWELS_LEAST = 0.25;
const VOWELS_MOST = 0.6;

const HIGH = /[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]/u;
const RUSSIAN = /[а-яё]/iu;
const VOWEL = /[аеёиоуыэюя]/iu;

/** Each Western character to the Cyrillic one that has the same byte. */
const TABLE = createTable();

function createTable(): ReadonlyMap<string, string> {
  const bytes = Uint8Array.from({ length: 128 }, (_, i) => i + 128);
  const western = [...new TextDecoder('windows-1252').decode(bytes)];
  const cyrillic = [...new TextDecoder('windows-1251').decode(bytes)];
  return new Map(western.map((char, i) => [char, cyrillic[i]!]));
}

/** Reads such text back: `decodeMojibake('Ìàðêà')` is `Марка`. */
export function decodeMojibake(text: string): string {
  return [...text].map((char) => TABLE.get(char) ?? char).join('');
}

/** Whether the text of a page is such text beyond doubt. */
export function isMojibake(texts: readonly string[]): boolean {
  const words = texts.filter((text) => HIGH.test(text));
  const whole = words.filter((text) => {
    const letters = [...text].filter((char) => /\p{L}/u.test(char) || HIGH.test(char));
    return letters.filter((char) => HIGH.test(char)).length >= LETTERS_SHARE * letters.length;
  });
  if (whole.length < WORDS_LEAST || whole.length < WORDS_SHARE * words.length) return false;
  const letters = [...whole.map(decodeMojibake).join('')].filter((char) => /\p{L}/u.test(char));
  const russian = letters.filter((char) => RUSSIAN.test(char));
  const vowels = russian.filter((char) => VOWEL.test(char)).length / Math.max(1, russian.length);
  return russian.length >= LETTERS_SHARE * letters.length && vowels >= VOWELS_LEAST && vowels <= VOWELS_MOST;
}

/** The pieces of a page with such text read back, and how many it changed. */
export function readBack(pieces: readonly Piece[]): { readonly pieces: readonly Piece[]; readonly decoded: number } {
  const high = pieces.filter((piece) => HIGH.test(piece.text));
  if (high.length < WORDS_LEAST || !isMojibake(high.map((piece) => piece.text))) return { pieces, decoded: 0 };
  const changed = new Set(high);
  return {
    pieces: pieces.map((piece) => (changed.has(piece) ? { ...piece, text: decodeMojibake(piece.text) } : piece)),
    decoded: high.length,
  };
}
