import type { Column } from '../columns/columns.ts';
import type { Assembly } from '../rows/assemble.ts';
import type { Draft, Heading } from '../rows/draft.ts';
import type { LooseLine } from '../rows/furniture.ts';
import { nameHeadings } from '../rows/headingNames.ts';
import { brandOfHeading, looksLikeHeading, PAGE_NUMBER } from '../text/heading.ts';
import type { Role } from '../text/roles.ts';
import { joinLines } from '../text/text.ts';
import {
  depthOf,
  findLeadingBrand,
  isBrandLine,
  type Marker,
  parseItem,
  parseMarker,
  type TextItem,
} from './textItem.ts';
import { orderLines, type TextLine } from './textOrder.ts';
import type { TextPart } from './textParts.ts';
import { findShape, type Shape } from './textShape.ts';

/** What a list of plain lines gave, as tables do, and its lines that are no vehicles. */
export interface TextReading {
  readonly assembly: Assembly;
  readonly loose: readonly LooseLine[];
  readonly firstPage: number;
}

/** Fewer items than this are an enumeration in a letter. */
const ITEMS_LEAST = 5;
/** Of all lines but page numbers so many are items or name their brands: a letter has more sentences than vehicles. */
const LIST_SHARE = 0.7;
/** Items under or with a known brand. Below GROUPED_SHARE of brands.ts, a brand would pass for one printed once for several rows. */
const BRANDED_SHARE = 2 / 3;
/** Items with a year, and with a name that isn't a sentence. */
const YEAR_SHARE = 0.3;
const NAMED_SHARE = 0.75;
const MODEL_WORDS_LIMIT = 7;
const ITEM_CHARS_LIMIT = 120;
/** Lines of one item are no further apart than this, in em. */
const LEADING_EM = 1.9;
const FLUSH_PT = 2;
/** A tab or a hanging indent is wider than this. */
const INDENT_PT = 3;
/** How a sentence ends, and no year: `2006 г.`, `2006 г.в.`. */
const SENTENCE_END = /(?:(?<!(?:г|в|гг))\.|[!?:])$/u;
/** Space between words, in em, at least. */
const SPACE_EM = 0.2;

const ROLES: readonly Role[] = ['number', 'brand', 'model', 'year', 'description'];
const COLUMNS: readonly Column[] = ROLES.map((role) => ({ role, title: '', x0: 0, x1: 0 }));

interface Item {
  readonly lines: TextLine[];
  readonly heading: Heading | undefined;
}

interface Found {
  readonly items: readonly Item[];
  readonly headings: ReadonlyMap<Heading, TextLine>;
  readonly loose: readonly TextLine[];
}

/** Reads a document without any table as a list of plain lines, if it clearly is one of vehicles. */
export function readTextLines(parts: readonly TextPart[], brands: ReadonlySet<string>): TextReading | undefined {
  if (parts.length < ITEMS_LEAST) return undefined;
  const lines = orderLines(parts, brands);
  const shape = findShape(lines, brands);
  if (!shape) return undefined;
  const found = findItems(lines, shape, brands);
  const cells = found.items.map((item) => cellsOf(item, shape, brands));
  if (!isVehicleList(found, cells, lines, brands)) return undefined;
  const headings = [...found.headings.keys()];
  nameHeadings(headings, brands);
  const drafts = found.items.map((item, i) => draftOf(item, cells[i]!, shape));
  return {
    assembly: { drafts, asides: [], headings, running: 0 },
    loose: placeLoose(found),
    firstPage: found.items[0]!.lines[0]!.page,
  };
}

/** Parts the lines of a list into its items, with the lines they go on with, the brands above them, and the rest. */
function findItems(lines: readonly TextLine[], shape: Shape, brands: ReadonlySet<string>): Found {
  const items: Item[] = [];
  const headings = new Map<Heading, TextLine>();
  const loose: TextLine[] = [];
  let heading: Heading | undefined;
  let open: Item | undefined;
  for (const line of lines) {
    if (isHeading(line, shape, brands) || isAlike(line, shape, open)) {
      open = undefined;
      heading = createHeading(line, heading);
      headings.set(heading, line);
    } else if (isItem(line, shape, heading, brands) && !(open && isWrapped(open, line, shape))) {
      open = { lines: [line], heading };
      items.push(open);
      if (heading) heading.rows++;
    } else if (open && goesOn(open, line, shape)) open.lines.push(line);
    else loose.push(line);
  }
  // What merely looks like the brands and heads nothing is a title or a note.
  for (const [each, line] of headings) {
    if (each.rows > 0 || isBrandLine(line.text, brands)) continue;
    headings.delete(each);
    loose.push(line);
  }
  return { items, headings, loose };
}

function createHeading(line: TextLine, previous: Heading | undefined): Heading {
  const { page, text, style, pieces } = line;
  const brand = brandOfHeading(text);
  return { page, text, style, pieces, caption: false, brand, previous, rows: 0, isSub: false, accepted: true };
}

const markerOf = (text: string, { bare }: Shape): Marker => parseMarker(text, bare);

/** Whether a line begins as the items of the list do. */
const isMarked = ({ text }: TextLine, shape: Shape): boolean =>
  shape.kind !== 'none' && markerOf(text, shape).kind === shape.kind;

/** Whether a line is a known brand that stands above items; among items that begin with theirs it may be one. */
function isHeading(line: TextLine, shape: Shape, brands: ReadonlySet<string>): boolean {
  if (!isBrandLine(line.text, brands)) return false;
  if (isMarked(line, shape)) return shape.marked && !shape.inline;
  // Where brands look otherwise than items do, one that looks like an item is a model: `Mini`.
  return shape.headingStyle === shape.itemStyle || line.style !== shape.itemStyle || line.text.endsWith(':');
}

/** Whether a line that names no known brand looks and stands like those that do, and otherwise than the items. */
function isAlike(line: TextLine, shape: Shape, open: Item | undefined): boolean {
  const { headingStyle, headingStarts, itemStyle, headingKind, kind } = shape;
  if (line.style !== headingStyle || headingStarts.length < 2 || shape.running.has(line.text)) return false;
  const own = markerOf(line.text, shape).kind;
  if (own !== headingKind || !headingStarts.some((x) => Math.abs(x - startOf(line, shape)) < FLUSH_PT)) return false;
  if (!looksLikeHeading(brandOfHeading(line.text))) return false;
  if (headingStyle !== itemStyle) return true;
  // What nothing but its lack of a bullet tells from items may be the rest of one.
  if (shape.colons && line.text.endsWith(':')) return true;
  return own !== kind && !(open && goesOn(open, line, shape));
}

/** Whether an item begins with a line: by its bullet or number, by its brand, or as a short line under a brand. */
function isItem(line: TextLine, shape: Shape, heading: Heading | undefined, brands: ReadonlySet<string>): boolean {
  if (shape.kind !== 'none') return isMarked(line, shape);
  if (shape.inline) return findLeadingBrand(line.text, brands) !== '';
  if (!heading || line.style !== shape.itemStyle || line.text.length > ITEM_CHARS_LIMIT) return false;
  const { itemStart } = shape;
  const isFlush = itemStart === undefined || Math.abs(startOf(line, shape) - itemStart) < FLUSH_PT;
  return isFlush && !SENTENCE_END.test(line.text) && !(PAGE_NUMBER.test(line.text) && /\D/u.test(line.text));
}

/** Where a line begins, from the left of its newspaper column. */
const startOf = (line: TextLine, { lefts }: Shape): number => line.x0 - (lefts.get(line.column) ?? 0);

/** Whether a line that could be an item is the rest of the one above: of its bracket, its years or, where nothing marks items, its description. */
function isWrapped(item: Item, line: TextLine, shape: Shape): boolean {
  if (!goesOn(item, line, shape)) return false;
  const text = joinLines(item.lines.map((each) => each.text));
  if (depthOf(text) > 0 && /^[^(]*\)/u.test(line.text)) return true;
  if (shape.kind !== 'none' || shape.inline) return false;
  return (/\d[-–]$/u.test(text) && /^\d/u.test(line.text)) || (text.includes(',') && /^[\p{Ll}(+]/u.test(line.text));
}

/** Whether an item goes on on a line: below it, in its look, and either hanging under its text or after a full line. */
function goesOn({ lines }: Item, line: TextLine, shape: Shape): boolean {
  const first = lines[0]!;
  const last = lines.at(-1)!;
  if (line.style !== first.style) return false;
  const indent = startOf(line, shape) - startOf(first, shape);
  if (indent < -FLUSH_PT) return false;
  const beside = line.page === last.page && line.column === last.column;
  if (beside && line.middle - last.middle > LEADING_EM * line.size) return false;
  const text = first.textX - first.x0;
  if (beside && text > INDENT_PT && Math.abs(indent - text) < FLUSH_PT) return true;
  // The longest line is full only if what follows couldn't stand on it, and isn't a line of its own.
  const end = last.x1 + SPACE_EM * line.size + line.firstWidth;
  if (end <= (shape.rights.get(last.column) ?? Infinity)) return false;
  return (
    !/^\p{Lu}/u.test(line.text) || /[,/(–-]$/u.test(last.text) || end > (shape.limits.get(last.column) ?? Infinity)
  );
}

function cellsOf({ lines }: Item, shape: Shape, brands: ReadonlySet<string>): TextItem {
  const text = joinLines(lines.map((line) => line.text));
  return parseItem(shape.kind === 'none' ? text : markerOf(text, shape).rest, shape.inline ? brands : undefined);
}

function draftOf(item: Item, { brand, model, year, description }: TextItem, shape: Shape): Draft {
  const first = item.lines[0]!;
  const number = isMarked(first, shape) ? markerOf(first.text, shape).number : '';
  return {
    page: first.page,
    y: first.middle,
    texts: [number, brand, model, year, description],
    columns: COLUMNS,
    tableId: 1,
    part: first.page,
    heading: item.heading,
    group: undefined,
    pieces: item.lines.reduce((sum, line) => sum + line.pieces, 0),
  };
}

/** Whether nearly all of a document are items, most of them of known brands and with models, many with years. */
function isVehicleList(
  { items, headings }: Found,
  cells: readonly TextItem[],
  lines: readonly TextLine[],
  brands: ReadonlySet<string>,
): boolean {
  if (items.length < ITEMS_LEAST) return false;
  const share = (test: (cells: TextItem, item: Item) => boolean): number =>
    cells.filter((each, i) => test(each, items[i]!)).length / items.length;
  const own = items.reduce((sum, item) => sum + item.lines.length, 0) + headings.size;
  const body = lines.filter(({ text }) => !PAGE_NUMBER.test(text)).length;
  return (
    own >= LIST_SHARE * body &&
    share(({ brand }, { heading }) => brand !== '' || (heading ? isBrandLine(heading.text, brands) : false)) >=
      BRANDED_SHARE &&
    share(({ year }) => year !== '') >= YEAR_SHARE &&
    share(({ model }, item) => isName(model, item)) >= NAMED_SHARE
  );
}

function isName(model: string, { lines }: Item): boolean {
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  return model !== '' && model.split(' ').length <= MODEL_WORDS_LIMIT && length <= ITEM_CHARS_LIMIT;
}

/** The other lines, with their places beside the list. */
function placeLoose({ items, headings, loose }: Found): LooseLine[] {
  const listed = new Map<number, { top: number; bottom: number }>();
  for (const { page, middle } of [...items.flatMap(({ lines }) => lines), ...headings.values()]) {
    const { top, bottom } = listed.get(page) ?? { top: middle, bottom: middle };
    listed.set(page, { top: Math.min(top, middle), bottom: Math.max(bottom, middle) });
  }
  return loose.map(({ page, text, pieces, place, middle }) => {
    const { top, bottom } = listed.get(page) ?? { top: Infinity, bottom: -Infinity };
    return { page, text, pieces, place, above: middle < top, inner: middle > top && middle < bottom };
  });
}
