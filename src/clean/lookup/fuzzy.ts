/**
 * Repairing words: fuse.js shortlists the spellings of one brand, steps between the sounds decide.
 * A score of fuse.js alone is never a decision: it takes 2107 for 2108 and finds short words anywhere.
 */
import Fuse from 'fuse.js';
import type { CatalogIndex, NameEntry } from '../catalog/catalogIndex.ts';
import { measureSteps, soundKey } from '../text/phonetic.ts';

export interface Near {
  readonly entry: NameEntry;
  /** Steps for each sound behind the first: one of five is .25. */
  readonly far: number;
}

/** Shorter words have too many neighbours; of four sounds only one that ears confuse may differ: `Пара` is no Passo. */
const MIN_SOUNDS = 4;
const SHORT = { sounds: 4, far: 0.25 };
/** Farther words are no reading of the cell, only worth proposing. */
const MAX_FAR = 0.335;
/** The next best model must be this many steps further away. */
const MARGIN = 0.5;
/** Wide: the shortlist only has to hold the right word. */
const FUSE_THRESHOLD = 0.5;
const SHORTLIST = 24;

interface Spelling {
  readonly sound: string;
  readonly entry: NameEntry;
}

const fuses = new WeakMap<CatalogIndex, Map<string, Fuse<Spelling>>>();

/** The nearest model of the brand; none where none is near enough or two are equally near. How near is enough, confidence.ts says. */
export function findNear(index: CatalogIndex, brand: string, sound: string): Near[] {
  if (sound.length < MIN_SOUNDS) return [];
  const near = measureAll(index, brand, sound, sound.length <= SHORT.sounds ? SHORT.far : MAX_FAR);
  const [best] = near;
  if (!best) return [];
  const rivals = near.filter(({ steps }) => steps - best.steps < MARGIN);
  // "Королал" may be a Corolla or a Corolla II: the family is what is printed.
  const [family = best] = [...rivals].sort((one, other) => one.entry.model.length - other.entry.model.length);
  return rivals.every(({ entry }) => isKin(entry.model, family.entry.model)) ? [family] : [];
}

/** Models worth proposing to an analyst, `far` at most. */
export function findProposals(index: CatalogIndex, brand: string, sound: string, far: number): readonly Near[] {
  return sound.length < 2 ? [] : measureAll(index, brand, sound, far);
}

const isKin = (model: string, family: string): boolean => model === family || model.startsWith(`${family} `);

interface Measured extends Near {
  readonly steps: number;
}

const measured = new WeakMap<CatalogIndex, Map<string, readonly Measured[]>>();
/** Words of one list; beyond it the memory starts anew. */
const MAX_REMEMBERED = 20_000;

/** A list repeats its words with other years and descriptions. */
function measureAll(index: CatalogIndex, brand: string, sound: string, maxFar: number): readonly Measured[] {
  let known = measured.get(index);
  if (!known || known.size >= MAX_REMEMBERED) {
    known = new Map();
    measured.set(index, known);
  }
  const key = `${brand}\n${sound}\n${maxFar}`;
  let near = known.get(key);
  if (near === undefined) {
    near = measure(index, brand, sound, maxFar);
    known.set(key, near);
  }
  return near;
}

function measure(index: CatalogIndex, brand: string, sound: string, maxFar: number): Measured[] {
  const best = new Map<string, Measured>();
  for (const { item } of fuseOf(index, brand).search(sound, { limit: SHORTLIST })) {
    // The shorter of the two tells how much they share: two steps of seven sounds, if the other has six, are too many.
    const sounds = Math.min(sound.length, item.sound.length) - 1;
    const limit = maxFar * Math.max(1, sounds);
    const steps = measureSteps(sound, item.sound, limit);
    // A step at the first letter makes another word: Boxer, Foxer.
    if (steps > limit || (steps >= 1 && sound[0] !== item.sound[0])) continue;
    const known = best.get(item.entry.model);
    if (!known || known.steps > steps) best.set(item.entry.model, { entry: item.entry, steps, far: steps / sounds });
  }
  return [...best.values()].sort(
    (one, other) => one.steps - other.steps || (one.entry.model < other.entry.model ? -1 : 1),
  );
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
      if (/\d/.test(sound) || sound.length < MIN_SOUNDS || seen.has(sound)) continue;
      seen.add(sound);
      spellings.push({ sound, entry: { brand, model, generation: '', via: name === model ? 'name' : 'alias' } });
    }
  }
  return spellings;
}
