/** The questions of a list, those first that settle most rows. */
import type { Origin } from '../../rows.ts';
import { detach } from './spellings.ts';

/** Rows that wait for one decision: the first and the last of a chain. */
interface Group {
  rows: number;
  first: number;
  last: number;
}

export interface ReviewQueue<Question> {
  /** Takes in what a spelling asks → the number for `add`. `decision` names what settles it; equal questions are one. */
  ask(decision: string, question: Question): number;
  /** One more row, printed there, asks it. */
  add(asked: number, origin: Origin): void;
  readonly size: number;
  /** Most settling first, then as added. */
  sorted(): Iterable<readonly [Question, Origin]>;
}

/** Holds each distinct question once and 28 bytes for a row. */
export function createReviewQueue<Question>(): ReviewQueue<Question> {
  const groups = new Map<string, Group>();
  const numbers = new Map<Question, number>();
  const questions: { readonly question: Question; readonly group: Group }[] = [];
  const sources = createNumbering();
  const chunks: Chunk[] = [];
  let size = 0;
  const chunkOf = (at: number): Chunk => {
    const index = Math.floor(at / CHUNK_ROWS);
    let chunk = chunks[index];
    if (!chunk) {
      chunk = createChunk();
      chunks.push(chunk);
    }
    return chunk;
  };
  return {
    ask(decision, question) {
      const known = numbers.get(question);
      if (known !== undefined) return known;
      let group = groups.get(decision);
      if (!group) {
        group = { rows: 0, first: NONE, last: NONE };
        groups.set(decision, group);
      }
      numbers.set(question, questions.length);
      return questions.push({ question, group }) - 1;
    },
    add(asked, { source, page, row }) {
      const group = questions[asked]?.group;
      if (!group) throw new Error('a row asks what was never taken in');
      const slot = size % CHUNK_ROWS;
      const chunk = chunkOf(size);
      chunk.asked[slot] = asked;
      chunk.source[slot] = sources.numberOf(source);
      chunk.page[slot] = page;
      chunk.row[slot] = row;
      chunk.next[slot] = NONE;
      if (group.last === NONE) group.first = size;
      else chunkOf(group.last).next[group.last % CHUNK_ROWS] = size;
      group.last = size;
      group.rows += 1;
      size += 1;
    },
    get size() {
      return size;
    },
    *sorted() {
      // Sorting is stable: equal groups stay in the order of their first row.
      for (const group of [...groups.values()].sort((one, other) => other.rows - one.rows)) {
        for (let at = group.first; at !== NONE; ) {
          const chunk = chunkOf(at);
          const slot = at % CHUNK_ROWS;
          const asked = questions[chunk.asked[slot] ?? NONE];
          if (!asked) throw new Error('a row asks what was never taken in');
          const origin = {
            source: sources.text(chunk.source[slot] ?? 0),
            page: chunk.page[slot] ?? 0,
            row: chunk.row[slot] ?? 0,
          };
          yield [asked.question, origin];
          at = chunk.next[slot] ?? NONE;
        }
      }
    },
  };
}

const CHUNK_ROWS = 8_192;
const NONE = -1;

/** Rows as bare numbers, a column each; `next` leads to the next row of the group. */
interface Chunk {
  readonly asked: Int32Array;
  readonly source: Int32Array;
  readonly page: Float64Array;
  readonly row: Float64Array;
  readonly next: Int32Array;
}

const createChunk = (): Chunk => ({
  asked: new Int32Array(CHUNK_ROWS),
  source: new Int32Array(CHUNK_ROWS),
  page: new Float64Array(CHUNK_ROWS),
  row: new Float64Array(CHUNK_ROWS),
  next: new Int32Array(CHUNK_ROWS),
});

function createNumbering(): { numberOf(text: string): number; text(number: number): string } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    numberOf(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const own = detach(text);
      numbers.set(own, texts.length);
      return texts.push(own) - 1;
    },
    text: (number) => texts[number] ?? '',
  };
}
