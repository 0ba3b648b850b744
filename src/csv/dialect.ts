/**
 * The two forms of our CSV files: plain (UTF-8, comma, LF) and Excel's (BOM, `;`, CRLF, formulas guarded).
 * Readers take both; a guard is removed exactly where one was written.
 */

export interface Dialect {
  readonly delimiter: ',' | ';';
  readonly bom: boolean;
  readonly lineEnd: '\n' | '\r\n';
  /** Cells that Excel would run as formulas carry a leading apostrophe. */
  readonly guarded: boolean;
}

export const PLAIN: Dialect = { delimiter: ',', bom: false, lineEnd: '\n', guarded: false };
export const EXCEL: Dialect = { delimiter: ';', bom: true, lineEnd: '\r\n', guarded: true };

const BOM = '\uFEFF';
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
/** A plain number stays a number: `-5`, `+3,5`. Guarding it would turn it into text. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/** `=1+1` → `'=1+1`; a cell that already looks guarded gets one more, so that removing one is exact. */
export function guardFormula(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** `'=1+1` → `=1+1`; everything that {@link guardFormula} leaves alone comes back as it is. */
export function unguardFormula(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}

/** The dialect of a file from its first characters: a BOM or a `;` between the titles means Excel's. */
export function detectDialect(head: string): { dialect: Dialect; skip: number } {
  const bom = head.startsWith(BOM);
  let skip = bom ? 1 : 0;
  // Excel's own hint line; it must not be taken for the header.
  const hint = /^sep=(.)\r?\n/.exec(head.slice(skip));
  if (hint) skip += hint[0].length;
  const titles = head.slice(skip).split('\n', 1)[0] ?? '';
  const semicolons = titles.split(';').length;
  const commas = titles.split(',').length;
  const delimiter = semicolons > commas ? ';' : ',';
  const excel = bom || delimiter === ';';
  return { dialect: { delimiter, bom, lineEnd: titles.endsWith('\r') ? '\r\n' : '\n', guarded: excel }, skip };
}
