import type { BodyRow } from '../body/body.ts';
import { findMergedCells, type MergedCell } from '../body/merged.ts';
import { styleOfWords } from '../body/style.ts';
import { textOf } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import type { FoundTable } from '../tables/tables.ts';
import { brandOfHeading, isKnownBrand, looksLikeHeading } from '../text/heading.ts';
import { type BrandGroup, columnOf, continueDraft, type Draft, type Heading, printedOf, textsOf } from './draft.ts';
import { countOwnRows } from './foreignRows.ts';
import { readGroupRow } from './groupRows.ts';
import { findGroups, type GroupHabit } from './groups.ts';
import { nameHeadings } from './headingNames.ts';
import { findRunning } from './running.ts';
import { markSubs } from './subheadings.ts';
import { isData, judgeRow, looksApart } from './verdict.ts';

/** A row of a table that is no vehicle: a note, a title that heads no rows, a number alone, a row of another table. */
export interface Aside {
  readonly page: number;
  readonly kind: 'note' | 'section-title' | 'empty-row' | 'outside-table';
  readonly text: string;
  readonly pieces: number;
}

/** The rows of a document, and what stood between them. */
export interface Assembly {
  readonly drafts: readonly Draft[];
  readonly asides: readonly Aside[];
  /** Text pieces of titles and footers that stood among the rows of their pages. */
  readonly running: number;
  /** Headings that name the brand of rows. */
  readonly headings: readonly Heading[];
}

/** Texts that are looked up; a list has as many numbers and models as rows. */
const TEXTS_KEPT = 1_000;

/** Puts tables together over pages: headings to the rows they head, merged cells to theirs, split rows to one. */
export class Assembler {
  readonly #brands: ReadonlySet<string> | undefined;
  readonly #drafts: Draft[] = [];
  readonly #asides: Aside[] = [];
  readonly #headings: Heading[] = [];
  readonly #headingStyles = new Set<string>();
  #heading: Heading | undefined;
  #groupHabit: GroupHabit | undefined;
  /** Each text once: brands, years and remarks come again and again, and all rows are kept. */
  readonly #texts = new Map<string, string>();
  #tableId = 0;
  #part = 0;

  /** `brands` are the `keyOf` keys of known brands. */
  constructor(brands?: ReadonlySet<string>) {
    this.#brands = brands;
  }

  /** Takes a table in reading order; returns words that turned out to stand outside of it. */
  add(found: FoundTable): Word[] {
    const own = countOwnRows(found, this.#brands);
    const table = own < found.rows.length ? { ...found, rows: found.rows.slice(0, own) } : found;
    if (!table.continued) this.#tableId++;
    this.#part++;
    if (table.caption)
      this.#open(table.page, { name: textOf(table.caption) }, styleOfWords(table.caption), table.caption, true);
    for (const row of found.rows.slice(own)) {
      const text = textsOf(row).filter(Boolean).join(' ');
      if (text !== '') this.#asides.push({ page: table.page, kind: 'outside-table', text, pieces: countPieces(row) });
    }
    const outside: Word[] = [];
    const merged = findMergedCells(table.rows);
    const groups = groupBrands(table, merged);
    const first = table.rows.findIndex((row) => isData(table, row));
    const reported = findGroups(table, table.continued ? this.#groupHabit : undefined, this.#brands);
    this.#groupHabit = reported.habit;
    const around = {
      table,
      reported: reported.rows,
      firstData: first < 0 ? table.rows.length : first,
      lastData: table.rows.findLastIndex((row) => isData(table, row)),
      before: table.continued ? this.#drafts.at(-1) : undefined,
      headingStyles: this.#headingStyles,
      ownStyles: new Set(
        table.rows
          .slice(Math.max(first, 0))
          .filter(looksApart)
          .map((row) => row.style),
      ),
      brands: this.#brands,
    };
    table.rows.forEach((row, index) => {
      const texts = textsOf(row);
      const text = texts.filter(Boolean).join(' ');
      const verdict = judgeRow(row, { ...around, text, index });
      if (verdict === 'outside') outside.push(...row.cells.flat());
      else if (verdict === 'rest') continueDraft(this.#drafts.at(-1)!, texts, countPieces(row));
      else if (verdict === 'note')
        this.#asides.push({ page: table.page, kind: 'note', text, pieces: countPieces(row) });
      else if (verdict === 'heading')
        this.#open(table.page, readGroupRow(table, row) ?? { name: text }, row.style, row.cells.flat(), false);
      else {
        for (const cell of merged) if (index >= cell.from && index <= cell.to) texts[cell.column] = cell.text;
        if (isEmpty(table, texts))
          this.#asides.push({ page: table.page, kind: 'empty-row', text, pieces: countPieces(row) });
        else this.#push(table, texts, groups[index], row);
      }
    });
    return outside;
  }

  /** The rows so far of the page that was taken last. */
  lastPage(page: number): readonly Draft[] {
    const first = this.#drafts.findLastIndex((draft) => draft.page !== page) + 1;
    return this.#drafts.slice(first);
  }

  /** The rows; headings and captions that head none are told apart. */
  finish(): Assembly {
    const asides = [...this.#asides];
    const headings: Heading[] = [];
    nameHeadings(this.#headings, this.#brands);
    markSubs(this.#headings, this.#brands);
    for (const heading of this.#headings) {
      const known = isKnownBrand(heading.text, this.#brands) || this.#headingStyles.has(heading.style);
      heading.accepted =
        heading.rows > 0 && !heading.isSub && (!heading.caption || (known && looksLikeHeading(heading.text)));
      if (heading.accepted) headings.push(heading);
      else asides.push({ page: heading.page, kind: 'section-title', text: printedOf(heading), pieces: heading.pieces });
    }
    const running = findRunning(this.#drafts);
    const drafts = this.#drafts.filter((draft) => !running.has(draft));
    return { drafts, asides, headings, running: [...running].reduce((sum, draft) => sum + draft.pieces, 0) };
  }

  #open(
    page: number,
    { name: text, figures = '' }: { readonly name: string; readonly figures?: string },
    style: string,
    words: readonly Word[],
    caption: boolean,
  ): void {
    const pieces = words.reduce((sum, word) => sum + word.pieces.length, 0);
    const brand = brandOfHeading(text);
    this.#heading = {
      page,
      text,
      figures,
      style,
      pieces,
      caption,
      brand,
      previous: this.#heading,
      rows: 0,
      isSub: false,
      accepted: false,
    };
    this.#headings.push(this.#heading);
  }

  #push(table: FoundTable, texts: string[], group: BrandGroup | undefined, row: BodyRow): void {
    const heading = this.#heading;
    for (let above = heading; above; above = above.caption ? above.previous : undefined) {
      above.rows++;
      if (!above.caption) this.#headingStyles.add(above.style);
    }
    const { page, columns } = table;
    const y = topBaselineOf(row);
    const pieces = countPieces(row);
    const kept = texts.map((text) => this.#keep(text));
    this.#drafts.push({
      page,
      y,
      texts: kept,
      columns,
      tableId: this.#tableId,
      part: this.#part,
      heading,
      group,
      pieces,
    });
  }

  #keep(text: string): string {
    const kept = this.#texts.get(text);
    if (kept !== undefined) return kept;
    if (this.#texts.size === TEXTS_KEPT) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}

/** Whether nothing but its number is printed in a row, as in a form that is to be filled in. */
const isEmpty = ({ columns }: FoundTable, texts: readonly string[]): boolean =>
  texts.every((text, c) => text === '' || columns[c]!.role === 'number');

function topBaselineOf({ cells }: BodyRow): number {
  let top = Infinity;
  for (const cell of cells) for (const word of cell) if (word.baseline < top) top = word.baseline;
  return top;
}

function countPieces({ cells }: BodyRow): number {
  let pieces = 0;
  for (const cell of cells) for (const word of cell) pieces += word.pieces.length;
  return pieces;
}

/** The merged brand cell of each row, if it is in one. */
function groupBrands(table: FoundTable, merged: readonly MergedCell[]): (BrandGroup | undefined)[] {
  const brand = columnOf(table, 'brand');
  const groups: (BrandGroup | undefined)[] = table.rows.map(() => undefined);
  for (const cell of merged) {
    if (cell.column !== brand) continue;
    const group: BrandGroup = { part: table.page, from: cell.from, to: cell.to };
    for (let r = cell.from; r <= cell.to; r++) groups[r] = group;
  }
  return groups;
}
