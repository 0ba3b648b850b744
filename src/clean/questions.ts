/** Why a row whose vehicle has a name still can't be accepted. */
import type { VehicleFields } from '../rows.ts';
import type { RowWords } from './context.ts';
import { nameKey } from './fold.ts';
import type { Mention } from './mentions.ts';
import type { RowYears } from './rowYears.ts';
import { CELL, foldedCell } from './text.ts';
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
  if (readings.some((reading) => reading.vehicle.mentions.some((mention) => isRange(words, reading, mention)))) {
    return 'a range of models';
  }
  if (fields.some(({ confidence }) => confidence < acceptFrom)) {
    return 'the spelling is too far from any known name, or too much beside it is not understood';
  }
  return '';
}

/** "Е60-65", "2103-2106", "5-7 серия": a number joined by a hyphen that makes another model of the maker. */
function isRange(
  { index, tokens }: RowWords,
  { vehicle: { brand, model } }: VehicleReading,
  mention: Mention,
): boolean {
  const printed = mention.tokens.map(({ text }) => text).join('');
  if (!/\d/.test(printed)) return false;
  const first = mention.tokens[0];
  const after = tokens.find(({ start }) => start >= mention.end);
  const before = [...tokens].reverse().find(({ end }) => end <= mention.start);
  const others = [
    ...(after?.hyphen && after.kind === 'number' ? [printed.replace(/\d+$/, after.text), after.text] : []),
    ...(first?.hyphen && before?.kind === 'number' && before.cell === mention.cell ? [before.text] : []),
  ];
  return others.some((other) =>
    index.names.get(nameKey(other))?.some((entry) => entry.brand === brand && entry.model !== model),
  );
}
