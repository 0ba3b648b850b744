import { boxAround } from '../marks/geometry.ts';
import type { Edges } from '../page/edges.ts';
import { type Line, middleOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';

/** What a header takes of a page. */
interface Stretch {
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
}

/** Fewer numbers than this may be a row's. */
const NUMBERS_LEAST = 3;
/** The numbers stand no further below the titles than this, in em. */
const BELOW_EM = 3;
/** An edge bounds the numbers if it is no further below them than this, in em. */
const EDGE_EM = 1.5;
const NUMBER = /^\(?(\d{1,2})[.)]?$/u;

/** Whether texts number columns: `1 2 3 4 5`, or `1 2 3 1 2 3` over two tables side by side. */
export function areColumnNumbers(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(NUMBER.exec(text)?.[1] ?? 0));
  return (
    numbers.length >= NUMBERS_LEAST &&
    numbers.every((n, i) => (i === 0 ? n === 1 : n === numbers[i - 1]! + 1 || (n === 1 && i >= NUMBERS_LEAST)))
  );
}

/** A header with the row of column numbers right below it, if there is one, as forms have it. */
export function takeColumnNumbers<T extends Stretch>(band: T, lines: readonly Line[], edges: Edges): T {
  const box = boxAround(band.words);
  const size = band.words[0]!.size;
  const below = lines.find((line) => line.middle > Math.max(band.bottom, box.y1) && line.box.x0 < box.x1 + size);
  if (!below || below.middle - band.bottom > BELOW_EM * size) return band;
  const words = below.words.filter((word) => middleOf(word) > band.bottom);
  if (!areColumnNumbers(words.map((word) => word.text))) return band;
  const { y1 } = below.box;
  const edge = edges.level.find(({ at }) => at >= y1 - 1 && at - y1 < EDGE_EM * below.size);
  return { ...band, words: [...band.words, ...words], bottom: edge?.at ?? y1 };
}
