import { medianOf } from '../marks/geometry.ts';
import { chunksOf, type Line, textOfLine } from '../page/lines.ts';

/** A stretch between two spaces, which may be a column. */
export interface Slot {
  readonly x0: number;
  readonly x1: number;
}

/** So many texts on either side tell that one column is set in two ways; so many dashes that they stand in the next one. */
const TEXTS_LEAST = 3;
const DASHES_LEAST = 2;
/** This share of them begin (end) at one place. */
const FLUSH_SHARE = 0.8;
const FLUSH_PT = 0.8;
/** A column parts this far to the left of its first text. */
const MARGIN_PT = 3;

const INTEGER = /^\d{1,6}$/u;
const DASH = /^[-–—]+$/u;

/** Fewer texts than this share of the lines may end or begin at a place by accident. */
const SEAM_SHARE = 0.08;
const OTHERS_SHARE = 0.2;

/**
 * Whether two columns meet in a narrow space, though few rows show it: integers end before it, which begin where no text
 * of their column does, texts begin behind it, and none runs through it.
 */
export function isSeam(from: number, to: number, chunks: readonly Line[], lineCount: number): boolean {
  const isAt = (x: number, at: number): boolean => Math.abs(x - at) <= FLUSH_PT;
  const ends = chunks.filter(({ box }) => isAt(box.x1, from));
  const starts = chunks.filter(({ box }) => isAt(box.x0, to));
  if (Math.min(ends.length, starts.length) < Math.max(TEXTS_LEAST, SEAM_SHARE * lineCount)) return false;
  if (!ends.every(isInteger) || chunks.some(({ box }) => box.x0 < from && box.x1 > to)) return false;
  const first = medianOf(ends.map(({ box }) => box.x0));
  const others = chunks.filter(({ box }) => isAt(box.x0, first) && !isAt(box.x1, from));
  return others.length <= OTHERS_SHARE * ends.length;
}

/** The texts of each line in a slot. */
type Parts = readonly (readonly Line[])[];

/**
 * Mends slots of a spreadsheet, which sets texts at the left of a cell and numbers at the right: two slots that no line
 * has text in both of are one column, and a dash at the right of a slot stands for the blank cell of the next one.
 */
export function mendMixed(slots: readonly Slot[], lines: readonly Line[]): Slot[] {
  const chunks = lines.map(chunksOf);
  return moveDashes(joinSides(slots, chunks), chunks);
}

function joinSides(slots: readonly Slot[], chunks: Parts): Slot[] {
  const joined: Slot[] = [];
  let before: Parts = [];
  for (const slot of slots) {
    const last = joined.at(-1);
    const own = partsIn(slot, chunks);
    const isOne = last !== undefined && isOneColumn(before, own);
    if (isOne) joined[joined.length - 1] = { x0: last.x0, x1: slot.x1 };
    else joined.push(slot);
    before = isOne ? partsIn(joined.at(-1)!, chunks) : own;
  }
  return joined;
}

function isOneColumn(left: Parts, right: Parts): boolean {
  if (left.some((parts, i) => parts.length > 0 && right[i]!.length > 0)) return false;
  const [texts, numbers] = [left.filter(isFilled), right.flat()];
  if (texts.length < TEXTS_LEAST || numbers.length < TEXTS_LEAST || !numbers.every(isInteger)) return false;
  const firsts = texts.map((parts) => parts[0]!);
  return (
    firsts.filter(isInteger).length <= (1 - FLUSH_SHARE) * firsts.length &&
    areFlush(firsts, 'x0') &&
    areFlush(numbers, 'x1')
  );
}

function moveDashes(slots: readonly Slot[], chunks: Parts): Slot[] {
  const moved = [...slots];
  for (let s = 0; s + 1 < moved.length; s++) {
    const [left, right] = [partsIn(moved[s]!, chunks), partsIn(moved[s + 1]!, chunks)];
    const last = left.flatMap((parts) => parts.slice(-1));
    const start = Math.max(...last.map(({ box }) => box.x0));
    const dashes = left.flatMap((parts, i) => {
      const dash = parts.at(-1);
      return dash && start - dash.box.x0 <= FLUSH_PT ? [{ dash, isNext: right[i]!.length === 0 }] : [];
    });
    if (dashes.length < DASHES_LEAST || !dashes.every(({ dash, isNext }) => isNext && DASH.test(textOfLine(dash))))
      continue;
    const others = left.flat().filter((part) => !dashes.some(({ dash }) => dash === part));
    const end = Math.max(...others.map(({ box }) => box.x1));
    if (others.length < TEXTS_LEAST || end >= start) continue;
    const x = Math.max((end + start) / 2, start - MARGIN_PT);
    [moved[s], moved[s + 1]] = [
      { x0: moved[s]!.x0, x1: x },
      { x0: x, x1: moved[s + 1]!.x1 },
    ];
  }
  return moved;
}

const partsIn = ({ x0, x1 }: Slot, chunks: Parts): Parts =>
  chunks.map((parts) => parts.filter(({ box }) => (box.x0 + box.x1) / 2 >= x0 && (box.x0 + box.x1) / 2 < x1));

const isFilled = (parts: readonly Line[]): boolean => parts.length > 0;

const isInteger = (part: Line): boolean => INTEGER.test(textOfLine(part));

function areFlush(parts: readonly Line[], side: 'x0' | 'x1'): boolean {
  const at = medianOf(parts.map(({ box }) => box[side]));
  return parts.filter(({ box }) => Math.abs(box[side] - at) <= FLUSH_PT).length >= FLUSH_SHARE * parts.length;
}
