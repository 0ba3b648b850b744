import { type Line, middleOf, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { areTwoBrands } from '../text/heading.ts';
import type { BodyRow } from './body.ts';

/** A label that may stand for several rows: the lines of a brand cell. */
export interface Label {
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

/** How labels stand to their rows: beside the first one or the last one, or in the middle of all. */
export type LabelAlign = 'first' | 'middle' | 'last';

/** Lines of a label are no further apart than this, in em. */
const LABEL_LEADING_EM = 1.75;
/** A label beside a row is level with its first line within this, in em. */
const LEVEL_EM = 0.35;
/** Labels are centred over their rows if they miss the middle by less than this share of a row, on average. */
const CENTRE_SHARE = 0.4;
/** What it costs, in rows, that a group at either end of a page has no label there: it stands on the other page. */
const UNLABELLED_COST = 0.6;

/**
 * Joins the lines of a column into labels; none reaches over a cut, which is the height of a line that parts cells. In tight
 * rows brands of neighbours stand as near as the lines of one: each of them is known by itself.
 */
export function findLabels(
  lines: readonly Line[],
  cuts: readonly number[] = [],
  brands?: ReadonlySet<string>,
): Label[] {
  const sorted = [...lines].sort((a, b) => a.middle - b.middle);
  const groups: Line[][] = [];
  for (const line of sorted) {
    const last = groups.at(-1)?.at(-1);
    const near = last && line.middle - last.middle <= LABEL_LEADING_EM * line.size;
    const parted =
      last &&
      (cuts.some((y) => y > last.middle && y < line.middle) ||
        areTwoBrands(textOfLine(last), textOfLine(line), brands));
    if (near && !parted) groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => ({
    words: group.flatMap((line) => line.words),
    top: group[0]!.middle,
    bottom: group.at(-1)!.middle,
    size: group[0]!.size,
  }));
}

/** Tells how labels without edges stand to their rows; `continued` if rows may belong to a label of the page before. */
export function findLabelAlign(rows: readonly BodyRow[], labels: readonly Label[], continued: boolean): LabelAlign {
  const level = labels.every((label) => rows.some((row) => isLevel(label, row)));
  const startsLabelled = continued || (labels[0] !== undefined && rows[0] !== undefined && isLevel(labels[0], rows[0]));
  if (level && startsLabelled) return 'first';
  const tiles = tileRows(rows, labels);
  if (tiles && tiles.miss <= CENTRE_SHARE / 4) return 'middle';
  if (level && rows.length > 1 && !startsLabelled && isLevel(labels.at(-1)!, rows.at(-1)!)) return 'last';
  if (tiles && tiles.miss <= CENTRE_SHARE) return 'middle';
  return level && !startsLabelled ? 'last' : 'first';
}

function isLevel(label: Label, row: BodyRow): boolean {
  const first = Math.min(...row.cells.flatMap((cell) => cell.map(middleOf)));
  const last = Math.max(...row.cells.flatMap((cell) => cell.map(middleOf)));
  const reach = LEVEL_EM * label.size;
  const middle = (label.top + label.bottom) / 2;
  return Math.abs(label.top - first) < reach || Math.abs(middle - (first + last) / 2) < reach;
}

/** The row that a label stands beside: the nearest one. */
export function rowBeside(label: Label, rows: readonly BodyRow[]): number {
  const middle = (label.top + label.bottom) / 2;
  let best = 0;
  rows.forEach((row, r) => {
    if (distance(row, middle) < distance(rows[best]!, middle)) best = r;
  });
  return best;
}

const distance = (row: BodyRow, y: number): number =>
  Math.max(row.top - y, y - row.bottom, 0) || Math.abs((row.top + row.bottom) / 2 - y) / 1e3;

export interface Tiles {
  /** For each label, its first and last row; then the rows at either end that no label takes. */
  readonly groups: readonly (readonly [number, number])[];
  /** By how much the labels miss the middles of their rows, in rows. */
  readonly miss: number;
}

/** Shares the rows out among labels that are centred over them: each row to one label, none left, in order. */
export function tileRows(rows: readonly BodyRow[], labels: readonly Label[]): Tiles | undefined {
  const n = rows.length;
  if (n === 0 || labels.length === 0 || labels.length > n) return undefined;
  const borders = bordersOf(rows);
  const pitch = (borders[n]! - borders[0]!) / n;
  const missOf = (k: number, from: number, to: number): number => {
    const label = labels[k]!;
    return Math.abs((borders[from]! + borders[to + 1]!) / 2 - (label.top + label.bottom) / 2) / pitch;
  };
  // best[k][j]: the least cost of giving rows 0…j−1 to the first k labels; rows before the first may be unlabelled.
  const best: number[][] = [Array.from({ length: n + 1 }, (_, j) => (j === 0 ? 0 : UNLABELLED_COST))];
  const from: number[][] = [[]];
  for (let k = 1; k <= labels.length; k++) {
    best[k] = Array.from({ length: n + 1 }, () => Infinity);
    from[k] = [];
    for (let j = k; j <= n; j++) {
      for (let i = k - 1; i < j; i++) {
        const cost = best[k - 1]![i]! + missOf(k - 1, i, j - 1) ** 2;
        if (cost < best[k]![j]!) {
          best[k]![j] = cost;
          from[k]![j] = i;
        }
      }
    }
  }
  const last = best[labels.length]!;
  let end = n;
  for (let j = labels.length; j < n; j++) if (last[j]! + UNLABELLED_COST < last[end]!) end = j;
  const groups: (readonly [number, number])[] = [];
  let total = 0;
  for (let k = labels.length, j = end; k > 0; k--) {
    const i = from[k]![j]!;
    groups.unshift([i, j - 1]);
    total += missOf(k - 1, i, j - 1);
    j = i;
  }
  // Rows at either end that no label takes belong together too: their label stands on another page.
  const first = groups[0]![0];
  const open: (readonly [number, number])[] = [];
  if (first > 0) open.push([0, first - 1]);
  if (end < n) open.push([end, n - 1]);
  return { groups: [...groups, ...open], miss: total / labels.length };
}

/** The heights that part the rows: midway between their texts. */
function bordersOf(rows: readonly BodyRow[]): number[] {
  const inner = rows.slice(1).map((row, r) => (rows[r]!.bottom + row.top) / 2);
  const first = rows[0]!;
  const last = rows.at(-1)!;
  const margin = inner.length > 0 ? Math.max(0, inner[0]! - first.bottom) : 0;
  return [first.top - margin, ...inner, last.bottom + margin];
}
