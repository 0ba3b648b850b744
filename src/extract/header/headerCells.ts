import { type Box, boxAround, overlap } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import { chunksOf, findLines, type Line, textOf, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isContinuation, isVehicleRole, type Role } from '../text/roles.ts';
import { keyOf } from '../text/text.ts';
import type { Aliases, Band } from './headerBand.ts';
import { isTogether, type Phrase, readPhrases, WORD_GAP_EM } from './phrases.ts';

/** A header cell as printed. */
export interface HeaderCell {
  readonly title: string;
  /** The title line by line: a second line may repeat it in another language. */
  readonly lines: readonly string[];
  readonly words: readonly Word[];
  readonly box: Box;
}

/** A title stands across a wall if this share of it stands on either side; less has run over its cell. */
const ACROSS_SHARE = 0.2;
/** A wall of a header runs along this share of it, or along a level: this far, in em. */
const WALL_SHARE = 0.3;
const LEVEL_EM = 0.8;
/** So many of the rows below have a text under a title if it heads a column of its own. */
const OWN_SHARE = 0.2;

/**
 * Groups the words of a header band into cells: by drawn edges, known titles, and what stands above what. Titles of groups
 * of columns have no cell; `lines` are those of the page.
 */
export function findCells(
  words: readonly Word[],
  edges: Edges,
  band: Band,
  lines: readonly Line[],
  aliases?: Aliases,
): HeaderCell[] {
  const least = Math.min(WALL_SHARE * (band.bottom - band.top), LEVEL_EM * (words[0]?.size ?? 0));
  const own = edges.upright.filter((e) => coverageOf(e, band.top, band.bottom) * (band.bottom - band.top) > least);
  const walls = own.map((e) => e.at);
  const columnOf = (word: Word): number => walls.filter((x) => x <= (word.box.x0 + word.box.x1) / 2).length;
  const levels = findLines(words).map((line) => {
    // A wall between two columns needn't run up beside the title of their group.
    const beside = own.filter((e) => coverageOf(e, line.box.y0, line.box.y1) > 0.5).map((e) => e.at);
    const besideOf = (word: Word): number => beside.filter((x) => x <= (word.box.x0 + word.box.x1) / 2).length;
    return joinUnknown(readPhrases(line.words, aliases), besideOf);
  });
  const groups: Word[][] = [];
  levels.forEach((phrases, level) => {
    for (const phrase of phrases) {
      const box = boxAround(phrase);
      // A title that stands across a wall heads a group of columns, none of its own.
      const share = (box.x1 - box.x0) * ACROSS_SHARE;
      if (walls.some((x) => x > box.x0 + share && x < box.x1 - share)) continue;
      if (walls.length === 0 && isOverSeveral(phrase, levels, level, lines, band)) continue;
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
  });
  return groups
    .map((group) => withoutGroupTitle(group, groups))
    .map((group) => ({
      title: textOf(group),
      lines: findLines(group).map(textOfLine),
      words: group,
      box: boxAround(group),
    }))
    .sort((a, b) => a.box.x0 - b.box.x0);
}

/** A title without the line over it that reaches over the title beside it, too: that one is of both. */
function withoutGroupTitle(group: readonly Word[], groups: readonly (readonly Word[])[]): readonly Word[] {
  const lines = findLines(group);
  if (lines.length < 2) return group;
  const isShared = ({ box }: Line): boolean =>
    groups.some((other) => {
      if (other === group) return false;
      const { x0, x1 } = boxAround(other);
      return overlap(x0, x1, box.x0, box.x1) > 0;
    });
  const own = lines.filter((line, i) => i === lines.length - 1 || !isShared(line));
  return own.flatMap(({ words }) => words);
}

/** Whether a title without walls heads a group: it stands over several titles, or between two where rows have no text between theirs. */
function isOverSeveral(
  phrase: readonly Word[],
  levels: readonly (readonly (readonly Word[])[])[],
  level: number,
  lines: readonly Line[],
  band: Band,
): boolean {
  const { x0, x1 } = boxAround(phrase);
  const below = levels
    .slice(level + 1)
    .flat()
    .map(boxAround);
  if (below.length === 0) return false;
  const under = below.filter((box) => overlap(box.x0, box.x1, x0, x1) > 0);
  if (under.length > 0) return under.some((a) => under.some((b) => a.x1 < b.x0));
  const left = below.filter((box) => box.x1 <= x0).sort((a, b) => b.x1 - a.x1)[0];
  const right = below.filter((box) => box.x0 >= x1).sort((a, b) => a.x0 - b.x0)[0];
  if (!left || !right) return false;
  const others = levels.flat().map(boxAround);
  const before = others.filter((box) => box.x1 <= left.x0).map((box) => (box.x1 + left.x0) / 2);
  const after = others.filter((box) => box.x0 >= right.x1).map((box) => (box.x0 + right.x1) / 2);
  const [from, to] = [Math.max(-Infinity, ...before), Math.min(Infinity, ...after)];
  const counts = lines
    .filter((line) => line.middle > band.bottom)
    .map(
      (line) => chunksOf(line).filter(({ box }) => (box.x0 + box.x1) / 2 > from && (box.x0 + box.x1) / 2 < to).length,
    )
    .filter((count) => count > 1);
  return counts.filter((count) => count > 2).length < OWN_SHARE * counts.length;
}

/** Words of unknown titles that stand together in one cell are one title. */
function joinUnknown(phrases: readonly Phrase[], columnOf: (word: Word) => number): Word[][] {
  const groups: { words: Word[]; known: boolean; first: Role | undefined }[] = [];
  for (const phrase of phrases) {
    const { words, role } = phrase;
    const last = groups.at(-1);
    const inCell = last && columnOf(last.words[0]!) === columnOf(words[0]!);
    const open =
      inCell &&
      (!(last.known && role !== undefined) ||
        (last.first === 'year' && trails(last.words, phrase)) ||
        isBracketed(last.words, phrase) ||
        isSlashed(last, phrase));
    if (open && isTogether(last.words.at(-1)!, words[0]!)) {
      last.words.push(...words);
      last.known ||= role !== undefined;
    } else groups.push({ words: [...words], known: role !== undefined, first: role });
  }
  return groups.map((group) => group.words);
}

/** Whether a title in brackets says more of the one before it, as near as words of a sentence: `Номенклатура (модель)`. */
function isBracketed(before: readonly Word[], { words }: Phrase): boolean {
  const first = words[0]!;
  if (first.box.x0 - before.at(-1)!.box.x1 > WORD_GAP_EM * first.size) return false;
  return first.text.startsWith('(') && words.at(-1)!.text.endsWith(')');
}

/** Whether a slash joins two titles to one, as near as words of a sentence: `Кузов / модель`, but not `Модель / Год`. */
function isSlashed(before: { words: readonly Word[]; first: Role | undefined }, { words, role }: Phrase): boolean {
  const [last, first] = [before.words.at(-1)!, words[0]!];
  if (!last.text.endsWith('/') || first.box.x0 - last.box.x1 > WORD_GAP_EM * first.size) return false;
  const areNames = isVehicleRole(before.first) && isVehicleRole(role);
  return before.first === 'extra' || role === 'extra' || areNames;
}

const OF_WHAT = /^(?:of|от|с|по)$/iu;

/** Whether a phrase says what a year is of, as near as words of a sentence: `Год авто`, `Year of make`. */
function trails(before: readonly Word[], { words, role }: Phrase): boolean {
  const last = before.at(-1)!;
  const first = words[0]!;
  if (first.box.x0 - last.box.x1 > WORD_GAP_EM * first.size) return false;
  return OF_WHAT.test(last.text) || role === 'year' || (role !== 'model' && isContinuation(first.text));
}

/** The cells of each of some tables side by side: the same titles begin anew. */
export function splitRepeats(cells: readonly HeaderCell[]): HeaderCell[][] {
  const first = keyOf(cells[0]?.title ?? '');
  const parts: HeaderCell[][] = [];
  for (const cell of cells) {
    const part = parts.at(-1);
    if (!part || keyOf(cell.title) === first) parts.push([cell]);
    else part.push(cell);
  }
  return parts;
}
