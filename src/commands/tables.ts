/** `lekalo tables`: every table the extractor sees, with cells and boxes. */
import type { TableView } from '../extract/cells.ts';
import type { Context, Define, Report } from './command.ts';
import { addReadingFlags, type ReadingFlags, readReadingFlags } from './reading.ts';

export const defineTables: Define = (program, act) => {
  const command = program
    .command('tables')
    .description('show every table that the extractor sees in a PDF; --json adds the box of each cell')
    .argument('<pdf>', 'PDF file');
  addReadingFlags(command).action(act(runTables));
};

export async function runTables(context: Context, path: string, flags: ReadingFlags): Promise<Report> {
  const { readTables } = await import('../extract/readTables.ts');
  const { sourceName } = await import('./extract.ts');
  const optionsFor = await readReadingFlags(context, flags);
  const found = await readTables(context.path(path), optionsFor(sourceName(path, [path])));
  return {
    summary: found,
    text: found.tables.length === 0 ? `${found.source}: no tables` : found.tables.map(renderTable).join('\n\n'),
  };
}

/** A table as text: what it is, then its rows, cells parted by ` | `. */
export function renderTable({ page, columns, method, confidence, continued, cells }: TableView): string {
  const rowCount = Math.max(-1, ...cells.map((cell) => cell.row)) + 1;
  const rows = Array.from({ length: rowCount }, (_, r) =>
    columns
      .map((_, c) => cells.find((cell) => cell.row === r && cell.column === c)?.text ?? '')
      .join(' | ')
      .trimEnd(),
  );
  const head = `page ${page}: ${rowCount} rows of ${columns.length} columns (${method}${continued ? ', continued' : ''}, confidence ${confidence})`;
  return [head, columns.map(({ role }) => role).join(' | '), ...rows].join('\n');
}
