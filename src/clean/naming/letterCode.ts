/** "Hyundai | NF": the model cell is nothing but a generation of two letters that one model of the maker has. */
import type { RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { nameKey, spellCode } from '../text/fold.ts';
import { isTrimWord } from '../text/noise.ts';
import { CELL } from '../text/text.ts';
import type { NamedVehicle } from './naming.ts';

export function readLetterCode({ index, tokens }: RowWords, brand: string): NamedVehicle | undefined {
  const [token, other] = tokens.filter(({ cell }) => cell === CELL.model);
  if (!token || other || token.kind !== 'word' || token.text.length !== 2 || isTrimWord(token.text)) return undefined;
  for (const key of [nameKey(token.text), ...spellCode(token.text)]) {
    const models = (index.modelsOf.get(brand) ?? []).filter(({ generations }) =>
      generations.some(({ generation }) => nameKey(generation) === key),
    );
    const [only, another] = models;
    if (!only) continue;
    if (another) return undefined;
    const { model, generationOf } = only;
    const entry = { brand, model, generation: generationOf.get(key) ?? '', via: 'code' } as const;
    const found = { entry, tier: 'code', far: 0 } as const;
    const { start, end, segment, cell } = token;
    const mention: Mention = {
      ...{ tokens: [token], found: [found], tier: 'code', far: 0, strength: 'code', reason: '' },
      ...{ start, end, segment, cell },
    };
    return { brand, model, mentions: [mention], found };
  }
  return undefined;
}
