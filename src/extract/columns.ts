import { addContentRoles } from './contentRoles.ts';
import { coverageOf, type Edges } from './edges.ts';
import type { Box } from './geometry.ts';
import type { HeaderCell } from './header.ts';
import { chunksOf, findLines, type Line, textOfLine } from './lines.ts';
import { assignRoles, type Role } from './roles.ts';
import type { Word } from './words.ts';

/** A column of a table: what it holds, its printed title, and where it runs. */
export interface Column {
  readonly role: Role;
  readonly title: string;
  readonly x0: number;
  readonly x1: number;
}

/** How a table's columns were told apart: by lines, by the space between them, or by both. */
export type Method = 'ruled' | 'space' | 'mixed' | 'profile';

export interface ColumnModel {
  readonly columns: readonly Column[];
  readonly method: Method;
}

/** An upright edge parts columns if it runs along this share of the table. */
const WALL_SHARE = 0.4;
/** An edge through this share of the header parts its columns, and so those below. */
const HEADER_WALL_SHARE = 0.8;
/** Text edges that differ by less than this are aligned. */
const ALIGN_PT = 0.8;
/** Lines that may cross the space between two columns: headings and notes. */
const CROSSING_SHARE = 0.06;
/** A gap wider than this is no surer than this one. */
const SURE_GAP_PT = 25;
/** What it is worth, in points of width, that all lines begin (end) at a gap. */
const STARTS_WORTH_PT = 60;
const ENDS_WORTH_PT = 30;
const FLUSH_TITLE_WORTH_PT = 40;
/** What it costs that all lines have two texts in one cell, further apart than this, in em. */
const CROWDED_COST_PT = 120;
const APART_EM = 1;

/** Finds where the columns of a header run, from the lines and the words of the body below it. */
export function findColumns(
  cells: readonly HeaderCell[],
  words: readonly Word[],
  edges: Edges,
  body: Box,
  aliases?: ReadonlyMap<string, Role>,
): ColumnModel {
  const walls = findWalls(edges, body);
  const lines = findLines(words);
  const chunks = lines.flatMap(chunksOf);
  const lineCount = Math.max(1, lines.length);
  const top = Math.min(...cells.map((cell) => cell.box.y0));
  const bottom = Math.max(...cells.map((cell) => cell.box.y1));
  const headerWalls = edges.upright.filter((e) => coverageOf(e, top, bottom) >= HEADER_WALL_SHARE).map((e) => e.at);
  const separators: number[] = [];
  let drawn = 0;
  for (let i = 0; i + 1 < cells.length; i++) {
    const low = cells[i]!.box.x1;
    const high = cells[i + 1]!.box.x0;
    const wall = walls.filter((x) => x > low - 2 && x < high + 2);
    const drawnIn = headerWalls.filter((x) => x > middleOf(cells[i]!) && x < middleOf(cells[i + 1]!));
    if (wall.length === 0 && drawnIn.length === 1) {
      separators.push(drawnIn[0]!);
    } else if (wall.length > 0) {
      drawn++;
      separators.push(...wall);
    } else {
      separators.push(
        findSpace(chunks, {
          low: Math.min(low, high),
          high: Math.max(low, high),
          left: separators.at(-1) ?? body.x0,
          right: cells[i + 2]?.box.x0 ?? body.x1,
          lineCount,
        }),
      );
    }
  }
  const outer = walls.filter((x) => x < cells[0]!.box.x0 || x > cells.at(-1)!.box.x1);
  const xs = [...new Set([body.x0, ...separators, ...outer, body.x1])].sort((a, b) => a - b);
  const columns = buildColumns(xs, cells, words, aliases);
  return { columns, method: drawn === 0 ? 'space' : drawn === cells.length - 1 ? 'ruled' : 'mixed' };
}

const middleOf = ({ box }: HeaderCell): number => (box.x0 + box.x1) / 2;

function findWalls(edges: Edges, body: Box): number[] {
  const within = edges.upright.filter((e) => e.at > body.x0 - 2 && e.at < body.x1 + 2);
  const last = Math.min(body.y1, Math.max(body.y0, ...within.flatMap((e) => e.spans.map(([, to]) => to))));
  return within.filter((e) => coverageOf(e, body.y0, last) >= WALL_SHARE).map((e) => e.at);
}

function buildColumns(
  xs: readonly number[],
  cells: readonly HeaderCell[],
  words: readonly Word[],
  aliases?: ReadonlyMap<string, Role>,
): Column[] {
  const slots = xs.slice(1).map((x1, i) => {
    const x0 = xs[i]!;
    const inside = ({ box }: { box: Box }): boolean => isWithin(box, x0, x1);
    return { x0, x1, cells: cells.filter(inside), busy: words.some(inside) };
  });
  const kept = slots.filter((slot) => slot.cells.length > 0 || slot.busy);
  const titles = kept.map(({ cells }) => ({
    title: cells.map((cell) => cell.title).join(' '),
    lines: cells.flatMap((cell) => cell.lines),
  }));
  const roles = addContentRoles(
    assignRoles(titles, aliases),
    titles.map(({ title }) => title),
    kept.map(({ x0, x1 }) => findLines(words.filter(({ box }) => isWithin(box, x0, x1))).map(textOfLine)),
  );
  return kept.map(({ x0, x1 }, i) => ({ role: roles[i]!, title: titles[i]!.title, x0, x1 }));
}

const isWithin = (box: Box, x0: number, x1: number): boolean =>
  (box.x0 + box.x1) / 2 > x0 && (box.x0 + box.x1) / 2 <= x1;

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The stretch between two titles in which their columns part, and how far the columns reach at most. */
interface Between {
  readonly low: number;
  readonly high: number;
  readonly left: number;
  readonly right: number;
  readonly lineCount: number;
}

/** The best place to part two columns between `low` and `high`: the widest gap that best lines up with the text. */
function findSpace(chunks: readonly Line[], { low, high, left, right, lineCount }: Between): number {
  if (high - low < 1) return (low + high) / 2;
  const near = chunks.filter((c) => c.box.x1 > low - ALIGN_PT && c.box.x0 < high + ALIGN_PT);
  const gaps = findGaps(
    near.filter((chunk) => !isCentred(chunk, chunks)),
    low,
    high,
    CROSSING_SHARE * lineCount,
  );
  let best: Gap = { from: low, to: high };
  let bestScore = -Infinity;
  for (const gap of gaps) {
    const starts = near.filter((c) => Math.abs(c.box.x0 - gap.to) < ALIGN_PT).length / lineCount;
    const ends = near.filter((c) => Math.abs(c.box.x1 - gap.from) < ALIGN_PT).length / lineCount;
    // Where the title itself stands flush with a text of its column, the column begins (or ends) there.
    const flushStart = starts > 0 && Math.abs(gap.to - high) < ALIGN_PT ? FLUSH_TITLE_WORTH_PT : 0;
    const flushEnd = ends > 0 && Math.abs(gap.from - low) < ALIGN_PT ? FLUSH_TITLE_WORTH_PT : 0;
    const crowded = countCrowded(chunks, (gap.from + gap.to) / 2, left, right) / lineCount;
    const score =
      -CROWDED_COST_PT * crowded +
      flushStart +
      flushEnd +
      Math.min(SURE_GAP_PT, gap.to - gap.from) +
      STARTS_WORTH_PT * Math.min(1, starts) +
      ENDS_WORTH_PT * Math.min(1, ends);
    if (score > bestScore) {
      best = gap;
      bestScore = score;
    }
  }
  return placeIn(best, near, lineCount, high);
}

/** A text is aligned with its column if so many others that stand beside a text begin or end where it does. */
const ALIGNED_LEAST = 2;
const BESIDE_EM = 0.6;

/** Whether a text stands alone on its line and is aligned with no column: a centred heading, which runs over any. */
function isCentred(chunk: Line, chunks: readonly Line[]): boolean {
  // The words of a heading may be drawn one by one: what stands as near as they do is no other column.
  const isBeside = (other: Line, line: Line): boolean =>
    other !== line &&
    Math.abs(other.middle - line.middle) < 0.3 * line.size &&
    Math.max(other.box.x0 - line.box.x1, line.box.x0 - other.box.x1) > BESIDE_EM * line.size;
  if (chunks.some((other) => isBeside(other, chunk))) return false;
  const aligned = (side: 'x0' | 'x1'): number =>
    chunks.filter(
      (other) =>
        Math.abs(other.box[side] - chunk.box[side]) < ALIGN_PT && chunks.some((another) => isBeside(another, other)),
    ).length;
  return aligned('x0') < ALIGNED_LEAST && aligned('x1') < ALIGNED_LEAST;
}

/** Lines that would have two texts far apart in one of the two columns if they parted at `x`. */
function countCrowded(chunks: readonly Line[], x: number, left: number, right: number): number {
  const near = chunks.filter((c) => c.box.x0 > left && c.box.x0 < right);
  return near.filter((chunk) =>
    near.some(
      (other) =>
        other !== chunk &&
        Math.abs(other.middle - chunk.middle) < 0.3 * chunk.size &&
        other.box.x0 - chunk.box.x1 > APART_EM * chunk.size &&
        (other.box.x1 + other.box.x0) / 2 < x === (chunk.box.x0 + chunk.box.x1) / 2 < x,
    ),
  ).length;
}

/** Where in a gap the columns part: close to the side where text lines up. */
function placeIn(gap: Gap, chunks: readonly Line[], lineCount: number, title: number): number {
  const middle = (gap.from + gap.to) / 2;
  const starts = chunks.filter((c) => Math.abs(c.box.x0 - gap.to) < ALIGN_PT).length;
  const titled = starts >= ALIGNED_LEAST && Math.abs(gap.to - title) < ALIGN_PT;
  if (titled || starts / lineCount >= 0.4) return Math.max(middle, gap.to - 3);
  const ends = chunks.filter((c) => Math.abs(c.box.x1 - gap.from) < ALIGN_PT).length;
  return ends / lineCount >= 0.4 ? Math.min(middle, gap.from + 3) : middle;
}

/** The stretches of [low, high] that the fewest texts cross (up to `allowed`, or as few as there must be). */
function findGaps(chunks: readonly Line[], low: number, high: number, allowed: number): Gap[] {
  const stops = [...new Set([low, high, ...chunks.flatMap((c) => [c.box.x0, c.box.x1])])]
    .filter((x) => x >= low && x <= high)
    .sort((a, b) => a - b);
  const stretches = stops.slice(1).map((to, i) => {
    const from = stops[i]!;
    const middle = (from + to) / 2;
    return { from, to, crossing: chunks.filter((c) => c.box.x0 < middle && c.box.x1 > middle).length };
  });
  const least = Math.min(...stretches.map((s) => s.crossing));
  const limit = Math.max(least, Math.floor(allowed));
  for (const cap of [least, limit]) {
    const gaps = joinStretches(stretches.filter((s) => s.crossing <= cap));
    if (cap === limit || gaps.some((gap) => gap.to - gap.from > 2)) return gaps;
  }
  return [];
}

function joinStretches(stretches: readonly Gap[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { from, to } of stretches) {
    const last = gaps.at(-1);
    if (last && from <= last.to) gaps[gaps.length - 1] = { from: last.from, to };
    else gaps.push({ from, to });
  }
  return gaps;
}
