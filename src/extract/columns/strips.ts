import type { Header } from '../header/header.ts';
import type { Box } from '../marks/geometry.ts';
import { chunksOf, findLines, middleOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';

/** Edges of text are told apart to this. */
const GRAIN_PT = 0.5;
/** An edge that this share of the lines has is an edge of a column; a last newspaper column may be short. */
const LEFT_SHARE = 0.08;
const RIGHT_SHARE = 0.04;
const LINES_LEAST = 3;
/** A shift is sure if it explains this share of the edges to the right of the header, and so many different ones. */
const MATCHED_SHARE = 0.6;
const MATCHED_STARTS = 2;
/** Lines that may run through the space between two newspaper columns: a title, a note. */
const CROSSING_SHARE = 0.05;

/** Newspaper columns of which only the first has the header: how far apart they are, and where the first one begins. */
export interface Strips {
  readonly shift: number;
  readonly start: number;
}

/** Finds out whether the columns of a table come again to the right of it. */
export function findStrips(header: Header, words: readonly Word[]): Strips | undefined {
  // Chunks begin where words do: most pages have too few beginnings beyond the header for anything to come again.
  const beyond = countStarts(words.filter(({ box }) => box.x0 > header.box.x1 - GRAIN_PT));
  if (frequent(beyond, LINES_LEAST).length < MATCHED_STARTS) return undefined;
  const lines = findLines(words.filter((word) => middleOf(word) > header.top));
  const chunks = lines.flatMap(chunksOf);
  const votes = new Map<number, { starts: number; lines: number }>();
  const width = header.box.x1 - header.box.x0;
  let total = 0;
  // Where texts end depends on their length: only where they begin do columns show.
  const counts = countStarts(chunks);
  const left = frequent(counts, LEFT_SHARE * lines.length).filter(([at]) => at < header.box.x1);
  const right = frequent(counts, RIGHT_SHARE * lines.length).filter(([at]) => at > header.box.x1);
  for (const [at, count] of right) {
    total += count;
    for (const shift of new Set(left.flatMap(([e]) => shiftsBetween(e, at)))) {
      if (shift < width) continue;
      const vote = votes.get(shift) ?? { starts: 0, lines: 0 };
      votes.set(shift, { starts: vote.starts + 1, lines: vote.lines + count });
    }
  }
  const ranked = [...votes].sort((a, b) => b[1].lines - a[1].lines || b[1].starts - a[1].starts || a[0] - b[0]);
  const [shift, vote] = ranked[0] ?? [];
  if (shift === undefined || !vote || vote.starts < MATCHED_STARTS || vote.lines < MATCHED_SHARE * total)
    return undefined;
  const own = chunks.filter((c) => c.box.x0 < header.box.x1);
  const start = Math.min(header.box.x0, ...own.map((c) => c.box.x0));
  const gutter = start + shift - GRAIN_PT;
  // Texts of the last column would run through a gutter that is none.
  const crossing = chunks.filter((c) => c.box.x0 < gutter - GRAIN_PT && c.box.x1 > gutter + GRAIN_PT).length;
  return crossing > CROSSING_SHARE * lines.length ? undefined : { shift, start };
}

/** Shifts that lead from an edge to another one in the second, third or fourth newspaper column. */
function shiftsBetween(from: number, to: number): number[] {
  return [1, 2, 3].flatMap((step) => {
    const shift = Math.round((to - from) / step / GRAIN_PT) * GRAIN_PT;
    return [shift - GRAIN_PT, shift, shift + GRAIN_PT];
  });
}

function countStarts(texts: readonly { readonly box: Box }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { box } of texts) {
    const at = Math.round(box.x0 / GRAIN_PT) * GRAIN_PT;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

const frequent = (counts: ReadonlyMap<number, number>, least: number): [number, number][] =>
  [...counts].filter(([, count]) => count >= Math.max(LINES_LEAST, least));
