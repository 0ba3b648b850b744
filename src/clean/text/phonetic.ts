/**
 * The sound of a name, the same for both scripts and for the usual ways of spelling it:
 * `soundKey('Camry')`, `soundKey('Камри')` → `kamri`; `soundKey('дж')` = `soundKey('j')`.
 */
import { foldText } from './fold.ts';
import { remember } from './memo.ts';

const SOUND_OF: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  і: 'i',
};

/** Spellings of one sound, longest first. */
const LATIN_SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch/g, 'sh'],
  [/dzh|dj/g, 'j'],
  [/zh/g, 'j'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/ck/g, 'k'],
  [/ch/g, 'ч'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/ч/g, 'ch'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/tz/g, 'ts'],
  [/ee/g, 'i'],
  [/oo/g, 'u'],
  [/y/g, 'i'],
];

export const soundKey = remember(foldSound);

function foldSound(text: string): string {
  let key = '';
  let latin = false;
  for (const letter of foldText(text)) {
    const sound = SOUND_OF[letter];
    if (sound !== undefined) key += sound;
    else if (/[\p{L}\p{N}+]/u.test(letter)) {
      key += letter;
      latin ||= letter >= 'a' && letter <= 'z';
    }
  }
  if (/dj/.test(key)) key = key.replace(/dj/g, 'j');
  if (latin) for (const [spelling, sound] of LATIN_SOUNDS) key = key.replace(spelling, sound);
  return key.replace(/(\p{L})\1+/gu, '$1');
}

/** Letters that Russian ears and hands confuse: half a step. */
const NEAR = new Set(
  ['ao', 'ei', 'ea', 'bp', 'dt', 'gk', 'vf', 'zs', 'ye', 'ou', 'uv', 'jg'].flatMap((pair) => [
    pair,
    [...pair].reverse().join(''),
  ]),
);
const NEAR_COST = 0.6;

/** Steps from one word to another (insert, drop, change, swap neighbours), confusable letters costing less; stops above `limit`. */
export function measureSteps(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  const width = to.length + 1;
  let before: number[] = [];
  let previous = Array.from({ length: width }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column < width; column += 1) {
      const a = from[row - 1] ?? '';
      const b = to[column - 1] ?? '';
      const change = a === b ? 0 : NEAR.has(a + b) ? NEAR_COST : 1;
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + change,
      );
      if (row > 1 && column > 1 && a === to[column - 2] && from[row - 2] === b) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
