import { medianOf } from '../marks/geometry.ts';
import type { Word } from '../page/words.ts';
import type { BodyRow } from './body.ts';
import { tileRows } from './labels.ts';

/** Labels begin or end with their rows if they miss a row's edge alike, within this share of a row; so many must. */
const LEVEL_SHARE = 0.12;
const LEVEL_LEAST = 3;
/** Labels are centred over their rows if they miss the middle by less than this share of a row, on average. */
const CENTRE_SHARE = 0.4;

/**
 * Shares rows out among sideways labels without edges, in order from the top: each label begins or ends level with its
 * rows, or stands in their middle; else its rows are those that it stands beside.
 */
export function shareRows(rows: readonly BodyRow[], labels: readonly Word[]): Map<Word, readonly BodyRow[]> {
  if (rows.length === 0 || labels.length === 0) return new Map();
  const pitch = medianOf(rows.slice(1).map((row, r) => row.top - rows[r]!.top));
  const share = (from: number, to: number): readonly BodyRow[] => rows.slice(from, to + 1);
  const starts = findLevel(
    rows.map((row) => row.top),
    labels.map((label) => label.box.y0),
    pitch,
  );
  if (starts?.[0] === 0)
    return zip(
      labels,
      starts.map((from, k) => share(from, (starts[k + 1] ?? rows.length) - 1)),
    );
  const ends = findLevel(
    rows.map((row) => row.bottom),
    labels.map((label) => label.box.y1),
    pitch,
  );
  if (ends?.at(-1) === rows.length - 1)
    return zip(
      labels,
      ends.map((to, k) => share(k === 0 ? 0 : ends[k - 1]! + 1, to)),
    );
  const tiles = tileRows(
    rows,
    labels.map((word) => ({ words: [word], top: word.box.y0, bottom: word.box.y1, size: word.size })),
  );
  if (!tiles || tiles.miss > CENTRE_SHARE)
    return zip(
      labels,
      labels.map((label) => rows.filter((row) => isBeside(row, label))),
    );
  return zip(
    labels,
    tiles.groups.slice(0, labels.length).map(([from, to]) => share(from, to)),
  );
}

/** The rows whose edges labels are level with, if all are so in the same way. */
function findLevel(edges: readonly number[], ends: readonly number[], pitch: number): readonly number[] | undefined {
  if (ends.length < LEVEL_LEAST) return undefined;
  const nearest = ends.map((end) => {
    let best = 0;
    edges.forEach((edge, r) => {
      if (Math.abs(edge - end) < Math.abs(edges[best]! - end)) best = r;
    });
    return best;
  });
  const offsets = ends.map((end, k) => end - edges[nearest[k]!]!);
  return Math.max(...offsets) - Math.min(...offsets) < LEVEL_SHARE * pitch ? nearest : undefined;
}

function isBeside(row: BodyRow, { box }: Word): boolean {
  const middle = (row.top + row.bottom) / 2;
  return middle > box.y0 && middle < box.y1;
}

const zip = <A, B>(keys: readonly A[], values: readonly B[]): Map<A, B> =>
  new Map(keys.map((key, k) => [key, values[k]!]));
