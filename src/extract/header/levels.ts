import { coverageOf, type Edge, type Edges } from '../page/edges.ts';
import type { Line } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isVehicleRole } from '../text/roles.ts';
import type { Aliases } from './headerBand.ts';
import { readPhrases } from './phrases.ts';

/** A stretch from side to side. */
export interface Width {
  readonly x0: number;
  readonly x1: number;
}

/** A line below or above belongs to a title if it is no further away than this, in em. */
export const TITLE_LEADING_EM = 1.9;
/** A header band is no higher than this, in em, on either side of its line. */
export const BAND_EM = 5;
/** An edge bounds a header if it covers this share of its width. */
const EDGE_SHARE = 0.6;
/** A gap in an edge this wide, in em, is a cell merged over the lines on both sides of it, if a wall of it or its text says so. */
const MERGED_EM = 1.5;
const SAME_WALL_PT = 3;
/** Walls and texts run through the height of an edge if they reach beyond it by this, in em. */
const THROUGH_EM = 0.15;

/** The nearest edge above or below a header's line that all of its titles end at: those between its levels don't count. */
export function findBound(
  seed: Line,
  step: -1 | 1,
  width: Width,
  lines: readonly Line[],
  edges: Edges,
  aliases?: Aliases,
): Edge | undefined {
  const reach = BAND_EM * seed.size;
  const outward = step > 0 ? edges.level : [...edges.level].reverse();
  let from = seed.middle;
  for (const edge of outward) {
    const off = step * (edge.at - from);
    if (step * (edge.at - seed.middle) < 0 || (edge.at === seed.middle && step > 0)) continue;
    if (off >= reach) return undefined;
    if (coverageOf(edge, width.x0, width.x1) < EDGE_SHARE) continue;
    if (!isBetweenLevels(edge, seed, step, width, lines, edges, aliases)) return edge;
    from = edge.at;
  }
  return undefined;
}

/**
 * Whether an edge parts the levels of a header: it is interrupted where a title is merged over both, whose walls or text
 * go on through its height, or the line beyond it holds titles as well.
 */
function isBetweenLevels(
  edge: Edge,
  seed: Line,
  step: -1 | 1,
  width: Width,
  lines: readonly Line[],
  { upright }: Edges,
  aliases?: Aliases,
): boolean {
  const gaps = gapsOf(edge, width).filter(([from, to]) => to - from >= MERGED_EM * seed.size);
  const near = lines.filter(({ middle }) => Math.abs(middle - edge.at) < TITLE_LEADING_EM * seed.size);
  const beyond = near.filter(({ middle }) => step * (middle - edge.at) > 0);
  if (gaps.length === 0) return partsGroups(edge, width, step < 0 ? beyond : beyond.slice(0, 1), upright, aliases);
  const through = THROUGH_EM * seed.size;
  const isThrough = (from: number, to: number): boolean => from < edge.at - through && to > edge.at + through;
  const isWalled = (x: number): boolean =>
    upright.some(
      (wall) => Math.abs(wall.at - x) < SAME_WALL_PT && wall.spans.some(([from, to]) => isThrough(from, to)),
    );
  const isInner = (x: number): boolean => x > width.x0 + SAME_WALL_PT && x < width.x1 - SAME_WALL_PT;
  if (gaps.some((gap) => gap.filter(isInner).every(isWalled))) return true;
  const isStanding = ({ box }: Word): boolean =>
    isThrough(box.y0, box.y1) && gaps.some(([from, to]) => box.x0 > from && box.x1 < to);
  if (near.some(({ words }) => words.some(isStanding))) return true;
  const next = step > 0 ? beyond[0] : beyond.at(-1);
  if (!next) return false;
  return areTitlesOfLevel(next.words, aliases) || (step < 0 && areTitlesOfGroups(next.words, seed, aliases));
}

/** Whether the cells beyond an edge hold titles, and some of those above it stand over several of those below: walls begin there. */
function partsGroups(
  { at }: Edge,
  { x0, x1 }: Width,
  beyond: readonly Line[],
  upright: readonly Edge[],
  aliases?: Aliases,
): boolean {
  const begins = ({ at: x, spans }: Edge): boolean =>
    x > x0 + SAME_WALL_PT && x < x1 - SAME_WALL_PT && spans.some(([from]) => Math.abs(from - at) < SAME_WALL_PT);
  const words = beyond.flatMap((line) => [...line.words]);
  return upright.some(begins) && areTitlesOfLevel(words, aliases);
}

/** The stretches of a width that an edge leaves open. */
function gapsOf({ spans }: Edge, { x0, x1 }: Width): [number, number][] {
  const gaps: [number, number][] = [];
  let from = x0;
  for (const [a, b] of spans) {
    if (a > from) gaps.push([from, Math.min(a, x1)]);
    from = Math.max(from, b);
  }
  if (from < x1) gaps.push([from, x1]);
  return gaps;
}

/** Whether a line holds titles of several columns, one of a vehicle among them, as each level of a header may. */
export function areTitlesOfLevel(words: readonly Word[], aliases?: Aliases): boolean {
  const phrases = readPhrases(words, aliases);
  const roles = new Set(phrases.map(({ role }) => role).filter((role) => role !== undefined && role !== 'extra'));
  const known = phrases.filter(({ role }) => role !== undefined).length;
  return roles.size > 1 && [...roles].some(isVehicleRole) && known >= phrases.length / 2;
}

/** Whether a line over a header's holds titles that look like its own: some of them may be of groups, which are unknown. */
export function areTitlesOfGroups(words: readonly Word[], seed: Line, aliases?: Aliases): boolean {
  if (words.some((word) => lookOf(word) !== lookOf(seed.words[0]!) || /\d/u.test(word.text))) return false;
  const known = readPhrases(words, aliases).filter(({ role }) => role !== undefined);
  return known.length > 1 && known.reduce((sum, phrase) => sum + phrase.words.length, 0) >= words.length / 2;
}

const lookOf = ({ bold, italic, color, size }: Word): string => `${bold} ${italic} ${color} ${size.toFixed(1)}`;
