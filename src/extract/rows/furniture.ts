import type { Reject, RejectReason } from '../../rows.ts';
import type { Box } from '../marks/geometry.ts';
import { findLines, type Line, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { PAGE_NUMBER } from '../text/heading.ts';
import { keyOf } from '../text/text.ts';
import type { FurnitureKind, Ledger } from './ledger.ts';

/** A line of a page that is in no table. */
export interface LooseLine {
  readonly page: number;
  readonly text: string;
  readonly pieces: number;
  /** Height on the page, 0 at its top, 1 at its bottom. */
  readonly place: number;
  /** Whether it stands above the first table of its page. */
  readonly above: boolean;
  /** Whether it stands between the rows of a table, or as near below them as a line of theirs: it may be a part of one. */
  readonly inner: boolean;
}

/** The outer parts of a page, in which page numbers stand. */
const MARGIN_SHARE = 0.15;
/** A text on this many pages is a running title or footer. */
const REPEATED_PAGES = 2;
/** More lines than this above the first table are text, not a title. */
const TITLE_LINES_LIMIT = 8;
/** A line no further below the rows than this, in em, may be a line of theirs. */
const NEAR_EM = 1.2;
/** Lines at the same height within this share of the page are the same line of its pages. */
const PLACE_GRAIN = 0.04;

/** Turns the words that belong to no table into lines. */
export function findLooseLines(
  words: readonly Word[],
  page: number,
  height: number,
  firstTableTop: number,
  bodies: readonly Box[],
): LooseLine[] {
  return findLines(words).map((line) => ({
    page,
    text: textOfLine(line),
    pieces: line.words.reduce((sum, word) => sum + word.pieces.length, 0),
    place: line.middle / height,
    above: line.middle < firstTableTop,
    inner: bodies.some((body) => isInner(line, body)),
  }));
}

const isInner = ({ box, middle, size }: Line, body: Box): boolean =>
  middle > body.y0 && middle < body.y1 + NEAR_EM * size && box.x0 < body.x1 && box.x1 > body.x0;

/** Parts page furniture, which is counted, from text that is rejected with its reason. */
export function settleLoose(
  lines: readonly LooseLine[],
  firstTablePage: number,
  source: string,
  ledger: Ledger,
): Reject[] {
  const pages = new Map<string, Set<number>>();
  for (const line of lines) {
    const key = repeatKey(line);
    const seen = pages.get(key) ?? new Set();
    pages.set(key, seen.add(line.page));
  }
  const rejects: Reject[] = [];
  const titles = lines.filter((line) => line.page === firstTablePage && line.above).length;
  for (const line of lines) {
    const kind = kindOf(line, pages.get(repeatKey(line))!.size, titles <= TITLE_LINES_LIMIT ? firstTablePage : 0);
    if (kind) ledger.furniture(kind, line.pieces);
    else {
      ledger.rejected(line.pieces);
      rejects.push(createReject(source, line.page, 'outside-table', line.text));
    }
  }
  return rejects;
}

/** A reject of this stage; text outside of rows has no row number. */
export function createReject(source: string, page: number, reason: RejectReason, text: string): Reject {
  return { source, page, row: 0, stage: 'extract', reason, text };
}

/** Running texts differ in their numbers only, and stand at the same height. */
function repeatKey({ text, place }: LooseLine): string {
  return `${keyOf(text).replace(/\d+/gu, '#')}@${Math.round(place / PLACE_GRAIN)}`;
}

function kindOf(line: LooseLine, pageCount: number, firstTablePage: number): FurnitureKind | undefined {
  const margin = line.place < MARGIN_SHARE || line.place > 1 - MARGIN_SHARE;
  if (margin && PAGE_NUMBER.test(line.text)) return 'page-number';
  if (line.inner) return undefined;
  if (pageCount >= REPEATED_PAGES && (margin || line.above)) return 'running-text';
  if (line.page === firstTablePage && line.above) return 'title';
  return undefined;
}
