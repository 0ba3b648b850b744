/** Every distinct spelling is worked on once: a list of a million rows repeats about 20,000. */
import type { RawRow } from '../../rows.ts';

const MAX_REMEMBERED = 100_000;
/** A longer row is broken text; it is read, but not kept. */
const MAX_KEY_CHARS = 400;

/** `rememberSpellings((row) => read(row))`: `work` sees only what is printed; its result holds for every row that prints the same. */
export function rememberSpellings<Value extends object>(work: (row: RawRow) => Value): (row: RawRow) => Value {
  const known = new Map<string, Value>();
  return (row) => {
    const key = `${row.brand}\n${row.model}\n${row.year}\n${row.description}`;
    const before = known.get(key);
    if (before) return before;
    const value = work(detachRow(row));
    if (key.length <= MAX_KEY_CHARS) {
      // The oldest spelling goes first; it comes back at the price of one reading.
      if (known.size >= MAX_REMEMBERED) known.delete(known.keys().next().value ?? '');
      known.set(key, value);
    }
    return value;
  };
}

/** What is remembered of a spelling must not keep the piece of the file alive that its cells are cut from. */
function detachRow(row: RawRow): RawRow {
  return {
    ...row,
    brand: detach(row.brand),
    model: detach(row.model),
    year: detach(row.year),
    description: detach(row.description),
  };
}

/** The same text in memory of its own: V8 cuts text without copying, and a cut keeps the whole alive; joining copies. */
export const detach = (text: string): string => ` ${text}`.slice(1);
