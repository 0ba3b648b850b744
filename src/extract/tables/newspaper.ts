import type { Column, Method } from '../columns/columns.ts';
import { boxAround } from '../marks/geometry.ts';
import type { Edges } from '../page/edges.ts';
import { findLines } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { Role } from '../text/roles.ts';
import { countHeadings, HEADINGS_LEAST, inferColumns } from './infer.ts';
import { borrowColumns } from './shortStrip.ts';

/** A newspaper column of a list without a header, and the columns of the table in it. */
export interface Strip {
  readonly x0: number;
  readonly x1: number;
  /** Below the titles that run across all of them, and above such a foot. */
  readonly y0: number;
  readonly y1: number;
  readonly columns: readonly Column[];
  readonly method: Method;
}

const STRIPS_MOST = 3;
/** Newspaper columns are about as wide as each other: their gutters stand this near, as a share of the text's width. */
const PLACE_SHARE = 0.12;
/** Lines that may run across a gutter, be there ever so few: titles. */
const CROSSING_SHARE = 0.03;
const CROSSING_LEAST = 3;
const GUTTER_LEAST_PT = 6;
/** A gutter without lines is cut this near to the texts at its right. */
const MARGIN_PT = 5;
/** So many gutters near the place of one are tried, the widest first. */
const CHOICES_MOST = 4;
/** Words of a sentence are no further apart than this, in em. */
const SENTENCE_GAP_EM = 0.45;
/** A foot stands at least this far below the rows, in em. */
const FOOT_EM = 2;
const FLUSH_PT = 2;
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
  const { x0, x1 } = boxAround(words);
  const gutters = findGutters(words, edges, x0, x1);
  for (let count = STRIPS_MOST; count >= 2; count--) {
    const choices = Array.from({ length: count - 1 }, (_, k) => {
      const place = x0 + ((x1 - x0) * (k + 1)) / count;
      const near = gutters.filter((gutter) => Math.abs(gutter.middle - place) < PLACE_SHARE * (x1 - x0));
      return near.sort((a, b) => b.width - a.width).slice(0, CHOICES_MOST);
    });
    for (const cuts of combine(choices)) {
      const strips = readStrips(words, edges, [0, ...cuts.map((gutter) => gutter.at), width], brands);
      if (strips) return strips;
    }
  }
  return undefined;
}

/** One gutter of each choice, in every way, the widest ones first: where columns stand apart, a gutter need not be widest. */
function combine(choices: readonly (readonly Gutter[])[]): Gutter[][] {
  let ways: Gutter[][] = [[]];
  for (const choice of choices) ways = ways.flatMap((way) => choice.map((gutter) => [...way, gutter]));
  const widthOf = (way: readonly Gutter[]): number => way.reduce((sum, gutter) => sum + gutter.width, 0);
  return ways.sort((a, b) => widthOf(b) - widthOf(a));
}

interface Gutter {
  readonly at: number;
  readonly middle: number;
  readonly width: number;
}

/**
 * Upright stretches of the page that hardly a line crosses; within one, as short columns leave it wide, also those that
 * fewer lines cross than cross what is beside them.
 */
function findGutters(words: readonly Word[], { upright }: Edges, x0: number, x1: number): Gutter[] {
  const allowed = Math.max(CROSSING_LEAST, CROSSING_SHARE * findLines(words).length);
  const crossing = Array.from({ length: Math.ceil(x1 - x0) + 1 }, () => 0);
  for (const { box } of words)
    for (let x = Math.floor(box.x0 - x0); x <= Math.floor(box.x1 - x0); x++) crossing[x] = (crossing[x] ?? 0) + 1;
  const gutters: Gutter[] = [];
  const add = (from: number, to: number): void => {
    const walls = upright.filter(({ at, drawn }) => drawn && at >= x0 + from && at <= x0 + to);
    const [low, high] = walls.length > 0 ? [walls[0]!.at, walls.at(-1)!.at] : [x0 + from, x0 + to];
    // Texts begin flush at the left of a newspaper column, and end anywhere.
    const at = walls.length > 0 ? (low + high) / 2 : Math.max((low + high) / 2, high - MARGIN_PT);
    gutters.push({ at, middle: (low + high) / 2, width: to - from });
  };
  const countAt = (x: number): number => crossing[x] ?? Infinity;
  let [from, level] = [0, 0];
  let clearer: [from: number, to: number][] = [];
  for (let x = 0; x <= crossing.length; x++) {
    if (countAt(x) === countAt(level)) continue;
    const isClearer = countAt(level) < Math.min(countAt(x), countAt(level - 1));
    if (isClearer && x - level >= GUTTER_LEAST_PT) clearer.push([level, x]);
    level = x;
    if (countAt(x) <= allowed) {
      if (countAt(x - 1) > allowed) [from, clearer] = [x, []];
      continue;
    }
    if (countAt(x - 1) > allowed) continue;
    if (clearer.length > 0) for (const run of clearer) add(...run);
    else if (x - from >= GUTTER_LEAST_PT) add(from, x);
  }
  return gutters;
}

const middle = ({ box }: Word): number => (box.x0 + box.x1) / 2;

/** Words of a sentence that runs across a gutter, however it was drawn: a title, a note. */
function findAcross(words: readonly Word[], cuts: readonly number[]): Set<Word> {
  const across = new Set<Word>();
  for (const line of findLines(words)) {
    const sentences: Word[][] = [];
    for (const word of line.words) {
      const last = sentences.at(-1)?.at(-1);
      if (last && word.box.x0 - last.box.x1 <= SENTENCE_GAP_EM * word.size) sentences.at(-1)!.push(word);
      else sentences.push([word]);
    }
    for (const sentence of sentences)
      if (cuts.some((x) => sentence[0]!.box.x0 < x && sentence.at(-1)!.box.x1 > x))
        for (const word of sentence) across.add(word);
  }
  return across;
}

/** Where a foot begins: the last line, if it stands well below the rows and runs across a gutter, or into one. */
function footOf(words: readonly Word[], parts: readonly Part[], across: ReadonlySet<Word>): number {
  const [above, last] = findLines(words).slice(-2);
  if (!above || !last || last.box.y0 - above.box.y1 < FOOT_EM * last.size) return Infinity;
  const isOwn = new Set(last.words);
  const hangsOut = ({ own }: Part): boolean => {
    const first = own.find((word) => isOwn.has(word));
    const left = Math.min(...own.filter((word) => !isOwn.has(word)).map(({ box }) => box.x0));
    return first !== undefined && first.box.x0 < left - FLUSH_PT;
  };
  return last.words.some((word) => across.has(word)) || parts.some(hangsOut) ? last.box.y0 : Infinity;
}

/** A strip with its words. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly own: readonly Word[];
}

/** The strips between some cuts if each holds a table with the same columns. */
function readStrips(
  words: readonly Word[],
  edges: Edges,
  cuts: readonly number[],
  brands?: ReadonlySet<string>,
): Strip[] | undefined {
  const strips: Strip[] = [];
  const across = findAcross(words, cuts.slice(1, -1));
  const highest = Math.min(...words.filter((word) => !across.has(word)).map((word) => word.box.y0));
  const y0 = Math.max(0, ...[...across].filter(({ baseline }) => baseline < highest).map(({ box }) => box.y1));
  const parts = cuts.slice(1).map((to, k): Part => {
    const from = cuts[k]!;
    return { from, to, own: words.filter((word) => !across.has(word) && middle(word) >= from && middle(word) < to) };
  });
  const y1 = footOf(words, parts, across);
  const headings = parts.reduce((sum, { own }) => sum + countHeadings(own, brands), 0);
  for (const { from, to, own } of parts) {
    const inferred = inferColumns(own, edgesBetween(edges, from, to), brands, headings);
    const first = strips[0];
    const columns = inferred?.columns ?? (first && borrowColumns(first.columns, parts[0]!.own, own));
    const has = (wanted: Role): boolean => columns?.some(({ role }) => role === wanted) ?? false;
    if (!columns || !has('model') || !has('year')) return undefined;
    strips.push({
      x0: from,
      x1: to,
      y0,
      y1,
      method: inferred?.method ?? 'space',
      columns: columns.map((column, c) => ({
        ...column,
        x0: c === 0 ? from : column.x0,
        x1: c === columns.length - 1 ? to : column.x1,
      })),
    });
  }
  const isHeaded =
    headings >= HEADINGS_LEAST && !strips.some(({ columns }) => columns.some(({ role }) => role === 'brand'));
  const isSame = isHeaded ? hasSameRoles : isAlike;
  return strips.every((strip) => isSame(strip, strips[0]!)) ? strips : undefined;
}

/** Whether two strips hold the same things in the same order: brands that head short tables tell the rest. */
function hasSameRoles(a: Strip, b: Strip): boolean {
  const kept = ({ columns }: Strip, { columns: others }: Strip): string =>
    columns.flatMap(({ role }) => (others.some((other) => other.role === role) ? [role] : [])).join(' ');
  return kept(a, b) === kept(b, a);
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

/** The edges of one strip: those of the others would be walls of its grids. */
const edgesBetween = ({ level, upright }: Edges, from: number, to: number): Edges => ({
  level,
  upright: upright.filter(({ at }) => at >= from && at <= to),
});
