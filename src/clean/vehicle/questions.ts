/** Why a row whose vehicle has a name still can't be accepted. */
import type { BodyType, VehicleFields } from '../../rows.ts';
import type { RowYears } from '../attributes/rowYears.ts';
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import { findLetterFamily } from '../catalog/families.ts';
import type { RowWords } from '../mentions/context.ts';
import type { Mention } from '../mentions/mentions.ts';
import { nameKey, spellCode } from '../text/fold.ts';
import { CELL, foldedCell } from '../text/text.ts';
import type { Token } from '../text/tokens.ts';
import type { VehicleReading } from './vehicle.ts';

export interface Doubt {
  readonly reason: string;
  /** The vehicle is certain, only its years aren't. */
  readonly yearsOnly: boolean;
}

export function findDoubt(
  words: RowWords,
  readings: readonly VehicleReading[],
  fields: readonly VehicleFields[],
  years: RowYears,
  stranger: string | null,
  acceptFrom: number,
): Doubt | null {
  const model = findModelDoubt(words, readings, fields, stranger, acceptFrom);
  if (model !== '') return { reason: model, yearsOnly: false };
  if (years.problem === 'swapped') {
    return { reason: `the years '${years.printed}' are printed in the wrong order`, yearsOnly: true };
  }
  if (years.problem === 'impossible') return { reason: `the year '${years.printed}' is impossible`, yearsOnly: true };
  return null;
}

function findModelDoubt(
  words: RowWords,
  readings: readonly VehicleReading[],
  fields: readonly VehicleFields[],
  stranger: string | null,
  acceptFrom: number,
): string {
  if (stranger !== null) return `'${stranger}' beside the name is not understood and may make it another model`;
  if (/\?/.test(foldedCell(words.text, CELL.model))) return 'the list itself asks which model it is';
  if (readings.some((reading) => isOtherBody(reading, fields[readings.indexOf(reading)]?.bodyType ?? ''))) {
    return 'the printed body contradicts the code';
  }
  if (readings.some((reading) => reading.vehicle.mentions.some((mention) => isRange(words, reading, mention)))) {
    return 'a range of models';
  }
  if (fields.some(({ confidence }) => confidence < acceptFrom)) {
    return 'the spelling is too far from any known name, or too much beside it is not understood';
  }
  return '';
}

/** Bodies that nobody confuses with another. */
const PLAIN_BODIES: ReadonlySet<BodyType | ''> = new Set(['coupe', 'convertible', 'pickup', 'truck']);
/** Their codes decide whatever is printed beside them (NAMING §3). */
const DECIDING_CODES: ReadonlySet<string> = new Set(['Mercedes-Benz', 'BMW']);

/** "CL9 купе": the code alone names the model, and it has no such body. */
function isOtherBody({ vehicle, model, generations }: VehicleReading, body: BodyType | ''): boolean {
  if (!PLAIN_BODIES.has(body) || DECIDING_CODES.has(vehicle.brand)) return false;
  if (vehicle.mentions.some(({ strength }) => strength !== 'code')) return false;
  const own = model.generations.filter(({ generation }) => generations.some((one) => one.generation === generation));
  return own.length > 0 && own.every(({ bodyTypes }) => !bodyTypes.some((known) => known === body));
}

/** "С-Е класс". */
function isOtherLetter(index: CatalogIndex, brand: string, model: string, first: Token, before: Token): boolean {
  if (first.text.length > 1 || before.text.length > 1 || before.kind === 'number') return false;
  const other = findLetterFamily(index, brand, [before.text, ...spellCode(before.text)]);
  return other !== undefined && other.model !== model;
}

/** Signs of a range or a list, behind or before a number whose letters or word are printed once. */
const JOINED = /^\s*[-,/+&]\s*$/;

/** "Е60-65", "2103-2106", "5, 7 серия", "E, S класс": what stands beside the name makes, with its letters or word, another model. */
function isRange(
  { index, text, tokens }: RowWords,
  { vehicle: { brand, model } }: VehicleReading,
  mention: Mention,
): boolean {
  const printed = mention.tokens.map(({ text }) => text).join('');
  const first = mention.tokens[0];
  const before = [...tokens].reverse().find(({ end }) => end <= mention.start);
  const sign = before?.cell === mention.cell ? text.folded.slice(before.end, mention.start) : '';
  if (first && before && JOINED.test(sign) && isOtherLetter(index, brand, model, first, before)) return true;
  if (!/\d/.test(printed)) return false;
  const after = tokens.find(({ start, cell }) => start >= mention.end && cell === mention.cell);
  const codes = after?.kind === 'number' && JOINED.test(text.folded.slice(mention.end, after.start));
  const others = [
    // "С-Е класс", "5, 7 серия": the second word is said for both.
    ...(before && mention.tokens.length > 1 && first && JOINED.test(sign)
      ? [text.folded.slice(first.end, mention.end)].map((tail) => before.text + tail)
      : []),
    ...(after && codes && /\p{L}/u.test(printed) ? [printed.replace(/\d+$/, after.text)] : []),
    ...(after?.hyphen && after.kind === 'number' ? [printed.replace(/\d+$/, after.text), after.text] : []),
    ...(first?.hyphen && before?.kind === 'number' && before.cell === mention.cell ? [before.text] : []),
  ];
  return others.some((other) =>
    index.names.get(nameKey(other))?.some((entry) => entry.brand === brand && entry.model !== model),
  );
}
