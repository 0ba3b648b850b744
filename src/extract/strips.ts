import type { Header } from './header.ts';
import { chunksOf, findLines, type Line, middleOf } from './lines.ts';
import type { Word } from './words.ts';

/** Edges of text are told apart to this. */
const GRAIN_PT = 0.5;
/** An edge that this share of the lines has is an edge of a column. */
const FREQUENT_SHARE = 0.2;
/** A shift is sure if it maps this share of one strip's edges on edges of another. */
const MATCHED_SHARE = 0.6;

/** Newspaper columns of which only the first has the header: how far apart they are, and where the first one begins. */
export interface Strips {
  readonly shift: number;
  readonly start: number;
}

/** Finds out whether the columns of a table come again to the right of it. */
export function findStrips(header: Header, words: readonly Word[]): Strips | undefined {
  const lines = findLines(words.filter((word) => middleOf(word) > header.top));
  const chunks = lines.flatMap(chunksOf);
  const least = Math.max(3, FREQUENT_SHARE * lines.length);
  const edges = [frequentEdges(chunks, 'x0', least), frequentEdges(chunks, 'x1', least)];
  const votes = new Map<number, number>();
  let total = 0;
  for (const counts of edges) {
    for (const [e, n] of counts) {
      if (e >= header.box.x1) continue;
      total += n;
      for (const [f, m] of counts) {
        if (f <= header.box.x1) continue;
        const shift = Math.round((f - e) / GRAIN_PT) * GRAIN_PT;
        for (const near of [shift - GRAIN_PT, shift, shift + GRAIN_PT])
          votes.set(near, (votes.get(near) ?? 0) + Math.min(n, m));
      }
    }
  }
  const [shift, score] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [0, 0];
  if (score < MATCHED_SHARE * total || total === 0) return undefined;
  const own = chunks.filter((c) => c.box.x0 < header.box.x0 + shift - GRAIN_PT && c.box.x0 < header.box.x1);
  return { shift, start: Math.min(header.box.x0, ...own.map((c) => c.box.x0)) };
}

function frequentEdges(chunks: readonly Line[], side: 'x0' | 'x1', least: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { box } of chunks) {
    const at = Math.round(box[side] / GRAIN_PT) * GRAIN_PT;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count >= least));
}
