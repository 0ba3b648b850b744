import { brandOfHeading, isKnownBrand, partBareCount, stripCounts } from '../text/heading.ts';
import type { Heading } from './draft.ts';

/** Headings are numbered or counted if this share of those that look like it name a known brand besides. */
const KNOWN_SHARE = 0.5;
/** Bare numbers are counts if more than this share of the headings that have them, and look so, bear the number of their rows. */
const COUNTED_SHARE = 0.5;
const COUNT = /(\d+)\D*$/u;

/**
 * Takes the numbers of sections and the counts of rows off the brands that headings name: `1. Geely`, `Suzuki (3)`. They
 * are such where a known brand is left, here or by most headings of that style, or where the count is that of the rows.
 */
export function nameHeadings(headings: readonly Heading[], brands: ReadonlySet<string> | undefined): void {
  const counted = headings.filter(({ text, brand }) => brandOfHeading(stripCounts(text)) !== brand);
  const isKnown = ({ text }: Heading): boolean => isKnownBrand(text, brands);
  for (const heading of counted) {
    const alike = counted.filter(({ style }) => style === heading.style);
    const usual = alike.filter(isKnown).length >= KNOWN_SHARE * alike.length;
    const own = Number(COUNT.exec(heading.text)?.[1]) === heading.rows;
    if (usual || isKnown(heading) || own) heading.brand = brandOfHeading(stripCounts(heading.text));
  }
  nameCounted(headings);
}

/** Takes bare numbers off brands where they count the rows, here or in most headings of that style: `Suzuki — 3`. */
function nameCounted(headings: readonly Heading[]): void {
  const counted = headings.flatMap((heading) => {
    const parts = partBareCount(heading.text);
    return parts ? [{ heading, ...parts, own: parts.count === heading.rows }] : [];
  });
  for (const { heading, brand } of counted) {
    const alike = counted.filter((other) => other.heading.style === heading.style);
    if (alike.filter(({ own }) => own).length > COUNTED_SHARE * alike.length) heading.brand = brand;
  }
}
