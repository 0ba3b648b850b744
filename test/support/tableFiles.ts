import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The lines of a CSV file as the tests see them: `readCells('rejects.csv')[0]['reason']`. */
export function readCells(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { columns: true });
}
