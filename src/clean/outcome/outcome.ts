/** One row → accepted vehicles, a question for the analyst, or a refusal: the whole reading in order. */
import type { RawRow, RejectReason, VehicleFields } from '../../rows.ts';
import { type Attributes, parseAttributes, usePowertrain } from '../attributes/attributes.ts';
import { findBodyWords } from '../attributes/bodies.ts';
import { type GenerationHint, takeGenerationHints } from '../attributes/ordinals.ts';
import { takeMarkedYears, takeYearCell } from '../attributes/rowYears.ts';
import type { CatalogIndex } from '../catalog/catalogIndex.ts';
import type { Alias } from '../decisions/aliases.ts';
import { isMeaninglessBrand } from '../mentions/brands.ts';
import { settleChassis } from '../mentions/chassis.ts';
import { type Context, findContext, type RowWords } from '../mentions/context.ts';
import { ACCEPT_FROM } from '../naming/confidence.ts';
import type { NamedVehicle, Naming, Question } from '../naming/naming.ts';
import { renderProposals } from '../naming/proposals.ts';
import { nameVehicles } from '../naming/reading.ts';
import { dropStretches, findNotice } from '../rejects/notices.ts';
import { findEmptyOrHead, findNotVehicle, isBareCell, type Refusal } from '../rejects/rejects.ts';
import { CELL, createRowText, foldedCell, use } from '../text/text.ts';
import { findTokens } from '../text/tokens.ts';
import { findOtherName, weighLeftovers } from '../vehicle/leftovers.ts';
import { readLooseGenerations } from '../vehicle/loose.ts';
import { renderNotes } from '../vehicle/notes.ts';
import { findDoubt } from '../vehicle/questions.ts';
import { isNamePart, readVehicle, renderGenerations, toFields } from '../vehicle/vehicle.ts';

export interface Outcome {
  readonly decision: 'accept' | 'review' | 'reject';
  /** In words; the kind of a reject is in `refusal`. */
  readonly reason: string;
  readonly refusal: RejectReason | '';
  /** Accepted: one or more. Review: the one row as far as it is read. */
  readonly vehicles: readonly VehicleFields[];
  readonly alternatives: string;
  /** Nothing was recognised that could be meant: mending the text may help. */
  readonly unknown: boolean;
  /** Accepted: words beside the name that nobody explains. */
  readonly doubts: number;
}

export interface OutcomeOptions {
  /** The last year that a list can print: next year's models are on sale. */
  readonly latestYear: number;
  /** Confidence from which a row is accepted; measured, see docs/CLEANING.md. */
  readonly acceptFrom?: number;
  /** Score from which a model is proposed, likewise. */
  readonly proposeFrom?: number;
}

export type Cells = Pick<RawRow, 'brand' | 'model' | 'year' | 'description'>;

/** Everything that is read before the vehicle has a name. */
interface Parts extends RowWords {
  readonly hints: readonly GenerationHint[];
  readonly attributes: Attributes;
  readonly context: Context;
  readonly options: OutcomeOptions;
  readonly trust: number;
}

/** Reads the cells as they stand; `trust` is below 1 where they were mended before. */
export function readCells(index: CatalogIndex, row: Cells, options: OutcomeOptions, trust = 1): Outcome {
  const text = createRowText(row);
  const empty = findEmptyOrHead(text);
  if (empty) return refuse(empty);
  const parts = readParts(index, row, options, trust);
  const notice = findNotice({ text, maker: hasMaker(parts.context), mentions: parts.context.mentions });
  if (notice) return refuse(notice);
  const naming = nameVehicles(parts, parts.context);
  const refusal =
    findNotVehicle(text, isVehicle(parts.context, naming), [
      ...parts.context.mentions.filter(({ far }) => far < FAR_GUESS),
      ...parts.context.printed,
    ]) ?? findBareBrand(parts, naming);
  if (refusal) return refuse(refusal);
  return naming.kind === 'named' ? assemble(parts, naming.vehicles) : ask(parts, naming);
}

/** The same row with an analyst's answer to the question that it raised. */
export function readDecided(index: CatalogIndex, row: Cells, alias: Alias, options: OutcomeOptions): Outcome {
  if (alias.brand === '') return refuse({ reason: 'decision', why: 'an analyst decided that it is no vehicle' });
  const parts = readParts(index, row, options, 1);
  const { brand, model } = alias;
  const mentions = parts.context.mentions.filter(({ found }) =>
    found.some(({ entry }) => entry.brand === brand && entry.model === model),
  );
  const entry = { brand, model, generation: '', via: 'name' } as const;
  const outcome = assemble(parts, [{ brand, model, mentions, found: { entry, tier: 'decision', far: 0 } }]);
  const vehicles = outcome.vehicles.map((fields) => ({
    ...fields,
    brand,
    model,
    confidence: 1,
    matchedBy: 'brand:decision model:decision',
  }));
  return { decision: 'accept', reason: '', refusal: '', vehicles, alternatives: '', unknown: false, doubts: 0 };
}

function readParts(index: CatalogIndex, row: Cells, options: OutcomeOptions, trust: number): Parts {
  const text = createRowText(row);
  const hints = takeGenerationHints(text);
  const attributes = parseAttributes(text);
  const tokens = dropStretches(text, findTokens(text));
  const words = { index, text, tokens };
  return { ...words, attributes, ...settleChassis(words, findContext(words), hints), options, trust };
}

const refuse = ({ reason, why }: Refusal): Outcome => ({
  decision: 'reject',
  reason: why,
  refusal: reason,
  vehicles: [],
  alternatives: '',
  unknown: false,
  doubts: 0,
});

const hasMaker = ({ printed }: Context): boolean => printed.some(({ cell, sure }) => cell <= CELL.model && sure);

/** A word as far from a name may as well be another: goods stay goods. */
const FAR_GUESS = 0.3;

/** A name of a model, not only a number that could be one. */
const isVehicle = ({ mentions }: Context, naming: Naming): boolean =>
  (naming.kind === 'named' && naming.vehicles.some((vehicle) => vehicle.mentions.some(({ far }) => far < FAR_GUESS))) ||
  mentions.some(({ strength, tier }) => strength === 'name' && tier !== 'fuzzy');

function findBareBrand({ text, context }: Parts, naming: Naming): Refusal | null {
  if (naming.kind === 'named' || !isBareCell(text)) return null;
  if (context.printed.length > 0) return { reason: 'section-title', why: 'a maker alone, nothing typed beside it' };
  return { reason: 'not-a-vehicle', why: 'a line that names no vehicle' };
}

function assemble(parts: Parts, vehicles: readonly NamedVehicle[]): Outcome {
  const { index, text, context, hints, options } = parts;
  useMeaningless(parts);
  const makers = context.printed.filter(({ brand }) => vehicles.some((vehicle) => vehicle.brand === brand));
  const bodies = findBodyWords(text).filter(
    (word) =>
      !isNamePart(index, word, vehicles) && !makers.some(({ start, end }) => word.start >= start && word.end <= end),
  );
  for (const maker of makers) use(text, maker);
  for (const { mentions } of vehicles) for (const mention of mentions) use(text, mention);
  usePowertrain(text);
  for (const body of bodies) use(text, body);
  const elsewhere = takeMarkedYears(text, options.latestYear);
  const readings = vehicles.map((vehicle) =>
    readVehicle(parts, vehicle, vehicles, hints, context.mentions, options.latestYear),
  );
  for (const { generations } of readings) for (const span of generations) use(text, span);
  const years = takeYearCell(text, options.latestYear, elsewhere);
  const listed = vehicles.length > 1 || /[/\\,+;&|]/.test(foldedCell(text, CELL.model));
  const { doubts, stranger } = weighLeftovers(parts, vehicles, listed, context.printed);
  const other = findOtherName(parts, vehicles);
  const facts = { attributes: parts.attributes, bodies, years, notes: renderNotes(parts), doubts, trust: parts.trust };
  const fields = readings.map((reading) => toFields(reading, vehicles, context, facts));
  const doubt = findDoubt(
    parts,
    readings,
    fields,
    years,
    stranger ?? (other || null),
    options.acceptFrom ?? ACCEPT_FROM,
  );
  if (doubt === null)
    return { decision: 'accept', reason: '', refusal: '', vehicles: fields, alternatives: '', unknown: false, doubts };
  const named = readings.map(({ model: { brand, model }, vehicle: { found } }) => ({ ...found, brand, model }));
  const left = keepCertain(fields, doubt.yearsOnly);
  return {
    decision: 'review',
    reason: doubt.reason,
    refusal: '',
    vehicles: [left],
    alternatives: renderProposals(parts, left.brand, named, doubts),
    // A far guess may be a name with an ending: "Камриге".
    unknown: readings.every(({ vehicle }) => vehicle.found.tier === 'fuzzy'),
    doubts,
  };
}

/** A bad year leaves brand and model; any other doubt leaves the maker, if it is one. */
function keepCertain(fields: readonly VehicleFields[], yearsOnly: boolean): VehicleFields {
  const [first] = fields;
  if (!first) throw new Error('a named row has a vehicle');
  if (fields.length === 1) return yearsOnly ? first : { ...first, model: '' };
  const brand = fields.every((other) => other.brand === first.brand) ? first.brand : '';
  return { ...first, brand, model: '', generation: '' };
}

/** "Разное" or a country in the brand cell says nothing; a number there may be the year. */
function useMeaningless({ text, context }: Parts): void {
  const cell = text.cells[CELL.brand];
  if (
    cell &&
    isMeaninglessBrand(text) &&
    !/\d/.test(foldedCell(text, CELL.brand)) &&
    !context.mentions.some((mention) => mention.cell === CELL.brand)
  )
    use(text, cell);
}

function ask(parts: Parts, naming: Question): Outcome {
  const { text, context, options } = parts;
  useMeaningless(parts);
  for (const printed of context.printed) use(text, printed);
  usePowertrain(text);
  const bodies = findBodyWords(text);
  const elsewhere = takeMarkedYears(text, options.latestYear);
  const generations = readLooseGenerations(parts, naming, options.latestYear);
  for (const span of [...bodies, ...generations]) use(text, span);
  const years = takeYearCell(text, options.latestYear, elsewhere);
  const kinds = new Set(bodies.map(({ body }) => body));
  const tier = context.printed.find(({ brand }) => brand === naming.brand)?.tier ?? 'none';
  const fields: VehicleFields = {
    brand: naming.brand,
    model: '',
    generation: renderGenerations(generations),
    yearFrom: years.from,
    yearTo: years.to,
    bodyType: kinds.size === 1 ? ([...kinds][0] ?? '') : '',
    ...parts.attributes,
    notes: renderNotes(parts),
    confidence: 0,
    matchedBy: naming.brand === '' ? '' : `brand:${tier}`,
  };
  return {
    decision: 'review',
    reason: naming.reason,
    refusal: '',
    vehicles: [fields],
    alternatives: renderProposals(parts, naming.brand, naming.proposals, 0),
    unknown: naming.unknown,
    doubts: 0,
  };
}
