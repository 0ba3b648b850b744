import { type Box, boxAround, medianOf } from '../marks/geometry.ts';
import type { Piece } from '../marks/marks.ts';
import { foldText } from '../text/text.ts';
import { dropOverprints } from './overprints.ts';

/** A word on the page: one piece, or several that were drawn side by side. */
export interface Word {
  readonly text: string;
  readonly box: Box;
  readonly baseline: number;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly color: string;
  readonly font: string;
  /** The drawing operator of its first piece. */
  readonly run: number;
  /** Whether a written space, not a mere gap, parts it from the word before it. */
  readonly spaced: boolean;
  readonly pieces: readonly number[];
}

/** The words of a page, and the pieces that only print another one over again (a poor man's bold). */
export interface PageWords {
  readonly words: Word[];
  readonly overprinted: number[];
}

/** Pieces closer than this, in em, belong to one word; further apart than minus that they overlap by mistake. */
const GLUE_EM = 0.13;
/** A dash between words stands apart, though a renderer that rounds its places may draw it nearly so near. */
const DASH_GLUE_EM = 0.06;
const OVERLAP_EM = 0.4;
/** A cell's text begins no further before the end of the clip of the cell to its left than this. */
const CUT_PT = 0.5;
/** A line of at least so many pieces, most of them single letters, is spaced out. */
const SPACED_LETTERS = 4;
const SPACED_SHARE = 0.7;
const TRACKING_LIMIT_EM = 0.45;
/** Letters that keep less space than this, in em, are not spaced out: their places are rounded. */
const TRACKING_LEAST_EM = 0.05;
/** Letters that touch have a gap less than this share of that of spaced-out ones; so many gaps may be such. */
const TOUCHING_TIMES = 0.3;
const TOUCHING_SHARE = 0.25;
/** Baselines that differ by less than this, in em, are one line. */
const BASELINE_EM = 0.12;
/** A raised or lowered small letter is at most this share of its neighbour's size (a browser makes it 5/6). */
const SCRIPT_SHARE = 0.87;

/** Joins the pieces of upright, visible text into words, in reading order. */
export function findWords(pieces: readonly Piece[], walls: readonly Wall[] = []): PageWords {
  const { kept, overprinted } = dropOverprints(pieces);
  const words: Word[] = [];
  const lines = groupByBaseline(kept);
  const seams = findSeams(lines);
  for (const line of lines) {
    let open: Piece[] = [];
    const tracking = findTracking(line);
    for (const piece of line) {
      const last = open.at(-1);
      if (last && !(isGlued(last, piece, tracking) && !isParted(last, piece, walls, seams))) {
        words.push(createWord(open));
        open = [];
      }
      open.push(piece);
    }
    if (open.length > 0) words.push(createWord(open));
  }
  return { words: attachScripts(words), overprinted };
}

/** A drawn upright line: no word runs across it. */
export interface Wall {
  readonly at: number;
  readonly spans: readonly (readonly [number, number])[];
}

/** Pieces that touch at one place on this many lines, and this share of all, are two columns without a space between. */
const SEAM_LINES = 4;
const SEAM_SHARE = 0.15;
const SEAM_PT = 0.7;

function isParted(left: Piece, right: Piece, walls: readonly Wall[], seams: readonly number[]): boolean {
  const isBetween = (x: number): boolean => x >= left.box.x1 - SEAM_PT && x <= right.box.x0 + SEAM_PT;
  const y = left.baseline - left.size / 3;
  if (walls.some((wall) => isBetween(wall.at) && wall.spans.some(([from, to]) => y > from && y < to))) return true;
  return isSeam(left, right) && seams.some(isBetween);
}

/** A number that touches a word written apart from it: a column of numbers, or of years, without a space after it. */
function isSeam(left: Piece, right: Piece): boolean {
  if (left.run === right.run || !endsInDigit(left.text)) return false;
  return YEAR.test(left.text)
    ? /^\p{L}/u.test(right.text) && !OF_YEAR.test(right.text)
    : /^\d{1,5}$/u.test(left.text) && /^\p{L}{2,}/u.test(right.text);
}

const YEAR = /^(?:19|20)\d\d$/u;

/** Tells most pieces without an expression. */
function endsInDigit(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0x30 && code <= 0x39;
}

/** What may follow a year without a space. */
const OF_YEAR = /^г{1,2}(?:од\p{L}*)?\.?$/iu;

/** Places where a number at the beginning of a line, or a year, touches a word, on many lines. */
function findSeams(lines: readonly (readonly Piece[])[]): number[] {
  const places: number[] = [];
  for (const line of lines)
    for (let i = 1; i < line.length; i++) {
      const left = line[i - 1]!;
      const right = line[i]!;
      if (!isGlued(left, right, 0) || !isSeam(left, right)) continue;
      if (i === 1 || YEAR.test(left.text)) places.push(right.box.x0);
    }
  const least = Math.max(SEAM_LINES, SEAM_SHARE * lines.length);
  return places.filter((x) => places.filter((other) => Math.abs(other - x) <= SEAM_PT).length >= least);
}

/** A line of single letters with equal gaps is spaced out: the gap that its letters keep, else 0. */
function findTracking(line: readonly Piece[]): number {
  let single = 0;
  for (const { text } of line) if (text.length === 1 || (text.length === 2 && [...text].length === 1)) single++;
  if (single < SPACED_SHARE * line.length) return 0;
  const gaps = line.slice(1).map((piece, i) => piece.box.x0 - line[i]!.box.x1);
  const near = gaps.filter((gap, i) => gap < TRACKING_LIMIT_EM * line[i]!.size);
  if (near.length < SPACED_LETTERS || near.length < line.length / 2) return 0;
  const tracking = medianOf(near);
  if (tracking < TRACKING_LEAST_EM * line[0]!.size) return 0;
  // Single letters that touch are one word in several fonts, drawn in turn: its words are no further apart than usual.
  const touching = near.filter((gap) => gap < TOUCHING_TIMES * tracking).length;
  return touching > TOUCHING_SHARE * near.length ? 0 : tracking;
}

function isGlued(left: Piece, right: Piece, tracking: number): boolean {
  const gap = right.box.x0 - left.box.x1;
  const em = Math.max(left.size, right.size);
  if (right.spaced && right.run === left.run) return false;
  if (isCutOff(left, right)) return false;
  if (gap >= DASH_GLUE_EM * em && tracking === 0 && (isDash(left, right) || isDash(right, left))) return false;
  return gap < GLUE_EM * em + tracking && gap > -OVERLAP_EM * em;
}

/** Whether a clip cuts a piece off before another one, which it leaves alone. */
const isCutOff = ({ cut, run }: Piece, right: Piece): boolean =>
  cut !== undefined && run !== right.run && right.cut !== cut && right.box.x0 > cut - CUT_PT;

/** Whether a piece is a long dash beside a word; one between years may be drawn apart from them by its font alone. */
const isDash = ({ text }: Piece, beside: Piece): boolean => text === '—' && /^\p{L}+$/u.test(beside.text);

function createWord(pieces: readonly Piece[]): Word {
  const first = pieces[0]!;
  const whole = pieces.length === 1 ? first : joinPieces(pieces);
  return {
    text: foldText(whole.text).trim(),
    box: whole.box,
    baseline: first.baseline,
    size: whole.size,
    bold: whole.bold,
    italic: whole.italic,
    color: first.color,
    font: first.font,
    run: first.run,
    spaced: first.spaced,
    pieces: pieces.map((p) => p.id),
  };
}

function joinPieces(pieces: readonly Piece[]): Pick<Piece, 'text' | 'box' | 'size' | 'bold' | 'italic'> {
  return {
    text: pieces.map((p) => p.text).join(''),
    box: boxAround(pieces),
    size: Math.max(...pieces.map((p) => p.size)),
    bold: pieces.every((p) => p.bold),
    italic: pieces.every((p) => p.italic),
  };
}

function groupByBaseline(pieces: readonly Piece[]): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.baseline - b.baseline || a.box.x0 - b.box.x0);
  const lines: Piece[][] = [];
  for (const piece of sorted) {
    const line = lines.at(-1);
    const head = line?.[0];
    if (line && head && piece.baseline - head.baseline <= BASELINE_EM * Math.min(head.size, piece.size))
      line.push(piece);
    else lines.push([piece]);
  }
  for (const line of lines) line.sort((a, b) => a.box.x0 - b.box.x0 || a.box.x1 - b.box.x1);
  return lines;
}

/** Glues exponents and indices to the word that they stand at. */
function attachScripts(words: readonly Word[]): Word[] {
  let [smallest, largest] = [Infinity, 0];
  for (const { size } of words) {
    smallest = Math.min(smallest, size);
    largest = Math.max(largest, size);
  }
  const result: (Word | undefined)[] = [...words];
  // By their places: a word that grows by its index may be an index itself.
  const bases = words.flatMap(({ size }, i) => (smallest <= size * SCRIPT_SHARE ? [i] : []));
  for (let i = 0; i < words.length && bases.length > 0; i++) {
    const word = result[i]!;
    if (word.size > largest * SCRIPT_SHARE) continue;
    const at = bases.find((b) => b !== i && result[b] && isScriptOf(word, result[b]));
    if (at === undefined) continue;
    const base = result[at]!;
    result[i] = undefined;
    result[at] = {
      ...base,
      text: base.text + word.text,
      box: { ...base.box, x1: word.box.x1 },
      pieces: [...base.pieces, ...word.pieces],
    };
  }
  return result.filter((word) => word !== undefined);
}

function isScriptOf(word: Word, base: Word): boolean {
  const middle = (word.box.y0 + word.box.y1) / 2;
  return (
    word.size <= base.size * SCRIPT_SHARE &&
    word.baseline !== base.baseline &&
    Math.abs(word.box.x0 - base.box.x1) < GLUE_EM * base.size &&
    middle > base.box.y0 - base.size * 0.2 &&
    middle < base.box.y1
  );
}
