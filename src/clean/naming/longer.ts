/** A misspelt word behind a family that has longer own models: "Королла Фильдр" is a Fielder, never just a Corolla. */
import { isBodyWord } from '../attributes/bodies.ts';
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { findNamed } from '../lookup/lookup.ts';
import type { RowWords } from '../mentions/context.ts';
import { foldText, nameKey } from '../text/fold.ts';
import { isTrimWord } from '../text/noise.ts';
import { measureSteps, soundKey } from '../text/phonetic.ts';
import { CELL, isFree } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import type { NamedVehicle } from './naming.ts';

export interface LongerName {
  readonly token: Token;
  /** The longer model, where the word is surely that one's; null = near one or several, and to be asked. */
  readonly model: string | null;
  /** As in {@link Found}, of the whole name. */
  readonly far: number;
}

/** Shorter words are trims. */
const MIN_WORD = 4;
/** From so many letters on, one may be another one. */
const LONG_WORD = 6;
/** A word of four letters two steps away is another word. */
const NEAR_STEPS = { short: 1, long: 2 };
/** The next longer model must be this many steps further away. */
const MARGIN = 0.5;

/** The unexplained word behind the family, if it is near the second word of one of its longer own models. */
export function findLonger(words: RowWords, vehicle: NamedVehicle): LongerName | null {
  const { index } = words;
  const { brand, model } = vehicle;
  if (!vehicle.mentions.some(({ strength }) => strength === 'name')) return null;
  const seconds = secondsOf(index, brand, model);
  const token = seconds.length > 0 ? findSecond(words, vehicle) : undefined;
  if (!token || findNamed(index, token.text, new Set([brand])).length > 0) return null;
  const best = new Map<string, Measured>();
  for (const { longer, word } of seconds) {
    const measured = measure(token.text, word);
    if (measured && measured.steps < (best.get(longer)?.steps ?? Number.POSITIVE_INFINITY)) best.set(longer, measured);
  }
  const [first, second] = [...best].sort((one, other) => one[1].steps - other[1].steps || (one[0] < other[0] ? -1 : 1));
  if (!first) return null;
  const [longer, { steps, safe }] = first;
  const alone = !second || second[1].steps - steps >= MARGIN;
  return { token, model: safe && alone ? longer : null, far: steps / (soundKey(longer).length - 1) };
}

/** The first word behind the name, numbers aside; in the cell of the name or at the start of the next. */
function findSecond({ text, tokens }: RowWords, { mentions }: NamedVehicle): Token | undefined {
  const last = mentions.filter(({ cell }) => cell <= CELL.model).at(-1);
  if (!last) return undefined;
  const word = tokens.find(({ start, kind }) => start >= last.end && kind === 'word');
  if (word?.cell !== CELL.model || word.text.length < MIN_WORD || !isFree(text, word)) return undefined;
  const follows = word.segment === last.segment || word.start === text.cells[CELL.model]?.start;
  return follows && !word.glued && !isTrimWord(word.text) && !isBodyWord(word.text) ? word : undefined;
}

interface Measured {
  readonly steps: number;
  readonly safe: boolean;
}

/** By letters and by sound, whichever is nearer. */
function measure(printed: string, word: string): Measured | null {
  const heard = soundKey(printed);
  const known = soundKey(word);
  const [nearer] = [compare(printed, word), compare(heard, known)]
    .flatMap((measured) => measured ?? [])
    .sort((one, other) => one.steps - other.steps || Number(other.safe) - Number(one.safe));
  // A step at the first letter makes another word.
  return nearer && (nearer.steps < 1 || heard[0] === known[0]) ? nearer : null;
}

/** Safe is a swap, a confusable, lost or added letter; in a long word any other one. */
function compare(printed: string, word: string): Measured | null {
  const letters = Math.min(printed.length, word.length);
  const limit = letters <= MIN_WORD ? NEAR_STEPS.short : NEAR_STEPS.long;
  const steps = measureSteps(printed, word, limit);
  if (steps > limit) return null;
  const changed = printed.length === word.length && sorted(printed) !== sorted(word);
  return { steps, safe: steps < 1 || (steps === 1 && (!changed || letters >= LONG_WORD)) };
}

const sorted = (word: string): string => [...word].sort().join('');

interface Second {
  readonly longer: string;
  readonly word: string;
}

const secondsOfIndex = new WeakMap<CatalogIndex, Map<string, readonly Second[]>>();

/** What stands behind the family in the spellings of its longer models, and their spellings of one word. */
function secondsOf(index: CatalogIndex, brand: string, family: string): readonly Second[] {
  const known = secondsOfIndex.get(index) ?? new Map<string, readonly Second[]>();
  secondsOfIndex.set(index, known);
  const key = `${brand}\n${family}`;
  let seconds = known.get(key);
  if (!seconds) {
    seconds = (index.modelsOf.get(brand) ?? [])
      .filter(({ model }) => model.startsWith(`${family} `))
      .flatMap(({ model, nameRu, aliases }) =>
        [model, nameRu, ...aliases]
          .map((name) =>
            foldText(name)
              .slice(familyLength(index, brand, family, foldText(name)))
              .trim(),
          )
          .filter((word) => /^\p{L}{3,}$/u.test(word))
          .map((word) => ({ longer: model, word })),
      );
    known.set(key, seconds);
  }
  return seconds;
}

/** How many letters of the spelling name the family, in whichever script. */
function familyLength(index: CatalogIndex, brand: string, family: string, name: string): number {
  const parts = name.split(' ');
  for (let count = parts.length - 1; count >= 1; count -= 1) {
    const head = parts.slice(0, count).join(' ');
    if (index.names.get(nameKey(head))?.some((entry) => entry.brand === brand && entry.model === family))
      return head.length;
  }
  return 0;
}
