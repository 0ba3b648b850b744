/** "Мерс | 210 кузов": where a row names no model, the number that is printed as a body may be the model's. */
import type { GenerationHint } from '../attributes/ordinals.ts';
import { modelKey } from '../catalog/catalogIndex.ts';
import type { Found } from '../lookup/lookup.ts';
import { parseRoman } from '../text/roman.ts';
import { type Context, findContext, type RowWords } from './context.ts';
import type { Mention } from './mentions.ts';

interface Reading {
  readonly context: Context;
  readonly hints: readonly GenerationHint[];
}

/** Reads a row without a model once more, its body numbers being names; if they name none, everything stays. */
export function settleChassis(words: RowWords, context: Context, hints: readonly GenerationHint[]): Reading {
  const spans = hints.flatMap(({ chassis }) => chassis);
  if (spans.length === 0 || !isUnnamed(context)) return { context, hints };
  const { used } = words.text;
  const understood = used.slice();
  for (const { start, end } of spans) used.fill(0, start, end);
  const loose = findContext(words);
  const mentions = loose.mentions.map((mention) => settleByBody(words, mention) ?? mention);
  const settled = { ...loose, mentions };
  if (!isUnnamed(settled)) return { context: settled, hints: hints.filter(({ chassis }) => chassis.length === 0) };
  used.set(understood);
  return { context, hints };
}

const isUnnamed = ({ brands, mentions }: Context): boolean =>
  brands !== null && mentions.every(({ strength }) => strength === 'shared');

/** "220 кузов": a number of several models is the chassis of one; null where it isn't. */
function settleByBody({ index, text }: RowWords, mention: Mention): Mention | null {
  const number = text.folded.slice(mention.start, mention.end);
  const found = mention.found.flatMap((one): Found[] => {
    const generation = index.models.get(modelKey(one.entry.brand, one.entry.model))?.generationOf.get(number) ?? '';
    if (generation === '' || parseRoman(generation) > 0) return [];
    return [{ ...one, tier: 'code', entry: { ...one.entry, generation, via: 'code' } }];
  });
  return found.length === 1 ? { ...mention, found, tier: 'code', strength: 'code' } : null;
}
