/** A row as one text: four cells in a line, folded, with a mask of what is already understood. */
import type { RawRow } from '../../rows.ts';
import { cleanCell, foldText, unmixScripts } from './fold.ts';

/** The cells in reading order; their numbers are used as indices. */
export const CELL = { brand: 0, model: 1, year: 2, description: 3 } as const;
/** Between cells; never printed inside one. */
const EDGE = '\n';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface RowText {
  /** As printed, but for white space; as long as `folded`. */
  readonly printed: string;
  readonly folded: string;
  /** Start and end of each cell. */
  readonly cells: readonly Span[];
  /** 1 where the text is understood and may serve for nothing else. */
  readonly used: Uint8Array;
}

export function createRowText(row: Pick<RawRow, 'brand' | 'model' | 'year' | 'description'>): RowText {
  const cells: Span[] = [];
  let printed = '';
  for (const cell of [row.brand, row.model, joinDigits(row.year), row.description]) {
    const start = printed.length;
    printed += partYear(cleanCell(cell));
    cells.push({ start, end: printed.length });
    printed += EDGE;
  }
  return { printed, folded: unmixScripts(foldText(printed)), cells, used: new Uint8Array(printed.length) };
}

/** `2 0 0 6`, `20 06` → `2006`: a year whose digits a PDF set apart. */
const joinDigits = (year: string): string =>
  year
    .replace(/(?<!\d)(\d)\s(\d)\s(\d)\s(\d)(?!\d)/g, '$1$2$3$4')
    .replace(/^\s*(20(?=\s[01])|19(?=\s[4-9]))\s(\d\d)\s*$/, '$1$2');

/** `Авео2010седан` → `Авео2010 седан`: a word glued to a year. */
const partYear = (cell: string): string => cell.replace(/(?<!\d)((?:19|20)\d\d)(?=\p{L}{4})/gu, '$1 ');

export function cellAt(text: RowText, at: number): number {
  return text.cells.findIndex(({ end }) => at < end || at === end);
}

export function foldedCell(text: RowText, cell: number): string {
  const span = text.cells[cell];
  return span ? text.folded.slice(span.start, span.end) : '';
}

export function use(text: RowText, { start, end }: Span): void {
  text.used.fill(1, start, end);
}

export function isFree(text: RowText, { start, end }: Span): boolean {
  for (let at = start; at < end; at += 1) if (text.used[at] === 1) return false;
  return true;
}

/** A whole word or phrase, in either script: `(?<![letter or digit])…(?![letter or digit])`. */
export function phrase(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Every place where the pattern stands in free text. */
export function findFree(text: RowText, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.folded.matchAll(pattern)) {
    if (match[0] !== '' && isFree(text, { start: match.index, end: match.index + match[0].length })) found.push(match);
  }
  return found;
}

/** Like {@link findFree}, and what is found is understood. */
export function takeAll(text: RowText, pattern: RegExp): RegExpExecArray[] {
  const found = findFree(text, pattern);
  for (const match of found) use(text, spanOf(match));
  return found;
}

export const spanOf = (match: RegExpExecArray): Span => ({ start: match.index, end: match.index + match[0].length });
