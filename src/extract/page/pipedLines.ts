import type { Piece, Rule } from '../marks/marks.ts';
import { BAR, SAME_EM, type TypedLines, WIDTH_PT } from './typedLines.ts';

/** A table has at least so many bars on a line, on so many lines. */
const BARS_LEAST = 2;
const LINES_LEAST = 4;
/** Bars that stand below each other on this share of the lines are walls already. */
const WALL_SHARE = 0.7;
/** Words of one cell stand no further apart than this, in em: a wide gap parts columns without any bar. */
const GAP_EM = 1.2;
/** Columns are set so far apart, in em: on each page of a list at the same places. */
const PITCH_EM = 24;
/** The first one is narrower, most of all where it holds numbers: what else is written between the lines then runs over it. */
const FIRST_EM = 12;
const NUMBER_EM = 6;
const NUMBER_SHARE = 0.8;
const NUMBER = /^№?\d{1,6}[.)]?$/u;
/** A wall stands before its column by this, in em, and reaches over a line by so much above and below its baseline. */
const BEFORE_EM = 1;
const ABOVE_EM = 1.1;
const BELOW_EM = 0.4;

/** A line of text with bars between its cells. */
interface PipedLine {
  readonly pieces: readonly Piece[];
  readonly bars: readonly Piece[];
}

/** Pieces of which those between bars are set below each other, and the bars as lines. */
export interface PipedLines extends TypedLines {
  /** All pieces, those of the lines in their columns. */
  readonly moved: readonly Piece[];
  /** How far the columns reach to the right. */
  readonly reach: number;
}

/**
 * Sets lines that are typed with bars between their cells, but without any padding (`1 | Toyota | Camry | 2003`), as a
 * table: each cell below that of the line above. None where the bars stand below each other, or within the cells of a table.
 */
export function findPipedLines(pieces: readonly Piece[], rules: readonly Rule[]): PipedLines | undefined {
  const bars = pieces.filter(isBar);
  if (bars.length < BARS_LEAST * LINES_LEAST) return undefined;
  const lines = findLinesOf(bars, pieces).filter((line) => line.bars.length >= BARS_LEAST);
  const count = commonCount(lines);
  const alike = lines.filter((line) => line.bars.length === count);
  if (alike.length < LINES_LEAST || areWalls(alike) || !alike.every(isTyped)) return undefined;
  if (rules.some(({ axis, at, from, to }) => axis === 'v' && alike.some((line) => isCrossed(line, at, from, to))))
    return undefined;
  const { size } = alike[0]!.bars[0]!;
  const left = Math.min(...alike.map((line) => line.pieces[0]!.box.x0));
  const numbers = alike.filter((line) => line.bars[0] === line.pieces[1] && NUMBER.test(line.pieces[0]!.text));
  const first = numbers.length >= NUMBER_SHARE * alike.length ? NUMBER_EM : FIRST_EM;
  const startOf = (column: number): number => left + (column > 0 ? first + (column - 1) * PITCH_EM : 0) * size;
  const placed = new Map<Piece, Piece>();
  for (const line of lines) placeCells(line, count, startOf, placed);
  const drawn = lines.flatMap((line) => line.bars.slice(0, count));
  const wallsOf = ({ bars: [bar] }: PipedLine): Rule[] =>
    Array.from({ length: count }, (_, i) => ({
      axis: 'v',
      at: startOf(i + 1) - BEFORE_EM * size,
      from: bar!.baseline - ABOVE_EM * size,
      to: bar!.baseline + BELOW_EM * size,
      width: WIDTH_PT,
    }));
  return {
    moved: pieces.map((piece) => placed.get(piece) ?? piece),
    pieces: new Set(drawn),
    rules: lines.flatMap(wallsOf),
    reach: startOf(count + 1),
  };
}

const isBar = ({ text }: Piece): boolean => text.length === 1 && BAR.test(text);

/** The lines that have bars, from left to right. */
function findLinesOf(bars: readonly Piece[], pieces: readonly Piece[]): PipedLine[] {
  const heights: Piece[] = [];
  for (const bar of [...bars].sort((a, b) => a.baseline - b.baseline)) {
    const last = heights.at(-1);
    if (!last || bar.baseline - last.baseline > SAME_EM * bar.size) heights.push(bar);
  }
  return heights.map(({ baseline, size }) => {
    const own = pieces
      .filter((piece) => Math.abs(piece.baseline - baseline) <= SAME_EM * size)
      .sort((a, b) => a.box.x0 - b.box.x0);
    return { pieces: own, bars: own.filter(isBar) };
  });
}

/** The number of bars that most lines have. */
function commonCount(lines: readonly PipedLine[]): number {
  const counts = new Map<number, number>();
  for (const { bars } of lines) counts.set(bars.length, (counts.get(bars.length) ?? 0) + 1);
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
}

/** Whether the bars of lines stand below each other. */
function areWalls(lines: readonly PipedLine[]): boolean {
  return lines[0]!.bars.every((_, i) => {
    const places = lines.map(({ bars }) => bars[i]!.box.x0).sort((a, b) => a - b);
    const middle = places[places.length >> 1]!;
    const size = lines[0]!.bars[0]!.size;
    return places.filter((x) => Math.abs(x - middle) <= SAME_EM * size).length >= WALL_SHARE * places.length;
  });
}

/** Whether nothing but bars parts the texts of a line. */
const isTyped = ({ pieces }: PipedLine): boolean =>
  pieces.every((piece, i) => {
    const before = pieces[i - 1];
    if (!before || isBar(before) || isBar(piece)) return true;
    return piece.box.x0 - before.box.x1 <= GAP_EM * piece.size;
  });

/** Whether an upright line runs through a line of text: its table is drawn, and the bars are texts of its cells. */
function isCrossed({ pieces }: PipedLine, at: number, from: number, to: number): boolean {
  const { baseline } = pieces[0]!;
  return from < baseline && to > baseline && at > pieces[0]!.box.x0 && at < pieces.at(-1)!.box.x1;
}

/** Moves the cells of a line to their columns; a first one that is too long for it ends there, as one behind a name and a time does. */
function placeCells(
  { pieces, bars }: PipedLine,
  count: number,
  startOf: (column: number) => number,
  placed: Map<Piece, Piece>,
): void {
  const cells: Piece[][] = [[]];
  for (const piece of pieces)
    if (isBar(piece) && bars.indexOf(piece) < count) cells.push([]);
    else cells.at(-1)!.push(piece);
  cells.forEach((cell, c) => {
    const first = cell[0];
    if (!first) return;
    const room = startOf(c + 1) - 2 * BEFORE_EM * first.size;
    const shift = c === 0 ? Math.min(0, room - cell.at(-1)!.box.x1) : startOf(c) - first.box.x0;
    for (const piece of cell)
      placed.set(piece, { ...piece, box: { ...piece.box, x0: piece.box.x0 + shift, x1: piece.box.x1 + shift } });
  });
}
