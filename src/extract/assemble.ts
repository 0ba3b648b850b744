import type { BodyRow } from './body.ts';
import { type BrandGroup, columnOf, continueDraft, type Draft, textsOf } from './draft.ts';
import { brandOfHeading, isKnownBrand, looksLikeHeading } from './heading.ts';
import { findMergedCells } from './merged.ts';
import type { FoundTable } from './tables.ts';
import type { Word } from './words.ts';

/** A row of a table that is no vehicle: a note, a title of a section. */
export interface Aside {
  readonly page: number;
  readonly kind: 'note' | 'section-title';
  readonly text: string;
  readonly pieces: number;
}

/** What the assembler hands on. */
export interface Assembly {
  readonly drafts: Draft[];
  readonly asides: Aside[];
}

/** Puts the rows of tables together over pages: headings to brands, merged cells to rows, split rows to one. */
export interface Assembler {
  /** Takes a table in reading order; returns words that turned out to stand outside of it. */
  add(table: FoundTable, continued: boolean): Word[];
  finish(): Assembly;
}

/** What a heading waits for: rows that show that it heads something. */
interface Heading {
  readonly page: number;
  readonly text: string;
  readonly style: string;
  readonly pieces: number;
  used: boolean;
}

type Verdict = 'data' | 'heading' | 'note' | 'rest' | 'outside';

/** Creates an assembler; `brands` are the `keyOf` keys of known brands. */
export function createAssembler(brands?: ReadonlySet<string>): Assembler {
  const drafts: Draft[] = [];
  const asides: Aside[] = [];
  const headingStyles = new Set<string>();
  let heading: Heading | undefined;
  let tableId = 0;
  let part = 0;

  const drop = (old: Heading | undefined): void => {
    if (old && !old.used) asides.push({ page: old.page, kind: 'section-title', text: old.text, pieces: old.pieces });
  };

  const add = (table: FoundTable, continued: boolean): Word[] => {
    if (!continued) tableId++;
    part++;
    const outside: Word[] = [];
    const merged = findMergedCells(table.rows);
    const groups = groupBrands(table, merged);
    const firstData = table.rows.findIndex((row) => isData(table, row));
    const lead = firstData < 0 ? table.rows.length : firstData;
    const lastData = table.rows.findLastIndex((row) => isData(table, row));
    table.rows.forEach((row, r) => {
      const verdict = judge(table, row, r, lead, lastData, continued);
      if (verdict === 'outside') outside.push(...row.cells.flat());
      else if (verdict === 'rest') continueDraft(drafts.at(-1)!, textsOf(row), countPieces(row));
      else if (verdict === 'note')
        asides.push({
          page: table.page,
          kind: 'note',
          text: textsOf(row).filter(Boolean).join(' '),
          pieces: countPieces(row),
        });
      else if (verdict === 'heading') {
        drop(heading);
        const text = textsOf(row).filter(Boolean).join(' ');
        heading = { page: table.page, text, style: row.style, pieces: countPieces(row), used: false };
      } else {
        const texts = textsOf(row);
        for (const cell of merged) if (r >= cell.from && r <= cell.to) texts[cell.column] = cell.text;
        if (heading && !heading.used) {
          heading.used = true;
          headingStyles.add(heading.style);
        }
        drafts.push({
          page: table.page,
          texts,
          table,
          tableId,
          part,
          heading: heading ? brandOfHeading(heading.text) : undefined,
          group: groups[r],
          pieces: countPieces(row),
        });
      }
    });
    return outside;
  };

  const judge = (
    table: FoundTable,
    row: BodyRow,
    r: number,
    lead: number,
    lastData: number,
    continued: boolean,
  ): Verdict => {
    if (isData(table, row)) return 'data';
    if (r < lead && continued && drafts.length > 0 && isRest(table, row, drafts.at(-1)!)) return 'rest';
    const text = textsOf(row).filter(Boolean).join(' ');
    if (!row.lone && row.bounded) return 'data';
    if (!row.lone && row.cells.filter((cell) => cell.length > 0).length >= 3 && r < lastData) return 'data';
    const known = isKnownBrand(text, brands);
    const marked = known || headingStyles.has(row.style) || row.bounded;
    const edge = r > lastData || (r === 0 && !table.header);
    if (looksLikeHeading(text) && (row.odd || row.across || known) && (marked || !edge)) return 'heading';
    return edge && !row.bounded ? 'outside' : 'note';
  };

  return {
    add,
    finish() {
      drop(heading);
      return { drafts, asides };
    },
  };
}

const countPieces = (row: BodyRow): number => row.cells.flat().reduce((sum, word) => sum + word.pieces.length, 0);

const NUMBER = /^[№#]?\s?\d{1,6}[.)]?$/u;

/** Whether a row is a vehicle beyond doubt: it bears its number, or several cells where rows aren't numbered. */
function isData(table: FoundTable, row: BodyRow): boolean {
  const filled = row.cells.filter((cell) => cell.length > 0).length;
  if (row.across || filled === 0) return false;
  if (table.numberColumn >= 0) {
    const number = row.cells[table.numberColumn]!.map((word) => word.text).join(' ');
    return NUMBER.test(number) && (filled >= 2 || row.bounded);
  }
  if (filled >= 2) return true;
  const brand = columnOf(table, 'brand');
  const model = columnOf(table, 'model');
  return !row.odd && [brand, model].some((c) => c >= 0 && row.cells[c]!.length > 0);
}

/** Text of a row's rest begins where the column's text begins, within this. */
const FLUSH_PT = 2;

/** Whether a row at the top of a page is the rest of the last row of the page before. */
function isRest(table: FoundTable, row: BodyRow, last: Draft): boolean {
  if (row.odd || row.across || last.texts.length !== table.columns.length) return false;
  return row.cells.every((cell, c) => {
    if (cell.length === 0) return true;
    const flush = table.flush[c];
    return flush === undefined || Math.abs(Math.min(...cell.map((word) => word.box.x0)) - flush) <= FLUSH_PT;
  });
}

/** The merged brand cell of each row, if it is in one. */
function groupBrands(
  table: FoundTable,
  merged: readonly { column: number; from: number; to: number; text: string }[],
): (BrandGroup | undefined)[] {
  const brand = columnOf(table, 'brand');
  const groups: (BrandGroup | undefined)[] = table.rows.map(() => undefined);
  for (const cell of merged) {
    if (cell.column !== brand) continue;
    const group: BrandGroup = {
      page: table.page,
      text: cell.text,
      first: cell.from === 0,
      last: cell.to === table.rows.length - 1,
      size: cell.to - cell.from + 1,
    };
    for (let r = cell.from; r <= cell.to; r++) groups[r] = group;
  }
  return groups;
}
