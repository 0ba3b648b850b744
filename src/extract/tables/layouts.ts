import type { Align } from '../body/segment.ts';
import type { Pace } from '../body/slots.ts';
import type { BrandHabit } from '../body/sparse.ts';
import type { Column, ColumnModel, Method } from '../columns/columns.ts';
import { overlap } from '../marks/geometry.ts';

/** What a page's reader remembers of the pages before it. */
export interface Memory {
  /** The tables of the last page that had any, left to right: a page without a header goes on with them. */
  layouts: readonly Layout[];
  /** Columns by the titles and places of their header, with the number of words that they were told from. */
  readonly models: Map<string, ColumnModel & { readonly evidence: number }>;
}

/** Where the columns of a table run, so that a page without its header can be read. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly method: Method;
  readonly align: Align;
  readonly habit: BrandHabit;
  readonly flush: readonly (number | undefined)[];
  readonly pace: Pace;
  readonly numbered: boolean;
}

/** A layout further to the right on the page. */
export const moveLayout = (layout: Layout, shift: number): Layout => ({
  ...layout,
  columns: layout.columns.map((column) => ({ ...column, x0: column.x0 + shift, x1: column.x1 + shift })),
  flush: layout.flush.map((x) => (x === undefined ? x : x + shift)),
});

/** The layouts that go on on the next page: of tables one below the other, the last one. */
export function lastLayouts({ layouts }: Memory): Layout[] {
  return layouts.filter((layout, i) => !layouts.slice(i + 1).some((later) => isBelow(later, layout)));
}

/** Whether two tables of a page, which don't overlap, stand at the same side of it. */
function isBelow(later: Layout, layout: Layout): boolean {
  const [from, to] = spanOf(layout);
  const [laterFrom, laterTo] = spanOf(later);
  return overlap(from, to, laterFrom, laterTo) > 0.5 * Math.min(to - from, laterTo - laterFrom);
}

/** How far a layout reaches from side to side. */
export const spanOf = ({ columns }: Layout): readonly [number, number] => [columns[0]!.x0, columns.at(-1)!.x1];

/** The table of the page before that goes on with these columns: the nearest one with the same titles. */
export function findBefore(memory: Memory, columns: readonly Column[]): Layout | undefined {
  const distance = (layout: Layout): number => Math.abs(layout.columns[0]!.x1 - columns[0]!.x1);
  return memory.layouts
    .filter((layout) => sameTitles(layout.columns, columns))
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** A table goes on where the page before, or the page itself, had one with the same titles. */
export function isContinued(layouts: readonly Layout[], columns: readonly Column[]): boolean {
  return layouts.some((layout) => sameTitles(layout.columns, columns));
}

function sameTitles(a: readonly Column[], b: readonly Column[]): boolean {
  return a.length === b.length && a.every((column, c) => column.title === b[c]!.title);
}
