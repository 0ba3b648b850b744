import type { Column } from '../columns/columns.ts';
import { medianOf } from '../marks/geometry.ts';
import { textOf } from '../page/lines.ts';
import type { ColumnFacts, ColumnLine } from './segment.ts';

const NUMBER = /^[№#]?\s?\d{1,6}[.)]?$/u;
/** A column's text is flush if this share of its lines begin within this of each other. */
const FLUSH_SHARE = 0.6;
const FLUSH_PT = 1;

/** Where the text of a column begins, if most of its lines begin there. */
export function findFlush(lines: readonly ColumnLine[], column: number): number | undefined {
  const starts = lines.filter((item) => item.column === column).map((item) => item.line.box.x0);
  const middle = medianOf(starts);
  return starts.filter((x) => Math.abs(x - middle) <= FLUSH_PT).length > FLUSH_SHARE * starts.length
    ? middle
    : undefined;
}

/** Text of a cell ends at least this far from that of the next column, in em. */
const GUTTER_EM = 1.6;

/** What the lines of a table's body tell of its columns. */
export function findFacts(lines: readonly ColumnLine[], columns: readonly Column[]): ColumnFacts[] {
  const own = columns.map((_, c) => lines.filter((item) => item.column === c).map((item) => item.line));
  const numbers = columns.map((column, c) => {
    if (column.role !== 'number') return false;
    const texts = own[c]!.map((line) => textOf(line.words));
    return texts.filter((text) => NUMBER.test(text)).length >= 0.6 * Math.max(1, texts.length);
  });
  const numbered = numbers.indexOf(true);
  const counts = own.map((group) => group.length);
  const filledCounts = counts.filter((n) => n > 0);
  const rowCount = numbered >= 0 ? counts[numbered]! : medianOf(filledCounts, 1);
  const starts = columns.map((_, c) => findFlush(lines, c));
  const firsts = own.map((group) => group.reduce((x, line) => Math.min(x, line.box.x0), Infinity));
  // The text beside it begins within the next column by some margin.
  const reachOf = (c: number): number => {
    const next = Math.min(...firsts.slice(c + 1));
    return starts[c] === undefined || next === Infinity ? 0 : next - starts[c] - GUTTER_EM * own[c]![0]!.size;
  };
  return columns.map((_, c) => ({
    isNumber: numbers[c]!,
    reach: reachOf(c),
    filled: Math.min(1, counts[c]! / Math.max(1, rowCount)),
    room: own[c]!.reduce((room, { box }) => Math.max(room, box.x1 - box.x0), 0),
    atomic: own[c]!.filter((line) => line.words.length === 1).length / Math.max(1, own[c]!.length),
  }));
}
