import type { Column } from './columns.ts';
import type { Edges } from './edges.ts';
import { unionOf } from './geometry.ts';
import { inferColumns } from './infer.ts';
import { findLines } from './lines.ts';
import type { Word } from './words.ts';

/** A newspaper column of a list without a header, and the columns of the table in it. */
export interface Strip {
  readonly x0: number;
  readonly x1: number;
  readonly columns: readonly Column[];
}

const STRIPS_MOST = 3;
/** Newspaper columns are about as wide as each other: their gutters stand this near, as a share of the text's width. */
const PLACE_SHARE = 0.12;
/** Lines that may run across a gutter: titles. */
const CROSSING_SHARE = 0.03;
const GUTTER_LEAST_PT = 6;
/** The columns of one strip stand as far apart as those of the other, within this. */
const SAME_PT = 12;

/** Finds newspaper columns on a page without a header: stretches side by side that each hold the same kind of table. */
export function findNewspaper(
  words: readonly Word[],
  edges: Edges,
  width: number,
  brands?: ReadonlySet<string>,
): readonly Strip[] | undefined {
  if (words.length === 0) return undefined;
  const { x0, x1 } = unionOf(words.map((word) => word.box));
  const gutters = findGutters(words, x0, x1);
  for (let count = STRIPS_MOST; count >= 2; count--) {
    const cuts: number[] = [];
    for (let k = 1; k < count; k++) {
      const place = x0 + ((x1 - x0) * k) / count;
      const near = gutters.filter((gutter) => Math.abs(gutter.at - place) < PLACE_SHARE * (x1 - x0));
      const widest = near.sort((a, b) => b.width - a.width)[0];
      if (widest) cuts.push(widest.at);
    }
    if (cuts.length < count - 1) continue;
    const strips = readStrips(words, edges, [0, ...cuts, width], brands);
    if (strips) return strips;
  }
  return undefined;
}

interface Gutter {
  readonly at: number;
  readonly width: number;
}

/** Upright stretches of the page that hardly a line crosses. */
function findGutters(words: readonly Word[], x0: number, x1: number): Gutter[] {
  const allowed = CROSSING_SHARE * findLines(words).length;
  const crossing = Array.from({ length: Math.ceil(x1 - x0) + 1 }, () => 0);
  for (const { box } of words)
    for (let x = Math.floor(box.x0 - x0); x <= Math.floor(box.x1 - x0); x++) crossing[x] = (crossing[x] ?? 0) + 1;
  const gutters: Gutter[] = [];
  let from = 0;
  for (let x = 0; x <= crossing.length; x++) {
    if (x < crossing.length && crossing[x]! <= allowed) continue;
    if (x - from >= GUTTER_LEAST_PT) gutters.push({ at: x0 + (from + x) / 2, width: x - from });
    from = x + 1;
  }
  return gutters;
}

/** The strips between some cuts if each holds a table with the same columns. */
function readStrips(
  words: readonly Word[],
  edges: Edges,
  cuts: readonly number[],
  brands?: ReadonlySet<string>,
): Strip[] | undefined {
  const strips: Strip[] = [];
  for (let k = 1; k < cuts.length; k++) {
    const [from, to] = [cuts[k - 1]!, cuts[k]!];
    const own = words.filter(({ box }) => (box.x0 + box.x1) / 2 >= from && (box.x0 + box.x1) / 2 < to);
    const columns = inferColumns(own, edges, brands)?.columns;
    if (!columns?.some(({ role }) => role === 'model') || !columns.some(({ role }) => role === 'year'))
      return undefined;
    strips.push({
      x0: from,
      x1: to,
      columns: columns.map((column, c) => ({
        ...column,
        x0: c === 0 ? from : column.x0,
        x1: c === columns.length - 1 ? to : column.x1,
      })),
    });
  }
  const first = strips[0]!;
  return strips.every((strip) => isAlike(strip, first)) ? strips : undefined;
}

function isAlike(a: Strip, b: Strip): boolean {
  const inner = ({ columns }: Strip): number[] => columns.slice(1).map((column) => column.x0 - columns[1]!.x0);
  const others = inner(b);
  return (
    a.columns.length === b.columns.length &&
    a.columns.every((column, c) => column.role === b.columns[c]!.role) &&
    inner(a).every((x, c) => Math.abs(x - others[c]!) <= SAME_PT)
  );
}
