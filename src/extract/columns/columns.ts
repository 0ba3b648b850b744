import type { HeaderCell } from '../header/header.ts';
import type { Box } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import { chunksOf, findLines, textOfLine } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { assignRoles, type Role } from '../text/roles.ts';
import { areLeading, findSpace } from './columnSpaces.ts';
import { addContentRoles } from './contentRoles.ts';

/** A column of a table: what it holds, its printed title, and where it runs. */
export interface Column {
  readonly role: Role;
  readonly title: string;
  readonly x0: number;
  readonly x1: number;
}

/** How a table's columns were told apart: by lines, by the space between them, or by both. */
export type Method = 'ruled' | 'space' | 'mixed' | 'profile';

export interface ColumnModel {
  readonly columns: readonly Column[];
  readonly method: Method;
}

/** An upright edge parts columns if it runs along this share of the table. */
const WALL_SHARE = 0.4;
/** An edge through this share of the header parts its columns, and so those below. */
const HEADER_WALL_SHARE = 0.8;

/** Finds where the columns of a header run, from the lines and the words of the body below it. */
export function findColumns(
  cells: readonly HeaderCell[],
  words: readonly Word[],
  edges: Edges,
  body: Box,
  aliases?: ReadonlyMap<string, Role>,
): ColumnModel {
  const walls = findWalls(edges, body);
  const lines = findLines(words);
  const chunks = lines.flatMap(chunksOf);
  const lineCount = Math.max(1, lines.length);
  const top = Math.min(...cells.map((cell) => cell.box.y0));
  const bottom = Math.max(...cells.map((cell) => cell.box.y1));
  const headerWalls = edges.upright.filter((e) => coverageOf(e, top, bottom) >= HEADER_WALL_SHARE).map((e) => e.at);
  const leading = areLeading(
    cells.map(({ box }) => box.x0),
    chunks,
  );
  const separators: number[] = [];
  let drawn = 0;
  for (let i = 0; i + 1 < cells.length; i++) {
    const low = cells[i]!.box.x1;
    const high = cells[i + 1]!.box.x0;
    const wall = walls.filter((x) => x > low - 2 && x < high + 2);
    const drawnIn = headerWalls.filter((x) => x > middleOf(cells[i]!) && x < middleOf(cells[i + 1]!));
    if (wall.length === 0 && drawnIn.length === 1) {
      separators.push(drawnIn[0]!);
    } else if (wall.length > 0) {
      drawn++;
      separators.push(...wall);
    } else {
      separators.push(
        findSpace(chunks, {
          low: Math.min(low, high),
          high: Math.max(low, high),
          left: separators.at(-1) ?? body.x0,
          right: cells[i + 2]?.box.x0 ?? body.x1,
          lineCount,
          leading,
        }),
      );
    }
  }
  const outer = walls.filter((x) => x < cells[0]!.box.x0 || x > cells.at(-1)!.box.x1);
  const xs = [...new Set([body.x0, ...separators, ...outer, body.x1])].sort((a, b) => a - b);
  const columns = buildColumns(xs, cells, words, aliases);
  return { columns, method: drawn === 0 ? 'space' : drawn === cells.length - 1 ? 'ruled' : 'mixed' };
}

const middleOf = ({ box }: HeaderCell): number => (box.x0 + box.x1) / 2;

function findWalls(edges: Edges, body: Box): number[] {
  const within = edges.upright.filter((e) => e.at > body.x0 - 2 && e.at < body.x1 + 2);
  const last = Math.min(body.y1, Math.max(body.y0, ...within.flatMap((e) => e.spans.map(([, to]) => to))));
  return within.filter((e) => coverageOf(e, body.y0, last) >= WALL_SHARE).map((e) => e.at);
}

function buildColumns(
  xs: readonly number[],
  cells: readonly HeaderCell[],
  words: readonly Word[],
  aliases?: ReadonlyMap<string, Role>,
): Column[] {
  const slots = xs.slice(1).map((x1, i) => {
    const x0 = xs[i]!;
    const inside = ({ box }: { box: Box }): boolean => isWithin(box, x0, x1);
    return { x0, x1, cells: cells.filter(inside), busy: words.some(inside) };
  });
  const kept = slots.filter((slot) => slot.cells.length > 0 || slot.busy);
  const titles = kept.map(({ cells }) => ({
    title: cells.map((cell) => cell.title).join(' '),
    lines: cells.flatMap((cell) => cell.lines),
  }));
  const roles = addContentRoles(
    assignRoles(titles, aliases),
    titles.map(({ title }) => title),
    kept.map(({ x0, x1 }) => findLines(words.filter(({ box }) => isWithin(box, x0, x1))).map(textOfLine)),
  );
  return kept.map(({ x0, x1 }, i) => ({ role: roles[i]!, title: titles[i]!.title, x0, x1 }));
}

const isWithin = (box: Box, x0: number, x1: number): boolean =>
  (box.x0 + box.x1) / 2 > x0 && (box.x0 + box.x1) / 2 <= x1;
