import { findLines } from './lines.ts';
import type { PageText } from './page.ts';
import { styleOfWords } from './style.ts';
import { isMarkerWord } from './textItem.ts';
import type { Word } from './words.ts';

/** A stretch of words on one line of a page; the words themselves are let go with their page. */
export interface TextPart {
  readonly page: number;
  readonly pageWidth: number;
  /** Number of its line on the page, from the top. */
  readonly line: number;
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Where its text begins after a bullet or a number. */
  readonly textX: number;
  readonly firstWidth: number;
  readonly middle: number;
  /** Its height on the page, 0 at the top, 1 at the bottom. */
  readonly place: number;
  readonly size: number;
  readonly style: string;
  readonly pieces: number;
}

type PageSize = Pick<PageText, 'page' | 'width' | 'height'>;

/** A line of text in its newspaper column. */
export interface TextLine extends TextPart {
  /** From 0; -1 for what runs across several columns. */
  readonly column: number;
}

/** Words further apart than this, in em, may stand in two newspaper columns; after a bullet or a number a tab may stand. */
const GAP_EM = 0.5;
const TAB_EM = 4;
const GUTTER_LEAST_PT = 6;
/** Lines that may run across a gutter: titles, notes. */
const CROSSING_SHARE = 0.04;
const CROSSING_LEAST = 2;
/** A newspaper column has this share of the text at least; the last one may be short. */
const COLUMN_SHARE = 0.02;
const COLUMN_LEAST = 2;

/** Cuts the words of a page into parts of lines. */
export function findTextParts(words: readonly Word[], { page, width, height }: PageSize): TextPart[] {
  return findLines(words).flatMap((line, index) => {
    const groups: Word[][] = [];
    for (const word of line.words) {
      const group = groups.at(-1);
      const last = group?.at(-1);
      const reach = group?.every(({ text }) => isMarkerWord(text)) ? TAB_EM : GAP_EM;
      if (group && last && word.box.x0 - last.box.x1 <= reach * word.size) group.push(word);
      else groups.push([word]);
    }
    return groups.map((group): TextPart => {
      const first = group.find(({ text }) => !isMarkerWord(text)) ?? group[0]!;
      return {
        page,
        pageWidth: width,
        line: index,
        text: group.map(({ text }) => text).join(' '),
        x0: group[0]!.box.x0,
        x1: Math.max(...group.map(({ box }) => box.x1)),
        textX: first.box.x0,
        firstWidth: group[0]!.box.x1 - group[0]!.box.x0,
        middle: line.middle,
        place: line.middle / height,
        size: line.size,
        style: styleOfWords(group),
        pieces: group.reduce((sum, word) => sum + word.pieces.length, 0),
      };
    });
  });
}

/** The lines of a document as they are read: down the first newspaper column of a page, then down the next. */
export function orderLines(parts: readonly TextPart[]): TextLine[] {
  const gutters = findGutters(parts);
  const columnOf = ({ x0, x1 }: TextPart): number =>
    gutters.some((at) => x0 < at && x1 > at) ? -1 : gutters.filter((at) => x0 > at).length;
  const lines: TextLine[] = [];
  let band: TextLine[] = [];
  // Text that runs across the columns parts what is above it from what is below.
  const flush = (): void => {
    for (let column = 0; column <= gutters.length; column++) lines.push(...band.filter((p) => p.column === column));
    band = [];
  };
  let page = 0;
  for (const part of parts) {
    if (part.page !== page) flush();
    page = part.page;
    const column = columnOf(part);
    if (column < 0) {
      flush();
      lines.push({ ...part, column });
      continue;
    }
    const last = band.findLast((other) => other.column === column);
    if (last?.line === part.line) band[band.indexOf(last)] = joinParts(last, part);
    else band.push({ ...part, column });
  }
  flush();
  return lines;
}

const joinParts = (left: TextLine, right: TextPart): TextLine => ({
  ...left,
  text: `${left.text} ${right.text}`,
  x1: right.x1,
  pieces: left.pieces + right.pieces,
});

/** Upright stretches through which hardly a line runs, with text on either side. */
function findGutters(parts: readonly TextPart[]): number[] {
  const low = Math.floor(Math.min(...parts.map(({ x0 }) => x0)));
  const high = Math.ceil(Math.max(...parts.map(({ x1 }) => x1)));
  const crossing = Array.from({ length: high - low + 1 }, () => 0);
  for (const { x0, x1 } of parts) for (let x = Math.floor(x0); x <= Math.floor(x1); x++) crossing[x - low]!++;
  const allowed = Math.max(CROSSING_LEAST, CROSSING_SHARE * parts.length);
  const least = Math.max(COLUMN_LEAST, COLUMN_SHARE * parts.length);
  const gutters: number[] = [];
  let from = 0;
  for (let x = 0; x <= crossing.length; x++) {
    if (x < crossing.length && crossing[x]! <= allowed) continue;
    // Where the fewest run through, and there as near to the next column as can be: its text is flush, that before it ragged.
    let best = from;
    for (let i = from; i < x; i++) if (crossing[i]! <= crossing[best]!) best = i;
    const at = low + best + 0.5;
    const left = parts.filter(({ x1 }) => x1 <= at).length;
    const right = parts.filter(({ x0 }) => x0 >= at).length;
    if (x - from >= GUTTER_LEAST_PT && left >= least && right >= least) gutters.push(at);
    from = x + 1;
  }
  return gutters;
}
