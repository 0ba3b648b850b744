/** The years of a row: the year cell's, else those that another cell prints beyond doubt. */
import { CELL, isFree, type RowText, use } from '../text/text.ts';
import { parseYears, type YearProblem } from './years.ts';

export interface RowYears {
  readonly from: number | null;
  readonly to: number | null;
  readonly problem: YearProblem;
  /** What the problem is about, as printed. */
  readonly printed: string;
}

const NONE: RowYears = { from: null, to: null, problem: '', printed: '' };

/** Years outside the year cell: four digits, or marked as years. Read before generations, which take bare numbers. */
export function takeMarkedYears(text: RowText, latestYear: number): RowYears {
  for (const cell of [CELL.model, CELL.description, CELL.brand]) {
    const years = takeYears(text, cell, { latestYear, strict: true });
    if (years !== NONE) return years;
  }
  return NONE;
}

/** The year cell wins; what of it is understood otherwise (a generation) is no year. */
export function takeYearCell(text: RowText, latestYear: number, elsewhere: RowYears): RowYears {
  const years = takeYears(text, CELL.year, { latestYear, strict: false });
  return years === NONE ? elsewhere : years;
}

function takeYears(text: RowText, cell: number, options: { latestYear: number; strict: boolean }): RowYears {
  const span = text.cells[cell];
  if (!span) return NONE;
  const { from, to, problem, spans } = parseYears(blankUsed(text, span.start, span.end), options);
  if (from === null && to === null && problem === '') return NONE;
  for (const [start, end] of spans) use(text, { start: span.start + start, end: span.start + end });
  return { from, to, problem, printed: text.printed.slice(span.start, span.end) };
}

function blankUsed(text: RowText, start: number, end: number): string {
  let free = '';
  for (let at = start; at < end; at += 1) {
    free += isFree(text, { start: at, end: at + 1 }) ? (text.folded[at] ?? '') : '\u0001';
  }
  return free;
}
