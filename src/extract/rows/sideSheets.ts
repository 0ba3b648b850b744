import { type Column, findColumns } from '../columns/columns.ts';
import { findCells } from '../header/headerCells.ts';
import { readPhrases } from '../header/phrases.ts';
import { boxAround } from '../marks/geometry.ts';
import { coverageOf } from '../page/edges.ts';
import { chunksOf, findLines, type Line, middleOf, textOf, textOfLine } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { isVehicleRole } from '../text/roles.ts';
import { keyOf } from '../text/text.ts';
import { columnOf, type Draft } from './draft.ts';

/** The titles of a side page stand among its first lines: above them is what runs over all pages. */
const TITLE_LINES = 3;
const FIRST_WORDS = 60;
/** This share of them is known. */
const TITLE_SHARE = 0.5;
/** Fewer rows than this may stand at the same heights by accident. */
const ROWS_LEAST = 3;
/** This share of a side page's text stands at the heights of rows, and this share of numbers printed again is the same. */
const FIT_SHARE = 0.9;
/** Without lines, this share of the rows goes on on a side page, at the same height within this. */
const FILLED_SHARE = 0.5;
const SAME_HEIGHT_PT = 1;
/** A level edge parts rows if it runs along this share of the text; an upright one is a wall along this share. */
const EDGE_SHARE = 0.6;
const WALL_SHARE = 0.4;
/** Columns of one stretch of a sheet begin at the same places on all of its pages, within this. */
const SAME_PLACE_PT = 2;
/** A text begins where so many others do: a column. */
const START_SHARE = 0.3;

/** A page with rows, by which its side pages are known. */
interface SheetPage {
  readonly page: number;
  readonly drafts: readonly Draft[];
}

/** Columns that are printed on pages of their own. */
interface Block {
  /** The titles that its pages bear, or the first of them. */
  readonly heading: string;
  readonly columns: readonly Column[];
  readonly places: readonly number[];
}

/** What a side page holds: its titles, and what stands on it besides the rows. */
export interface SidePage {
  readonly titles: readonly Word[];
  readonly loose: readonly Word[];
}

/**
 * Finds the pages on which a sheet that is wider than the paper prints its last columns, and adds their texts to the rows
 * that stand at the same heights on an earlier page: first all rows and then their rest, or one beside the other.
 */
export class SideSheets {
  #pages: SheetPage[] = [];
  #blocks: Block[] = [];
  /** The page to which the last side page belongs; -1 if none came since the last page with rows. */
  #last = -1;
  readonly #joined = new Map<readonly Column[], Map<readonly Column[], readonly Column[]>>();

  /** Takes a page that has rows. */
  note(page: number, drafts: readonly Draft[]): void {
    if (drafts.length < ROWS_LEAST) return;
    if (this.#last >= 0) this.#pages = [];
    this.#last = -1;
    this.#pages.push({ page, drafts });
  }

  /** Joins a page to the rows that it goes on with; undefined if it is no side page. */
  join(page: PageText): SidePage | undefined {
    if (this.#pages.length === 0 || page.words.length === 0) return undefined;
    // Words come line by line: the first ones tell most pages.
    const isTitled = findLines(page.words.slice(0, FIRST_WORDS)).slice(0, TITLE_LINES).some(areSideTitles);
    if (!isTitled && this.#blocks.length === 0) return undefined;
    const lines = findLines(page.words);
    const titleLine = lines.slice(0, TITLE_LINES).find(areSideTitles);
    const places = placesOf(page, lines);
    const heading = titleLine ? textOfLine(titleLine) : undefined;
    const known = this.#blocks.find(
      (block) => areSame(block.places, places) && block.heading === (heading ?? block.heading),
    );
    if (!titleLine && !known) return undefined;
    for (const index of this.#candidates(known !== undefined)) {
      const { drafts } = this.#pages[index]!;
      const rows = findRows(page, lines, titleLine, drafts);
      if (!rows) continue;
      const columns = known?.columns ?? readColumns(page, lines, rows);
      if (!this.#add(rows, drafts, columns)) continue;
      this.#last = index;
      if (!known) this.#blocks.push({ heading: heading!, columns, places });
      return { titles: rows.titles, loose: rows.loose };
    }
    return undefined;
  }

  /** The pages that a side page may belong to, the likeliest first: each page has one of every block. */
  #candidates(isKnown: boolean): number[] {
    const next = this.#last + 1;
    const order = isKnown ? [next] : [0, this.#pages.length - 1];
    return [...new Set(order)].filter((index) => index < this.#pages.length);
  }

  /** Adds the texts of a side page to its rows, unless it numbers them otherwise. */
  #add({ cellsOf }: SideRows, drafts: readonly Draft[], columns: readonly Column[]): boolean {
    const number = columns.findIndex(({ role }) => role === 'number');
    const cells = drafts.map((draft) => columns.map((column) => cellsOf(draft, column)));
    const own = drafts.map((draft) => keyOf(draft.texts[columnOf(draft, 'number')] ?? ''));
    if (number >= 0) {
      const printed = cells.flatMap((row, i) => (row[number]!.length > 0 && own[i] !== '' ? [i] : []));
      const same = printed.filter((i) => keyOf(textOf(cells[i]![number]!)) === own[i]);
      const numbered = own.filter((text) => text !== '').length;
      if (same.length < FIT_SHARE * Math.max(printed.length, numbered)) return false;
    }
    drafts.forEach((draft, i) => {
      const isAgain = number >= 0 && own[i] !== '';
      draft.texts = [...draft.texts, ...cells[i]!.map((cell, c) => (isAgain && c === number ? '' : textOf(cell)))];
      draft.columns = this.#joinColumns(draft.columns, columns);
      draft.pieces += cells[i]!.flat().reduce((sum, word) => sum + word.pieces.length, 0);
    });
    return true;
  }

  /** The columns of rows and those beside them; rows of one page share the list. No role comes twice. */
  #joinColumns(columns: readonly Column[], side: readonly Column[]): readonly Column[] {
    const known = this.#joined.get(columns) ?? new Map<readonly Column[], readonly Column[]>();
    this.#joined.set(columns, known);
    const joined = known.get(side) ?? [
      ...columns,
      ...side.map((column) =>
        columns.some(({ role }) => role === column.role) ? { ...column, role: 'extra' as const } : column,
      ),
    ];
    known.set(side, joined);
    return joined;
  }
}

/** The rows of a side page, as they stand beside those of an earlier page. */
interface SideRows {
  readonly titles: readonly Word[];
  readonly loose: readonly Word[];
  /** The words of all rows. */
  readonly words: readonly Word[];
  readonly cellsOf: (draft: Draft, column: Column) => readonly Word[];
}

/** Whether a line holds titles, none of which names a vehicle. */
function areSideTitles(line: Line): boolean {
  const { words } = line;
  if (words.some(({ text }) => /\d/u.test(text))) return false;
  const phrases = readPhrases(words);
  const known = phrases.filter(({ role }) => role !== undefined);
  return known.length >= TITLE_SHARE * phrases.length && !namesVehicle(line);
}

const namesVehicle = ({ words }: Line): boolean => readPhrases(words).some(({ role }) => isVehicleRole(role));

/** Where the columns of a page begin: its walls, or where most of its texts do. */
function placesOf({ words, edges }: PageText, lines: readonly Line[]): number[] {
  const { y0, y1 } = boxAround(words);
  const walls = edges.upright.filter((edge) => edge.drawn && coverageOf(edge, y0, y1) >= WALL_SHARE);
  if (walls.length > 1) return walls.map(({ at }) => at);
  const starts = lines.flatMap((line) => chunksOf(line).map(({ box }) => box.x0)).sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const x of starts) {
    const group = groups.at(-1);
    if (group && x - group[0]! <= SAME_PLACE_PT) group.push(x);
    else groups.push([x]);
  }
  return groups.filter((group) => group.length >= START_SHARE * lines.length).map((group) => group[0]!);
}

const areSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length > 0 && a.length === b.length && a.every((x, i) => Math.abs(x - b[i]!) <= SAME_PLACE_PT);

/** The words of a page by the rows of another one at their heights: between the same lines, or on the same baselines. */
function findRows(
  page: PageText,
  lines: readonly Line[],
  titleLine: Line | undefined,
  drafts: readonly Draft[],
): SideRows | undefined {
  const { x0, x1 } = boxAround(page.words);
  const level = page.edges.level.filter((edge) => coverageOf(edge, x0, x1) >= EDGE_SHARE).map(({ at }) => at);
  const bandOf = (y: number): number => level.filter((at) => at < y).length;
  const bands = drafts.map(({ y }) => bandOf(y));
  const isRuled =
    bands.every((band) => band > 0 && band < level.length) && new Set(bands).size === bands.length && level.length > 0;
  const byBand = new Map(drafts.map((draft, i) => [bands[i]!, draft]));
  const rowOf = (word: Word): Draft | undefined =>
    isRuled
      ? byBand.get(bandOf(middleOf(word)))
      : drafts.find(({ y }) => Math.abs(y - word.baseline) <= SAME_HEIGHT_PT);
  const first = Math.min(...drafts.map(({ y }) => y));
  if (lines.some((line) => line.middle < first && namesVehicle(line))) return undefined;
  if (titleLine && (titleLine.middle > first || titleLine.words.some(rowOf))) return undefined;
  const titleBand = titleLine && bandOf(titleLine.middle);
  const isTitle = (word: Word): boolean =>
    titleLine !== undefined &&
    (isRuled
      ? bandOf(middleOf(word)) === titleBand
      : word.baseline < first - SAME_HEIGHT_PT && !isAbove(word, titleLine));
  const titles = new Set(page.words.filter(isTitle));
  const body = page.words.filter((word) => !titles.has(word));
  const rows = new Map<Draft, Word[]>();
  const loose = new Set<Word>();
  for (const word of body) {
    const draft = rowOf(word);
    if (!draft) loose.add(word);
    else if (rows.has(draft)) rows.get(draft)!.push(word);
    else rows.set(draft, [word]);
  }
  const bodyLines = lines.filter(({ words }) => words.some((word) => !titles.has(word)));
  const strays = bodyLines.filter(({ words }) => words.some((word) => loose.has(word))).length;
  if (rows.size < ROWS_LEAST || strays > Math.max(1, (1 - FIT_SHARE) * bodyLines.length)) return undefined;
  if (!isRuled && rows.size < FILLED_SHARE * drafts.length) return undefined;
  const isIn = ({ box }: Word, column: Column): boolean => {
    const x = (box.x0 + box.x1) / 2;
    return x > column.x0 && x <= column.x1;
  };
  return {
    titles: [...titles],
    loose: [...loose],
    words: [...rows.values()].flat(),
    cellsOf: (draft, column) => (rows.get(draft) ?? []).filter((word) => isIn(word, column)),
  };
}

const isAbove = (word: Word, { middle, size }: Line): boolean => middleOf(word) < middle - 0.5 * size;

/** The columns of a side page under its titles, from one side of the page to the other. */
function readColumns(
  { width, edges }: PageText,
  lines: readonly Line[],
  { titles, words }: SideRows,
): readonly Column[] {
  const box = boxAround(titles);
  const bottom = Math.min(...words.map((word) => word.box.y0));
  const band = { words: titles, top: box.y0, bottom: box.y1 };
  const cells = findCells(titles, edges, band, lines);
  const body = { x0: 0, x1: width, y0: Math.min(box.y1, bottom), y1: Math.max(...words.map((word) => word.box.y1)) };
  const { columns } = findColumns(cells, words, edges, body);
  return columns.map((column, c) => ({
    ...column,
    x0: c === 0 ? 0 : column.x0,
    x1: c === columns.length - 1 ? width : column.x1,
  }));
}
