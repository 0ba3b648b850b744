import { medianOf } from '../marks/geometry.ts';
import type { Word } from './words.ts';

/** Lines are written whole, cells and all, if there are so many texts of one go further apart than this, in em, a line. */
const WHOLE_SHARE = 0.4;
const WIDE_EM = 2;
/** Words this near, in em, could be words of one text. */
const NEAR_EM = 0.6;
/** So many lines make a seam, and this share of the page's; their texts end and begin there within this. */
const LINES_LEAST = 3;
const SEAM_SHARE = 0.05;
/** Texts begin at one place after a wide space on this share of the lines where a column begins. */
const START_SHARE = 0.15;
const FLUSH_PT = 0.7;
/** Texts of one width, be they ever so alike: this share of them; others may begin (end) where they do up to this share. */
const SAME_SHARE = 0.9;
const OTHERS_SHARE = 0.2;

/** Two words beside each other on a line. */
interface Pair {
  readonly left: Word;
  readonly right: Word;
}

/**
 * Parts what was written in one go where columns meet. Programs that write a PDF anew (Ghostscript, Cairo) draw a line
 * of the table whole: a number at the right of its column and the text of the next one are then as near as words of a
 * sentence. Other lines tell them apart: texts stand at that place after a wide space, or texts of any width end there
 * and others of any width begin.
 */
export function partWrittenLines(words: readonly Word[]): readonly Word[] {
  const { near, wide, lines } = findNear(words);
  if (near.length === 0 || wide < WHOLE_SHARE * lines) return words;
  const seams = groupByStart(near, Math.max(LINES_LEAST, SEAM_SHARE * lines)).filter((group) => isSeam(group, words));
  const starts = [...groupByStart(findApart(words), Math.max(LINES_LEAST, START_SHARE * lines)), ...seams].map(
    (group) => group[0]!.right.box.x0,
  );
  const parted = new Set(
    near.flatMap(({ right }) => (starts.some((x) => Math.abs(x - right.box.x0) <= FLUSH_PT) ? [right] : [])),
  );
  if (parted.size === 0) return words;
  let run = 0;
  let from: Word | undefined;
  return words.map((word) => {
    if (parted.has(word)) [run, from] = [Math.min(run, 0) - 1, word];
    return from && word.run === from.run && word.baseline === from.baseline ? { ...word, run } : word;
  });
}

/** Words that were written in one go, near each other without a space; how many are far apart, and how many lines there are. */
function findNear(words: readonly Word[]): { near: Pair[]; wide: number; lines: number } {
  const near: Pair[] = [];
  let wide = 0;
  let lines = 0;
  for (let i = 0; i < words.length; i++) {
    const right = words[i]!;
    const left = words[i - 1];
    if (left?.baseline !== right.baseline) lines++;
    else if (left.run === right.run) {
      const gap = right.box.x0 - left.box.x1;
      if (gap > WIDE_EM * right.size) wide++;
      else if (!right.spaced && gap <= NEAR_EM * right.size) near.push({ left, right });
    }
  }
  return { near, wide, lines };
}

const findApart = (words: readonly Word[]): Pair[] =>
  words.flatMap((right, i) => {
    const left = words[i - 1];
    const apart = left?.baseline === right.baseline && right.box.x0 - left.box.x1 > WIDE_EM * right.size;
    return apart ? [{ left, right }] : [];
  });

/** Pairs whose right words begin at one place, where there are enough of them. */
function groupByStart(pairs: readonly Pair[], least: number): Pair[][] {
  const sorted = [...pairs].sort((a, b) => a.right.box.x0 - b.right.box.x0);
  const groups: Pair[][] = [];
  for (const pair of sorted) {
    const group = groups.at(-1);
    if (group && pair.right.box.x0 - group[0]!.right.box.x0 <= FLUSH_PT) group.push(pair);
    else groups.push([pair]);
  }
  return groups.filter((group) => group.length >= least);
}

/** Whether the left words stand at the right of a column, and the right ones at the left of the next. */
function isSeam(pairs: readonly Pair[], words: readonly Word[]): boolean {
  const lefts = pairs.map(({ left }) => left);
  const rights = pairs.map(({ right }) => right);
  const end = medianOf(lefts.map(({ box }) => box.x1));
  const flush = lefts.filter(({ box }) => Math.abs(box.x1 - end) <= FLUSH_PT);
  if (flush.length < SAME_SHARE * lefts.length) return false;
  return isFree(lefts, 'x0', words) && isFree(rights, 'x1', words);
}

/**
 * Whether a side of some words, which are flush at the other, is no edge of a column: they differ in width, or hardly
 * another word is flush with them there. Words of one width are, too, where a cell begins with the same words each time.
 */
function isFree(own: readonly Word[], side: 'x0' | 'x1', words: readonly Word[]): boolean {
  const at = medianOf(own.map(({ box }) => box[side]));
  const isThere = ({ box }: Word): boolean => Math.abs(box[side] - at) <= FLUSH_PT;
  if (own.filter(isThere).length < SAME_SHARE * own.length) return true;
  const otherSide = side === 'x0' ? 'x1' : 'x0';
  const other = medianOf(own.map(({ box }) => box[otherSide]));
  const others = words.filter((word) => isThere(word) && Math.abs(word.box[otherSide] - other) > FLUSH_PT);
  return others.length <= OTHERS_SHARE * own.length;
}
