/**
 * Repairing words: fuse.js shortlists the spellings of one brand, steps between the sounds decide.
 * A score of fuse.js alone is never a decision: it takes 2107 for 2108 and finds short words anywhere.
 */
import Fuse from 'fuse.js';
import type { CatalogIndex, NameEntry } from './index.ts';
import { measureSteps, soundKey } from './phonetic.ts';

export interface Near {
  readonly entry: NameEntry;
  readonly steps: number;
}

/**
 * Four sounds may differ in one that ears confuse, five or six in any one, longer words in two; see docs/CLEANING.md.
 * `Пара` is no Passo.
 */
const SHORTEST = { letters: 4, steps: 0.6 };
const SHORT = { letters: 5, steps: 1 };
const LONG = { letters: 7, steps: 2 };
/** The next best model must be this much further away. */
const MARGIN = 0.5;
/** Wide: the shortlist only has to hold the right word. */
const FUSE_THRESHOLD = 0.5;
const SHORTLIST = 24;

interface Spelling {
  readonly sound: string;
  readonly entry: NameEntry;
}

const fuses = new WeakMap<CatalogIndex, Map<string, Fuse<Spelling>>>();

/** The nearest models of the brand, best first; empty where none is near enough or two are equally near. */
export function findNear(index: CatalogIndex, brand: string, sound: string): Near[] {
  const limit = limitFor(sound);
  if (limit === 0) return [];
  const near = measureAll(index, brand, sound, limit);
  const [best, second] = near;
  if (!best || (second && second.steps - best.steps < MARGIN)) return [];
  return [best];
}

/** Models worth proposing to an analyst, however far they are. */
export function findProposals(index: CatalogIndex, brand: string, sound: string, count: number): Near[] {
  if (sound.length < 2) return [];
  return measureAll(index, brand, sound, Math.max(2, sound.length / 2)).slice(0, count);
}

function measureAll(index: CatalogIndex, brand: string, sound: string, limit: number): Near[] {
  const best = new Map<string, Near>();
  for (const { item } of fuseOf(index, brand).search(sound, { limit: SHORTLIST })) {
    const steps = measureSteps(sound, item.sound, limit);
    // A step at the first letter makes another word: Boxer, Foxer.
    if (steps > limit || (steps >= 1 && sound[0] !== item.sound[0])) continue;
    const known = best.get(item.entry.model);
    if (!known || known.steps > steps) best.set(item.entry.model, { entry: item.entry, steps });
  }
  return [...best.values()].sort(
    (one, other) => one.steps - other.steps || (one.entry.model < other.entry.model ? -1 : 1),
  );
}

function limitFor(sound: string): number {
  if (sound.length < SHORTEST.letters) return 0;
  if (sound.length < SHORT.letters) return SHORTEST.steps;
  return sound.length < LONG.letters ? SHORT.steps : LONG.steps;
}

function fuseOf(index: CatalogIndex, brand: string): Fuse<Spelling> {
  let ofIndex = fuses.get(index);
  if (!ofIndex) {
    ofIndex = new Map();
    fuses.set(index, ofIndex);
  }
  let fuse = ofIndex.get(brand);
  if (!fuse) {
    fuse = new Fuse(spellingsOf(index, brand), { keys: ['sound'], threshold: FUSE_THRESHOLD, includeScore: true });
    ofIndex.set(brand, fuse);
  }
  return fuse;
}

function spellingsOf(index: CatalogIndex, brand: string): Spelling[] {
  const spellings: Spelling[] = [];
  for (const { model, nameRu, aliases } of index.modelsOf.get(brand) ?? []) {
    const seen = new Set<string>();
    for (const name of [model, nameRu, ...aliases]) {
      const sound = soundKey(name);
      if (/\d/.test(sound) || sound.length < SHORTEST.letters || seen.has(sound)) continue;
      seen.add(sound);
      spellings.push({ sound, entry: { brand, model, generation: '', via: name === model ? 'name' : 'alias' } });
    }
  }
  return spellings;
}
