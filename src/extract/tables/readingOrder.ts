import type { Header } from '../header/header.ts';
import { overlap } from '../marks/geometry.ts';

/** Headers whose tops differ by less are level, as those of tables that were set in rows are. */
const LEVEL_PT = 1;
/** Tables that were set in rows are level in at least this share; of those that flow down columns some may be so by chance. */
const LEVEL_SHARE = 0.75;

/**
 * Headers in the order in which their tables are read: down each newspaper column where some that stand beside each other
 * are not level with each other, as short tables flow one after the other down the columns of a page; else line by line.
 */
export function inReadingOrder(headers: readonly Header[]): readonly Header[] {
  if (headers.length < 3) return headers;
  const strips: Header[][] = [];
  for (const header of headers) {
    const own = strips.filter((strip) => strip.some((other) => isAbove(other, header)));
    // A table as wide as two columns ends them.
    if (own.length > 1) return headers;
    if (own.length === 1) own[0]!.push(header);
    else strips.push([header]);
  }
  const later = strips.flatMap((strip) => strip.slice(1));
  const level = later.filter((header) =>
    headers.some((other) => !isAbove(other, header) && Math.abs(other.top - header.top) < LEVEL_PT),
  );
  if (strips.length < 2 || level.length >= LEVEL_SHARE * later.length) return headers;
  return strips.sort((a, b) => a[0]!.box.x0 - b[0]!.box.x0).flat();
}

const isAbove = (a: Header, b: Header): boolean => overlap(a.box.x0, a.box.x1, b.box.x0, b.box.x1) > 0;
