import type { Column } from '../columns/columns.ts';
import { medianOf } from '../marks/geometry.ts';
import type { BodyRow } from './body.ts';
import { findLabelAlign, type Label, type LabelAlign, rowBeside, tileRows } from './labels.ts';
import type { ColumnLine } from './segment.ts';

/** How a document prints its brands, told from its pages so far. */
export interface BrandHabit {
  /** Rows and brand cells counted so far. */
  readonly rows: number;
  readonly labels: number;
  /** Whether a brand is printed once for several rows. */
  readonly sparse: boolean;
  readonly align?: LabelAlign;
  /** Whether edges bound the rows of a brand, seen on a page with several such groups. */
  readonly banded?: boolean;
  /** Whether brands head their rows and look like them. */
  readonly plain?: boolean;
}

/** A brand column with text in fewer rows than this is printed once for several rows. */
const SPARSE_SHARE = 0.6;

/** Adds a page's rows to what is known of the brand column. */
export function findBrandHabit(
  lines: readonly ColumnLine[],
  columns: readonly Column[],
  brand: number,
  before: BrandHabit = { rows: 0, labels: 0, sparse: false },
): BrandHabit {
  const counts = columns.map((_, c) => lines.filter((item) => item.column === c).length);
  const number = columns.findIndex((column) => column.role === 'number');
  const others = counts.filter((count, c) => c !== brand && count > 0);
  const rows = before.rows + ((number >= 0 && counts[number]) || medianOf(others));
  // Lines, not labels: in tight rows the brands of neighbours look like the lines of one.
  const labels = before.labels + (counts[brand] ?? 0);
  return { ...before, rows, labels, sparse: brand >= 0 && labels < SPARSE_SHARE * rows };
}

export interface LabelledRows {
  readonly rows: readonly BodyRow[];
  readonly align?: LabelAlign;
  readonly banded?: boolean;
}

/** Puts labels to the rows that they stand for; `bands` are stretches between edges that hold several rows each. */
export function labelRows(
  rows: readonly BodyRow[],
  labels: readonly Label[],
  column: number,
  bands: readonly (readonly [number, number])[],
  habit: BrandHabit,
): LabelledRows {
  if (labels.length === 0 || rows.length === 0) return { rows };
  const data = rows.filter((row) => !row.across);
  if (data.length === 0) return { rows };
  const joinedGroups = groupsByJoins(data, column);
  if (joinedGroups.some(([from, to]) => to > from)) return { rows: give(rows, data, labels, joinedGroups, column) };
  const bandGroups = groupsByBands(data, labels, bands, habit.banded);
  if (bandGroups) return { rows: give(rows, data, labels, bandGroups, column), banded: true };
  const align = habit.align ?? findLabelAlign(data, labels, false);
  const tiles = align === 'middle' ? tileRows(data, labels) : undefined;
  if (tiles) return { rows: give(rows, data, labels, tiles.groups, column), align };
  if (align === 'last') return { rows: give(rows, data, labels, groupsByLast(data, labels), column), align };
  const result = new Map<BodyRow, BodyRow>();
  for (const label of labels) addWords(result, data[rowBeside(label, data)]!, label, column);
  return { rows: rows.map((row) => result.get(row) ?? row), align };
}

type Group = readonly [number, number];

function groupsByJoins(rows: readonly BodyRow[], column: number): Group[] {
  const groups: [number, number][] = [];
  rows.forEach((row, r) => {
    const last = groups.at(-1);
    if (last && row.joined[column]) last[1] = r;
    else groups.push([r, r]);
  });
  return groups;
}

/** Each label ends its group; rows after the last one wait for a label on the next page. */
function groupsByLast(rows: readonly BodyRow[], labels: readonly Label[]): Group[] {
  const ends = labels.map((label) => rowBeside(label, rows));
  const groups = ends.map((end, k): Group => [k === 0 ? 0 : ends[k - 1]! + 1, end]);
  const last = ends.at(-1) ?? -1;
  return last < rows.length - 1 ? [...groups, [last + 1, rows.length - 1]] : groups;
}

/** Bands between edges are groups if no band has two labels, and some have several rows, here or on a page before. */
function groupsByBands(
  rows: readonly BodyRow[],
  labels: readonly Label[],
  bands: readonly Group[],
  banded = false,
): Group[] | undefined {
  const groups: Group[] = [];
  for (const [top, bottom] of bands) {
    const inside = rows.flatMap((row, r) =>
      (row.top + row.bottom) / 2 > top && (row.top + row.bottom) / 2 <= bottom ? [r] : [],
    );
    const own = labels.filter(
      (label) => (label.top + label.bottom) / 2 > top && (label.top + label.bottom) / 2 <= bottom,
    );
    if (own.length > 1) return undefined;
    if (inside.length > 0) groups.push([inside[0]!, inside.at(-1)!]);
  }
  return banded || (groups.length > 1 && groups.some(([from, to]) => to > from)) ? groups : undefined;
}

/** Gives each label to the group of rows that it stands in: its words to the first row, the others joined to it. */
function give(
  rows: readonly BodyRow[],
  data: readonly BodyRow[],
  labels: readonly Label[],
  groups: readonly Group[],
  column: number,
): BodyRow[] {
  const result = new Map<BodyRow, BodyRow>();
  for (const [from, to] of groups)
    for (let r = from + 1; r <= to; r++) {
      const row = data[r]!;
      result.set(row, { ...row, joined: row.joined.map((j, c) => j || c === column) });
    }
  for (const label of labels) {
    const beside = rowBeside(label, data);
    const group = groups.find(([from, to]) => beside >= from && beside <= to);
    addWords(result, data[group ? group[0] : beside]!, label, column);
  }
  return rows.map((row) => result.get(row) ?? row);
}

function addWords(result: Map<BodyRow, BodyRow>, row: BodyRow, label: Label, column: number): void {
  const now = result.get(row) ?? row;
  const cells = now.cells.map((cell, c) => (c === column ? [...cell, ...label.words] : cell));
  result.set(row, { ...now, cells });
}
