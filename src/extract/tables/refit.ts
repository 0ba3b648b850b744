import type { Column, ColumnModel } from '../columns/columns.ts';
import { findLines, type Line, textOf } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import { inferColumns } from './infer.ts';
import type { Layout } from './layouts.ts';

/** Lines with fewer words than this are hardly rows. */
const WORDS_LEAST = 3;
/** Fewer rows than this say nothing of a page's columns. */
const ROWS_LEAST = 4;
/** A page has other columns than the one before if fewer rows than this have a number where rows had theirs. */
const FITTING_SHARE = 0.2;
/** So many rows have a number where the page has it, and so many of these are greater than the one before. */
const NUMBER_SHARE = 0.8;
/** So many years are years or blank marks. */
const YEAR_SHARE = 0.6;
const NUMBER = /^[№#]?\s?\d{1,6}[.)]?$/u;
const YEAR = /^[-–—]?$|\d\d/u;

/**
 * The columns of a page without a header whose rows don't have their numbers where those of the page before had them: a list
 * put together from several has its number at the other side there. The other columns keep their order. Nothing is said
 * of a page on which the numbers fit, or which has no such column.
 */
export function refit(
  { columns, numbered }: Layout,
  page: PageText,
  brands?: ReadonlySet<string>,
): ColumnModel | undefined {
  const number = columns.find(({ role }) => role === 'number');
  if (!number || !numbered) return undefined;
  const rows = findLines(page.words).filter((line) => line.words.length >= WORDS_LEAST);
  const textsIn = (column: Column): string[] => rows.map((line) => textUnder(line, column));
  if (rows.length < ROWS_LEAST || shareOf(textsIn(number), NUMBER) >= FITTING_SHARE) return undefined;
  const places = inferColumns(page.words, page.edges, brands)?.columns;
  const own = places?.find((place) => areNumbers(textsIn(place)));
  if (!places || !own || places.length !== columns.length) return undefined;
  const others = columns.filter((column) => column !== number);
  const found = places.map(({ x0, x1 }) => {
    const { role, title } = x0 === own.x0 ? number : others.shift()!;
    return { role, title, x0, x1 };
  });
  const year = found.find(({ role }) => role === 'year');
  return year && shareOf(textsIn(year), YEAR) < YEAR_SHARE ? undefined : { columns: found, method: 'space' };
}

function areNumbers(texts: readonly string[]): boolean {
  if (shareOf(texts, NUMBER) < NUMBER_SHARE) return false;
  const numbers = texts
    .filter((text) => NUMBER.test(text))
    .map((text) => Number.parseInt(text.replace(/\D/gu, ''), 10));
  return numbers.slice(1).filter((n, i) => n > numbers[i]!).length >= NUMBER_SHARE * (numbers.length - 1);
}

const shareOf = (texts: readonly string[], test: RegExp): number =>
  texts.filter((text) => test.test(text)).length / texts.length;

function textUnder(line: Line, { x0, x1 }: Column): string {
  return textOf(line.words.filter(({ box }) => (box.x0 + box.x1) / 2 >= x0 && (box.x0 + box.x1) / 2 < x1));
}
