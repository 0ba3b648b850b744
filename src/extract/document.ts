import type { RawRow, Reject } from '../rows.ts';
import type { BodyRow } from './body/body.ts';
import { type Box, boxAround } from './marks/geometry.ts';
import type { PageMarks } from './marks/marks.ts';
import { findUnfit, hasLookalikes, UNFIT_TEXT, type Unfit } from './page/fitness.ts';
import { createPageText, type PageText } from './page/page.ts';
import { type SkippedRegion, skipRegions } from './page/skip.ts';
import { TEXT_PARTS_LIMIT } from './pdf/limits.ts';
import { readTextLines } from './plain/textLines.ts';
import { findTextParts, type TextPart } from './plain/textParts.ts';
import { CONSTANT_ROLES, type Constants } from './profile.ts';
import { Assembler } from './rows/assemble.ts';
import { fillBrands } from './rows/brands.ts';
import { type Draft, type Heading, headingOf, printedOf } from './rows/draft.ts';
import { createReject, findLooseLines, type LooseLine, settleLoose } from './rows/furniture.ts';
import { createLedger, type FurnitureKind, type TextCounts } from './rows/ledger.ts';
import { SideSheets } from './rows/sideSheets.ts';
import { settleUnread } from './rows/unread.ts';
import { findOtherGoods } from './rows/vehicleTables.ts';
import { isData } from './rows/verdict.ts';
import { joinYears } from './rows/yearPair.ts';
import { type FinderOptions, type FoundTable, findTables, type Memory, type PageTables } from './tables/tables.ts';

/** What a document's pages gave. */
export interface Reading {
  readonly rows: readonly RawRow[];
  readonly rejects: readonly Reject[];
  readonly text: TextCounts;
  /** Furniture by kind. */
  readonly furniture: Readonly<Partial<Record<FurnitureKind, number>>>;
  /** Words that mix Cyrillic and Latin letters; they stay as printed. */
  readonly lookalikes: number;
  /** Pieces read back from a wrong code page. */
  readonly decoded: number;
  /** Pages whose text can't be used, and why. */
  readonly unfit: readonly { readonly page: number; readonly why: Unfit }[];
}

export interface ReaderOptions extends FinderOptions {
  /** Regions whose text is furniture. */
  readonly skip?: readonly SkippedRegion[];
  /** What all rows have in a column where nothing is printed. */
  readonly constants?: Constants;
  /** Sees each page, its tables, and the words that stand in none, for pictures and explanations. */
  readonly onTables?: (page: PageText, tables: PageTables) => void;
}

/** Reads a document page by page, in order; of past pages only rows and stray lines are kept. */
export class DocumentReader {
  readonly #source: string;
  readonly #options: ReaderOptions;
  readonly #memory: Memory = { layouts: [], models: new Map() };
  readonly #assembler: Assembler;
  readonly #sheets = new SideSheets();
  readonly #ledger;
  readonly #loose: LooseLine[] = [];
  readonly #rejects: Reject[] = [];
  readonly #unfit: { page: number; why: Unfit }[] = [];
  /** The lines of the pages while none has a table: the list may be one of plain lines. */
  #textParts: TextPart[] | undefined;
  #firstTablePage = 0;
  #lookalikes = 0;
  #decoded = 0;

  constructor(source: string, options: ReaderOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.#assembler = new Assembler(options.brands);
    this.#ledger = createLedger(source);
    if (options.brands && !options.columns) this.#textParts = [];
  }

  /** Notes a page of which nothing, or not all, could be read. */
  skip(page: number, why: string): void {
    this.#rejects.push(createReject(this.#source, page, 'page-unreadable', why));
  }

  /** Takes the marks of the next page. */
  read(marks: PageMarks): void {
    const why = findUnfit(marks);
    this.#ledger.drawn(marks.pieces.length);
    if (why) {
      this.#ledger.rejected(marks.pieces.length);
      this.#unfit.push({ page: marks.page, why });
      this.skip(marks.page, UNFIT_TEXT[why]);
      return;
    }
    const { page, pieces } = skipRegions(createPageText(marks), this.#options.skip);
    this.#ledger.furniture('skipped-region', pieces);
    const side = this.#options.columns ? undefined : this.#sheets.join(page);
    const found: PageTables = side
      ? { tables: [], loose: side.loose, labels: [] }
      : findTables(page, this.#memory, this.#options);
    this.#lookalikes += page.words.filter((word) => hasLookalikes(word.text)).length;
    this.#decoded += page.decoded;
    this.#rejects.push(...settleUnread(page, this.#source, this.#ledger, piecesOf(found.labels)));
    const outside = found.tables.flatMap((table) => this.#assembler.add(table));
    if (!side) this.#sheets.note(page.page, this.#assembler.lastPage(page.page));
    const headers = new Set([...(side?.titles ?? []), ...found.tables.flatMap((table) => table.header?.words ?? [])]);
    this.#ledger.furniture('table-header', countPieces([...headers]));
    if (this.#firstTablePage === 0 && found.tables.length > 0) this.#firstTablePage = page.page;
    this.#keepText(page, found);
    const apart = new Set(outside);
    const isOwn = ({ cells }: BodyRow): boolean => cells.some((cell) => cell.some((word) => !apart.has(word)));
    const tops = found.tables.map((table) => table.header?.top ?? table.rows.find(isOwn)?.top ?? Infinity);
    const loose = [...found.loose, ...outside];
    this.#options.onTables?.(page, { ...found, loose });
    const bodies = loose.length > 0 ? found.tables.flatMap(bodyOf) : [];
    this.#loose.push(...findLooseLines(loose, page.page, page.height, Math.min(...tops), bodies));
  }

  #keepText(page: PageText, { tables, loose }: PageTables): void {
    if (tables.length > 0) this.#textParts = undefined;
    this.#textParts?.push(...findTextParts(loose, page));
    if (this.#textParts && this.#textParts.length > TEXT_PARTS_LIMIT) this.#textParts = undefined;
  }

  /** The rows of all pages; throws where a piece of text isn't accounted for. */
  finish(): Reading {
    const ledger = this.#ledger;
    const text = this.#textParts && readTextLines(this.#textParts, this.#options.brands!);
    const { drafts: all, asides, headings, running } = text?.assembly ?? this.#assembler.finish();
    ledger.furniture('running-text', running);
    const goods = this.#options.columns ? new Set() : findOtherGoods(all, this.#options.brands);
    const others = all.filter((draft) => goods.has(draft.tableId));
    const drafts = goods.size === 0 ? all : all.filter((draft) => !goods.has(draft.tableId));
    for (const draft of drafts) ledger.cell(draft.pieces);
    for (const draft of others) ledger.rejected(draft.pieces);
    const brands = fillBrands(drafts);
    const naming = findNaming(drafts, brands);
    const idle = headings.filter((heading) => !naming.has(heading));
    for (const heading of naming) ledger.cell(heading.pieces);
    for (const aside of [...asides, ...idle]) ledger.rejected(aside.pieces);
    const rejects = [
      ...this.#rejects,
      ...others.map((draft) =>
        createReject(this.#source, draft.page, 'outside-table', draft.texts.filter(Boolean).join(' ')),
      ),
      ...asides.map((aside) => createReject(this.#source, aside.page, aside.kind, aside.text)),
      ...idle.map((heading) => createReject(this.#source, heading.page, 'section-title', printedOf(heading))),
      ...settleLoose(text?.loose ?? this.#loose, text?.firstPage ?? this.#firstTablePage, this.#source, ledger),
    ];
    rejects.sort((a, b) => a.page - b.page);
    const account = ledger.close();
    return {
      rows: createRows(this.#source, drafts, brands, this.#options.constants),
      rejects,
      text: account.text,
      furniture: account.kinds,
      lookalikes: this.#lookalikes,
      decoded: this.#decoded,
      unfit: this.#unfit,
    };
  }
}

const piecesOf = (words: readonly { readonly pieces: readonly number[] }[]): ReadonlySet<number> =>
  new Set(words.flatMap((word) => word.pieces));

/** Where the vehicles of a table stand; none if it has none. */
function bodyOf(table: FoundTable): Box[] {
  const cells = table.rows.flatMap((row) => (isData(table, row) ? row.cells.filter((cell) => cell.length > 0) : []));
  return cells.length > 0 ? [boxAround(cells.map((cell) => ({ box: boxAround(cell) })))] : [];
}

const countPieces = (words: readonly { readonly pieces: readonly number[] }[]): number =>
  words.reduce((sum, word) => sum + word.pieces.length, 0);

/** The headings whose text is the brand of a row; the text of any other is in no row, however many stand below it. */
function findNaming(drafts: readonly Draft[], brands: readonly string[]): Set<Heading> {
  const naming = new Set<Heading>();
  drafts.forEach((draft, i) => {
    const heading = headingOf(draft);
    if (heading && heading.brand === brands[i]) naming.add(heading);
  });
  return naming;
}

function createRows(
  source: string,
  drafts: readonly Draft[],
  brands: readonly string[],
  constants: Constants = {},
): RawRow[] {
  let page = 0;
  let row = 0;
  return drafts.map((draft, i) => {
    row = draft.page === page ? row + 1 : 1;
    page = draft.page;
    const cells = { ...readCells(draft), brand: brands[i]! };
    for (const role of CONSTANT_ROLES) cells[role] ||= constants[role] ?? '';
    return { source, page, row, ...cells };
  });
}

function readCells(draft: Draft): Omit<RawRow, 'source' | 'page' | 'row'> {
  const { columns } = draft;
  const texts = joinYears(columns, draft.texts);
  const raw = { number: '', brand: '', model: '', year: '', description: '', extra: '' };
  const extra: Record<string, string> = {};
  columns.forEach((column, c) => {
    const text = texts[c] ?? '';
    if (column.role === 'extra' || column.role === 'vehicle') {
      if (text !== '') extra[column.title || `column ${c + 1}`] = text;
    } else raw[column.role] = text;
  });
  if (Object.keys(extra).length > 0) raw.extra = JSON.stringify(extra);
  return raw;
}
