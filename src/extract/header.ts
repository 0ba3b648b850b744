import { takeColumnNumbers } from './columnNumbers.ts';
import type { Edges } from './edges.ts';
import { coverageOf } from './edges.ts';
import { type Box, boxAround, overlap } from './geometry.ts';
import { type Aliases, type Band, findBand } from './headerBand.ts';
import { createLine, findLines, type Line, textOf, textOfLine } from './lines.ts';
import {
  beginsTitle,
  findRoleOfKey,
  isContinuation,
  isVagueTitle,
  mayBeginTitle,
  type Role,
  TITLE_WORDS_LIMIT,
} from './roles.ts';
import { keyOf } from './text.ts';
import type { Word } from './words.ts';

/** A header cell as printed. */
export interface HeaderCell {
  readonly title: string;
  /** The title line by line: a second line may repeat it in another language. */
  readonly lines: readonly string[];
  readonly words: readonly Word[];
  readonly box: Box;
}

/** A line of header cells, one table wide. */
export interface Header {
  readonly cells: readonly HeaderCell[];
  /** All words of the header, titles of groups included. */
  readonly words: readonly Word[];
  readonly box: Box;
  /** The band that the header takes: between lines or shading where there are any. */
  readonly top: number;
  readonly bottom: number;
}

export type { Aliases } from './headerBand.ts';

/** Words of one title stand no further apart than this, in em. */
const TITLE_GAP_EM = 0.9;
/** Words of a sentence stand no further apart than this, in em. */
const WORD_GAP_EM = 0.45;
/** At least this share of a line's words must be titles, or the line is prose that mentions some. */
const TITLE_SHARE = 0.5;
/** A header names at least so many things. */
const ROLES_LEAST = 2;
/** A title stands across a wall if this share of it stands on either side; less has run over its cell. */
const ACROSS_SHARE = 0.2;

/** What parts the things that a sentence lists. */
const LISTING = /[,;]$/u;

interface Phrase {
  readonly words: readonly Word[];
  readonly role: Role | undefined;
}

/** Finds the header lines of a page, split where the same titles begin anew (tables side by side). */
export function findHeaders(words: readonly Word[], edges: Edges, aliases?: Aliases): Header[] {
  const lines = findLines(words);
  const headers: Header[] = [];
  const used = new Set<Word>();
  for (const line of lines) {
    if (!mayHoldTitles(line, aliases) || line.words.some((word) => used.has(word))) continue;
    const phrases = readPhrases(line.words, aliases);
    if (findRoles(phrases).size < ROLES_LEAST) continue;
    const titles = titleStretch(phrases);
    if (!isSeed(titles)) continue;
    const seed = createLine(titles.flatMap((phrase) => phrase.words));
    const titleBand = findBand(seed, lines, edges, aliases);
    const band = takeColumnNumbers(titleBand, lines, edges);
    for (const word of band.words) used.add(word);
    const parts = splitRepeats(findCells(titleBand.words, edges, titleBand, aliases));
    const numbers = band.words.slice(titleBand.words.length);
    for (const cells of parts)
      headers.push({
        cells,
        words:
          parts.length > 1 ? [...cells.flatMap((c) => c.words), ...(cells === parts[0] ? numbers : [])] : band.words,
        box: boxAround(cells),
        top: band.top,
        bottom: band.bottom,
      });
  }
  return headers;
}

/** Whether enough words of a line may begin titles: few lines have to be read as some. */
function mayHoldTitles({ words }: Line, aliases?: Aliases): boolean {
  let count = 0;
  for (const word of words) if (mayBeginTitle(word.text, aliases) && ++count === ROLES_LEAST) return true;
  return false;
}

/** Reads a line as titles: the longest known phrase first. */
function readPhrases(words: readonly Word[], aliases?: Aliases): Phrase[] {
  const phrases: Phrase[] = [];
  for (let i = 0; i < words.length; ) {
    const found = longestTitle(words, i, aliases) ?? { words: [words[i]!], role: undefined };
    i += found.words.length;
    const last = phrases.at(-1);
    if (last && saysAgain(last, found))
      phrases[phrases.length - 1] = { ...last, words: [...last.words, ...found.words] };
    else phrases.push(found);
  }
  return phrases;
}

/** Whether a title goes on the one before it in the same sense, as near as words of a sentence: `Г. выпуска`. */
function saysAgain(before: Phrase, { words, role }: Phrase): boolean {
  if (role === undefined || role === 'extra' || role === 'vehicle' || role !== before.role) return false;
  return words[0]!.box.x0 - before.words.at(-1)!.box.x1 <= WORD_GAP_EM * words[0]!.size;
}

/** The longest title that begins with a word of a line. */
function longestTitle(words: readonly Word[], from: number, aliases?: Aliases): Phrase | undefined {
  let found: Phrase | undefined;
  let key = '';
  for (let to = from; to < Math.min(from + TITLE_WORDS_LIMIT, words.length); to++) {
    const word = words[to]!;
    if (to > from && !isTogether(words[to - 1]!, word)) break;
    key += keyOf(word.text);
    if (!beginsTitle(key, aliases)) break;
    const role = findRoleOfKey(key, aliases);
    if (!role) continue;
    const phrase = { words: words.slice(from, to + 1), role };
    if (role !== 'vehicle' || to === from || isJoint(textOfPhrase(phrase))) found = phrase;
  }
  return found;
}

/** Two titles side by side aren't one title of two words: `Марка Модель` is, only if something joins it. */
const isJoint = (text: string): boolean => /[/,+&()-]| и | and | жана |автомоб|средство|авто$|аты$/iu.test(text);

const isTogether = (before: Word, word: Word): boolean => word.box.x0 - before.box.x1 <= TITLE_GAP_EM * word.size;

/** The part of a line that may be a header: from the first known title to the last, and titles that look like them. */
function titleStretch(phrases: readonly Phrase[]): Phrase[] {
  let from = phrases.findIndex((p) => p.role !== undefined);
  let to = phrases.findLastIndex((p) => p.role !== undefined);
  if (from < 0) return [];
  const look = lookOf(phrases[from]!);
  const fits = (p: Phrase | undefined): boolean =>
    p !== undefined && lookOf(p) === look && !/\d/u.test(textOfPhrase(p));
  while (fits(phrases[from - 1])) from--;
  while (fits(phrases[to + 1])) to++;
  return phrases.slice(from, to + 1);
}

const textOfPhrase = (phrase: Phrase): string => phrase.words.map((w) => w.text).join(' ');

const lookOf = ({ words }: Phrase): string => `${words[0]!.bold} ${words[0]!.size.toFixed(1)} ${words[0]!.color}`;

/** Prose names things too: `марка, модель и год`. Titles stand apart or are written one by one. */
function standApart(phrases: readonly Phrase[]): boolean {
  let apart = 0;
  let wide = 0;
  let listed = 0;
  for (let i = 1; i < phrases.length; i++) {
    const before = phrases[i - 1]!.words.at(-1)!;
    const after = phrases[i]!.words[0]!;
    const isWide = !isTogether(before, after);
    if (isWide) wide++;
    if (isWide || after.run !== before.run) apart++;
    else if (LISTING.test(before.text)) listed++;
  }
  // A title may have a comma in it (`Цена комплекта, сом`) if it stands apart from others that have none.
  const ends = phrases.filter((phrase) => LISTING.test(textOfPhrase(phrase))).length;
  return apart >= (phrases.length - 1) / 2 && ends <= wide / 2 && listed <= wide / 2;
}

function findRoles(phrases: readonly Phrase[]): Set<Role> {
  const roles = new Set<Role>();
  for (const { role } of phrases) if (role !== undefined && role !== 'extra') roles.add(role);
  return roles;
}

function isSeed(phrases: readonly Phrase[]): boolean {
  const roles = findRoles(phrases);
  if (!standApart(phrases)) return false;
  const sure = phrases.some((p) => isVehicleRole(p.role) && !isVagueTitle(p.words.map((w) => w.text).join(' ')));
  if (!sure && !(roles.has('vehicle') && roles.has('year'))) return false;
  if (phrases.some((p) => p.role && p.words.at(-1)!.text.endsWith(':'))) return false;
  const named = phrases.filter((p) => p.role).reduce((sum, p) => sum + p.words.length, 0);
  return named / phrases.reduce((sum, p) => sum + p.words.length, 0) >= TITLE_SHARE;
}

const isVehicleRole = (role: Role | undefined): boolean => role === 'model' || role === 'brand' || role === 'vehicle';

/** Groups the words of a header band into cells: by drawn edges, known titles, and what stands above what. */
function findCells(words: readonly Word[], edges: Edges, band: Band, aliases?: Aliases): HeaderCell[] {
  const walls = edges.upright.filter((e) => coverageOf(e, band.top, band.bottom) > 0.3).map((e) => e.at);
  const columnOf = (word: Word): number => walls.filter((x) => x <= (word.box.x0 + word.box.x1) / 2).length;
  const groups: Word[][] = [];
  for (const line of findLines(words)) {
    for (const phrase of joinUnknown(readPhrases(line.words, aliases), columnOf)) {
      const box = boxAround(phrase);
      // A title that stands across a wall heads a group of columns, none of its own.
      const share = (box.x1 - box.x0) * ACROSS_SHARE;
      if (walls.some((x) => x > box.x0 + share && x < box.x1 - share)) continue;
      const group = groups.find((g) => {
        const other = boxAround(g);
        const least = Math.min(box.x1 - box.x0, other.x1 - other.x0);
        const stacked =
          overlap(box.x0, box.x1, other.x0, other.x1) > 0.3 * least && box.y0 >= other.y1 - 0.5 * (box.y1 - box.y0);
        return columnOf(g[0]!) === columnOf(phrase[0]!) && stacked;
      });
      if (group) group.push(...phrase);
      else groups.push([...phrase]);
    }
  }
  return groups
    .map((group) => ({
      title: textOf(group),
      lines: findLines(group).map(textOfLine),
      words: group,
      box: boxAround(group),
    }))
    .sort((a, b) => a.box.x0 - b.box.x0);
}

/** Words of unknown titles that stand together in one cell are one title. */
function joinUnknown(phrases: readonly Phrase[], columnOf: (word: Word) => number): Word[][] {
  const groups: { words: Word[]; known: boolean; first: Role | undefined }[] = [];
  for (const phrase of phrases) {
    const { words, role } = phrase;
    const last = groups.at(-1);
    const inCell = last && columnOf(last.words[0]!) === columnOf(words[0]!);
    const open =
      inCell && (!(last.known && role !== undefined) || (last.first === 'year' && trails(last.words, phrase)));
    if (open && isTogether(last.words.at(-1)!, words[0]!)) {
      last.words.push(...words);
      last.known ||= role !== undefined;
    } else groups.push({ words: [...words], known: role !== undefined, first: role });
  }
  return groups.map((group) => group.words);
}

const OF_WHAT = /^(?:of|от|с|по)$/iu;

/** Whether a phrase says what a year is of, as near as words of a sentence: `Год авто`, `Year of make`. */
function trails(before: readonly Word[], { words, role }: Phrase): boolean {
  const last = before.at(-1)!;
  const first = words[0]!;
  if (first.box.x0 - last.box.x1 > WORD_GAP_EM * first.size) return false;
  return OF_WHAT.test(last.text) || role === 'year' || (role !== 'model' && isContinuation(first.text));
}

function splitRepeats(cells: readonly HeaderCell[]): HeaderCell[][] {
  const first = keyOf(cells[0]?.title ?? '');
  const parts: HeaderCell[][] = [];
  for (const cell of cells) {
    const part = parts.at(-1);
    if (!part || keyOf(cell.title) === first) parts.push([cell]);
    else part.push(cell);
  }
  return parts;
}

/** The words of a header as one line, for messages and pictures. */
export function titlesOf(header: Header): string[] {
  return header.cells.map((cell) => cell.title);
}
