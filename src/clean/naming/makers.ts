/** Which maker an unbranded name belongs to: the only one that sells it, else what else the row says. */
import type { CatalogIndex, NameEntry } from '../catalog/catalogIndex.ts';
import { findMakerHints } from '../catalog/families.ts';
import type { Found } from '../lookup/lookup.ts';
import type { Mention } from '../mentions/mentions.ts';
import { nameKey } from '../text/fold.ts';
import { soundKey } from '../text/phonetic.ts';
import { CELL } from '../text/text.ts';

/** Shorter spellings are too weak without a maker beside them. */
const MIN_NAME = 3;

/** Is the mention worth reading where no maker is printed? */
export function isTelling(mention: Mention): boolean {
  const key = mention.tokens.map(({ text }) => text).join('');
  if (mention.strength === 'number') return isFactoryNumber(mention);
  if (mention.strength === 'shared') return false;
  if (mention.strength === 'code') return key.length >= MIN_NAME || mention.tier === 'code';
  // Two letters may be anything; a letter and a digit is a model's name: X5, Q7.
  return key.length >= MIN_NAME || (/\d/.test(key) && mention.tier === 'exact');
}

/** Makers whose models are called by factory numbers that no other maker uses: `2107`, `21099`. */
const FACTORY_NUMBERS: ReadonlySet<string> = new Set([
  'Lada',
  'GAZ',
  'UAZ',
  'KAMAZ',
  'MAZ',
  'ZIL',
  'Moskvich',
  'Izh',
  'ZAZ',
]);

/** Four digits and more that are neither a year nor a round number, and one such maker's only. */
export function isFactoryNumber({ tokens, found, cell }: Mention): boolean {
  const key = tokens.map(({ text }) => text).join('');
  if (cell > CELL.model || !/^\d{4,6}$/.test(key) || /^(?:19|20)\d\d$|00$|50$/.test(key)) return false;
  return found.every(({ entry }) => FACTORY_NUMBERS.has(entry.brand));
}

/** What of an unbranded mention may be meant: one entry, or several makers'. */
export function narrowMakers(
  index: CatalogIndex,
  folded: string,
  mention: Mention,
  others: readonly Mention[],
): Found[] {
  let found = dropTwins(index, mention, addNamesakes(index, mention.found));
  // A maker's own name for a model comes before a spelling that others of the trade use for another.
  const sounds = index.sounds.get(soundKey(mention.tokens.map(({ text }) => text).join(' '))) ?? [];
  const named = found.filter(({ entry }) => entry.via === 'name' || sounds.some((other) => isNameOf(other, entry)));
  if (named.length > 0) found = named;
  if (makersOf(found).size <= 1) return found;
  const hints = findMakerHints(folded);
  const hinted = found.filter(({ entry }) => hints.includes(entry.brand));
  if (makersOf(hinted).size === 1) return hinted;
  // A code or another name beside it that only one of them has: "Нива 2121".
  for (const other of others) {
    // "Спарк, Матиз": what is listed beside it is a vehicle of its own.
    if (other === mention || (other.strength === 'name' && other.segment !== mention.segment)) continue;
    const makers = makersOf(dropTwins(index, other, [...other.found]));
    const shared = found.filter(({ entry }) => makers.has(entry.brand));
    if (makersOf(shared).size === 1) return shared;
  }
  return found;
}

/** A word that two makers don't choose by chance: no index. */
const WORD_NAME = /^(?!.*-(?:Series|Class)$)[A-Za-z][A-Za-z -]{3,}$/;

/** Other makers' models of the same Latin name: "Центури" is spelled as a Toyota, but there is a Buick Century, too. */
function addNamesakes(index: CatalogIndex, found: readonly Found[]): Found[] {
  const all = [...found];
  for (const { entry, tier, far } of found) {
    if (entry.via !== 'name' || !WORD_NAME.test(entry.model)) continue;
    for (const other of index.names.get(nameKey(entry.model)) ?? []) {
      if (other.via !== 'name' || all.some((one) => one.entry.brand === other.brand && one.entry.via === 'name'))
        continue;
      all.push({ entry: other, tier, far });
    }
  }
  return all;
}

/** "Niva" is a spelling of Lada's, but in Russian it is their own name, too. */
const isNameOf = (other: NameEntry, { brand, model }: NameEntry): boolean =>
  other.via === 'name' && other.brand === brand && other.model === model;

export const makersOf = (found: readonly Found[]): Set<string> => new Set(found.map(({ entry }) => entry.brand));

function dropTwins(index: CatalogIndex, mention: Mention, found: Found[]): Found[] {
  const key = nameKey(mention.tokens.map(({ text }) => text).join(''));
  const rules = [index.twins.get(''), index.twins.get(key)];
  const makers = makersOf(found);
  const kept = found.filter(
    ({ entry }) => !rules.some((rule) => rule?.get(entry.brand)?.some((stronger) => makers.has(stronger))),
  );
  return kept.length > 0 ? kept : found;
}
