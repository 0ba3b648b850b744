import { PAGE_NUMBER } from '../text/heading.ts';
import { findLines, type Line, textOfLine } from './lines.ts';
import type { PageText } from './page.ts';
import type { Word } from './words.ts';

/** The margins of a page, as a share of its height. */
const MARGIN_SHARE = 0.1;
/** A bare page number stands at least this far below the text, in em. */
const FOOT_EM = 1.5;
/** Parts of a foot are further apart than this, in em. */
const PART_EM = 1.5;

/** When a spreadsheet was printed, as it says in its foot. */
const PRINTED_AT = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?$/iu;

/** Page numbers with words, or these and times of printing well below all other text, in the margins of a page: never part of a table. */
export function findMarginText(page: PageText): Set<Word> {
  const isInMargin = (w: Word): boolean => Math.min(w.baseline, page.height - w.baseline) < MARGIN_SHARE * page.height;
  const lines = findLines(page.words.filter(isInMargin));
  const lowest = Math.max(0, ...page.words.map((word) => word.baseline).filter((y) => y < (lines.at(-1)?.box.y0 ?? 0)));
  const isFoot = (line: Line): boolean =>
    line === lines.at(-1) &&
    line.box.y0 - lowest > FOOT_EM * line.size &&
    (bearsPageNumber(line, page.page) ||
      PRINTED_AT.test(textOfLine(line)) ||
      (bearsBareNumber(line, page.page) && looksUnlike(line, page.words, isInMargin)));
  const isWhole = (line: Line): boolean =>
    (line.words.length > 1 && PAGE_NUMBER.test(textOfLine(line))) || isFoot(line);
  return new Set(lines.flatMap((line) => (isWhole(line) ? line.words : besideRow(line, page.page))));
}

/** The number of the page, with a word, that stands set off at the end of a row's line where a full page runs into its foot. */
function besideRow({ words }: Line, page: number): readonly Word[] {
  const last = words.at(-1)!;
  const from = words.findLastIndex((word, i) => i > 0 && word.box.x0 - words[i - 1]!.box.x1 > PART_EM * word.size);
  const part = from > 0 ? words.slice(from) : [];
  const text = part.map((word) => word.text).join(' ');
  const isNumber = part.length > 1 && PAGE_NUMBER.test(text) && /\d+/u.exec(text)?.[0] === `${page}`;
  return isNumber && last.size !== words[0]!.size ? part : [];
}

/** Whether a line is the number of its page, or has it beside a text, set off as no cell is: `Лекала 2025    - 3 -`. */
function bearsPageNumber(line: Line, page: number): boolean {
  if (textOfLine(line) === `${page}`) return true;
  const parts = partsOf(line);
  const isNumber = (part: string): boolean =>
    PAGE_NUMBER.test(part) && !/^\d+$/u.test(part) && /\d+/u.exec(part)?.[0] === `${page}`;
  return [parts[0]!, parts.at(-1)!].some(isNumber);
}

/** Whether a line is a text and the bare number of its page, as far apart as cells: `Лекала 2025          1`. */
function bearsBareNumber(line: Line, page: number): boolean {
  const parts = partsOf(line);
  return parts.length === 2 && parts.includes(`${page}`);
}

/** Whether no word between the margins is set like those of a line. */
function looksUnlike(line: Line, words: readonly Word[], isInMargin: (word: Word) => boolean): boolean {
  return !words.some((word) => !isInMargin(word) && line.words.some((other) => isSetAlike(word, other)));
}

const isSetAlike = (a: Word, b: Word): boolean => a.font === b.font && a.size === b.size && a.bold === b.bold;

/** The texts of a line that stand apart. */
function partsOf(line: Line): string[] {
  const parts: string[] = [];
  let end = -Infinity;
  for (const { text, box, size } of line.words) {
    if (box.x0 - end > PART_EM * size) parts.push(text);
    else parts.push(`${parts.pop()} ${text}`);
    end = box.x1;
  }
  return parts;
}
