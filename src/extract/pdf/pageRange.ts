import { UserError } from '../../errors.ts';

/** A stretch of pages, both ends included; without an end it runs to the last page. */
export interface PageStretch {
  readonly from: number;
  readonly to?: number;
}

const STRETCH = /^(\d{1,6})?\s*(-)?\s*(\d{1,6})?$/;

/** Parses what `--pages` and profiles name: `parsePages('1-3,7,9-')`; undefined where it can't be read. */
export function parsePages(text: string): readonly PageStretch[] | undefined {
  const stretches: PageStretch[] = [];
  for (const part of text.split(',')) {
    const [, first, dash, last] = STRETCH.exec(part.trim()) ?? [];
    if (first === undefined && last === undefined) return undefined;
    const from = Number(first ?? 1);
    const to = dash === undefined ? from : last === undefined ? undefined : Number(last);
    if (from < 1 || (to !== undefined && to < from)) return undefined;
    stretches.push(to === undefined ? { from } : { from, to });
  }
  return stretches;
}

/** The pages of a document that are asked for, in order, each once; at most one more than `limit`. */
export function choosePages(
  pageCount: number,
  stretches: readonly PageStretch[] = [{ from: 1 }],
  limit = Infinity,
): number[] {
  const pages = new Set<number>();
  for (const { from, to = pageCount } of stretches)
    for (let page = from; page <= Math.min(to, pageCount) && pages.size <= limit; page++) pages.add(page);
  return [...pages].sort((a, b) => a - b);
}

/** Whether stretches hold a page; one without an end runs on. */
export function includesPage(stretches: readonly PageStretch[], page: number): boolean {
  return stretches.some(({ from, to = Infinity }) => page >= from && page <= to);
}

/** Refuses a choice of pages that the document hasn't. */
export function requirePages(chosen: readonly number[], pageCount: number, source: string): void {
  if (chosen.length > 0 || pageCount === 0) return;
  throw new UserError(
    'bad-usage',
    `'${source}' has ${pageCount} ${pageCount === 1 ? 'page' : 'pages'}, none of those asked for.`,
    'Name pages that it has, e.g. --pages 1-3,7,9-.',
  );
}
