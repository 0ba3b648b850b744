import { findHeaders, type Header, type HeaderOptions } from '../header/header.ts';
import { boxAround } from '../marks/geometry.ts';
import { middleOf } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { keyOf } from '../text/text.ts';

const COLUMNS_MOST = 3;
/** Gutters stand this near to where columns of one width would part, as a share of the text's width, and are this wide. */
const PLACE_SHARE = 0.12;
const GUTTER_LEAST_PT = 6;

/**
 * The headers of a page. Where short tables flow down newspaper columns, a header may be level with rows or with half of a header
 * beside it: if those of the whole page are unlike each other, but alike column by column, these are the headers.
 */
export function findPageHeaders(page: PageText, options: HeaderOptions): Header[] {
  const { words, edges, sideways } = page;
  const headers = findHeaders(words, edges, options, sideways);
  if (headers.length < 2 || areAlike(headers)) return headers;
  const top = Math.min(...headers.map((header) => header.top));
  const body = words.filter((word) => middleOf(word) > top);
  for (let count = 2; count <= COLUMNS_MOST; count++) {
    const cuts = findCuts(body, count);
    if (!cuts) continue;
    const columns = [...cuts, Infinity].map((to, k) => {
      const from = cuts[k - 1] ?? -Infinity;
      const isOwn = ({ box }: Word): boolean => (box.x0 + box.x1) / 2 > from && (box.x0 + box.x1) / 2 < to;
      return findHeaders(words.filter(isOwn), edges, options, sideways.filter(isOwn));
    });
    const all = columns.flat().sort((a, b) => a.top - b.top);
    if (columns.every((own) => own.length > 0) && areAlike(all)) return all;
  }
  return headers;
}

/** Whether all headers have the same titles in the same order. */
function areAlike(headers: readonly Header[]): boolean {
  const titles = headers.map(({ cells }) => cells.map(({ title }) => keyOf(title)).join('|'));
  return titles.every((title) => title === titles[0]);
}

/** Where columns of about one width part: the widest stretch near each place that no word reaches into. */
function findCuts(words: readonly Word[], count: number): number[] | undefined {
  const { x0, x1 } = boxAround(words);
  const width = x1 - x0;
  const gaps: { at: number; width: number }[] = [];
  let end = x0;
  for (const { box } of [...words].sort((a, b) => a.box.x0 - b.box.x0)) {
    if (box.x0 - end >= GUTTER_LEAST_PT) gaps.push({ at: (end + box.x0) / 2, width: box.x0 - end });
    end = Math.max(end, box.x1);
  }
  const cuts = Array.from({ length: count - 1 }, (_, k) => {
    const place = x0 + (width * (k + 1)) / count;
    const near = gaps.filter(({ at }) => Math.abs(at - place) < PLACE_SHARE * width);
    return near.sort((a, b) => b.width - a.width)[0]?.at;
  });
  return cuts.every((cut) => cut !== undefined) ? cuts : undefined;
}
