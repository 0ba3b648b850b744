/** aliases.csv ↔ decisions: plain lines that can be compared and carried to another tenant. */
import type { Table } from '../../csv/columns.ts';
import { readRows } from '../../csv/read.ts';
import { writeRows } from '../../csv/write.ts';
import type { Alias } from './aliases.ts';

export const ALIASES: Table<Alias> = {
  name: 'aliases.csv',
  columns: ['raw_brand', 'raw_model', 'brand', 'model', 'decided_at', 'decided_by', 'source'],
  encode: (alias) => [
    alias.rawBrand,
    alias.rawModel,
    alias.brand,
    alias.model,
    alias.decidedAt,
    alias.decidedBy,
    alias.source,
  ],
  decode: (cell) => ({
    rawBrand: cell.text('raw_brand'),
    rawModel: cell.text('raw_model'),
    brand: cell.text('brand').trim(),
    model: cell.text('model').trim(),
    decidedAt: cell.text('decided_at'),
    decidedBy: cell.text('decided_by'),
    source: cell.text('source'),
  }),
};

export const readAliases = (path: string): Promise<Alias[]> => readRows(path, ALIASES);
export const writeAliases = (path: string, aliases: readonly Alias[]): Promise<void> =>
  writeRows(path, ALIASES, aliases);
