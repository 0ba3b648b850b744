/** Remembers what a pure function of a short text gave: a list repeats its words. */

/** Enough for the words of a large list; beyond it the memory starts anew. */
const MAX_REMEMBERED = 50_000;
/** Long texts are rare and would fill the memory. */
const MAX_CHARS = 48;

export function remember<Value>(work: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    if (text.length > MAX_CHARS) return work(text);
    let value = known.get(text);
    if (value === undefined) {
      value = work(text);
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(text, value);
    }
    return value;
  };
}
