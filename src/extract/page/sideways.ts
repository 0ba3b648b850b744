import { boxAround } from '../marks/geometry.ts';
import type { PageMarks, Piece } from '../marks/marks.ts';
import { findRole } from '../text/roles.ts';
import { joinLines } from '../text/text.ts';
import { coverageOf, type Edges } from './edges.ts';
import { findLines, type Line } from './lines.ts';
import { turnPage } from './turn.ts';
import { findWords, type Word } from './words.ts';

/** Words of a sideways text are no further apart than this, in em. */
const GAP_EM = 0.6;
/** Lines of a sideways text are no further apart than this, in em. */
const LEADING_EM = 1.75;
/** An edge parts two texts if it covers this share of their width. */
const PARTED_SHARE = 0.5;
const LETTERS = /\p{L}{2}/u;

/** Texts that run up or down an upright page, one word each, whatever their lines: the labels of merged cells may be. */
export function findSideways(marks: PageMarks, pieces: readonly Piece[], edges: Edges): Word[] {
  return ([90, 270] as const)
    .flatMap((angle) => {
      const own = pieces.filter((piece) => piece.angle === angle);
      if (own.length === 0) return [];
      const byId = new Map(own.map((piece) => [piece.id, piece]));
      const turned = turnPage({ ...marks, pieces: own, rules: [], fills: [] }, angle);
      const boxOf = (words: readonly Word[]) => boxAround(words.flatMap((w) => w.pieces.map((id) => byId.get(id)!)));
      const isParted = (a: readonly Word[], b: readonly Word[]): boolean => {
        const [first, second] = [boxOf(a), boxOf(b)];
        const [from, to] = [Math.min(first.y1, second.y1), Math.max(first.y0, second.y0)];
        const [x0, x1] = [Math.max(first.x0, second.x0), Math.min(first.x1, second.x1)];
        return edges.level.some(
          (edge) => edge.at > from - 1 && edge.at < to + 1 && coverageOf(edge, x0, x1) > PARTED_SHARE,
        );
      };
      const { words } = findWords(turned.pieces);
      const lines = findLines(words.filter((word) => word.text !== '')).flatMap((line) => cutLine(line, isParted));
      const isWalled = (a: readonly Word[], b: readonly Word[]): boolean => {
        const [first, second] = [boxOf(a), boxOf(b)];
        const [from, to] = [Math.min(first.x1, second.x1), Math.max(first.x0, second.x0)];
        return edges.upright.some(
          (edge) => edge.at > from - 1 && edge.at < to + 1 && coverageOf(edge, first.y0, first.y1) > PARTED_SHARE,
        );
      };
      return joinLabels(lines, isWalled).map((group): Word => {
        const all = group.flat();
        const first = all[0]!;
        const box = boxOf(all);
        const text = joinLines(group.map((line) => line.map((word) => word.text).join(' ')));
        // As if it stood upright in the middle of its box.
        const baseline = (box.y0 + box.y1) / 2 + first.size / 3;
        return { ...first, text, box, baseline, pieces: all.flatMap((word) => [...word.pieces]) };
      });
    })
    .filter(({ text }) => LETTERS.test(text) || findRole(text) !== undefined);
}

/** Words of a line, cut where they stand apart or an edge runs between them. */
function cutLine(line: Line, isParted: (a: readonly Word[], b: readonly Word[]) => boolean): Word[][] {
  const parts: Word[][] = [];
  for (const word of line.words) {
    const part = parts.at(-1);
    const last = part?.at(-1);
    const near = last && word.box.x0 - last.box.x1 <= GAP_EM * word.size && !isParted([last], [word]);
    if (part && near) part.push(word);
    else parts.push([word]);
  }
  return parts;
}

/** Lines under each other are one text, if no edge runs between them. */
function joinLabels(
  lines: readonly Word[][],
  isWalled: (a: readonly Word[], b: readonly Word[]) => boolean,
): Word[][][] {
  const groups: Word[][][] = [];
  for (const line of lines) {
    const box = boxAround(line);
    const group = groups.find((other) => {
      const last = other.at(-1)!;
      const above = boxAround(last);
      const leading = line[0]!.baseline - last[0]!.baseline;
      const near = leading > 0 && leading < LEADING_EM * line[0]!.size && above.x0 < box.x1 && above.x1 > box.x0;
      return near && !isWalled(last, line);
    });
    if (group) group.push(line);
    else groups.push([line]);
  }
  return groups;
}
