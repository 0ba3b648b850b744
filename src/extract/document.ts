import type { RawRow, Reject } from '../rows.ts';
import { createAssembler } from './assemble.ts';
import { fillBrands } from './brands.ts';
import type { Draft } from './draft.ts';
import type { PageMarks } from './marks.ts';
import { createPageText } from './page.ts';
import { type FinderOptions, findTables, type Memory } from './tables.ts';

/** What a document's pages gave so far. */
export interface Reading {
  readonly rows: RawRow[];
  readonly rejects: Reject[];
}

export type ReaderOptions = FinderOptions;

/** Reads pages in order, carrying layouts and brands from page to page. */
export function createReader(
  source: string,
  options: ReaderOptions = {},
): { read(marks: PageMarks): void; finish(): Reading } {
  const memory: Memory = { layouts: [] };
  const assembler = createAssembler(options.brands);
  return {
    read(marks) {
      const page = createPageText(marks);
      const { tables } = findTables(page, memory, options);
      tables.forEach((table) => {
        assembler.add(table, table.continued);
      });
    },
    finish() {
      const { drafts, asides } = assembler.finish();
      const rejects = asides.map(
        (aside): Reject => ({ source, page: aside.page, row: 0, stage: 'extract', reason: 'note', text: aside.text }),
      );
      return { rows: createRows(source, drafts), rejects };
    },
  };
}

function createRows(source: string, drafts: readonly Draft[]): RawRow[] {
  const brands = fillBrands(drafts);
  let page = 0;
  let row = 0;
  return drafts.map((draft, i) => {
    row = draft.page === page ? row + 1 : 1;
    page = draft.page;
    return { source, page, row, ...readCells(draft), brand: brands[i]! };
  });
}

function readCells({ table, texts }: Draft): Omit<RawRow, 'source' | 'page' | 'row'> {
  const raw = { number: '', brand: '', model: '', year: '', description: '', extra: '' };
  const extra: Record<string, string> = {};
  table.columns.forEach((column, c) => {
    const text = texts[c] ?? '';
    if (column.role === 'extra' || column.role === 'vehicle') {
      if (text !== '') extra[column.title || `column ${c + 1}`] = text;
    } else raw[column.role] = text;
  });
  if (Object.keys(extra).length > 0) raw.extra = JSON.stringify(extra);
  return raw;
}
