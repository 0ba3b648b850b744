import { boxAround, overlap } from '../marks/geometry.ts';
import type { Edge, Edges } from '../page/edges.ts';
import { findLines, type Line, middleOf, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isKnownBrand } from '../text/heading.ts';
import { findRole, isContinuation, type Role } from '../text/roles.ts';
import { areTitlesOfGroups, areTitlesOfLevel, BAND_EM, findBound, TITLE_LEADING_EM, type Width } from './levels.ts';

/** Header words beyond the known ones, by their `keyOf`. */
export type Aliases = ReadonlyMap<string, Role>;

/** The words of a header and the stretch of the page that it takes. */
export interface Band {
  readonly words: readonly Word[];
  readonly top: number;
  readonly bottom: number;
}

/** A title outside of its header's line is no further away from it than this, in em. */
const OUTER_TITLE_EM = 20;
/** A title is no larger than the others of its header by this factor. */
const LARGER_TIMES = 1.2;
/** A line over a header that is no part of it may differ from its titles in size by this share. */
const SIZE_SHARE = 0.1;
/** Finds the band of a header from one of its lines: between edges, or as far as titles go on. */
export function findBand(seed: Line, lines: readonly Line[], edges: Edges, aliases?: Aliases): Band {
  const reach = BAND_EM * seed.size;
  const near = edges.level.filter((edge) => Math.abs(edge.at - seed.middle) < reach);
  const width = widestSpan(near, seed);
  const above = findBound(seed, -1, width, lines, edges, aliases);
  const below = findBound(seed, 1, width, lines, edges, aliases);
  const titles = new Set(seed.words.map(({ text }) => text));
  const own = lines
    .map(({ words }) =>
      words.filter(
        (word) => isBeside(word, seed, above && below ? width : seed.box) || isOuterTitle(word, seed, titles, aliases),
      ),
    )
    .filter((words) => words.length > 0);
  if (!above || !below) return growBand(seed, own, aliases);
  const inside = own
    .map((words) => words.filter((word) => middleOf(word) > above.at && middleOf(word) < below.at))
    .filter((words) => words.length > 0);
  const data = inside.find(
    (words) => isBelow(words, seed) && looksLikeData(words, seed, aliases) && !areTitlesOfLevel(words, aliases),
  );
  const caption = inside.findLast((words) => isCaption(words, seed, aliases));
  const words = inside
    .flat()
    .filter((word) => !data || middleOf(word) < middleOf(data[0]!) - 0.5 * seed.size)
    .filter((word) => !caption || middleOf(word) > middleOf(caption[0]!) + 0.5 * seed.size);
  const box = boxAround(words);
  const bottom = data ? (box.y1 + boxAround(data).y0) / 2 : below.at;
  return { words, top: caption ? (boxAround(caption).y1 + box.y0) / 2 : above.at, bottom };
}

/** A line over a header within its band that is no title: it looks unlike the titles, as the brand of a table does. */
function isCaption(words: readonly Word[], seed: Line, aliases?: Aliases): boolean {
  if (middleOf(words[0]!) > seed.middle - 0.5 * seed.size) return false;
  const { bold, color } = seed.words[0]!;
  return words.every(
    (word) =>
      (Math.abs(word.size - seed.size) > SIZE_SHARE * seed.size || word.bold !== bold || word.color !== color) &&
      !continuesTitle(word, seed, aliases),
  );
}

/** A band without the brand that stands alone over its titles, in the frame of its table: it heads the rows. */
export function belowBrand(band: Band, seed: Line, brands: ReadonlySet<string> | undefined): Band {
  const above = findLines(band.words).filter((line) => line.middle < seed.middle - 0.5 * seed.size);
  const brand = above.findLast((line) => isKnownBrand(textOfLine(line), brands));
  if (!brand) return band;
  const words = band.words.filter((word) => middleOf(word) > brand.middle + 0.5 * brand.size);
  return { ...band, words, top: (brand.box.y1 + boxAround(words).y0) / 2 };
}

/** Whether a word stands within a table's width; beside the line itself, only its own words do. */
function isBeside(word: Word, seed: Line, { x0, x1 }: Width): boolean {
  if (seed.words.includes(word)) return true;
  const x = (word.box.x0 + word.box.x1) / 2;
  if (x < x0 || x > x1) return false;
  const level = Math.abs(middleOf(word) - seed.middle) < 0.3 * seed.size;
  return !level || (x > seed.box.x0 && x < seed.box.x1);
}

/**
 * A title of two lines beside a line of single ones: its words stand above and below that line. One that the line has
 * already begins the header of a table beside this one.
 */
function isOuterTitle(word: Word, seed: Line, titles: ReadonlySet<string>, aliases?: Aliases): boolean {
  const off = Math.abs(middleOf(word) - seed.middle);
  if (off < 0.3 * seed.size || off > TITLE_LEADING_EM * seed.size || isLabel(word)) return false;
  const reach = OUTER_TITLE_EM * seed.size;
  if (word.box.x1 < seed.box.x0 - reach || word.box.x0 > seed.box.x1 + reach) return false;
  if (titles.has(word.text) && isClear(word, seed)) return false;
  return isContinuation(word.text) || findRole(word.text, aliases) !== undefined;
}

const isClear = ({ box }: Word, seed: Line): boolean => box.x1 < seed.box.x0 || box.x0 > seed.box.x1;

const isBelow = (words: readonly Word[], seed: Line): boolean => middleOf(words[0]!) > seed.middle + 0.5 * seed.size;

/** What stands before a value, not over a column: `Марка:` in the caption of a table. */
const isLabel = ({ text }: Word): boolean => text.endsWith(':');

/** A line within the band that is no title: it looks unlike the titles, or bears a plain number. */
function looksLikeData(words: readonly Word[], seed: Line, aliases?: Aliases): boolean {
  if (words.every((word) => continuesTitle(word, seed, aliases))) return false;
  const first = seed.words[0]!;
  const alike = words.every(
    (word) => word.bold === first.bold && word.color === first.color && word.italic === first.italic,
  );
  return !alike || words.some((word) => /^\d+$/u.test(word.text));
}

function growBand(seed: Line, lines: readonly (readonly Word[])[], aliases?: Aliases): Band {
  const words = [...seed.words];
  const index = lines.findIndex((line) => line.includes(seed.words[0]!));
  for (const step of [-1, 1]) {
    let from = seed.middle;
    for (let i = index + step; lines[i]; i += step) {
      const line = lines[i]!;
      const middle = middleOf(line[0]!);
      if (Math.abs(middle - from) > TITLE_LEADING_EM * seed.size) break;
      const continues = line.every((word) => continuesTitle(word, seed, aliases));
      if (!continues && !areTitlesOfLevel(line, aliases) && !(step < 0 && areTitlesOfGroups(line, seed, aliases)))
        break;
      words.push(...line);
      from = middle;
    }
  }
  const box = boxAround(words);
  return { words, top: box.y0, bottom: box.y1 };
}

/** The widest stretch that edges near a header run along: the table's width, of which a group title's line is a part. */
function widestSpan(edges: readonly Edge[], { box }: Line): Width {
  const spans = edges.flatMap((edge) => edge.spans).filter(([from, to]) => overlap(from, to, box.x0, box.x1) > 0);
  return { x0: Math.min(box.x0, ...spans.map(([from]) => from)), x1: Math.max(box.x1, ...spans.map(([, to]) => to)) };
}

function continuesTitle(word: Word, seed: Line, aliases?: Aliases): boolean {
  if (word.size > seed.size * LARGER_TIMES || isLabel(word)) return false;
  if (isContinuation(word.text) || findRole(word.text, aliases) !== undefined) return true;
  // A narrow cell may break a title within a word: `Марка ав` / `томобиля`.
  const above = seed.words.filter((w) => w.box.x0 < word.box.x1 && w.box.x1 > word.box.x0).map((w) => w.text);
  return above.length > 0 && findRole(above.join(' ') + word.text, aliases) !== undefined;
}
