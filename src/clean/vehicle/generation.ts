/** The generations that are printed for one model, in canonical form and printed order (NAMING §4). */
import { isCount, isLetterCode, isYearWord } from '../attributes/counts.ts';
import { type GenerationHint, isOrdinal } from '../attributes/ordinals.ts';
import { expandCentury } from '../attributes/years.ts';
import type { ModelInfo } from '../catalog/catalogIndex.ts';
import { decidesByNumber, hasPlatforms, takesIndex } from '../catalog/families.ts';
import { readCode, readNumber } from '../lookup/readCode.ts';
import { nameKey } from '../text/fold.ts';
import { isTrimWord } from '../text/noise.ts';
import { parseRoman, renderRoman } from '../text/roman.ts';
import { CELL, isFree, type RowText, type Span } from '../text/text.ts';
import { joinable, type Token } from '../text/tokens.ts';

export interface PrintedGeneration extends Span {
  readonly generation: string;
  /** A code beats an ordinal that is printed beside it. */
  readonly kind: 'code' | 'ordinal';
}

export interface GenerationSearch {
  readonly text: RowText;
  readonly tokens: readonly Token[];
  readonly hints: readonly GenerationHint[];
  readonly model: ModelInfo;
  /** A two-digit number up to here may be a year of this century. */
  readonly latestYear: number;
  /** Where the name of the model stands; bare numbers count behind it only. */
  readonly names: readonly Span[];
  /** Is the token this model's, and not that of another vehicle of the row? */
  readonly mayRead: (span: Span) => boolean;
}

/** `Camry 40-45` → XV40; `F10/F11` → F10, F11; `Golf 6` → VI. */
export function findGenerations(search: GenerationSearch): PrintedGeneration[] {
  const found = [...findHinted(search), ...findCodes(search)].sort((one, other) => one.start - other.start);
  const codes = found.filter(({ kind }) => kind === 'code');
  const chosen = codes.length > 0 ? codes : found;
  const seen = new Set<string>();
  const unique = chosen.filter(({ generation }) => !seen.has(generation) && seen.add(generation));
  // The spans of what was said twice are understood, too.
  return [...unique, ...found.filter((one) => !unique.includes(one)).map((one) => ({ ...one, generation: '' }))];
}

function findHinted({ hints, model, mayRead }: GenerationSearch): PrintedGeneration[] {
  return hints
    .filter((hint) => mayRead(hint))
    .flatMap((hint) =>
      hint.numbers.flatMap((number): PrintedGeneration[] => {
        const code = hint.counts || isCounted(model, number) ? '' : readNumber(model, number);
        if (code !== '') return [{ start: hint.start, end: hint.end, generation: code, kind: 'code' }];
        if (!isOrdinal(number)) return [];
        return [{ start: hint.start, end: hint.end, generation: renderRoman(number), kind: 'ordinal' }];
      }),
    );
}

/** "Lancer 9" is the ninth, even where the catalogue knows its code; "Camry 10" is a platform. */
function isCounted(model: ModelInfo, number: number): boolean {
  return isOrdinal(number) && model.ordinals.has(number) && !(hasPlatforms(model.brand) && number >= 10);
}

const MAX_CODE_TOKENS = 4;

function findCodes(search: GenerationSearch): PrintedGeneration[] {
  const found: PrintedGeneration[] = [];
  const { tokens } = search;
  let at = 0;
  while (at < tokens.length) {
    let step = 1;
    for (let count = Math.min(MAX_CODE_TOKENS, tokens.length - at); count >= 1; count -= 1) {
      const printed = (count === 1 ? readTail(search, at) : null) ?? readAt(search, at, count);
      if (printed) {
        found.push(printed);
        step = count;
        break;
      }
    }
    at += step;
  }
  return found;
}

/** "C4-5", "Т4/5": the letters are printed once. */
function readTail({ text, tokens, model, mayRead }: GenerationSearch, at: number): PrintedGeneration | null {
  const token = tokens[at];
  if (token?.kind !== 'number' || !isFree(text, token) || !mayRead(token) || isCount(text, token)) return null;
  const before = text.folded.slice(0, token.start);
  const [, letters, number] = /(?<![\p{L}\d])(\p{L}{1,4})(\d{1,3})\s*[-/,+]\s*$/u.exec(before) ?? [];
  if (letters === undefined || number?.length !== token.text.length) return null;
  const generation = readCode(model, letters + number) === '' ? '' : readCode(model, letters + token.text);
  return generation === '' ? null : { start: token.start, end: token.end, generation, kind: 'code' };
}

function readAt(search: GenerationSearch, at: number, count: number): PrintedGeneration | null {
  const { text, tokens, model, mayRead } = search;
  const run = tokens.slice(at, at + count);
  const first = run[0];
  const last = run[run.length - 1];
  if (!first || !last) return null;
  const span = { start: first.start, end: last.end };
  if (run.some((token) => !isFree(text, token) || isYearWord(text, token)) || !mayRead(span)) return null;
  if (
    run.some(
      (token, place) => place > 0 && (!joinable(text, run[place - 1] ?? token, token) || token.cell !== first.cell),
    )
  )
    return null;
  const before = tokens[at - 1];
  if (first.glued && before && isFree(text, before)) return null;
  const after = tokens[at + count];
  const printed = text.folded.slice(span.start, span.end);
  if (count === 1) return readSingle(search, first, after, at);
  if (!/\d/.test(printed) && !model.generationOf.has(nameKey(printed))) return null;
  if (run.every(({ kind }) => kind === 'number')) return null;
  if (after?.glued && isFree(text, after) && !/^(?:l|n|h|r|s|w|c|a|d|g|е|л)$/.test(after.text)) return null;
  const generation = readCode(model, printed);
  return generation === '' ? null : { ...span, generation, kind: 'code' };
}

function readSingle(
  search: GenerationSearch,
  token: Token,
  after: Token | undefined,
  at: number,
): PrintedGeneration | null {
  const { text, model, names } = search;
  const span = { start: token.start, end: token.end };
  if (after?.glued && isFree(text, after)) return null;
  const behindName = names.some(({ end }) => end <= token.start && isBeside(search, end, at));
  const before = token.cell <= CELL.model && names.some(({ start }) => start === after?.start);
  if (token.kind === 'number') {
    if (/^\d{4,5}$/.test(token.text) && token.cell === CELL.model && (behindName || before))
      return readFactoryNumber(model, token.text, span);
    if (!/^\d{1,3}$/.test(token.text) || isCount(text, token)) return null;
    if (token.cell === CELL.description && !behindName) return null;
    if (token.cell === CELL.year && !isYearCellGeneration(search)) return null;
    // "95 XF", "40 | Камри": in front of the name a number is a code, never an ordinal.
    if (before && !behindName) return readFrontNumber(model, token, span);
    if (token.cell !== CELL.year && !behindName) return null;
    const number = Number(token.text);
    if (number >= 200 && takesIndex(model.brand, model.model) && hasPlatforms(model.brand)) return null;
    const code = token.text.startsWith('0') || isCounted(model, number) ? '' : readNumber(model, number);
    if (code !== '') {
      const ordinal = parseRoman(code);
      return { ...span, generation: code, kind: ordinal > 0 ? 'ordinal' : 'code' };
    }
    return countsOrdinal(model, number, token) ? { ...span, generation: renderRoman(number), kind: 'ordinal' } : null;
  }
  const roman = parseRoman(token.text);
  if (
    roman > 0 &&
    behindName &&
    token.cell !== CELL.description &&
    token.text !== 'l' &&
    (roman !== 10 || model.ordinals.has(10))
  ) {
    if (model.ordinals.size === 0 || model.ordinals.has(roman))
      return { ...span, generation: renderRoman(roman), kind: 'ordinal' };
  }
  const letters = token.text.length;
  // One letter is a generation right behind the name (Astra G); two or three also in the year cell and the description (Sonata NF).
  const stands = token.cell === CELL.description ? isLetterCode(text, token) : behindName;
  if (letters <= 3 && !stands && !(letters >= 2 && token.cell === CELL.year)) return null;
  const generation = readCode(model, token.text);
  return generation === '' ? null : { ...span, generation, kind: parseRoman(generation) > 0 ? 'ordinal' : 'code' };
}

/** "Калина1118", "2131 Нива". */
function readFactoryNumber({ generationOf }: ModelInfo, number: string, span: Span): PrintedGeneration | null {
  const generation = generationOf.get(number);
  return generation === undefined ? null : { ...span, generation, kind: 'code' };
}

/** In the brand cell it may be the number of the row: only what people call this very generation counts. */
function readFrontNumber(model: ModelInfo, { text, cell }: Token, span: Span): PrintedGeneration | null {
  if (cell === CELL.brand && !model.generationOf.has(text)) return null;
  const code = /^[1-9]\d{1,2}$/.test(text) ? readNumber(model, Number(text)) : '';
  return code === '' || parseRoman(code) > 0 ? null : { ...span, generation: code, kind: 'code' };
}

/** A trailing digit counts generations: "Матиз 2", "Focus 3". */
function countsOrdinal(model: ModelInfo, number: number, token: Token): boolean {
  if (!isOrdinal(number) || token.text.startsWith('0') || takesIndex(model.brand, model.model)) return false;
  if (token.cell === CELL.year && number > 9) return false;
  return number <= (model.ordinals.size === 0 ? 4 : Math.max(...model.ordinals) + 1);
}

/** Only other generations, dashes and doors of thought stand between the name and the number. */
function isBeside({ text, tokens }: GenerationSearch, end: number, at: number): boolean {
  return tokens
    .slice(0, at)
    .filter((token) => token.start >= end)
    .every(
      (token) => token.kind === 'number' || !isFree(text, token) || isTrimWord(token.text) || token.text.length <= 2,
    );
}

/** In the year cell "40" behind a Camry is a generation; "05", and "93" behind a Chaser, is a year in which it was built. */
function isYearCellGeneration({ model, tokens, latestYear }: GenerationSearch): boolean {
  const inCell = tokens.filter(({ cell, kind }) => cell === CELL.year && kind === 'number');
  return inCell.every(({ text }) => {
    if (text.length > 3 || text.startsWith('0')) return false;
    if (text.length === 1) return readNumber(model, Number(text)) !== '' || model.ordinals.has(Number(text));
    if (readNumber(model, Number(text)) === '') return false;
    if (text.length === 3) return true;
    const isName = decidesByNumber(model) && model.generationOf.has(text);
    return isName || !isYearOf(model, expandCentury(Number(text)), latestYear);
  });
}

/** Was the model sold in that year, give or take one? */
const isYearOf = ({ yearFrom, yearTo }: ModelInfo, year: number, latestYear: number): boolean =>
  year <= latestYear && year >= (yearFrom ?? year) - 1 && year <= (yearTo ?? year) + 1;
