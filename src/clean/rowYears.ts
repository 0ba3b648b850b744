/** The years of a row: the year cell's, else those that another cell prints beyond doubt. */
import { CELL, isFree, type RowText, use } from './text.ts';
import { NO_YEARS, parseYears, type YearProblem } from './years.ts';

export interface RowYears {
  readonly from: number | null;
  readonly to: number | null;
  readonly problem: YearProblem;
  /** What the problem is about, as printed. */
  readonly printed: string;
}

/** Reads and uses up the years; what is understood otherwise is no year. */
export function readRowYears(text: RowText, latestYear: number): RowYears {
  for (const cell of [CELL.year, CELL.model, CELL.description, CELL.brand]) {
    const span = text.cells[cell];
    if (!span) continue;
    const free = blankUsed(text, span.start, span.end);
    const years = parseYears(free, { latestYear, strict: cell !== CELL.year });
    if (years === NO_YEARS || (years.from === null && years.to === null && years.problem === '')) continue;
    for (const [start, end] of years.spans) use(text, { start: span.start + start, end: span.start + end });
    return {
      from: years.from,
      to: years.to,
      problem: years.problem,
      printed: text.printed.slice(span.start, span.end),
    };
  }
  return { from: null, to: null, problem: '', printed: '' };
}

function blankUsed(text: RowText, start: number, end: number): string {
  let free = '';
  for (let at = start; at < end; at += 1)
    free += isFree(text, { start: at, end: at + 1 }) ? (text.folded[at] ?? '') : '\u0001';
  return free;
}
