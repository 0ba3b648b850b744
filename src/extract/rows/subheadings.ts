import { isKnownBrand } from '../text/heading.ts';
import type { Heading } from './draft.ts';

/** A style is one of brands if this share of its headings are known ones. */
const KNOWN_SHARE = 0.5;

/**
 * Marks the headings of a second level (`Седаны` under `Toyota`): their style has no known brand, headings of another
 * style that stand right above them are mostly known brands. Each leaves its rows to the brand above it.
 */
export function markSubs(headings: readonly Heading[], brands: ReadonlySet<string> | undefined): void {
  const own = headings.filter((heading) => !heading.caption);
  const styles = new Map<string, Heading[]>();
  for (const heading of own) styles.set(heading.style, [...(styles.get(heading.style) ?? []), heading]);
  const isKnown = (heading: Heading): boolean => isKnownBrand(heading.text, brands);
  const isBrandStyle = (group: readonly Heading[]): boolean =>
    group.filter(isKnown).length >= KNOWN_SHARE * group.length;
  for (const [style, group] of styles) {
    if (group.some(isKnown)) continue;
    const parents = group.flatMap(({ previous }) =>
      previous && previous.rows === 0 && previous.style !== style ? [previous] : [],
    );
    if (parents.length === 0 || !parents.every((parent) => isBrandStyle(styles.get(parent.style) ?? []))) continue;
    for (const heading of group) heading.isSub = true;
  }
  // From the last one up, so that rows pass on through several sub-headings.
  for (const heading of [...own].reverse())
    if (heading.isSub && heading.previous) heading.previous.rows += heading.rows;
}
