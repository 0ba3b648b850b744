import { isKnownBrand } from '../text/heading.ts';
import { keyOf } from '../text/text.ts';
import { findYears } from '../text/textYears.ts';

/** What a line of a list begins with: a running number, a bullet, or nothing. */
export interface Marker {
  readonly kind: 'number' | 'bullet' | 'none';
  /** The number without its full stop or bracket. */
  readonly number: string;
  readonly rest: string;
}

/** The cells of a list's line. */
export interface TextItem {
  readonly brand: string;
  readonly model: string;
  readonly year: string;
  readonly description: string;
}

/** `1.`, `1)`, `(1)`, `№ 1`; not the beginning of `2.5` or `10.04.2024`. */
const NUMBER = /^(?:[№#]\s*(\d{1,5})\s*[.):]?(?![\d\p{L}])|\(?(\d{1,5})\s?[.)](?!\d))\s*/u;
/** Bullets, also as symbol fonts map them; a dash or a star is one before a space or a letter. */
const BULLET = /^(?:[•●▪◦‣·∙■□◆◇○▶►➢➤➔✓✔☑★§\uf02d\uf06e\uf0a7\uf0b7\uf0d8\uf0fc]\s*|[-–—*](?:\s+|(?=\p{L})))/u;
const BARE_NUMBER = /^(\d{1,5})\s+(?=\S)/u;
/** A word that is nothing but a marker, or the sign before one's number. */
const MARKER_WORD = /^(?:[№#]?\d{1,5}[.)]|\(\d{1,5}\)|[№#]|[№#]\d{1,5})$/u;

/** The longest brand counts this many words. */
const BRAND_WORDS_LIMIT = 4;
const SEPARATOR_FIRST = /^[\s,;:–—-]+/u;
const SEPARATOR_LAST = /[\s,;:–—-]+$/u;
/** What ends an item of a sentence-like enumeration: `Camry 40;`. */
const ITEM_END = /[\s,;]+$/u;
/** A comma or semicolon parts model and description, not the digits of `1,6`; so does a dash between spaces before a word. */
const COMMA = /[,;](?!\d)|(?<!\d)[,;]|\s[-–—]\s+(?=\p{Ll})/gu;

/** Takes a line's marker off: `parseMarker('1) Camry')` is the number 1 and `Camry`; `bare` numbers have no sign after them. */
export function parseMarker(text: string, bare = false): Marker {
  const number = NUMBER.exec(text) ?? (bare ? BARE_NUMBER.exec(text) : null);
  if (number) return { kind: 'number', number: number[1] ?? number[2]!, rest: text.slice(number[0].length) };
  const bullet = BULLET.exec(text);
  return bullet
    ? { kind: 'bullet', number: '', rest: text.slice(bullet[0].length) }
    : { kind: 'none', number: '', rest: text };
}

/** Whether a word is a marker alone, after which text may begin at a tab. */
export function isMarkerWord(text: string): boolean {
  return MARKER_WORD.test(text) || (text.length === 1 && BULLET.test(`${text} `));
}

/** Whether a text names a known brand and nothing else, two names of one brand included: `ВАЗ (Lada)`, `VW/Volkswagen`. */
function isBrandName(text: string, brands: ReadonlySet<string>): boolean {
  if (brands.has(keyOf(text))) return true;
  const names = text.split(/[/()]/u).filter((name) => name.trim() !== '');
  return names.length > 1 && names.every((name) => brands.has(keyOf(name)));
}

/** Whether a line is the name of a known brand, marks and counts aside. */
export function isBrandLine(text: string, brands: ReadonlySet<string>): boolean {
  const name = parseMarker(text).rest.replace(/[\s:]+$/u, '');
  return isKnownBrand(text, brands) || isBrandName(name, brands);
}

/** The known brand that a text begins with, as printed; empty if there is none. */
export function findLeadingBrand(text: string, brands: ReadonlySet<string>): string {
  const words = text.split(' ', BRAND_WORDS_LIMIT);
  const keys = words.map(keyOf);
  for (let n = words.length; n > 0; n--) {
    // A key is that of its words one after the other: the same words come again and again, whole lines hardly do.
    if (!brands.has(keys.slice(0, n).join('')) && !/[/(]/u.test(words[n - 1]!)) continue;
    const name = words.slice(0, n).join(' ').replace(SEPARATOR_LAST, '');
    if (isBrandName(name, brands)) return name;
  }
  return '';
}

/** Cuts an item, without its marker, into cells; with `brands` a known brand at its beginning is its brand. */
export function parseItem(text: string, brands?: ReadonlySet<string>): TextItem {
  const whole = text.replace(ITEM_END, '');
  const brand = brands ? findLeadingBrand(whole, brands) : '';
  const rest = whole.slice(brand.length).replace(SEPARATOR_FIRST, '');
  const cells = cutCells(brand === '' ? whole : rest);
  // What stands alone after a brand is its model, be it like a year: `Peugeot 2008`.
  if (cells.model === '' && /^\d{4}$/u.test(cells.year)) return { brand, ...cells, model: cells.year, year: '' };
  return { brand, ...cells };
}

function cutCells(text: string): Omit<TextItem, 'brand'> {
  const comma = findComma(text);
  const year = chooseYear(text, comma?.index ?? text.length);
  if (!year) {
    if (!comma) return { model: text, year: '', description: '' };
    return {
      model: text.slice(0, comma.index).trim(),
      year: '',
      description: text.slice(comma.index).replace(SEPARATOR_FIRST, ''),
    };
  }
  let before = text.slice(0, year.start).trimEnd();
  let after = text.slice(year.end);
  if (/[([]$/u.test(before)) {
    before = before.slice(0, -1);
    after = after.replace(/[)\]]/u, '');
  }
  const inner = comma && comma.index < year.start ? comma.index : before.length;
  const parts = [before.slice(inner), after].map(trimSeparators).filter((part) => part !== '');
  return {
    model: trimSeparators(before.slice(0, inner)),
    year: text.slice(year.start, year.end),
    description: parts.join(', '),
  };
}

/** A full stop alone is no description. */
function trimSeparators(text: string): string {
  const trimmed = text.replace(SEPARATOR_FIRST, '').replace(SEPARATOR_LAST, '');
  return trimmed === '.' ? '' : trimmed;
}

/** How many brackets are open at the end of a text. */
export const depthOf = (text: string): number =>
  (text.match(/[([]/gu)?.length ?? 0) - (text.match(/[)\]]/gu)?.length ?? 0);

/** The first comma that isn't in brackets. */
function findComma(text: string): RegExpExecArray | undefined {
  return [...text.matchAll(COMMA)].find((match) => match.index > 0 && depthOf(text.slice(0, match.index)) <= 0);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The year of an item: the first one after a name before the comma, else one that a comma alone parts from the text before it. */
function chooseYear(text: string, comma: number): Span | undefined {
  const years = findYears(text).filter(({ start }) => {
    const before = text.slice(0, start).trimEnd();
    return depthOf(before) <= 0 || (/[([]$/u.test(before) && depthOf(before) === 1);
  });
  const own = years.filter(({ start }) => start < comma);
  // Of two that stand side by side the first is a model: `Peugeot 2008 2015`.
  const name = own.find(({ end }, i) => own[i + 1] === undefined || text.slice(end, own[i + 1]!.start).trim() !== '');
  if (name) return name;
  return years.find(({ start }) => start > comma && /(?:[,;]|\s[-–—])\s*[([]?$/u.test(text.slice(0, start)));
}
