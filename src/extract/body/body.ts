import type { Column } from '../columns/columns.ts';
import { type Box, boxAround, intersect } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import type { Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { findBrandLines } from './brandLines.ts';
import { findFacts, findFlush } from './facts.ts';
import { findLabels } from './labels.ts';
import { placeWords } from './place.ts';
import { type Align, type ColumnFacts, type ColumnLine, segmentRows } from './segment.ts';
import { findPace, type Pace, UNKNOWN_PACE } from './slots.ts';
import { findCellCuts, findJoins, findSpanned, isBareRow } from './spans.ts';
import { type BrandHabit, findBrandHabit, labelRows } from './sparse.ts';
import { findOdd, styleOf } from './style.ts';
import { joinWrappedBack } from './wrappedBack.ts';

/** A row of a table's body. */
export interface BodyRow {
  readonly top: number;
  readonly bottom: number;
  /** Its words, column by column. */
  readonly cells: readonly (readonly Word[])[];
  /** A row with one text only: a heading, a note, a row's rest on the next page, or a row with blanks. */
  readonly lone: boolean;
  /** Whether that text runs across columns, in a cell or by itself. */
  readonly across: boolean;
  /** Whether it looks unlike the rows' text. */
  readonly odd: boolean;
  readonly style: string;
  /** For each column, whether its cell is one with the cell above. */
  readonly joined: readonly boolean[];
  /** Whether edges bound the row above and below. */
  readonly bounded: boolean;
}

export interface BodyRows {
  readonly rows: readonly BodyRow[];
  readonly align: Align;
  /** The column of running numbers, or -1. */
  readonly numberColumn: number;
  readonly habit: BrandHabit;
  /** Where the text of each column begins, if most of its lines begin there. */
  readonly flush: readonly (number | undefined)[];
  readonly pace: Pace;
}

/** A level edge parts rows if it runs along this share of the table. */
const BOUNDARY_SHARE = 0.6;
/** Bands with more than one row, as a share of all, from which on edges don't part the rows alone. */
const LOOSE_BANDS_SHARE = 0.1;
/** Without numbers, wrapped cells may look like rows: lines between groups of rows would make most bands loose. */
const LOOSE_UNNUMBERED_SHARE = 0.4;
const ALIGNS: readonly Align[] = ['top', 'middle', 'bottom'];

interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly lines: ColumnLine[];
  readonly across: Line[];
  /** False above the first and below the last edge. */
  readonly closed: boolean;
}

/** Parts the words of a table's body into rows: between edges first, by the lines of text where there are none. */
export function findBodyRows(
  words: readonly Word[],
  columns: readonly Column[],
  edges: Edges,
  box: Box,
  before?: Pick<BodyRows, 'habit' | 'flush' | 'pace'>,
  brands?: ReadonlySet<string>,
): BodyRows {
  const placement = placeWords(words, columns);
  const { across } = placement;
  const brand = columns.findIndex((column) => column.role === 'brand');
  const habit = findBrandHabit(placement.lines, columns, brand, before?.habit);
  const lines = habit.sparse ? placement.lines.filter((item) => item.column !== brand) : placement.lines;
  const labels = habit.sparse ? placement.lines.filter((item) => item.column === brand).map((item) => item.line) : [];
  const facts = findFacts(lines, columns);
  const pace = facts.some((f) => f.isNumber) ? UNKNOWN_PACE : findPace(lines, columns, before?.pace, brands);
  const span = widthOf(edges, box, words);
  const cuts = edges.level.filter(
    (edge) => edge.at >= box.y0 - 1 && edge.at <= box.y1 && coverageOf(edge, span.x0, span.x1) >= BOUNDARY_SHARE,
  );
  const bands = findBands(
    lines,
    across,
    cuts.map((edge) => edge.at),
    box,
  );
  const flush = columns.map((_, c) => before?.flush[c] ?? findFlush(placement.lines, c));
  const odd = findOdd(lines, columns.length);
  const { plain: plainBrands, lines: brandLines } = findBrandLines({
    lines,
    columns,
    flush,
    odd,
    plain: habit.plain ?? false,
    brands,
  });
  const brandItems = new Set(brandLines);
  for (const item of brandLines) odd.add(item);
  const closed = bands.filter((band) => band.closed && band.lines.length > 0);
  const loose = closed.filter((band) => countRows(band, facts, odd, pace) > 1).length;
  const limit = facts.some((f) => f.isNumber) ? LOOSE_BANDS_SHARE : LOOSE_UNNUMBERED_SHARE;
  const whole = closed.length > 0 && loose <= limit * closed.length;
  const spannedBands = whole ? findSpanned(edges, columns, bands) : new Set();
  const rows: BodyRow[] = [];
  const aligns = new Map<Align, number>();
  for (const band of bands) {
    const odds = odd.size === 0 ? 0 : band.lines.filter((item) => odd.has(item)).length;
    const apart = odds === 0 ? 0 : countApart(band, odd, brandItems);
    const mixed = (odds < band.lines.length || isTwofold(band)) && band.across.length + apart > 0;
    const spanned = spannedBands.has(band);
    if (whole && band.closed && !mixed && !(spanned && isBareRow(band, edges))) {
      if (band.lines.length + band.across.length === 0) continue;
      rows.push(createRow(band.lines, band.across, columns, { band, odd, spanned }));
      continue;
    }
    for (const line of band.across) rows.push(createRow([], [line], columns, { odd, spanned: true }));
    const barriers = new Set(odds === 0 ? [] : band.lines.filter((item) => odd.has(item)));
    for (const part of partBy(band)) {
      const found = segmentRows(part, facts, ALIGNS, barriers, pace);
      aligns.set(found.align, (aligns.get(found.align) ?? 0) + found.rows.length);
      for (const row of found.rows) rows.push(createRow(row, [], columns, { odd, spanned: false }));
    }
  }
  rows.sort((a, b) => a.top - b.top);
  const align = [...aligns].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'top';
  const groups = whole && !habit.banded ? [] : bands.map((band) => [band.top, band.bottom] as const);
  const joined = findJoins(joinWrappedBack(rows, box, brands), columns, edges, span);
  // Where cells are drawn as merged, a line between two labels parts them, be they ever so near.
  const parted = joined.some((row) => row.joined[brand]) ? findCellCuts(columns[brand]!, edges, span) : [];
  const labelled = labelRows(joined, findLabels(labels, parted, brands), brand, groups, habit);
  return {
    rows: labelled.rows,
    align,
    numberColumn: facts.findIndex((f) => f.isNumber),
    flush,
    pace,
    habit: {
      ...habit,
      ...(labelled.align ? { align: labelled.align } : {}),
      ...(labelled.banded ? { banded: true } : {}),
      ...(plainBrands ? { plain: true } : {}),
    },
  };
}

/** How many odd lines of a band aren't just the rest of a row that looks unlike the others, as they do. */
function countApart({ lines }: Band, odd: ReadonlySet<ColumnLine>, brands: ReadonlySet<ColumnLine>): number {
  const plain = new Set(lines.flatMap((item) => (odd.has(item) ? [] : [styleOf(item.line)])));
  return lines.filter((item) => odd.has(item) && (brands.has(item) || !plain.has(styleOf(item.line)))).length;
}

/** Whether lines of a band, one below the other, look unlike each other: a note between two tables, and the next one's title. */
function isTwofold({ lines, across }: Band): boolean {
  const all = [...across, ...lines.map(({ line }) => line)];
  const [first, ...others] = all;
  if (!first) return false;
  const isBelow = ({ box }: Line): boolean => box.y0 >= first.box.y1 || box.y1 <= first.box.y0;
  return others.some((line) => isBelow(line) && styleOf(line) !== styleOf(first));
}

/** Lines that run across part a band: no row reaches over them. */
function partBy(band: Band): ColumnLine[][] {
  const stops = [...band.across.map((line) => line.middle)].sort((a, b) => a - b);
  const parts: ColumnLine[][] = Array.from({ length: stops.length + 1 }, () => []);
  for (const item of band.lines) parts[stops.filter((y) => y < item.line.middle).length]!.push(item);
  return parts.filter((part) => part.length > 0);
}

/** How far the table reaches from side to side: along the longest edges, or as far as its words. */
function widthOf(edges: Edges, box: Box, words: readonly Word[]): { x0: number; x1: number } {
  const { x0, x1 } = intersect(box, boxAround(words));
  const long = edges.level
    .filter((edge) => edge.at >= box.y0 - 1 && edge.at <= box.y1)
    .flatMap((edge) => edge.spans)
    .filter(([from, to]) => from < x1 && to > x0 && to - from > 0.5 * (x1 - x0));
  if (long.length < 2) return { x0, x1 };
  return { x0: Math.min(...long.map(([from]) => from)), x1: Math.max(...long.map(([, to]) => to)) };
}

function findBands(lines: readonly ColumnLine[], across: readonly Line[], cuts: readonly number[], box: Box): Band[] {
  const stops = [box.y0 - 2, ...cuts.filter((y) => y > box.y0 + 2), box.y1 + 2];
  const bands = stops.slice(1).map((bottom, i): Band => {
    const startsAtEdge = i > 0 || cuts.some((y) => Math.abs(y - box.y0) <= 2);
    return { top: stops[i]!, bottom, lines: [], across: [], closed: startsAtEdge && i < stops.length - 2 };
  });
  // Lines come column by column, down the page: the band of the next one is mostly near.
  let last = 0;
  const bandAt = ({ middle }: Line): Band | undefined => {
    while (last > 0 && middle <= bands[last]!.top) last--;
    while (last < bands.length - 1 && middle > bands[last]!.bottom) last++;
    const band = bands[last]!;
    return middle > band.top && middle <= band.bottom ? band : undefined;
  };
  for (const item of lines) bandAt(item.line)?.lines.push(item);
  for (const line of across) bandAt(line)?.across.push(line);
  return bands;
}

function countRows(band: Band, facts: readonly ColumnFacts[], odd: ReadonlySet<ColumnLine>, pace: Pace): number {
  const numbered = facts.findIndex((f) => f.isNumber);
  if (numbered >= 0) return band.lines.filter((item) => item.column === numbered).length;
  if (band.lines.length < 2) return band.lines.length;
  return segmentRows(band.lines, facts, ALIGNS, odd, pace).rows.length;
}

interface RowMarks {
  readonly band?: Band;
  readonly odd: ReadonlySet<ColumnLine>;
  readonly spanned: boolean;
}

function createRow(
  lines: readonly ColumnLine[],
  across: readonly Line[],
  columns: readonly Column[],
  { band, odd, spanned }: RowMarks,
): BodyRow {
  const cells: Word[][] = columns.map(() => []);
  for (const { column, line } of lines) cells[column]!.push(...line.words);
  for (const line of across) cells[0]!.push(...line.words);
  const own = boxAround(lines.map((item) => item.line));
  const crossing = boxAround(across);
  let filled = 0;
  for (const cell of cells) if (cell.length > 0) filled++;
  const lone = across.length > 0 ? lines.length === 0 : filled === 1 || (spanned && filled > 0);
  return {
    top: band?.top ?? Math.min(own.y0, crossing.y0),
    bottom: band?.bottom ?? Math.max(own.y1, crossing.y1),
    cells,
    lone,
    across: across.length > 0 || spanned,
    odd: lines.some((item) => odd.has(item)) || across.length > 0,
    style: styleOf(lines[0]?.line ?? across[0]!),
    joined: columns.map(() => false),
    bounded: band !== undefined,
  };
}
