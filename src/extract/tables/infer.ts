import { isSeam, mendMixed, type Slot } from '../body/mixedSlots.ts';
import type { Column, Method } from '../columns/columns.ts';
import { type Box, boxAround } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import { chunksOf, findLines, type Line, textOf, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isKnownBrand } from '../text/heading.ts';
import type { Role } from '../text/roles.ts';
import { findShiftedGrids, textsInGrids } from './shiftedGrids.ts';

/** Columns told from what they hold, where a list has no header. */
export interface Inferred {
  readonly columns: readonly Column[];
  /** Whether lines drew the columns, at other places further down. */
  readonly method: Method;
  readonly box: Box;
}

/** Fewer lines than this are no list. */
const LINES_LIMIT = 4;
/** Lines that may cross the space between two columns. */
const CROSSING_SHARE = 0.12;
/** Text begins or ends flush at a column's edge in at least this share of the lines. */
const FLUSH_SHARE = 0.3;
const FLUSH_PT = 0.8;
/** A space this wide parts columns even where nothing is flush. */
const WIDE_PT = 9;
/** A column of numbers that don't rise has one in at least this share of the lines, wrapped ones included. */
const LEADING_SHARE = 0.4;
/** A list without years and numbers is known by its remarks and brands, if this share of those is known. */
const SURE_SHARE = 0.8;
const NARROW_PT = 2;
/** Less space than this is none. */
const TOUCHING_PT = 0.2;
const WALL_SHARE = 0.5;
/** A slot with text in fewer lines than this is no column. */
const FILLED_SHARE = 0.03;
/** So many names of brands that stand alone head the rows of a list, which then needs no other sign of vehicles. */
export const HEADINGS_LEAST = 2;

const YEAR = /^(?:с|до|от|по|после|from|to|since)?\s*\(?(?:(?:19|20)\d\d|\d\d\s*[-–]\s*\d\d)/iu;
const INTEGER = /^№?\s?\d{1,6}[.)]?$/u;
const BLANK = /^[-–—.]*$/u;
/** Whether a text is a year or several: `2008-2014`, `с 2019`. */
export const isYear = (text: string): boolean => YEAR.test(text);
const REMARK =
  /борт|рул[ья]|ряд|салон|багаж|кузов|поколен|лонг|накидк|дизел|гибрид|рестайл|дорест|электро|(?:^|\d\s?)мест|двер|седан|универсал|х[еэ]тчб|лифтб|клипс|перемычк|подпятник|привод|автомат|механик|[ам]кпп|правый|левый|замер|[24]wd|with|without|border|wheel|row|seats/iu;

/**
 * Tells the columns of a list without a header from the space between them and from what they hold; `headings` are known
 * brands that stand alone, here or in the other newspaper columns of the page.
 */
export function inferColumns(
  words: readonly Word[],
  edges: Edges,
  brands?: ReadonlySet<string>,
  headings = countHeadings(words, brands),
): Inferred | undefined {
  const lines = findLines(words).filter((line) => chunksOf(line).length > 1);
  if (lines.length < LINES_LIMIT) return undefined;
  const box = boxAround(lines);
  const headed = headings >= HEADINGS_LEAST;
  const grids = findShiftedGrids(edges, box);
  if (grids) {
    const roles = inferRoles(textsInGrids(lines, grids), brands, headed);
    const { walls } = grids[0]!;
    return (
      roles && {
        box,
        columns: roles.map((role, c) => ({ role, title: '', x0: walls[c]!, x1: walls[c + 1]! })),
        method: 'ruled',
      }
    );
  }
  const chunks = lines.flatMap(chunksOf);
  const walls = edges.upright
    .filter(
      (edge) => edge.drawn && edge.at > box.x0 && edge.at < box.x1 && coverageOf(edge, box.y0, box.y1) >= WALL_SHARE,
    )
    .map((edge) => edge.at);
  const inner = walls.length > 0 ? walls : findSpaces(chunks, lines.length, box, brands);
  const xs = [box.x0 - 4, ...inner, box.x1 + 4];
  const found = dropEmpty(
    xs.slice(1).map((x1, i) => ({ x0: xs[i]!, x1 })),
    lines,
  );
  const slots = walls.length > 0 ? found : mendMixed(found, lines);
  const texts = slots.map(({ x0, x1 }) => lines.map((line) => textIn(line, x0, x1)));
  const roles = inferRoles(texts, brands, headed);
  if (!roles) return undefined;
  return { box, columns: slots.map(({ x0, x1 }, i) => ({ role: roles[i]!, title: '', x0, x1 })), method: 'space' };
}

/** How many lines are known brands that stand alone, as headings do. */
export const countHeadings = (words: readonly Word[], brands?: ReadonlySet<string>): number =>
  findLines(words).filter((line) => chunksOf(line).length === 1 && isKnownBrand(textOfLine(line), brands)).length;

/** Joins a slot in which hardly a line has text to the next one: it lies outside the table's frame. */
function dropEmpty(slots: readonly Slot[], lines: readonly Line[]): Slot[] {
  const kept: Slot[] = [];
  let from: number | undefined;
  for (const slot of slots) {
    const filled = lines.filter((line) => textIn(line, slot.x0, slot.x1) !== '').length;
    if (filled < FILLED_SHARE * lines.length) {
      from ??= slot.x0;
      continue;
    }
    kept.push({ x0: kept.length === 0 ? (from ?? slot.x0) : slot.x0, x1: slot.x1 });
  }
  return kept;
}

function textIn(line: Line, x0: number, x1: number): string {
  const words = line.words.filter(({ box }) => (box.x0 + box.x1) / 2 >= x0 && (box.x0 + box.x1) / 2 < x1);
  return words.length === 0 ? '' : textOf(words);
}

function findSpaces(chunks: readonly Line[], lineCount: number, box: Box, brands?: ReadonlySet<string>): number[] {
  const stops = [...new Set(chunks.flatMap((c) => [c.box.x0, c.box.x1]))].sort((a, b) => a - b);
  const near = (a: number, b: number): boolean => Math.abs(a - b) < FLUSH_PT;
  const labels = findBrandCells(chunks, near, brands);
  const spaces: { from: number; to: number; clear: Clear; last: Clear }[] = [];
  for (let i = 1; i < stops.length; i++) {
    const from = stops[i - 1]!;
    const to = stops[i]!;
    const middle = (from + to) / 2;
    const crosses = (c: Line): boolean => c.box.x0 < middle && c.box.x1 > middle;
    const crossing = chunks.filter(crosses).length;
    if (crossing > CROSSING_SHARE * lineCount || labels.some(crosses)) continue;
    const part = { from, to, crossing };
    const space = spaces.at(-1);
    if (space && space.to >= from) {
      space.to = to;
      space.last = space.last.crossing === crossing ? { ...space.last, to } : part;
      if (isClearer(space.last, space.clear)) space.clear = space.last;
    } else spaces.push({ from, to, clear: part, last: part });
  }
  return spaces
    .filter(({ from, to }) => {
      const width = to - from;
      if (from <= box.x0 || to >= box.x1 || width < TOUCHING_PT) return false;
      const starts = chunks.filter((c) => near(c.box.x0, to)).length / lineCount;
      const ends = chunks.filter((c) => near(c.box.x1, from)).length / lineCount;
      // Right-aligned text stands close to left-aligned text of the next column.
      if (width < NARROW_PT)
        return (starts >= FLUSH_SHARE && ends >= FLUSH_SHARE) || isSeam(from, to, chunks, lineCount);
      return width >= WIDE_PT || starts >= FLUSH_SHARE || ends >= FLUSH_SHARE || labels.some((c) => near(c.box.x0, to));
    })
    .map(({ from, to, clear, last }) => {
      // Where columns are ragged, a few long texts reach into the space between them: it parts where the fewest do,
      // be it close to where the next column begins, if texts that end at the right of theirs leave room there.
      const starts = chunks.filter((c) => near(c.box.x0, to)).length / lineCount;
      const close = starts >= FLUSH_SHARE && last.crossing === clear.crossing && last.to - last.from >= TOUCHING_PT;
      const space = close ? last : clear.to - clear.from >= NARROW_PT ? clear : { from, to };
      return Math.max((space.from + space.to) / 2, space.to - 3);
    });
}

/** Brands below each other where nothing else begins: merged cells hold few of them, but have a column for it. */
function findBrandCells(
  chunks: readonly Line[],
  near: (a: number, b: number) => boolean,
  brands?: ReadonlySet<string>,
): Line[] {
  const known = chunks.filter((c) => isKnownBrand(textOfLine(c), brands));
  return known.filter(({ box: { x0 } }) => {
    const own = known.filter((c) => near(c.box.x0, x0)).length;
    return own >= HEADINGS_LEAST && own >= SURE_SHARE * chunks.filter((c) => near(c.box.x0, x0)).length;
  });
}

/** A part of a space, and how many texts run through it. */
interface Clear {
  readonly from: number;
  readonly to: number;
  readonly crossing: number;
}

/** Whether fewer texts run through a part of a space than through another, or as few through a wider one. */
const isClearer = (part: Clear, other: Clear): boolean =>
  part.crossing < other.crossing || (part.crossing === other.crossing && part.to - part.from > other.to - other.from);

/** Gives columns their roles by what most of their cells look like; none if it can't be a vehicle list. */
function inferRoles(
  texts: readonly (readonly string[])[],
  brands?: ReadonlySet<string>,
  headed = false,
): Role[] | undefined {
  const shares = texts.map((column) => {
    const filled = column.filter((text) => text !== '' && !BLANK.test(text));
    const share = (test: (text: string) => boolean): number => filled.filter(test).length / Math.max(1, filled.length);
    const numbers = filled
      .filter((text) => INTEGER.test(text))
      .map((text) => Number.parseInt(text.replace('№', ''), 10));
    const stepShare = (test: (step: number) => boolean): number =>
      numbers.slice(1).filter((n, i) => test(n - numbers[i]!)).length / Math.max(1, numbers.length - 1);
    return {
      integer: share((text) => INTEGER.test(text)),
      rising: stepShare((step) => step > 0),
      counting: stepShare((step) => step === 1),
      year: share((text) => YEAR.test(text)),
      brand: share((text) => isKnownBrand(text, brands)),
      remark: share((text) => REMARK.test(text)),
      letters: share((text) => /\p{L}/u.test(text)),
      distinct: new Set(filled).size / Math.max(1, filled.length),
      filled: filled.length / column.length,
      length: filled.reduce((sum, text) => sum + text.length, 0) / Math.max(1, filled.length),
    };
  });
  const roles: Role[] = texts.map(() => 'extra');
  const free = (i: number): boolean => roles[i] === 'extra';
  const take = (role: Role, fits: (i: number) => number): number => {
    let best = -1;
    for (let i = 0; i < texts.length; i++) if (free(i) && fits(i) > 0 && (best < 0 || fits(i) > fits(best))) best = i;
    if (best >= 0) roles[best] = role;
    return best;
  };
  // Integers before all text are numbers though they don't rise, if there is text besides that can be the model.
  const isText = (i: number): boolean =>
    shares[i]!.letters >= 0.5 && shares[i]!.year < 0.6 && shares[i]!.remark < 0.3 && shares[i]!.filled > 0.3;
  const leads = (i: number): boolean =>
    i === 0 &&
    shares[i]!.filled >= LEADING_SHARE &&
    texts.filter((_, c) => c > 0 && isText(c)).length >= (year >= 0 ? 1 : 2);
  const year = take('year', (i) => (shares[i]!.year >= 0.6 && shares[i]!.filled > 0.2 ? shares[i]!.year : 0));
  // What counts up one by one numbers the rows wherever it stands.
  const isNumber = (i: number): boolean =>
    i < 2 ? shares[i]!.rising >= 0.8 || leads(i) : shares[i]!.counting >= 0.8 && shares[i]!.filled >= LEADING_SHARE;
  const number = take('number', (i) => (shares[i]!.integer >= 0.8 && isNumber(i) ? shares[i]!.integer : 0));
  const named = take('brand', (i) => (shares[i]!.brand >= 0.4 ? shares[i]!.brand : 0));
  // A model may say what a remark does (`Camry 50 гибрид`): the only text besides the brand is the model.
  const besides = texts.filter((_, i) => free(i) && shares[i]!.filled > 0.3).length > 1;
  const remark = take('description', (i) =>
    shares[i]!.remark >= 0.3 && (besides || shares[i]!.filled <= 0.3) ? shares[i]!.remark + i / 100 : 0,
  );
  const told = remark >= 0 || named >= 0 || (headed && year >= 0);
  const sure = named >= 0 && remark >= 0 && shares[named]!.brand >= SURE_SHARE;
  if ((year < 0 && number < 0 && !sure) || !told) return undefined;
  // The year may stand between brand and model.
  const last = Math.max(year, remark, named + (year === named + 1 ? 3 : 2));
  const text = texts.map((_, i) => i).filter((i) => free(i) && shares[i]!.filled > 0.3 && i < last);
  if (named < 0 && text.length > 1 && shares[text[0]!]!.distinct < 0.6) roles[text.shift()!] = 'brand';
  const model = text.find((i) => free(i));
  if (model !== undefined) roles[model] = 'model';
  // Remarks in words of their own are the longest texts behind the model.
  const wordy = (i: number): boolean => free(i) && shares[i]!.letters >= 0.5 && shares[i]!.brand < 0.4;
  if (remark < 0 && model !== undefined) take('description', (i) => (i > model && wordy(i) ? shares[i]!.length : 0));
  return roles.includes('model') || roles.includes('brand') ? roles : undefined;
}
