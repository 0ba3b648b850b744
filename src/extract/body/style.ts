import type { Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { ColumnLine } from './segment.ts';

/** How a line looks: what sets a heading off from the rows. */
export function styleOf(line: Line): string {
  return styleOfWords(line.words);
}

/** How some words look, the longest one standing for all. */
export function styleOfWords(words: readonly Word[]): string {
  const main = longestOf(words);
  return `${main.bold ? 'bold' : ''} ${main.italic ? 'italic' : ''} ${Math.round(main.size * 2) / 2} ${main.color}`;
}

function longestOf(words: readonly Word[]): Word {
  let longest = words[0]!;
  for (const word of words) if (word.text.length > longest.text.length) longest = word;
  return longest;
}

/** A look that fewer of a column's lines have than this is not usual: each row may have its own. */
const USUAL_SHARE = 0.4;

/** The usual look of each column's lines, told from the lines that stand beside others. */
function usualStyles(lines: readonly ColumnLine[], columnCount: number): (string | undefined)[] {
  return Array.from({ length: columnCount }, (_, column) => {
    const counts = new Map<string, number>();
    for (const item of lines) {
      if (item.column !== column || isAlone(item, lines)) continue;
      const style = styleOf(item.line);
      counts.set(style, (counts.get(style) ?? 0) + 1);
    }
    const [style, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
    return count !== undefined && count >= USUAL_SHARE * total ? style : undefined;
  });
}

/** Whether no other column has a line at the height of this one. */
export function isAlone(item: ColumnLine, lines: readonly ColumnLine[]): boolean {
  const reach = 0.6 * item.line.size;
  return !lines.some((other) => other.column !== item.column && Math.abs(other.line.middle - item.line.middle) < reach);
}

/** Lines that stand alone and look unlike their column: they end a row and begin none. */
export function findOdd(lines: readonly ColumnLine[], columnCount: number): Set<ColumnLine> {
  if (areColumnsAlike(lines)) return new Set();
  const usual = usualStyles(lines, columnCount);
  const odd = new Set<ColumnLine>();
  for (const item of lines) {
    const style = usual[item.column];
    if (style !== undefined && styleOf(item.line) !== style && isAlone(item, lines)) odd.add(item);
  }
  return odd;
}

const looksAs = (a: Word, b: Word): boolean =>
  a.size === b.size && a.bold === b.bold && a.italic === b.italic && a.color === b.color;

/** Whether all lines of each column look the same: the usual page, on which none can be odd. */
function areColumnsAlike(lines: readonly ColumnLine[]): boolean {
  const firsts: (Word | undefined)[] = [];
  for (const { column, line } of lines) {
    const word = longestOf(line.words);
    const first = firsts[column];
    if (!first) firsts[column] = word;
    else if (!looksAs(word, first) && styleOfWords([word]) !== styleOfWords([first])) return false;
  }
  return true;
}
