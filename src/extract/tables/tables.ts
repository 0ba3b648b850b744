import { type BodyRow, findBodyRows } from '../body/body.ts';
import { keepSideColumn } from '../body/sideColumn.ts';
import { findSideLabels, giveSideLabels } from '../body/sideLabels.ts';
import { type Column, type ColumnModel, findColumns, type Method } from '../columns/columns.ts';
import { firstGridOf, splitByGrids } from '../columns/grids.ts';
import type { Header } from '../header/header.ts';
import type { Box } from '../marks/geometry.ts';
import { findLines, textOfLine } from '../page/lines.ts';
import { findMarginText } from '../page/margins.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { looksLikeHeading } from '../text/heading.ts';
import { findPageHeaders } from './flowingHeaders.ts';
import { findBefore, isContinued, type Layout, type Memory, moveLayout } from './layouts.ts';
import { type FinderOptions, findRegions, isInside, type Region } from './regions.ts';
import { hasRowsOf } from './rowsAbove.ts';

export type { Memory } from './layouts.ts';
export type { FinderOptions } from './regions.ts';

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

/** A caption stands no further above its header than this, in em. */
const CAPTION_EM = 3;
/** Finds the tables of a page; `memory` is read and renewed. */
export function findTables(page: PageText, memory: Memory, options: FinderOptions = {}): PageTables {
  const headers = findPageHeaders(page, options);
  const margins = findMarginText(page);
  const regions = findRegions(page, headers, memory, options);
  const taken = new Set<Word>([...regions.flatMap(({ header }) => header?.words ?? []), ...margins]);
  const tables: FoundTable[] = [];
  const layouts: Layout[] = [];
  for (const stretch of regions) {
    const inside = page.words.filter((word) => !taken.has(word) && isInside(word, stretch.box));
    const { shift } = stretch;
    const model = shift === undefined ? stretch.model : flowOn(layouts.at(-1), shift, inside);
    if (shift !== undefined && !model) continue;
    const region: Region = model ? { ...stretch, model } : stretch;
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

/** The layout of a table where it goes on in the next newspaper column, if rows of it stand there. */
function flowOn(layout: Layout | undefined, shift: number, words: readonly Word[]): Layout | undefined {
  const moved = layout && moveLayout(layout, shift);
  return moved && hasRowsOf(moved, words) ? moved : undefined;
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
    // A large title may reach below the line over the header with what it has below its baseline.
    const isAbove = header.top - word.baseline > -1 && header.top - word.box.y1 < CAPTION_EM * size;
    return !taken.has(word) && isAbove && word.box.x0 < header.box.x1 + size;
  });
  const line = findLines(near).at(-1);
  return line && looksLikeHeading(textOfLine(line)) ? line.words : undefined;
}
