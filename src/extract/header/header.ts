import { type Box, boxAround } from '../marks/geometry.ts';
import type { Edges } from '../page/edges.ts';
import { createLine, findLines, type Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isVagueTitle, isVehicleRole, mayHoldTitles, type Role } from '../text/roles.ts';
import { takeColumnNumbers } from './columnNumbers.ts';
import { type Aliases, type Band, belowBrand, findBand } from './headerBand.ts';
import { findCells, type HeaderCell, splitRepeats } from './headerCells.ts';
import { areTitlesOfLevel } from './levels.ts';
import { isTogether, type Phrase, readPhrases, textOfPhrase } from './phrases.ts';
import { addSideTitles } from './sideTitles.ts';
import { headsVehicles } from './vagueTitles.ts';

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

/** What is known before a page is read. */
export interface HeaderOptions {
  readonly aliases?: Aliases;
  /** `keyOf` keys of known brands. */
  readonly brands?: ReadonlySet<string>;
}

export type { Aliases } from './headerBand.ts';
export type { HeaderCell } from './headerCells.ts';

/** At least this share of a line's words must be titles, or the line is prose that mentions some. */
const TITLE_SHARE = 0.5;
/** A header names at least so many things. */
const ROLES_LEAST = 2;

/** What parts the things that a sentence lists. */
const LISTING = /[,;]$/u;

/** What a cell of a row holds, and no title: a year, or the mark for nothing. */
const YEAR_OR_BLANK = /^(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?|[-–—])$/u;

/** A word with a digit in it that may be a title: `3D-бортик`. Numbers, years and counts with a unit are none. */
const TITLE_WITH_DIGIT = /^\d?\p{L}*-?\p{L}{4,}\d?$/u;

/**
 * Finds the header lines of a page, split where the same titles begin anew (tables side by side); some titles of a line
 * may be among the `sideways` texts.
 */
export function findHeaders(
  words: readonly Word[],
  edges: Edges,
  { aliases, brands }: HeaderOptions = {},
  sideways: readonly Word[] = [],
): Header[] {
  const lines = findLines(words);
  const headers: Header[] = [];
  const used = new Set<Word>();
  for (const line of lines) {
    if (!mayHoldTitles(line.words, aliases) || line.words.some((word) => used.has(word))) continue;
    const phrases = readPhrases(line.words, aliases);
    const stretch = titleStretch(phrases);
    const isNamed = stretch.length > 1 && headsVehicles(stretch, lines, brands);
    if (!isNamed && findRoles(phrases).size < ROLES_LEAST) continue;
    const titles = cutRowBeside(stretch);
    if (!isSeed(titles, isNamed)) continue;
    const seed = createLine(titles.flatMap((phrase) => phrase.words));
    const titleBand = findLevels(seed, lines, edges, aliases, brands);
    const band = takeColumnNumbers(titleBand, lines, edges);
    for (const word of band.words) used.add(word);
    const upright = findCells(titleBand.words, edges, titleBand, lines, aliases);
    const all = addSideTitles(upright, sideways, titleBand, lines, edges, aliases);
    const parts = splitRepeats(all);
    const own = all === upright ? band.words : [...new Set([...band.words, ...all.flatMap((cell) => cell.words)])];
    const numbers = band.words.slice(titleBand.words.length);
    for (const cells of parts)
      headers.push({
        cells,
        words: parts.length > 1 ? [...cells.flatMap((c) => c.words), ...(cells === parts[0] ? numbers : [])] : own,
        box: boxAround(cells),
        top: band.top,
        bottom: band.bottom,
      });
  }
  return headers;
}

/** The band of a header; one of several levels is told by the lowest of those that name a vehicle, if that has as many titles. */
function findLevels(
  seed: Line,
  lines: readonly Line[],
  edges: Edges,
  aliases: Aliases | undefined,
  brands: ReadonlySet<string> | undefined,
): Band {
  const band = belowBrand(findBand(seed, lines, edges, aliases), seed, brands);
  const last = findLines(band.words).findLast(({ words }) => areTitlesOfLevel(words, aliases));
  if (!last || last.middle - seed.middle < 0.5 * seed.size) return band;
  const whole = lines.find(({ words }) => words.includes(last.words[0]!))!;
  const titles = titleStretch(readPhrases(whole.words, aliases));
  if (titles.length < readPhrases(seed.words, aliases).length) return band;
  return findBand(createLine(titles.flatMap(({ words }) => words)), lines, edges, aliases);
}

/** The part of a line that may be a header: from the first known title to the last, and titles that look like them. */
function titleStretch(phrases: readonly Phrase[]): Phrase[] {
  let from = phrases.findIndex((p) => p.role !== undefined);
  let to = phrases.findLastIndex((p) => p.role !== undefined);
  if (from < 0) return [];
  const look = lookOf(phrases[from]!);
  const fits = (p: Phrase | undefined): boolean =>
    p !== undefined &&
    lookOf(p) === look &&
    p.words.every(({ text }) => !/\d/u.test(text) || TITLE_WITH_DIGIT.test(text));
  while (fits(phrases[from - 1])) from--;
  while (fits(phrases[to + 1])) to++;
  return phrases.slice(from, to + 1);
}

/**
 * Titles without what stands beside them level with them, in another newspaper column: a row of the table there, in which a
 * word may be a title (`руль`), but all that follows the first word that is none looks unlike them.
 */
function cutRowBeside(phrases: readonly Phrase[]): readonly Phrase[] {
  const looks = phrases.map(lookOf);
  const end = looks.findIndex((look) => look !== looks[0]);
  if (end < 0) return phrases;
  const start = looks.findLastIndex((look) => look !== looks.at(-1)) + 1;
  for (const [from, to] of [
    [0, end],
    [start, phrases.length],
  ] as const) {
    const titles = phrases.slice(from, to);
    const beside = [...phrases.slice(0, from), ...phrases.slice(to)];
    const isRow = beside.some(({ role }) => role === undefined) && findRoles(beside).size === 0;
    const isApart =
      titles.every(({ role }) => role !== undefined) && !beside.some((p) => lookOf(p) === lookOf(titles[0]!));
    if (isRow && isApart && isSeed(titles)) return titles;
  }
  return phrases;
}

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

/** Whether phrases are the titles of a header; it `isNamed` if a vague title stands over names of vehicles. */
function isSeed(phrases: readonly Phrase[], isNamed = false): boolean {
  const roles = findRoles(phrases);
  if (!standApart(phrases)) return false;
  const sure =
    isNamed || phrases.some((p) => isVehicleRole(p.role) && !isVagueTitle(p.words.map((w) => w.text).join(' ')));
  if (!sure && !(roles.has('vehicle') && roles.has('year'))) return false;
  if (phrases.some((p) => p.role && p.words.at(-1)!.text.endsWith(':'))) return false;
  if (phrases.some((_, i) => isRowCell(phrases, i))) return false;
  const named = phrases.filter((p) => p.role).reduce((sum, p) => sum + p.words.length, 0);
  return named / phrases.reduce((sum, p) => sum + p.words.length, 0) >= TITLE_SHARE;
}

/** Whether a phrase is a year or a dash that stands apart from those beside it: so it does in a row (`Model S`, `2000`, `борт`), in no header. */
function isRowCell(phrases: readonly Phrase[], i: number): boolean {
  const { words } = phrases[i]!;
  const [before, after] = [phrases[i - 1]?.words.at(-1), phrases[i + 1]?.words[0]];
  if (words.length > 1 || !YEAR_OR_BLANK.test(words[0]!.text)) return false;
  return !(before && isTogether(before, words[0]!)) && !(after && isTogether(words[0]!, after));
}
