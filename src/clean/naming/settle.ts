/** What the rest of a row makes of a name: a chassis code that an index contradicts, a word that lengthens the model. */
import { isBodyWord } from '../attributes/bodies.ts';
import { modelKey } from '../catalog/catalogIndex.ts';
import { readIndexed } from '../lookup/indexed.ts';
import { type Found, findNamed } from '../lookup/lookup.ts';
import type { Context, RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { CELL } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import { findLonger } from './longer.ts';
import type { NamedVehicle } from './naming.ts';

/** Behind the name shorter words are trims. */
const MIN_WORD = 4;

/** "V220 W638": beside a chassis that no S-Class has, V220 is a family and its engine. */
export function settleByChassis({ index }: RowWords, context: Context, chosen: readonly Mention[]): readonly Mention[] {
  const chassis = context.mentions.find(({ strength }) => strength === 'shared');
  if (!chassis || chosen.some(({ strength }) => strength !== 'code')) return chosen;
  const fits = ({ entry }: Found): boolean =>
    chassis.found.some((one) => one.entry.brand === entry.brand && one.entry.model === entry.model);
  if (chosen.some(({ found }) => found.some(fits))) return chosen;
  const families = chosen.map((code) => ({
    ...code,
    found: readIndexed({ index, brands: context.brands }, code.tokens)?.filter(fits) ?? [],
  }));
  return families.every(({ found }) => found.length > 0) ? families : [chassis];
}

/** The word behind the name that makes it a longer one: misspelt in the model cell, or at the start of the description. */
export function lengthenName(words: RowWords, vehicle: NamedVehicle): NamedVehicle {
  const misspelt = findLonger(words, vehicle);
  if (!misspelt) return lengthenByDescription(words, vehicle);
  const [mention] = vehicle.mentions;
  if (!mention || misspelt.model === null) return vehicle;
  const entry = { brand: vehicle.brand, model: misspelt.model, generation: '', via: 'alias' } as const;
  const found: Found = { entry, tier: 'fuzzy', far: Math.max(misspelt.far, vehicle.found.far) };
  return lengthen(vehicle, mention, misspelt.token, found);
}

/** "Рендж Ровер | - | | спорт". */
function lengthenByDescription({ index, text, tokens }: RowWords, vehicle: NamedVehicle): NamedVehicle {
  const { brand, model, mentions } = vehicle;
  const [mention] = mentions;
  const word = tokens.find(({ cell }) => cell === CELL.description);
  if (!mention || word?.kind !== 'word' || word.start !== text.cells[CELL.description]?.start) return vehicle;
  if (word.text.length < MIN_WORD || isBodyWord(word.text)) return vehicle;
  // "плюс багажник" is a sum, no Golf Plus.
  if (/^плюс\s+\p{L}/u.test(text.folded.slice(word.start))) return vehicle;
  if (mentions.some(({ strength }) => strength !== 'name')) return vehicle;
  const nameRu = index.models.get(modelKey(brand, model))?.nameRu ?? model;
  const printed = /[а-я]/.test(word.text) ? `${nameRu} ${word.text}` : `${model} ${word.text}`;
  const found = findNamed(index, printed, new Set([brand])).find(
    ({ entry, tier }) => tier !== 'folded' && entry.via !== 'code' && entry.model.startsWith(`${model} `),
  );
  return found ? lengthen(vehicle, mention, word, found) : vehicle;
}

function lengthen({ brand, mentions }: NamedVehicle, mention: Mention, word: Token, found: Found): NamedVehicle {
  const { start, end, cell, segment } = word;
  const { tier, far } = found;
  const longer: Mention = { ...mention, tokens: [word], found: [found], tier, far, start, end, cell, segment };
  return { brand, model: found.entry.model, mentions: [...mentions, longer], found };
}
