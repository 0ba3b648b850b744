/** What an analyst typed in review.csv → decisions to remember, or every fault of the file at once. */
import type { ReviewRow } from '../../rows.ts';
import { type CatalogIndex, modelKey } from '../catalog/catalogIndex.ts';
import { type Alias, type Decisions, decisionKey, decisionText } from '../decisions/aliases.ts';
import { nameKey } from '../text/fold.ts';

export interface Decided {
  /** Decisions that weren't remembered before, in the order of the file. */
  readonly aliases: readonly Alias[];
  /** Words like accept and reject, counted by row; `waiting` rows have none. */
  readonly counts: {
    readonly accept: number;
    readonly reject: number;
    readonly skip: number;
    readonly waiting: number;
  };
  /** What can't be done, in words, with the row. */
  readonly faults: readonly string[];
}

export interface DecidedBy {
  /** ISO date and time. */
  readonly at: string;
  readonly by: string;
}

/** `findDecisions(rows, remembered, index, { at, by })`: nothing is decided if there is any fault. */
export function findDecisions(
  rows: readonly ReviewRow[],
  remembered: Decisions,
  index: CatalogIndex,
  { at, by }: DecidedBy,
): Decided {
  const counts = { accept: 0, reject: 0, skip: 0, waiting: 0 };
  const faults: string[] = [];
  const fresh = new Map<string, Alias>();
  for (const row of rows) {
    const word = row.decision.trim().toLowerCase();
    const place = `${row.source} page ${row.page} row ${row.row}`;
    if (word === '') counts.waiting += 1;
    else if (word === 'skip') counts.skip += 1;
    else if (word !== 'accept' && word !== 'reject') {
      faults.push(`${place}: '${row.decision}' is not accept, reject or skip`);
    } else {
      counts[word] += 1;
      const name = word === 'accept' ? resolveName(index, row) : { brand: '', model: '' };
      if (typeof name === 'string') {
        faults.push(`${place}: ${name}`);
        continue;
      }
      const text = decisionText(rawOf(row));
      const alias = { ...text, ...name, decidedAt: at, decidedBy: by, source: row.source };
      const key = decisionKey(text);
      const before = remembered.get(key) ?? fresh.get(key);
      if (before && !isSameDecision(before, alias)) {
        faults.push(`${place}: '${renderText(text)}' is ${renderName(alias)} here and ${renderName(before)} before`);
      } else if (!before) fresh.set(key, alias);
    }
  }
  return { aliases: [...fresh.values()], counts, faults };
}

/** The printed cells of a review row, to be read again. */
const rawOf = (row: ReviewRow): { brand: string; model: string; year: string; description: string } => ({
  brand: row.rawBrand,
  model: row.rawModel,
  year: row.rawYear,
  description: row.rawDescription,
});

const NEW = /^new\s+/i;

/** Canonical names, or what is wrong with them; a name that the catalogue doesn't know is typed as `new Name`. */
function resolveName(index: CatalogIndex, row: ReviewRow): { brand: string; model: string } | string {
  if (row.brand.trim() === '' || row.model.trim() === '') return 'accept needs a brand and a model';
  const brand = resolveBrand(index, row.brand.trim());
  if (brand === undefined) return `the brand '${row.brand}' is unknown: write 'new ${row.brand}' if it is right`;
  const typed = row.model.trim();
  if (NEW.test(typed)) return { brand, model: typed.replace(NEW, '').trim() };
  const own = index.modelsOf.get(brand)?.find(({ model }) => nameKey(model) === nameKey(typed));
  if (own) return { brand, model: own.model };
  const named = (index.names.get(nameKey(typed)) ?? []).filter(
    (entry) => entry.brand === brand && entry.via !== 'code',
  );
  const [only, other] = [...new Set(named.map(({ model }) => modelKey(brand, model)))];
  const model = only !== undefined && other === undefined ? named[0]?.model : undefined;
  return model === undefined
    ? `the model '${typed}' of ${brand} is unknown: write 'new ${typed}' if it is right`
    : { brand, model };
}

function resolveBrand(index: CatalogIndex, typed: string): string | undefined {
  if (NEW.test(typed)) return typed.replace(NEW, '').trim();
  const [brand, other] = index.brands.get(nameKey(typed)) ?? [];
  return other === undefined ? brand : undefined;
}

const isSameDecision = (one: Alias, other: Alias): boolean => one.brand === other.brand && one.model === other.model;

const renderName = ({ brand, model }: Alias): string => (brand === '' ? 'no vehicle' : `'${brand} ${model}'`);
const renderText = ({ rawBrand, rawModel }: { rawBrand: string; rawModel: string }): string =>
  `${rawBrand} ${rawModel}`.trim();
