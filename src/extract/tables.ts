import { type BodyRow, findBodyRows } from './body.ts';
import { type Column, type ColumnModel, findColumns, type Method } from './columns.ts';
import type { Box } from './geometry.ts';
import { firstGridOf, splitByGrids } from './grids.ts';
import { findGutter } from './gutter.ts';
import { type Aliases, findHeaders, type Header } from './header.ts';
import { looksLikeHeading } from './heading.ts';
import { inferColumns } from './infer.ts';
import { findLines, middleOf, textOfLine } from './lines.ts';
import { findMarginText } from './margins.ts';
import { findNewspaper } from './newspaper.ts';
import type { PageText } from './page.ts';
import type { Align } from './segment.ts';
import { keepSideColumn } from './sideColumn.ts';
import { findSideLabels, giveSideLabels } from './sideLabels.ts';
import type { Pace } from './slots.ts';
import type { BrandHabit } from './sparse.ts';
import { findStrips, type Strips } from './strips.ts';
import type { Word } from './words.ts';

/** A table as found on one page. */
export interface FoundTable {
  readonly page: number;
  readonly box: Box;
  readonly method: Method;
  readonly columns: readonly Column[];
  /** The column of running numbers, or -1. */
  readonly numberColumn: number;
  /** Where the text of each column begins, if most of its lines begin there. */
  readonly flush: readonly (number | undefined)[];
  /** Whether the table goes on from the page before. */
  readonly continued: boolean;
  readonly header?: Header;
  /** A line right above the header, where no column names the brand: it may do so. */
  readonly caption?: readonly Word[];
  readonly rows: readonly BodyRow[];
}

/** All tables of a page, and the words that belong to none. */
export interface PageTables {
  readonly tables: readonly FoundTable[];
  readonly loose: readonly Word[];
  /** Sideways texts that are in a table. */
  readonly labels: readonly Word[];
}

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

export interface FinderOptions {
  readonly aliases?: Aliases;
  /** Where the columns run, if a profile says so. */
  readonly columns?: readonly Column[];
  /** `keyOf` keys of known brands: they tell a heading from a note, and the brand column of a list without a header. */
  readonly brands?: ReadonlySet<string>;
}

/** A caption stands no further above its header than this, in em. */
const CAPTION_EM = 3;
/** Newspaper columns part this far to the left of their first text. */
const STRIP_MARGIN_PT = 3;

interface Region {
  readonly box: Box;
  readonly header?: Header;
  readonly model?: ColumnModel;
}

/** Finds the tables of a page; `memory` is read and renewed. */
export function findTables(page: PageText, memory: Memory, options: FinderOptions = {}): PageTables {
  const headers = findHeaders(page.words, page.edges, options.aliases);
  const margins = findMarginText(page);
  const taken = new Set<Word>([...headers.flatMap((h) => [...h.words]), ...margins]);
  const tables: FoundTable[] = [];
  const layouts: Layout[] = [];
  for (const region of findRegions(page, headers, memory, options)) {
    const inside = page.words.filter((word) => !taken.has(word) && isInside(word, region.box));
    const parts = splitByGrids(modelOf(region, inside, page, memory, options), page.edges, region.box);
    parts.forEach(({ box, model }, part) => {
      const { method } = model;
      const header = part === 0 ? region.header : undefined;
      const words = inside.filter((word) => isInside(word, box));
      const { columns: found, labels } = findSideLabels(
        page.sideways,
        words,
        model.columns,
        page.edges,
        box,
        options.brands,
      );
      const columns = keepSideColumn(
        found,
        words,
        memory.layouts.map((layout) => layout.columns),
      );
      // Of parts one below the other, the last one goes on on the next page.
      const above = part > 0 ? layouts.pop() : undefined;
      const before = above ?? findBefore(memory, columns);
      const known = above ? { ...above, flush: [] } : before;
      const body = findBodyRows(words, columns, page.edges, box, known, options.brands);
      const { align, habit, flush, pace } = body;
      const rows = giveSideLabels(body.rows, columns, labels);
      const numbered = body.numberColumn >= 0 || (before?.numbered ?? false);
      for (const { cells } of rows) for (const cell of cells) for (const word of cell) taken.add(word);
      const continued = above !== undefined || isContinued([...memory.layouts, ...layouts], columns);
      layouts.push({ columns, method, align, habit, flush, pace, numbered });
      if (rows.length === 0 && !header) return;
      const caption = header ? findCaption(page, header, columns, taken) : undefined;
      for (const word of caption ?? []) taken.add(word);
      tables.push({
        page: page.page,
        box,
        method,
        columns,
        numberColumn: numbered ? columns.findIndex((c) => c.role === 'number') : -1,
        flush,
        continued,
        ...(header ? { header } : {}),
        ...(caption ? { caption } : {}),
        rows,
      });
    });
  }
  if (layouts.length > 0) memory.layouts = layouts;
  const loose = page.words.filter((word) => !taken.has(word) || margins.has(word));
  return { tables, loose, labels: page.sideways.filter((word) => taken.has(word)) };
}

/** The columns of a region; a header printed again at the same place keeps those found on the page with the most text. */
function modelOf(
  region: Region,
  words: readonly Word[],
  page: PageText,
  memory: Memory,
  options: FinderOptions,
): ColumnModel {
  const { header, model } = region;
  if (model || !header) return model!;
  const places = header.cells.map((cell) => `${cell.title}@${Math.round(cell.box.x0)}`).join('|');
  const known = memory.models.get(places);
  if (known && known.evidence >= words.length) return known;
  const box = firstGridOf(page.edges, region.box);
  const own = words.filter((word) => isInside(word, box));
  const found = { ...findColumns(header.cells, own, page.edges, box, options.aliases), evidence: words.length };
  memory.models.set(places, found);
  return found;
}

/** The line right above a header, if no other table took it. */
function findCaption(
  page: PageText,
  header: Header,
  columns: readonly Column[],
  taken: ReadonlySet<Word>,
): readonly Word[] | undefined {
  if (columns.some((column) => column.role === 'brand')) return undefined;
  const size = header.words[0]!.size;
  const near = page.words.filter((word) => {
    const gap = header.top - word.box.y1;
    return !taken.has(word) && gap > -1 && gap < CAPTION_EM * size && word.box.x0 < header.box.x1 + size;
  });
  const line = findLines(near).at(-1);
  return line && looksLikeHeading(textOfLine(line)) ? line.words : undefined;
}

function isInside(word: Word, box: Box): boolean {
  const x = (word.box.x0 + word.box.x1) / 2;
  const y = middleOf(word);
  return x >= box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
}

/** The stretches of a page in which a table may have rows: below each header, and all of a page without one. */
function findRegions(page: PageText, headers: readonly Header[], memory: Memory, options: FinderOptions): Region[] {
  const { width, height } = page;
  const given: ColumnModel | undefined = options.columns && { columns: options.columns, method: 'profile' };
  if (headers.length === 0) {
    if (given) return [{ box: { x0: 0, y0: 0, x1: width, y1: height }, model: given }];
    if (memory.layouts.length > 0)
      return memory.layouts.map((layout, i, all) => regionOf(layout, page, i === 0, i === all.length - 1));
    const strips = findNewspaper(page.words, page.edges, width, options.brands);
    if (strips)
      return strips.map(({ x0, x1, y0, columns }) => ({
        box: { x0, y0, x1, y1: height },
        model: { columns, method: 'space' },
      }));
    const inferred = inferColumns(page.words, page.edges, options.brands);
    return inferred
      ? [{ box: { x0: 0, y0: 0, x1: width, y1: height }, model: { columns: inferred.columns, method: 'space' } }]
      : [];
  }
  return headers.flatMap((header) => {
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
    return strips ? splitStrips(page, region, strips, options) : [region];
  });
}

/** Where a table goes on that had its header on an earlier page; the outer ones reach to the sides of the page. */
function regionOf(layout: Layout, { width, height }: PageText, first: boolean, last: boolean): Region {
  const x0 = first ? 0 : layout.columns[0]!.x0;
  const x1 = last ? width : layout.columns.at(-1)!.x1;
  return { box: { x0, y0: 0, x1, y1: height }, model: layout };
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

/** The table of the page before that goes on with these columns: the nearest one with the same titles. */
function findBefore(memory: Memory, columns: readonly Column[]): Layout | undefined {
  const distance = (layout: Layout): number => Math.abs(layout.columns[0]!.x1 - columns[0]!.x1);
  return memory.layouts
    .filter((layout) => sameTitles(layout.columns, columns))
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** A table goes on where the page before, or the page itself, had one with the same titles. */
function isContinued(layouts: readonly Layout[], columns: readonly Column[]): boolean {
  return layouts.some((layout) => sameTitles(layout.columns, columns));
}

function sameTitles(a: readonly Column[], b: readonly Column[]): boolean {
  return a.length === b.length && a.every((column, c) => column.title === b[c]!.title);
}
