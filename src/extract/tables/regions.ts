import { type Column, type ColumnModel, findColumns } from '../columns/columns.ts';
import { findGutter } from '../columns/gutter.ts';
import { findStrips, type Strips } from '../columns/strips.ts';
import type { Aliases, Header } from '../header/header.ts';
import type { Box } from '../marks/geometry.ts';
import { middleOf } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { cutBox, cutHeader, findFrame } from './beside.ts';
import { inferColumns } from './infer.ts';
import { type Layout, lastLayouts, type Memory } from './layouts.ts';
import { findNewspaper } from './newspaper.ts';
import { inReadingOrder } from './readingOrder.ts';
import { refit } from './refit.ts';
import { hasRowsOf } from './rowsAbove.ts';

export interface FinderOptions {
  readonly aliases?: Aliases;
  /** Where the columns run, if a profile says so. */
  readonly columns?: readonly Column[];
  /** `keyOf` keys of known brands: they tell a heading from a note, and the brand column of a list without a header. */
  readonly brands?: ReadonlySet<string>;
}

/** Newspaper columns part this far to the left of their first text. */
const STRIP_MARGIN_PT = 3;

/** A stretch of a page in which a table may have rows. */
export interface Region {
  readonly box: Box;
  readonly header?: Header;
  readonly model?: ColumnModel;
  /** How far to the right of the table before it goes on, at the top of the next newspaper column. */
  readonly shift?: number;
}

/** Whether the middle of a word lies in a box. */
export function isInside(word: Word, box: Box): boolean {
  const x = (word.box.x0 + word.box.x1) / 2;
  const y = middleOf(word);
  return x >= box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/** The stretches of a page in which a table may have rows: below each header, and all of a page without one. */
export function findRegions(
  page: PageText,
  headers: readonly Header[],
  memory: Memory,
  options: FinderOptions,
): Region[] {
  const { width, height } = page;
  const given: ColumnModel | undefined = options.columns && { columns: options.columns, method: 'profile' };
  if (headers.length === 0) {
    if (given) return [{ box: { x0: 0, y0: 0, x1: width, y1: height }, model: given }];
    const layouts = lastLayouts(memory);
    const model = layouts.length === 1 ? refit(layouts[0]!, page, options.brands) : undefined;
    if (model) return [{ box: { x0: 0, y0: 0, x1: width, y1: height }, model }];
    if (layouts.length > 0)
      return layouts.map((layout, i, all) => regionOf(layout, page, i === 0, i === all.length - 1));
    const strips = findNewspaper(page.words, page.edges, width, options.brands);
    if (strips)
      return strips.map(({ x0, x1, y0, y1, columns, method }) => ({
        box: { x0, y0, x1, y1: Math.min(y1, height) },
        model: { columns, method },
      }));
    const whole: Box = { x0: 0, y0: 0, x1: width, y1: height };
    const frame = findFrame(page, whole);
    const box = frame ? cutBox(whole, frame) : whole;
    const words = frame ? page.words.filter((word) => isInside(word, box)) : page.words;
    const inferred = inferColumns(words, page.edges, options.brands);
    return inferred ? [{ box, model: inferred }] : [];
  }
  return inReadingOrder(headers).flatMap((header, i, ordered) => {
    // Headers of newspaper columns may stand at different heights: the first one below a title.
    const side = headers.filter((other) => other.box.x1 <= header.box.x0 || other.box.x0 >= header.box.x1);
    const left = side.filter((o) => o.box.x1 <= header.box.x0).sort((a, b) => b.box.x1 - a.box.x1)[0];
    const right = side.filter((o) => o.box.x0 >= header.box.x1).sort((a, b) => a.box.x0 - b.box.x0)[0];
    const x0 = left ? findGutter(page.words, page.edges, left, header) : 0;
    const x1 = right ? findGutter(page.words, page.edges, header, right) : width;
    const below = headers.filter((o) => o.top >= header.bottom && o.box.x0 < x1 && o.box.x1 > x0);
    const y1 = Math.min(height, ...below.map((o) => o.top));
    const region: Region = { box: { x0, y0: header.bottom, x1, y1 }, header, ...(given ? { model: given } : {}) };
    const strips = given ? undefined : side.length === 0 ? findStrips(header, page.words) : undefined;
    if (strips) return splitStrips(page, region, strips, options);
    const isFirst = !headers.some((o) => o.bottom <= header.top && o.box.x0 < x1 && o.box.x1 > x0);
    const frame = given || side.length > 0 ? undefined : findFrame(page, region.box, header);
    const own = frame ? { ...region, box: cutBox(region.box, frame), header: cutHeader(header, frame) } : region;
    if (!isFirst) return [own];
    const above: Box = { x0, y0: 0, x1, y1: header.top };
    const before = ordered[i - 1];
    return before && before.box.x1 <= header.box.x0 && isAlike(before, header)
      ? [{ box: above, shift: header.box.x0 - before.box.x0 }, own]
      : [...findCarried(page, above, memory), own];
  });
}

/** Whether two headers have the same titles. */
const isAlike = (a: Header, b: Header): boolean =>
  a.cells.map(({ title }) => title).join('|') === b.cells.map(({ title }) => title).join('|');

/** Where a table goes on that had its header on an earlier page; the outer ones reach to the sides of the page. */
function regionOf(layout: Layout, { width, height }: PageText, first: boolean, last: boolean): Region {
  const x0 = first ? 0 : layout.columns[0]!.x0;
  const x1 = last ? width : layout.columns.at(-1)!.x1;
  return { box: { x0, y0: 0, x1, y1: height }, model: layout };
}

/** Stretches above a page's first header in which tables of the page before end: a header needn't begin its page. */
function findCarried(page: PageText, above: Box, memory: Memory): Region[] {
  return lastLayouts(memory).flatMap((layout, i, all) => {
    const { box } = regionOf(layout, page, i === 0, i === all.length - 1);
    const own: Box = { ...above, x0: Math.max(above.x0, box.x0), x1: Math.min(above.x1, box.x1) };
    const words = page.words.filter((word) => isInside(word, own));
    return hasRowsOf(layout, words) ? [{ box: own, model: layout }] : [];
  });
}

/** Regions of newspaper columns: the first under the header, the others beside it with the same columns. */
function splitStrips(page: PageText, region: Region, { shift, start }: Strips, options: FinderOptions): Region[] {
  const header = region.header!;
  const edgeOf = (k: number): number => Math.min(page.width, start + k * shift - STRIP_MARGIN_PT);
  const first: Region = { ...region, box: { ...region.box, x0: Math.max(0, edgeOf(0)), x1: edgeOf(1) } };
  const words = page.words.filter((word) => isInside(word, first.box) && middleOf(word) > header.bottom);
  const { columns, method } = findColumns(header.cells, words, page.edges, first.box, options.aliases);
  const regions = [first];
  for (let k = 1; edgeOf(k) < page.width - shift / 2; k++) {
    // A title above the header may stand in the first strip only.
    const box: Box = { x0: edgeOf(k), y0: 0, x1: edgeOf(k + 1), y1: region.box.y1 };
    const moved = columns.map((column) => ({ ...column, x0: column.x0 + k * shift, x1: column.x1 + k * shift }));
    regions.push({ box, model: { columns: moved, method } });
  }
  return regions;
}
