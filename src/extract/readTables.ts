import { type TableView, viewTable } from './cells.ts';
import { type ExtractOptions, readDocument } from './extract.ts';

/** Every table that the extractor sees in a file. */
export interface DocumentTables {
  readonly source: string;
  readonly sha256: string;
  readonly pages: number;
  readonly tables: readonly TableView[];
}

/** Reads a file's tables with their cells: `(await readTables('list.pdf', { source: 'list.pdf' })).tables[0].cells`. */
export async function readTables(path: string, options: ExtractOptions): Promise<DocumentTables> {
  const tables: TableView[] = [];
  const { source, sha256, pages } = await readDocument(path, {
    ...options,
    onTables: (page, found) => {
      options.onTables?.(page, found);
      tables.push(...found.tables.map(viewTable));
    },
  });
  return { source, sha256, pages, tables };
}
