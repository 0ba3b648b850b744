import type { RawRow, Reject } from '../rows.ts';
import { textOf } from './lines.ts';
import type { PageMarks } from './marks.ts';
import { createPageText } from './page.ts';
import { type FinderOptions, type FoundTable, findTables, type Memory } from './tables.ts';

/** What a document's pages gave so far. */
export interface Reading {
  readonly rows: RawRow[];
  readonly rejects: Reject[];
}

/** Reads pages in order, carrying layouts and brands from page to page. */
export function createReader(
  source: string,
  options: FinderOptions = {},
): { read(marks: PageMarks): void; finish(): Reading } {
  const memory: Memory = { layouts: [] };
  const rows: RawRow[] = [];
  const rejects: Reject[] = [];
  return {
    read(marks) {
      const page = createPageText(marks);
      const { tables } = findTables(page, memory, options);
      let row = 0;
      for (const table of tables)
        for (const raw of readRows(table)) rows.push({ source, page: marks.page, row: ++row, ...raw });
    },
    finish: () => ({ rows, rejects }),
  };
}

type RawCells = Omit<RawRow, 'source' | 'page' | 'row'>;

function readRows(table: FoundTable): RawCells[] {
  return table.rows.map(({ cells }) => {
    const raw = { number: '', brand: '', model: '', year: '', description: '', extra: '' };
    const extra: Record<string, string> = {};
    table.columns.forEach((column, c) => {
      const text = textOf(cells[c]!);
      if (column.role === 'extra' || column.role === 'vehicle') {
        if (text !== '') extra[column.title || `column ${c + 1}`] = text;
      } else raw[column.role] = text;
    });
    if (Object.keys(extra).length > 0) raw.extra = JSON.stringify(extra);
    return raw;
  });
}
