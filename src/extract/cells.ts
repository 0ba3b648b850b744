import { findMergedCells } from './body/merged.ts';
import type { Box } from './marks/geometry.ts';
import { boxAround } from './marks/geometry.ts';
import { textOf } from './page/lines.ts';
import type { FoundTable } from './tables/tables.ts';

/** A cell as `lekalo tables` shows it; rows and columns count from 0, the header being row 0 where there is one. */
export interface TableCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly text: string;
  readonly box: Box;
  /** 0–1: how sure it is that the cell is cut out right. */
  readonly confidence: number;
}

/** A table as `lekalo tables` shows it. */
export interface TableView {
  readonly page: number;
  readonly box: Box;
  readonly method: string;
  readonly continued: boolean;
  readonly columns: readonly {
    readonly role: string;
    readonly title: string;
    readonly x0: number;
    readonly x1: number;
  }[];
  readonly cells: readonly TableCell[];
  readonly confidence: number;
}

/** Cells between drawn edges are nearly certain, those found by the space between texts a little less. */
const DRAWN_CONFIDENCE = 0.99;
const SPACE_CONFIDENCE = 0.93;
const LONE_CONFIDENCE = 0.7;

/** Lays a found table out as cells with spans and boxes. */
export function viewTable(table: FoundTable): TableView {
  const cells: TableCell[] = [];
  const offset = table.header ? 1 : 0;
  for (const cell of table.header?.cells ?? []) {
    const middle = (cell.box.x0 + cell.box.x1) / 2;
    const column = Math.max(
      0,
      table.columns.findIndex((c) => middle >= c.x0 && middle < c.x1),
    );
    cells.push({
      row: 0,
      column,
      rowSpan: 1,
      columnSpan: 1,
      text: cell.title,
      box: roundBox(cell.box),
      confidence: DRAWN_CONFIDENCE,
    });
  }
  const merged = findMergedCells(table.rows);
  table.rows.forEach((row, r) => {
    row.cells.forEach((_, column) => {
      const span = row.across ? undefined : merged.find((m) => m.column === column && r >= m.from && r <= m.to);
      if (span && span.from !== r) return;
      const stretch = span ? table.rows.slice(span.from, span.to + 1) : [row];
      const rows = stretch.filter((each) => !each.across || each === row);
      // A note that runs across ends the cell's box, though not the cell.
      const end = span ? stretch.findIndex(({ across }) => across) : -1;
      const own = rows.flatMap((each) => [...each.cells[column]!]);
      if (own.length === 0 && !span) return;
      const confidence = row.lone ? LONE_CONFIDENCE : row.bounded ? DRAWN_CONFIDENCE : SPACE_CONFIDENCE;
      cells.push({
        row: r + offset,
        column,
        rowSpan: end < 0 ? stretch.length : end,
        columnSpan: row.across ? table.columns.length : 1,
        text: textOf(own),
        box: own.length > 0 ? roundBox(boxAround(own)) : emptyBox(table, column, row.top, rows.at(-1)!.bottom),
        confidence,
      });
    });
  });
  const confidence = cells.reduce((sum, cell) => sum + cell.confidence, 0) / Math.max(1, cells.length);
  return {
    page: table.page,
    box: roundBox(boxOf(table)),
    method: table.method,
    continued: table.continued,
    columns: table.columns.map(({ role, title, x0, x1 }) => ({ role, title, x0: round(x0), x1: round(x1) })),
    cells,
    confidence: round(confidence),
  };
}

function boxOf(table: FoundTable): Box {
  const words = [...(table.header?.words ?? []), ...table.rows.flatMap((row) => row.cells.flat())];
  return words.length > 0 ? boxAround(words) : table.box;
}

function emptyBox(table: FoundTable, column: number, y0: number, y1: number): Box {
  return roundBox({ x0: table.columns[column]!.x0, y0, x1: table.columns[column]!.x1, y1 });
}

const round = (value: number): number => Math.round(value * 100) / 100;
const roundBox = ({ x0, y0, x1, y1 }: Box): Box => ({ x0: round(x0), y0: round(y0), x1: round(x1), y1: round(y1) });
