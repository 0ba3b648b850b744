import type { Line } from '../page/lines.ts';

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
  /** Whether titles begin where their columns do. */
  readonly leading: boolean;
}

/** Titles begin where their columns do if so many lines begin under most of them. */
const LEADING_LINES = 3;
const LEADING_TITLES = 2;
const LEADING_SHARE = 0.5;

/** Whether most titles, given by where they begin, stand at the left of their columns as the texts below them do. */
export function areLeading(titles: readonly number[], chunks: readonly Line[]): boolean {
  const beginsAt = (x: number): number => chunks.filter((c) => Math.abs(c.box.x0 - x) < ALIGN_PT).length;
  const leading = titles.filter((x) => beginsAt(x) >= LEADING_LINES).length;
  return leading >= LEADING_TITLES && leading > LEADING_SHARE * titles.length;
}

/** The best place to part two columns between `low` and `high`: the widest gap that best lines up with the text. */
export function findSpace(chunks: readonly Line[], { low, high, left, right, lineCount, leading }: Between): number {
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
  return placeIn(best, near, lineCount, { title: high, leading });
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
function placeIn(
  gap: Gap,
  chunks: readonly Line[],
  lineCount: number,
  { title, leading }: { readonly title: number; readonly leading: boolean },
): number {
  const middle = (gap.from + gap.to) / 2;
  const starts = chunks.filter((c) => Math.abs(c.box.x0 - gap.to) < ALIGN_PT).length;
  // Other pages may have texts at the right of the column before: where titles lead, this one begins the next column.
  const titled = (leading || starts >= ALIGNED_LEAST) && Math.abs(gap.to - title) < ALIGN_PT;
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
