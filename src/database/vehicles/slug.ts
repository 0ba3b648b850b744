/** A brand's name in an address. */

/** Longest that the table takes, less room for a suffix. */
const MAX_SLUG_CHARS = 190;

/** `chooseSlug('Lynk & Co', taken)` → `lynk-co`; with a number behind where another brand has that already. */
export function chooseSlug(name: string, taken: ReadonlyMap<string, string>): string {
  const plain = name.normalize('NFKD').toLowerCase();
  const base =
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, MAX_SLUG_CHARS)
      .replace(/^-+|-+$/g, '') || 'brand';
  let slug = base;
  for (let n = 2; taken.has(slug) && taken.get(slug) !== name; n++) slug = `${base}-${n}`;
  return slug;
}
