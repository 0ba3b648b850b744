import type { Column } from '../columns/columns.ts';
import { overlap } from '../marks/geometry.ts';
import { findLines, type Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';

/** Space left between sideways labels and the text beside them. */
const MARGIN_PT = 1;
/** More lines than this share are rows: they keep their text out of a column of labels, notes between groups needn't. */
const NOTES_SHARE = 0.3;
/** Words of a note are no further apart than this, in em. */
const NOTE_GAP_EM = 0.6;

/** Whether a stretch holds no text of rows: what reaches into it are a few lines without a gap, as notes between the groups are. */
export function isFreeOfRows(words: readonly Word[], x0: number, x1: number): boolean {
  const reaching = words.filter(({ box }) => overlap(box.x0, box.x1, x0, x1) > 0);
  if (reaching.length === 0) return true;
  const own = new Set(reaching);
  const lines = findLines(words);
  const notes = lines.filter((line) => line.words.some((word) => own.has(word)));
  return notes.length <= NOTES_SHARE * lines.length && notes.every(isSentence);
}

const isSentence = ({ words, size }: Line): boolean =>
  words.every((word, i) => i === 0 || word.box.x0 - words[i - 1]!.box.x1 <= NOTE_GAP_EM * size);

/** A column for the labels, cut out of the one that they stand in. */
export function insertColumn(columns: readonly Column[], words: readonly Word[], x0: number, x1: number): Column[] {
  const middle = (x0 + x1) / 2;
  const found = columns.findIndex((column) => middle < column.x1);
  const at = found < 0 ? columns.length - 1 : found;
  const host = columns[at]!;
  const left = words.filter((word) => word.box.x1 <= x0 && word.box.x1 > host.x0).length;
  const right = words.filter((word) => word.box.x0 >= x1 && word.box.x0 < host.x1).length;
  const own: Column = { role: 'brand', title: '', x0: x0 - MARGIN_PT, x1: x1 + MARGIN_PT };
  const around =
    left > right
      ? [
          { ...host, x1: own.x0 },
          { ...own, x1: Math.max(own.x1, host.x1) },
        ]
      : [
          { ...own, x0: Math.min(own.x0, host.x0) },
          { ...host, x0: own.x1 },
        ];
  return columns.toSpliced(at, 1, ...around);
}

/**
 * The columns of a page without any sideways label, where the page before had some: a brand may go on from there.
 * `before` are the columns of that page's tables.
 */
export function keepSideColumn(
  columns: readonly Column[],
  words: readonly Word[],
  before: readonly (readonly Column[])[],
): readonly Column[] {
  // Labels have no title; columns without a header have none either, and are those of the page before anyway.
  if (columns.some(({ role, title }) => role === 'brand' || title === '')) return columns;
  for (const others of before) {
    const side = others.find(({ role, title }) => role === 'brand' && title === '');
    const rest = others.filter((column) => column !== side);
    if (!side || rest.length !== columns.length || rest.some(({ title }, c) => title !== columns[c]!.title)) continue;
    if (!isFreeOfRows(words, side.x0, side.x1)) continue;
    return insertColumn(columns, words, side.x0 + MARGIN_PT, side.x1 - MARGIN_PT);
  }
  return columns;
}
