import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIndex } from '../../src/clean/catalog/catalogIndex.ts';
import { cleanRows } from '../../src/clean/clean.ts';
import { readRow } from '../../src/clean/outcome/repairs.ts';
import { foldText, nameKey, unmixScripts } from '../../src/clean/text/fold.ts';
import { soundKey } from '../../src/clean/text/phonetic.ts';
import type { RawRow } from '../../src/rows.ts';
import { ownCatalog, ownIndex } from '../support/catalog.ts';
import { readLabelled } from './labelled/score.mjs';

const OPTIONS = { latestYear: 2027 };
const SEED = { seed: 20260115 };

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.stringMatching(/^[а-яА-ЯёЁa-zA-Z0-9 .,/+()'"-]{0,40}$/),
);
const anyCells = fc.record({ brand: anyText, model: anyText, year: anyText, description: anyText });

/** Rows that are accepted as one vehicle, to be written in other ways. */
const ACCEPTED = readLabelled(['dev.csv', 'independent.csv'])
  .map(({ raw }) => raw)
  .filter((raw) => readRow(ownIndex(), raw, OPTIONS).decision === 'accept');
const anyAccepted = fc.constantFrom(...ACCEPTED);

const LOOKS = new Map([...'АВЕКМНОРСТХаеорсху'].map((letter, at) => [letter, [...'ABEKMHOPCTXaeopcxy'][at] ?? letter]));
const LOOKS_BACK = new Map([...LOOKS].map(([cyrillic, latin]) => [latin, cyrillic]));

/** Each letter goes its own way, by the bits of `choice`. */
const rewrite = (text: string, choice: number, change: (letter: string) => string): string =>
  [...text].map((letter, at) => ((choice >>> (at % 31)) & 1 ? change(letter) : letter)).join('');

const nameOf = (raw: Parameters<typeof readRow>[1]): string =>
  readRow(ownIndex(), raw, OPTIONS)
    .vehicles.map(({ brand, model }) => `${brand} ${model}`)
    .join(' + ');

const raw = (cells: Parameters<typeof readRow>[1]): RawRow => ({
  source: '',
  page: 0,
  row: 0,
  number: '',
  extra: '',
  ...cells,
});

describe('folding', () => {
  it('does nothing more the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(unmixScripts(unmixScripts(foldText(text)))).toBe(unmixScripts(foldText(text)));
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
        expect(soundKey(soundKey(text))).toBe(soundKey(text));
      }),
      SEED,
    );
  });

  it('keeps the length, so that a note can be quoted as printed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text)).toHaveLength(text.length);
        expect(unmixScripts(foldText(text))).toHaveLength(text.length);
      }),
      SEED,
    );
  });
});

describe('reading a row', () => {
  it('never throws, whatever is printed', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const { decision, vehicles } = readRow(ownIndex(), cells, OPTIONS);
        expect(vehicles.length > 0).toBe(decision !== 'reject');
      }),
      { ...SEED, numRuns: 300 },
    );
  });

  it.each([
    ['one word of 10,000 letters', 'ж'.repeat(10_000)],
    ['5,000 words', 'камри '.repeat(5_000)],
    ['5,000 numbers', '2010-'.repeat(5_000)],
    ['control characters', '\u0000\u0007\u001b'.repeat(3_000)],
    ['brackets', '(['.repeat(5_000)],
    ['one letter after the other', 'х '.repeat(5_000)],
  ])('takes a cell of %s without hanging', (_what, text) => {
    for (const cell of ['brand', 'model', 'year', 'description']) {
      const cells = { brand: 'Toyota', model: 'Camry', year: '', description: '', [cell]: text };
      expect(['accept', 'review', 'reject']).toContain(readRow(ownIndex(), cells, OPTIONS).decision);
    }
  });

  it('accepts a cleaned row fed back in, with the same name', () => {
    fc.assert(
      fc.property(anyAccepted, (cells) => {
        for (const { brand, model } of readRow(ownIndex(), cells, OPTIONS).vehicles) {
          const again = readRow(ownIndex(), { brand, model, year: '', description: '-' }, OPTIONS);
          expect([again.decision, ...again.vehicles.map((one) => `${one.brand} ${one.model}`)]).toEqual([
            'accept',
            `${brand} ${model}`,
          ]);
        }
      }),
      { ...SEED, numRuns: 250 },
    );
  });

  it('gives the same name whatever the case', () => {
    fc.assert(
      fc.property(anyAccepted, fc.nat(), (cells, choice) => {
        const flip = (letter: string): string =>
          letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
        const changed = {
          ...cells,
          brand: rewrite(cells.brand, choice, flip),
          model: rewrite(cells.model, choice, flip),
        };
        expect(nameOf(changed), JSON.stringify(changed)).toBe(nameOf(cells));
      }),
      { ...SEED, numRuns: 250 },
    );
  });

  it('gives the same name whichever of two letters that look alike is typed', () => {
    fc.assert(
      fc.property(anyAccepted, fc.nat(), (cells, choice) => {
        const swap = (letter: string): string => LOOKS.get(letter) ?? LOOKS_BACK.get(letter) ?? letter;
        const changed = {
          ...cells,
          brand: rewrite(cells.brand, choice, swap),
          model: rewrite(cells.model, choice, swap),
        };
        expect(nameOf(changed), JSON.stringify(changed)).toBe(nameOf(cells));
      }),
      { ...SEED, numRuns: 250 },
    );
  });

  it('gives the same name for a space, a hyphen or two spaces between the words', () => {
    fc.assert(
      fc.property(anyAccepted, fc.constantFrom(' ', '  ', '-', ' - '), (cells, gap) => {
        // Between numbers a hyphen means "to": 2103-2106.
        const join = (text: string): string => text.replace(/(?<=\p{L}{2})[ ](?=\p{L}{2})/gu, gap);
        const changed = { ...cells, brand: join(cells.brand), model: join(cells.model) };
        expect(nameOf(changed), JSON.stringify(changed)).toBe(nameOf(cells));
      }),
      { ...SEED, numRuns: 250 },
    );
  });
});

describe('cleaning a list', () => {
  it('gives the same rows whatever the order of the lines of the catalogue', () => {
    const catalog = ownCatalog();
    const reversed = {
      brands: [...catalog.brands].reverse(),
      models: [...catalog.models].reverse(),
      generations: [...catalog.generations].reverse(),
      codes: [...catalog.codes].reverse(),
      ambiguous: [...catalog.ambiguous].reverse(),
      twins: [...catalog.twins].reverse(),
      daughters: [...catalog.daughters].reverse(),
    };
    const rows = readLabelled().map((group) => raw(group.raw));
    expect(cleanRows(rows, reversed, [], OPTIONS)).toEqual(cleanRows(rows, catalog, [], OPTIONS));
    expect(createIndex(reversed).names.size).toBe(ownIndex().names.size);
  });

  it('accounts for every row exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyCells, anyAccepted), { maxLength: 12 }), (list) => {
        const rows = list.map((cells, at) => ({ ...raw(cells), page: 1, row: at + 1 }));
        const { cleaned, review, rejects } = cleanRows(rows, SMALL, [], OPTIONS);
        const places = [
          ...new Set(cleaned.map(({ row }) => row)),
          ...review.map(({ row }) => row),
          ...rejects.map(({ row }) => row),
        ];
        expect(places.sort((one, other) => one - other)).toEqual(rows.map(({ row }) => row));
      }),
      { ...SEED, numRuns: 60 },
    );
  });
});

/** A few makers: building the index anew for each run has to be quick. */
const SMALL = (() => {
  const makers = new Set(['Toyota', 'Kia', 'BMW', 'Lada']);
  const own = <Line extends { readonly brand: string }>(lines: readonly Line[]): Line[] =>
    lines.filter(({ brand }) => makers.has(brand)).slice(0, 120);
  const { brands, models, ambiguous } = ownCatalog();
  return {
    brands: own(brands),
    models: own(models),
    generations: [],
    codes: [],
    ambiguous: own(ambiguous),
    twins: [],
    daughters: [],
  };
})();
