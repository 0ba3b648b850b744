import { isKnownBrand } from '../text/heading.ts';
import { columnOf, type Draft } from './draft.ts';

/** A table lists vehicles if this share of its brands are known ones, alone or before a model. */
const KNOWN_SHARE = 0.2;
/** Names that hardly come again are those of models, whatever their title says. */
const DISTINCT_SHARE = 0.7;
const BRAND_WORDS_LIMIT = 3;

/**
 * The tables, by their `tableId`, that list something else than vehicles: they have brands but no models,
 * and hardly a known brand of vehicles, as a list of tyres or batteries.
 */
export function findOtherGoods(drafts: readonly Draft[], brands: ReadonlySet<string> | undefined): Set<number> {
  const others = new Set<number>();
  if (!brands) return others;
  const names = new Map<number, string[]>();
  const models = new Set<number>();
  for (const draft of drafts) {
    const column = columnOf(draft, 'brand');
    if (column < 0 || columnOf(draft, 'model') >= 0) models.add(draft.tableId);
    else if (draft.texts[column] !== '') {
      const texts = names.get(draft.tableId);
      if (texts) texts.push(draft.texts[column]!);
      else names.set(draft.tableId, [draft.texts[column]!]);
    }
  }
  for (const [table, texts] of names) {
    if (models.has(table)) continue;
    const known = texts.filter((text) => beginsWithBrand(text, brands)).length;
    const told = new Set(texts).size >= DISTINCT_SHARE * texts.length && texts.some((text) => /[\d\s]/u.test(text));
    if (known < KNOWN_SHARE * texts.length && !told) others.add(table);
  }
  return others;
}

/** Whether a text is a known brand or begins with one: `Toyota`, `Land Rover Defender`. */
export function beginsWithBrand(text: string, brands: ReadonlySet<string>): boolean {
  const words = text.split(/[\s/,]+/u);
  for (let n = Math.min(BRAND_WORDS_LIMIT, words.length); n > 0; n--)
    if (isKnownBrand(words.slice(0, n).join(' '), brands)) return true;
  return false;
}
