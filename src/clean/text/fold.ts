/**
 * One written form for what people type in many: case, diacritics, dashes, look-alike letters of the two scripts.
 * Folding keeps the length of the text, so that what is not understood can be quoted as it is printed.
 */

import { remember } from './memo.ts';

/** Cyrillic letters that look like Latin ones; in print nobody can tell them apart. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
};
const LOOK_ALIKE_BACK = new Map(
  Object.entries(LOOK_ALIKE)
    .filter(([cyrillic]) => !'іѕј'.includes(cyrillic))
    .map(([cyrillic, latin]) => [latin, cyrillic]),
);
/** Letters of Kyrgyz and its neighbours that suppliers also write with the nearest Russian one. */
const RUSSIAN_FOR: Readonly<Record<string, string>> = { ё: 'е', ү: 'у', ө: 'о', ң: 'н', ї: 'і', є: 'е' };
const DASHES = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/;
const ZERO_WIDTH = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/g;

/** What stands in a cell, ready to be quoted: NFKC, no invisible characters, single spaces. */
export function cleanCell(text: string): string {
  return text
    .normalize('NFKC')
    .replace(ZERO_WIDTH, '')
    .replace(/[\u0000-\u001F\u007F\s]+/g, ' ')
    .trim();
}

/** `foldText('Ё–É')` → `е-e`: small letters without diacritics, plain dashes and quotes; as long as the text itself. */
export function foldText(text: string): string {
  let folded = '';
  for (const unit of text) {
    let one = known.get(unit);
    if (one === undefined) {
      one = foldLetter(unit);
      if (one.length !== unit.length) one = unit;
      if (known.size < MAX_KNOWN) known.set(unit, one);
    }
    folded += one;
  }
  return folded;
}

/** Letters folded before: the trade writes with a few hundred. */
const known = new Map<string, string>();
const MAX_KNOWN = 2_000;

function foldLetter(letter: string): string {
  if (DASHES.test(letter)) return '-';
  if (/[`´‘’ʼ′]/.test(letter)) return "'";
  if (/[«»“”„″]/.test(letter)) return '"';
  const small = letter.toLowerCase();
  const russian = RUSSIAN_FOR[small];
  if (russian !== undefined) return russian;
  if (small === 'й') return small;
  return small.normalize('NFD').charAt(0) === small ? small : stripMarks(small);
}

function stripMarks(letter: string): string {
  return letter.normalize('NFD').replace(/\p{M}/gu, '');
}

/**
 * Words that mix the scripts become one: Cyrillic where any letter is Cyrillic only (`лeвый`), else Latin (`Саmry`).
 * Words of look-alikes only are left: {@link nameKey} reads them both ways.
 */
export function unmixScripts(folded: string): string {
  return folded.replace(/(?<=[а-я])0(?=[а-я])/g, 'о').replace(/\p{L}+/gu, (word) => {
    if (!/[а-яі]/.test(word) || !/[a-z]/.test(word)) return word;
    const letters = [...word];
    const cyrillicOnly = letters.some((letter) => /[а-я]/.test(letter) && !(letter in LOOK_ALIKE));
    const latinOnly = letters.some((letter) => /[a-z]/.test(letter) && !LOOK_ALIKE_BACK.has(letter));
    if (cyrillicOnly && !latinOnly) return letters.map((letter) => LOOK_ALIKE_BACK.get(letter) ?? letter).join('');
    if (latinOnly && !cyrillicOnly) return letters.map((letter) => LOOK_ALIKE[letter] ?? letter).join('');
    return word;
  });
}

const keyLetters = new Map<string, string>();

/** The key by which names are equal: `nameKey('Land-Cruiser')`, `nameKey('LAND CRUISER')` → `landcruiser`; `Х5` = `X5`. */
export const nameKey = remember(foldName);

function foldName(text: string): string {
  let key = '';
  for (const letter of foldText(text.normalize('NFKC'))) {
    let one = keyLetters.get(letter);
    if (one === undefined) {
      one = /[\p{L}\p{N}+]/u.test(letter) ? (LOOK_ALIKE[letter] ?? letter) : '';
      if (keyLetters.size < MAX_KNOWN) keyLetters.set(letter, one);
    }
    key += one;
  }
  return key;
}

/** How each Cyrillic letter of a typed code may have been meant, likeliest first: `С` is C by its look, S by its sound. */
const CODE_LETTERS: Readonly<Record<string, readonly string[]>> = {
  а: ['a'],
  б: ['b'],
  в: ['b', 'v', 'w'],
  г: ['g'],
  д: ['d'],
  е: ['e'],
  ж: ['j', 'g', 'zh'],
  з: ['z', '3'],
  и: ['i'],
  й: ['y', 'j'],
  к: ['k', 'c'],
  л: ['l'],
  м: ['m'],
  н: ['h', 'n'],
  о: ['o', '0'],
  п: ['p'],
  р: ['p', 'r'],
  с: ['c', 's'],
  т: ['t'],
  у: ['y', 'u'],
  ф: ['f'],
  х: ['x', 'h'],
  ц: ['c', 'ts'],
  ч: ['ch'],
  ш: ['sh'],
  ы: ['y'],
  э: ['e'],
  ю: ['u', 'yu', 'q'],
  я: ['ya'],
  і: ['i'],
};
const MAX_CODE = 24;
/** A code has few letters; beyond this many readings the text is a word. */
const MAX_READINGS = 96;

/** Latin readings of a code typed in Cyrillic: `spellCode('РВР')` holds `rvr`; empty where it is not Cyrillic or too long. */
export const spellCode: (text: string) => readonly string[] = remember(readLetters);

function readLetters(text: string): readonly string[] {
  if (text.length > MAX_CODE) return [];
  const folded = foldText(text).replace(/[^\p{L}\p{N}+]/gu, '');
  if (!/[а-яі]/.test(folded)) return [];
  let readings = [''];
  for (const letter of folded) {
    const options = CODE_LETTERS[letter] ?? [letter];
    readings = readings.flatMap((reading) => options.map((option) => reading + option));
    if (readings.length > MAX_READINGS) return [];
  }
  return readings;
}
