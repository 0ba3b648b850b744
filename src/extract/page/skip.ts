import { type Box, holds } from '../marks/geometry.ts';
import { includesPage, type PageStretch } from '../pdf/pageRange.ts';
import type { PageText } from './page.ts';

/** A region whose text is furniture, on some pages or on all. */
export interface SkippedRegion {
  readonly pages: readonly PageStretch[] | undefined;
  readonly box: Box;
}

/** A page without the words in skipped regions, and how many pieces those were. */
export interface Skipped {
  readonly page: PageText;
  readonly pieces: number;
}

/** Takes the words out that a profile skips. */
export function skipRegions(page: PageText, regions: readonly SkippedRegion[] = []): Skipped {
  const here = regions.filter(({ pages }) => pages === undefined || includesPage(pages, page.page));
  if (here.length === 0) return { page, pieces: 0 };
  const isSkipped = ({ box }: { box: Box }): boolean =>
    here.some((region) => holds(region.box, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2));
  const pieces = page.words.filter(isSkipped).reduce((sum, word) => sum + word.pieces.length, 0);
  return { page: { ...page, words: page.words.filter((word) => !isSkipped(word)) }, pieces };
}
