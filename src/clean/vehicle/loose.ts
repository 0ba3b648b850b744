/** Generations of a row whose model is in question. */
import type { GenerationHint } from '../attributes/ordinals.ts';
import { modelKey } from '../catalog/catalogIndex.ts';
import type { RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { makersOf } from '../naming/makers.ts';
import type { Question } from '../naming/naming.ts';
import type { Span } from '../text/text.ts';
import { findGenerations, type PrintedGeneration } from './generation.ts';
import { createUnlisted } from './vehicle.ts';

export interface LooseWords extends RowWords {
  readonly hints: readonly GenerationHint[];
}

const isNumber = ({ tokens }: Mention): boolean => tokens.every(({ kind }) => kind === 'number');

/** Without a model only counted generations, and codes of the models in question, can be read. */
export function readLooseGenerations(
  { index, text, tokens, hints }: LooseWords,
  naming: Question,
  latestYear: number,
): PrintedGeneration[] {
  const names = naming.subject.filter(({ strength }) => strength === 'name');
  const search = { text, tokens, hints, names, latestYear };
  // What may be the model itself is no generation beside it; a chassis number of all that are meant is.
  const isName = (span: Span): boolean =>
    naming.subject.some(
      (mention) =>
        span.start < mention.end &&
        mention.start < span.end &&
        (naming.brand === '' || (isNumber(mention) && !isChassisOfAll(mention))),
    );
  const isChassisOfAll = (mention: Mention): boolean =>
    mention.found.every(({ entry }) =>
      index.models
        .get(modelKey(entry.brand, entry.model))
        ?.generationOf.has(text.folded.slice(mention.start, mention.end)),
    );
  const foreign = findForeignCode(naming);
  if (foreign) return [foreign];
  const mayRead = (span: Span): boolean => !isName(span);
  const chassis = naming.subject.filter((mention) => isNumber(mention) && isChassisOfAll(mention));
  for (const { brand, model } of naming.proposals) {
    const info = index.models.get(modelKey(brand, model));
    if (!info) continue;
    const found = findGenerations({ ...search, model: info, mayRead });
    const [number] = chassis;
    const generation = number && info.generationOf.get(text.folded.slice(number.start, number.end));
    if (number && generation !== undefined) return [{ start: number.start, end: number.end, generation, kind: 'code' }];
    if (found.some(({ generation: one }) => one !== '')) return found;
  }
  return findGenerations({ ...search, model: createUnlisted({ brand: naming.brand, model: '' }), mayRead });
}

/** "Audi | W211": maker and model contradict, but the code is printed and says which generation is meant. */
function findForeignCode({ brand, subject }: Question): PrintedGeneration | undefined {
  const [only, other] = subject;
  if (brand !== '' || !only || other || only.strength !== 'code') return undefined;
  if (makersOf(only.found).size > 1) return undefined;
  const [generation, another] = new Set(only.found.map(({ entry }) => entry.generation));
  if (generation === undefined || generation === '' || another !== undefined) return undefined;
  return { start: only.start, end: only.end, generation, kind: 'code' };
}
