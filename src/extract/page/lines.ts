import { type Box, boxAround } from '../marks/geometry.ts';
import { joinLines } from '../text/text.ts';
import type { Word } from './words.ts';

/** Words that stand beside each other, left to right. */
export interface Line {
  readonly words: readonly Word[];
  readonly box: Box;
  /** Height of the middle of its letters: lines of different sizes compare by it. */
  readonly middle: number;
  readonly size: number;
}

/** Middle of the letters above the baseline, in em: half an x-height to half a capital. */
const MIDDLE_EM = 0.33;
/** Words whose middles differ by less than this, in em, are on one line. */
const SAME_LINE_EM = 0.3;

/** Height of the middle of a word's letters. */
export function middleOf(word: Word): number {
  return word.baseline - MIDDLE_EM * word.size;
}

/** Groups words into lines, top to bottom. */
export function findLines(words: readonly Word[]): Line[] {
  return groupByLine(words).map(lineOf);
}

/** The words of each line, left to right. */
function groupByLine(words: readonly Word[]): Word[][] {
  const sorted = areInOrder(words) ? words : [...words].sort((a, b) => middleOf(a) - middleOf(b));
  const groups: Word[][] = [];
  let group: Word[] = [];
  let anchor = -Infinity;
  for (const word of sorted) {
    const middle = middleOf(word);
    if (middle - anchor <= SAME_LINE_EM * word.size) {
      group.push(word);
    } else {
      anchor = middle;
      group = [word];
      groups.push(group);
    }
  }
  for (const each of groups) if (!areInPlace(each)) each.sort(byPlace);
  return groups;
}

/** Whether words run down the page already, as those of a page do where its lines are of one size. */
function areInOrder(words: readonly Word[]): boolean {
  let above = -Infinity;
  for (const word of words) {
    const middle = middleOf(word);
    if (middle < above) return false;
    above = middle;
  }
  return true;
}

function areInPlace(words: readonly Word[]): boolean {
  let left = -Infinity;
  for (const { box } of words) {
    if (box.x0 < left) return false;
    left = box.x0;
  }
  return true;
}

const byPlace = (a: Word, b: Word): number => a.box.x0 - b.box.x0;

/** One line of some words that are known to stand on it. */
export function createLine(words: readonly Word[]): Line {
  return lineOf([...words].sort(byPlace));
}

/** A line of words that are in order already. */
function lineOf(words: readonly Word[]): Line {
  let main = words[0]!;
  for (const word of words) if (word.size > main.size) main = word;
  const box = words.length === 1 ? main.box : boxAround(words);
  return { words, box, middle: middleOf(main), size: main.size };
}

/** The text of a line: its words with single spaces. */
export function textOfLine(line: Line): string {
  return textOfWords(line.words);
}

const textOfWords = (words: readonly Word[]): string =>
  words.length === 1 ? words[0]!.text : words.map((word) => word.text).join(' ');

/** The text of some words that form a cell: lines joined, broken tokens whole. */
export function textOf(words: readonly Word[]): string {
  return joinLines(words.length < 2 ? words.map((word) => word.text) : groupByLine(words).map(textOfWords));
}

/** Words written in one go are one text if they are nearer than this, in em, with a written space between them … */
const SPACED_GAP_EM = 0.6;
/** … or with a gap alone, as LaTeX and Cairo write both the space between words and that between columns. */
const BARE_GAP_EM = 0.42;

/** Parts of a line that were written in one go without a wide gap: no edge between columns runs through them. */
export function chunksOf(line: Line): Line[] {
  const chunks: Word[][] = [];
  let last: Word | undefined;
  for (const word of line.words) {
    const chunk = chunks.at(-1);
    const reach = (word.spaced ? SPACED_GAP_EM : BARE_GAP_EM) * word.size;
    if (chunk && last && word.run === last.run && word.box.x0 - last.box.x1 <= reach) chunk.push(word);
    else chunks.push([word]);
    last = word;
  }
  return chunks.map(lineOf);
}
