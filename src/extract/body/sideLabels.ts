import type { Column } from '../columns/columns.ts';
import type { Box } from '../marks/geometry.ts';
import { coverageOf, type Edges } from '../page/edges.ts';
import type { Word } from '../page/words.ts';
import { isKnownBrand, looksLikeHeading } from '../text/heading.ts';
import type { BodyRow } from './body.ts';
import { insertColumn, isFreeOfRows } from './sideColumn.ts';
import { shareRows } from './sideShares.ts';

/** An edge bounds a label's cell if it runs along this share of the label's width. */
const BOUND_SHARE = 0.8;
/** A label reaches over an edge of its cell by no more than this, in em. */
const OVERRUN_EM = 0.5;
/** Space left between a label and the text beside it. */
const MARGIN_PT = 1;

/** A brand that stands sideways beside the rows it is the brand of. */
export interface SideLabel {
  readonly word: Word;
  /** The cell whose rows it stands for, where edges bound one. */
  readonly span?: Stretch;
}

interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

export interface SideLabels {
  readonly columns: readonly Column[];
  readonly labels: readonly SideLabel[];
}

/**
 * Finds the sideways texts in a table's brand column; without such a column, those that stand between edges beside
 * rows, or are known brands, make one.
 */
export function findSideLabels(
  sideways: readonly Word[],
  words: readonly Word[],
  columns: readonly Column[],
  edges: Edges,
  box: Box,
  brands: ReadonlySet<string> | undefined,
): SideLabels {
  const none: SideLabels = { columns, labels: [] };
  const inside = sideways.filter((word) => isWithin(word.box, box) && looksLikeHeading(word.text));
  if (inside.length === 0 || words.length === 0) return none;
  const brand = columns.findIndex((column) => column.role === 'brand');
  const labels = inside.flatMap((word) => {
    const span = spanOf(word, edges, box);
    const known = isKnownBrand(word.text, brands);
    if (brand >= 0 ? !isIn(word, columns[brand]!) : !known) return [];
    if (!span && !known) return [];
    return [{ word, ...(span ? { span } : {}) }];
  });
  if (labels.length === 0 || brand >= 0) return { columns, labels };
  const x0 = Math.min(...labels.map(({ word }) => word.box.x0));
  const x1 = Math.max(...labels.map(({ word }) => word.box.x1));
  if (!isFreeOfRows(words, x0, x1)) return none;
  return { columns: insertColumn(columns, words, x0, x1), labels };
}

function isWithin({ x0, x1, y0, y1 }: Box, box: Box): boolean {
  const middle = (x0 + x1) / 2;
  return middle > box.x0 && middle < box.x1 && y0 > box.y0 - MARGIN_PT && y1 < box.y1 + MARGIN_PT;
}

function isIn(word: Word, { x0, x1 }: Column): boolean {
  const middle = (word.box.x0 + word.box.x1) / 2;
  return middle >= x0 && middle <= x1;
}

/** The cell around a label: the nearest edges above and below it. */
function spanOf({ size, box: { x0, x1, y0, y1 } }: Word, edges: Edges, box: Box): Stretch | undefined {
  // A label that isn't quite in the middle of its cell reaches over its edge.
  const slack = Math.min(OVERRUN_EM * size, (y1 - y0) / 2);
  const bounds = edges.level.filter(
    (edge) => edge.at > box.y0 - MARGIN_PT && edge.at < box.y1 + MARGIN_PT && coverageOf(edge, x0, x1) >= BOUND_SHARE,
  );
  const top = bounds.findLast((edge) => edge.at <= y0 + slack)?.at;
  const bottom = bounds.find((edge) => edge.at >= y1 - slack)?.at;
  return top === undefined || bottom === undefined ? undefined : { top, bottom };
}

/** Puts each label into the rows of its cell, or its share of the rows beside it: its word to the first one, the others joined to it. */
export function giveSideLabels(
  rows: readonly BodyRow[],
  columns: readonly Column[],
  labels: readonly SideLabel[],
): readonly BodyRow[] {
  const column = columns.findIndex((each) => each.role === 'brand');
  if (labels.length === 0 || column < 0) return rows;
  const result = [...rows];
  const isFree = (row: BodyRow): boolean => !row.across && row.cells[column]!.length === 0;
  const give = (word: Word, isOwn: (row: BodyRow) => boolean): void => {
    const own = result.flatMap((row, r) => (isFree(row) && isOwn(row) ? [r] : []));
    own.forEach((r, i) => {
      const row = result[r]!;
      const cells = row.cells.map((cell, c) => (c === column && i === 0 ? [word] : cell));
      result[r] = { ...row, cells, joined: row.joined.map((joined, c) => (c === column ? i > 0 : joined)) };
    });
  };
  for (const { word, span } of labels)
    if (span) give(word, ({ top, bottom }) => (top + bottom) / 2 > span.top && (top + bottom) / 2 < span.bottom);
  const open = labels.filter(({ span }) => span === undefined).map(({ word }) => word);
  const shares = shareRows(
    result.filter(isFree),
    [...open].sort((a, b) => a.box.y0 - b.box.y0),
  );
  for (const [word, own] of shares) give(word, (row) => own.includes(row));
  return result;
}
