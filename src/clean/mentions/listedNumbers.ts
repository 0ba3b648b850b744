/** "100/А6", "626 и Капелла": a number that a sign parts from the name beside it may be a vehicle of its own. */
import { isCount } from '../attributes/counts.ts';
import { expandCentury } from '../attributes/years.ts';
import { type CatalogIndex, type ModelInfo, modelKey } from '../catalog/catalogIndex.ts';
import { takesIndex } from '../catalog/families.ts';
import { readCode, readNumber } from '../lookup/readCode.ts';
import { CELL, isFree, type RowText } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import type { Mention } from './mentions.ts';

export interface ListedWords {
  readonly index: CatalogIndex;
  readonly text: RowText;
  readonly tokens: readonly Token[];
}

/** The bare numbers that name models of the names' makers, stand alone on their side of a sign and mean nothing else there. */
export function findListedNumbers(
  words: ListedWords,
  numbers: readonly Mention[],
  names: readonly Mention[],
): readonly Mention[] {
  const makers = new Set(names.flatMap(({ found }) => found.map(({ entry }) => entry.brand)));
  const models = new Set(names.flatMap((name) => modelsOf(words, name)));
  return numbers.flatMap((number) => {
    const found = number.found.filter(({ entry }) => entry.via !== 'code' && makers.has(entry.brand));
    const known = found.some(({ entry }) =>
      [...models].some(({ brand, model }) => brand === entry.brand && model === entry.model),
    );
    const listed = { ...number, found };
    if (found.length === 0 || known || !standsAlone(words, listed)) return [];
    if (followsNumber(words, listed, [...names, ...numbers])) return [];
    return names.some((name) => meansNameOf(words, name, number)) ? [] : [listed];
  });
}

const modelsOf = ({ index }: ListedWords, { found }: Mention): ModelInfo[] =>
  found.flatMap(({ entry }) => index.models.get(modelKey(entry.brand, entry.model)) ?? []);

/** `100` and `100 С4`; neither `1,25` nor `(19)` nor what counts doors. One digit is a generation or a part of a fraction. */
function standsAlone(words: ListedWords, number: Mention): boolean {
  const { text, tokens } = words;
  const [token, another] = number.tokens;
  if (!token || another || !/^[1-9]\d{1,4}$/.test(token.text) || token.cell !== CELL.model) return false;
  if (token.bracket || isCount(text, token)) return false;
  if (/\d,$/.test(text.folded.slice(0, token.start)) || /^,\d/.test(text.folded.slice(token.end))) return false;
  const beside = tokens.filter(
    (other) => other !== token && other.cell === token.cell && other.segment === token.segment && isFree(text, other),
  );
  const [first] = beside;
  if (!first) return true;
  const rest = text.folded.slice(first.start, beside[beside.length - 1]?.end);
  return first.start >= token.end && modelsOf(words, number).some((model) => readCode(model, rest) !== '');
}

/** "А6 1997/80", "Патриот 3163/3160": the number goes on with one that is no name itself. */
function followsNumber({ tokens }: ListedWords, number: Mention, mentions: readonly Mention[]): boolean {
  const [token] = number.tokens;
  const before = token && tokens[tokens.indexOf(token) - 1];
  if (before?.kind !== 'number' || before.glued || before.cell !== token?.cell) return false;
  return !mentions.some(({ start, end }) => start <= before.start && end >= before.end);
}

/** A generation of the name or, behind it, its engine index or a year in which it was built. */
function meansNameOf(words: ListedWords, name: Mention, number: Mention): boolean {
  const printed = words.text.folded.slice(number.start, number.end);
  const value = Number(printed);
  // "2000" may be a year, whatever it stands beside.
  if (value >= FIRST_YEAR && value <= LAST_YEAR) return true;
  const [last] = name.tokens.slice(-1);
  if (last?.segment === number.segment || last?.cell !== number.tokens[0]?.cell) return true;
  return modelsOf(words, name).some((model) => {
    if (model.generationOf.has(printed) || readNumber(model, value) !== '') return true;
    if (number.start < name.end) return false;
    return (
      (!/\d/.test(model.model) && takesIndex(model.brand, model.model)) || (value < 100 && isBuiltIn(model, value))
    );
  });
}

const FIRST_YEAR = 1940;
const LAST_YEAR = 2040;

function isBuiltIn({ yearFrom, yearTo }: ModelInfo, twoDigits: number): boolean {
  const year = expandCentury(twoDigits);
  return year >= (yearFrom ?? year) - 1 && year <= (yearTo ?? year) + 1;
}
