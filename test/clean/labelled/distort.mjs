/**
 * Labelled rows made harder, seeded: typos in the names of accepted rows, which an expert would still read, and models that nobody
 * makes, which he would ask about. With them a threshold has something to choose by.
 */

const LETTERS = { cyrillic: 'абвгдежзиклмнопрстуфхцчшэюя', latin: 'abcdefghiklmnoprstuvxyz' };
const WORD = /^\p{L}{5,}$/u;

/** Small, seeded and good enough to draw rows with (mulberry32). */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One letter dropped, added, changed or swapped with the next. */
function mistype(word, random) {
  const letters = [...word];
  const at = Math.floor(random() * letters.length);
  const other = drawLetter(word, random);
  const kind = Math.floor(random() * 4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, other);
  else if (kind === 2) letters[at] = other;
  else [letters[at], letters[at + 1]] = [letters[at + 1] ?? '', letters[at]];
  return letters.join('');
}

function drawLetter(word, random) {
  const letters = /[а-яё]/i.test(word) ? LETTERS.cyrillic : LETTERS.latin;
  return letters[Math.floor(random() * letters.length)];
}

/** The first half of the word and an end that no model has: `Солярис` → `Соляхуж`. */
function invent(word, random) {
  const kept = word.slice(0, Math.ceil(word.length / 2));
  return kept + [...word.slice(kept.length)].map(() => drawLetter(word, random)).join('');
}

/** Accepted rows whose model cell is a word of five letters and more, that word mistyped so often. */
export function mistypeRows(groups, typos, seed = 1) {
  const random = createRandom(seed);
  return eligible(groups).map((group) => {
    let model = group.raw.model;
    for (let count = 0; count < typos; count += 1) model = model.replace(WORD, (word) => mistype(word, random));
    return { ...group, kind: `${typos} typos`, raw: { ...group.raw, model } };
  });
}

/** The same rows with a model that nobody makes: they should be asked. */
export function inventRows(groups, seed = 2) {
  const random = createRandom(seed);
  return eligible(groups).map((group) => ({
    ...group,
    kind: 'invented',
    decision: 'review',
    want: group.want.map((line) => ({ ...line, want_model: '' })),
    raw: { ...group.raw, model: group.raw.model.replace(WORD, (word) => invent(word, random)) },
  }));
}

/** Rows whose maker is printed in the brand cell and whose model is one word, so that nothing else tells what is meant. */
const eligible = (groups) =>
  groups.filter(
    ({ decision, want, raw }) =>
      decision === 'accept' &&
      want.length === 1 &&
      /^\p{L}{3,}(?:[ -]\p{L}+)?$/u.test(raw.brand) &&
      WORD.test(raw.model),
  );
