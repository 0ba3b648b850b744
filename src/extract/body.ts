import type { Column } from './columns.ts';
import { boundariesOf, type Edges } from './edges.ts';
import { type Box, medianOf } from './geometry.ts';
import { findLines, type Line, textOf } from './lines.ts';
import { type Align, type ColumnFacts, type ColumnLine, segmentRows } from './segment.ts';
import type { Word } from './words.ts';

/** A row of a table's body: its words, column by column. */
export interface BodyRow {
  readonly top: number;
  readonly bottom: number;
  readonly cells: readonly (readonly Word[])[];
}

export interface BodyRows {
  readonly rows: readonly BodyRow[];
  readonly align: Align;
}

/** A level edge parts rows if it runs along this share of the table. */
const BOUNDARY_SHARE = 0.6;
/** Bands with more than one row, as a share of all, from which on lines don't part the rows alone. */
const LOOSE_BANDS_SHARE = 0.1;
const ALIGNS: readonly Align[] = ['top', 'middle', 'bottom'];
const NUMBER = /^\d{1,6}[.)]?$/;

interface Band {
  readonly top: number;
  readonly bottom: number;
  readonly lines: ColumnLine[];
}

/** Parts the words of a table's body into rows: between drawn edges first, by the lines of text within them. */
export function findBodyRows(words: readonly Word[], columns: readonly Column[], edges: Edges, box: Box): BodyRows {
  const lines = findColumnLines(words, columns);
  const facts = findFacts(lines, columns);
  const span = spanOf(columns, words);
  const cuts = boundariesOf(edges, { ...box, ...span }, BOUNDARY_SHARE);
  const bands = findBands(lines, cuts, box);
  const closed = bands.filter((_, i) => i > 0 && i < bands.length - 1);
  const open = cuts.length === 0 ? bands : [bands[0]!, bands.at(-1)!];
  const loose = closed.filter((band) => countRows(band, facts) > 1).length;
  const whole = closed.length > 0 && loose <= LOOSE_BANDS_SHARE * closed.length;
  const rows: BodyRow[] = [];
  let align: Align = 'top';
  for (const band of bands) {
    if (band.lines.length === 0) continue;
    if (whole && !open.includes(band)) {
      rows.push(createRow(band.lines, columns.length, band.top, band.bottom));
      continue;
    }
    const found = segmentRows(band.lines, facts, ALIGNS);
    align = found.align;
    for (const row of found.rows) rows.push(createRow(row, columns.length));
  }
  return { rows: keepLikely(rows, facts), align };
}

/** The words of each column, line by line. */
function findColumnLines(words: readonly Word[], columns: readonly Column[]): ColumnLine[] {
  const byColumn: Word[][] = columns.map(() => []);
  for (const word of words) byColumn[columnAt(columns, (word.box.x0 + word.box.x1) / 2)]!.push(word);
  return byColumn.flatMap((group, column) => findLines(group).map((line) => ({ column, line })));
}

/** The column that a place belongs to: the nearest one where it stands outside of all. */
export function columnAt(columns: readonly Column[], x: number): number {
  const index = columns.findIndex((column) => x < column.x1);
  return index < 0 ? columns.length - 1 : index;
}

function spanOf(columns: readonly Column[], words: readonly Word[]): { x0: number; x1: number } {
  const x0 = Math.max(columns[0]!.x0, Math.min(...words.map((w) => w.box.x0)));
  const x1 = Math.min(columns.at(-1)!.x1, Math.max(...words.map((w) => w.box.x1)));
  return { x0, x1 };
}

function findFacts(lines: readonly ColumnLine[], columns: readonly Column[]): ColumnFacts[] {
  const own = columns.map((_, c) => lines.filter((item) => item.column === c).map((item) => item.line));
  const numbers = columns.map((column, c) => {
    const texts = own[c]!.map((line) => textOf(line.words));
    return column.role === 'number' && texts.filter((text) => NUMBER.test(text)).length >= 0.6 * texts.length;
  });
  const numbered = numbers.indexOf(true);
  const counts = own.map((group) => group.length);
  const rowCount =
    numbered >= 0
      ? counts[numbered]!
      : medianOf(
          counts.filter((n) => n > 0),
          1,
        );
  return columns.map((_, c) => ({
    isNumber: numbers[c]!,
    filled: Math.min(1, counts[c]! / Math.max(1, rowCount)),
    room: Math.max(0, ...own[c]!.map((line) => line.box.x1 - line.box.x0)),
    atomic: own[c]!.filter((line) => line.words.length === 1).length / Math.max(1, own[c]!.length),
  }));
}

function findBands(lines: readonly ColumnLine[], cuts: readonly number[], box: Box): Band[] {
  const stops = [box.y0, ...cuts, box.y1];
  return stops.slice(1).map((bottom, i) => {
    const top = stops[i]!;
    return { top, bottom, lines: lines.filter(({ line }) => line.middle > top && line.middle <= bottom) };
  });
}

function countRows(band: Band, facts: readonly ColumnFacts[]): number {
  const numbered = facts.findIndex((f) => f.isNumber);
  if (numbered >= 0) return band.lines.filter((item) => item.column === numbered).length;
  return band.lines.length < 2 ? band.lines.length : segmentRows(band.lines, facts, ALIGNS).rows.length;
}

function createRow(lines: readonly ColumnLine[], columnCount: number, top?: number, bottom?: number): BodyRow {
  const cells: Word[][] = Array.from({ length: columnCount }, () => []);
  for (const { column, line } of lines) cells[column]!.push(...line.words);
  const boxes = lines.map(({ line }: { line: Line }) => line.box);
  return {
    top: top ?? Math.min(...boxes.map((b) => b.y0)),
    bottom: bottom ?? Math.max(...boxes.map((b) => b.y1)),
    cells,
  };
}

function keepLikely(rows: readonly BodyRow[], facts: readonly ColumnFacts[]): BodyRow[] {
  const numbered = facts.findIndex((f) => f.isNumber);
  return rows.filter((row) => {
    const filled = row.cells.filter((cell) => cell.length > 0).length;
    if (numbered >= 0) return row.cells[numbered]!.length > 0 && filled >= 2;
    return filled >= 2;
  });
}
