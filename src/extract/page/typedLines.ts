import type { Piece, Rule } from '../marks/marks.ts';

/** What programs that print plain text draw tables with: `+-----+`, `|`, and the box characters of old code pages. */
const LEVEL = /^[-+=|─━═│┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫—–]+$/u;
export const BAR = /^[|│║┃¦]$/u;
/** A line of such characters alone has at least so many: fewer may be a cell's mark for nothing. */
const LEVEL_CHARS = 8;
/** A table has at least so many walls, each along at least so many lines of text. */
const WALLS_LEAST = 2;
const LINES_LEAST = 3;
/** Characters of one wall stand this near below each other, and those of one line at the same height, in em. */
export const SAME_EM = 0.15;
/** Where a line and the ends of a wall run, in em above the baseline and beyond it. */
const MIDDLE_EM = 0.3;
const REACH_EM = 0.9;
/** A wall goes on over lines of text no further apart than this, in em; those of level characters stand between. */
const STEP_EM = 3.2;
export const WIDTH_PT = 0.5;

/** Lines of a table that are typed, not drawn, and the pieces that they are typed with. */
export interface TypedLines {
  readonly rules: readonly Rule[];
  readonly pieces: ReadonlySet<Piece>;
}

const NONE: TypedLines = { rules: [], pieces: new Set() };

/** Finds the lines of tables that are typed as characters: walls of bars below each other, and with them lines of dashes. */
export function findTypedLines(pieces: readonly Piece[]): TypedLines {
  const bars = pieces.filter(({ text }) => text.length === 1 && BAR.test(text));
  if (bars.length < WALLS_LEAST * LINES_LEAST) return NONE;
  const walls = findWalls(bars);
  if (walls.length < WALLS_LEAST) return NONE;
  const dashes = findDashes(pieces);
  return {
    rules: [...walls.flatMap(rulesOfWall), ...dashes.map(ruleOfLine)],
    pieces: new Set([...walls.flat(), ...dashes.flat()]),
  };
}

/** Bars that stand below each other. */
function findWalls(bars: readonly Piece[]): Piece[][] {
  const walls: Piece[][] = [];
  for (const bar of [...bars].sort((a, b) => a.box.x0 - b.box.x0)) {
    const wall = walls.at(-1);
    if (wall && bar.box.x0 - wall[0]!.box.x0 <= SAME_EM * bar.size) wall.push(bar);
    else walls.push([bar]);
  }
  return walls.filter((wall) => new Set(wall.map(({ baseline }) => Math.round(baseline))).size >= LINES_LEAST);
}

/** Lines of text that have nothing but what lines are typed with. */
function findDashes(pieces: readonly Piece[]): Piece[][] {
  const level = pieces.filter(({ text }) => LEVEL.test(text)).sort((a, b) => a.baseline - b.baseline);
  const lines: Piece[][] = [];
  for (const piece of level) {
    const line = lines.at(-1);
    if (line && piece.baseline - line[0]!.baseline <= SAME_EM * piece.size) line.push(piece);
    else lines.push([piece]);
  }
  const long = lines.filter((line) => line.reduce((sum, { text }) => sum + text.length, 0) >= LEVEL_CHARS);
  const levels = long.map((line) => line[0]!.baseline);
  const spoilt = new Set<number>();
  for (const { text, baseline, size } of pieces)
    if (!LEVEL.test(text))
      levels.forEach((y, i) => {
        if (Math.abs(y - baseline) <= SAME_EM * size) spoilt.add(i);
      });
  return long.filter((_, i) => !spoilt.has(i));
}

/** A wall as one line for each stretch of it: another table may stand below, with walls at the same places. */
function rulesOfWall(wall: readonly Piece[]): Rule[] {
  const { size, box } = wall[0]!;
  const at = (box.x0 + box.x1) / 2;
  const rules: { from: number; to: number }[] = [];
  for (const { baseline } of [...wall].sort((a, b) => a.baseline - b.baseline)) {
    const rule = rules.at(-1);
    if (rule && baseline - rule.to <= STEP_EM * size) rule.to = baseline;
    else rules.push({ from: baseline, to: baseline });
  }
  return rules.map(({ from, to }) => ({
    axis: 'v',
    at,
    from: from - (MIDDLE_EM + REACH_EM) * size,
    to: to + (REACH_EM - MIDDLE_EM) * size,
    width: WIDTH_PT,
  }));
}

function ruleOfLine(line: readonly Piece[]): Rule {
  const { baseline, size } = line[0]!;
  const from = Math.min(...line.map(({ box }) => box.x0));
  const to = Math.max(...line.map(({ box }) => box.x1));
  return { axis: 'h', at: baseline - MIDDLE_EM * size, from, to, width: WIDTH_PT };
}
