/** One row → accepted vehicles, a question for the analyst, or a refusal: the whole reading in order. */
import type { RawRow, RejectReason, VehicleFields } from '../rows.ts';
import type { Alias } from './aliases.ts';
import { type Attributes, parseAttributes } from './attributes.ts';
import { type BodyWord, findBodyWords } from './bodies.ts';
import type { BrandTier } from './brands.ts';
import { ACCEPT_FROM, rateReading } from './confidence.ts';
import { type Context, findContext, type RowWords } from './context.ts';
import { moveByNumber } from './families.ts';
import { findGenerations, type PrintedGeneration } from './generation.ts';
import { type CatalogIndex, type ModelInfo, modelKey } from './index.ts';
import { weighLeftovers } from './leftovers.ts';
import { renderNotes } from './notes.ts';
import { type GenerationHint, takeGenerationHints } from './ordinals.ts';
import { renderProposals } from './proposals.ts';
import { type NamedVehicle, type Naming, nameVehicles } from './reading.ts';
import { findEmptyOrHead, findNotVehicle, isBareCell, type Refusal } from './rejects.ts';
import { type RowYears, readRowYears } from './rowYears.ts';
import { CELL, createRowText, foldedCell, type Span, use } from './text.ts';
import { findTokens } from './tokens.ts';

export interface Outcome {
  readonly decision: 'accept' | 'review' | 'reject';
  /** In words for a review; the kind of a reject is in `refusal`. */
  readonly reason: string;
  readonly refusal: RejectReason | '';
  /** Accepted: one or more. Review: the one row as far as it is read. */
  readonly vehicles: readonly VehicleFields[];
  readonly alternatives: string;
}

export interface OutcomeOptions {
  /** The last year that a list can print: next year's models are on sale. */
  readonly latestYear: number;
}

type Cells = Pick<RawRow, 'brand' | 'model' | 'year' | 'description'>;

export function readRow(index: CatalogIndex, row: Cells, options: OutcomeOptions): Outcome {
  const text = createRowText(row);
  const empty = findEmptyOrHead(text);
  if (empty) return refuse(empty);
  const hints = takeGenerationHints(text);
  const attributes = parseAttributes(text);
  const tokens = findTokens(text);
  const words: RowWords = { index, text, tokens };
  const context = findContext(words);
  const naming = nameVehicles(words, context);
  const refusal =
    findNotVehicle(text, naming.kind === 'named' || context.mentions.length > 0) ??
    findBareBrand(words, context, naming);
  if (refusal) return refuse(refusal);
  return naming.kind === 'named'
    ? assemble(words, context, naming.vehicles, attributes, hints, options)
    : ask(words, context, naming, attributes, hints, options);
}

/** The same row with an analyst's answer to the question that it raised. */
export function readDecided(index: CatalogIndex, row: Cells, alias: Alias, options: OutcomeOptions): Outcome {
  if (alias.brand === '') return refuse({ reason: 'decision', why: 'an analyst decided that it is no vehicle' });
  const text = createRowText(row);
  const hints = takeGenerationHints(text);
  const attributes = parseAttributes(text);
  const tokens = findTokens(text);
  const words: RowWords = { index, text, tokens };
  const context = findContext(words);
  const { brand, model } = alias;
  const mentions = context.mentions.filter(({ found }) =>
    found.some(({ entry }) => entry.brand === brand && entry.model === model),
  );
  const vehicle: NamedVehicle = {
    brand,
    model,
    generation: '',
    mentions,
    found: { entry: { brand, model, generation: '', via: 'name' }, tier: 'decision', steps: 0 },
  };
  const outcome = assemble(words, context, [vehicle], attributes, hints, options);
  const decided = outcome.vehicles.map((fields) => ({
    ...fields,
    brand,
    model,
    confidence: 1,
    matchedBy: 'brand:decision model:decision',
  }));
  return { decision: 'accept', reason: '', refusal: '', vehicles: decided, alternatives: '' };
}

const refuse = ({ reason, why }: Refusal): Outcome => ({
  decision: 'reject',
  reason: why,
  refusal: reason,
  vehicles: [],
  alternatives: '',
});

function findBareBrand(words: RowWords, context: Context, naming: Naming): Refusal | null {
  if (naming.kind === 'named' || !isBareCell(words.text)) return null;
  if (context.printed.length > 0) return { reason: 'section-title', why: 'a maker alone, nothing typed beside it' };
  if (/[\p{L}]/u.test(words.text.folded))
    return { reason: 'not-a-vehicle', why: 'a line of text that names no vehicle' };
  return { reason: 'not-a-vehicle', why: 'no vehicle is named' };
}

interface Read {
  readonly vehicle: NamedVehicle;
  readonly model: ModelInfo;
  readonly generations: readonly PrintedGeneration[];
}

function assemble(
  words: RowWords,
  context: Context,
  vehicles: readonly NamedVehicle[],
  attributes: Attributes,
  hints: readonly GenerationHint[],
  options: OutcomeOptions,
): Outcome {
  const { text } = words;
  for (const { start, end, brand } of context.printed) {
    if (vehicles.some((vehicle) => vehicle.brand === brand)) use(text, { start, end });
  }
  const bodies = findBodyWords(text).filter((word) => !isOwnNamePart(word, vehicles));
  for (const { mentions } of vehicles) for (const mention of mentions) use(text, mention);
  for (const body of bodies) use(text, body);
  const reads = vehicles.map((vehicle) => readGenerations(words, vehicle, vehicles, hints));
  for (const { generations } of reads) for (const span of generations) use(text, span);
  const years = readRowYears(text, options.latestYear);
  const listed = vehicles.length > 1 || hasListSign(words);
  const { doubts, stranger } = weighLeftovers(words, vehicles, listed);
  const notes = renderNotes(words);
  const fields = reads.map((read) => toFields(read, context, attributes, bodies, years, notes, doubts, vehicles));
  const named = reads.map(({ model }) => ({ brand: model.brand, model: model.model }));
  const question = findQuestion(words, fields, years, stranger, reads);
  if (question === '') return { decision: 'accept', reason: '', refusal: '', vehicles: fields, alternatives: '' };
  const [first] = fields;
  if (!first) throw new Error('a named row has a vehicle');
  const certain = years.problem !== '' && stranger === null && fields.length === 1 && first.confidence >= ACCEPT_FROM;
  const sameBrand = fields.every(({ brand }) => brand === first.brand);
  const left = certain
    ? first
    : {
        ...first,
        model: '',
        brand: sameBrand ? first.brand : '',
        generation: sameBrand && fields.length === 1 ? first.generation : '',
      };
  return {
    decision: 'review',
    reason: question,
    refusal: '',
    vehicles: [left],
    alternatives: renderProposals(words, left.brand, named),
  };
}

function hasListSign({ text }: RowWords): boolean {
  return /[/\\,+;&|]/.test(foldedCell(text, CELL.model));
}

function findQuestion(
  words: RowWords,
  fields: readonly VehicleFields[],
  years: RowYears,
  stranger: string | null,
  reads: readonly Read[],
): string {
  if (years.problem === 'swapped') return 'the years are printed in the wrong order';
  if (years.problem === 'impossible') return `the year '${years.printed}' is impossible`;
  if (stranger !== null) return `'${stranger}' beside the name is not understood and may make it another model`;
  const rival = findRange(words, reads);
  if (rival) return 'a range of models';
  if (fields.some(({ confidence }) => confidence < ACCEPT_FROM))
    return 'the spelling is too far from any known name, or too much beside it is not understood';
  return '';
}

/** "Е60-65", "5-7 серия": a number joined to the name by a hyphen that makes another model of the maker. */
function findRange({ index, text, tokens }: RowWords, reads: readonly Read[]): boolean {
  return (
    reads.some(({ vehicle: { brand, model, mentions } }) =>
      mentions.some((mention) => {
        const printed = mention.tokens.map(({ text: part }) => part).join('');
        const after = tokens.find((token) => token.start > mention.start && token.start >= mention.end);
        const before = [...tokens].reverse().find((token) => token.end <= mention.start);
        const first = mention.tokens[0];
        const near = [
          after?.hyphen && after.kind === 'number' ? [printed.replace(/\d+$/, after.text), after.text] : [],
          first?.hyphen && before?.kind === 'number' && before.cell === mention.cell ? [before.text] : [],
        ].flat();
        return near.some((other) =>
          (index.names.get(other) ?? []).some(
            (entry) => entry.brand === brand && entry.model !== model && /\d/.test(printed),
          ),
        );
      }),
    ) && text.used.length > 0
  );
}

/** "Step Wagon", "Touring HiAce": body words that are part of the model's own name; a coupé and a pick-up are what they say. */
function isOwnNamePart({ start, end, body }: BodyWord, vehicles: readonly NamedVehicle[]): boolean {
  return vehicles.some(({ model, mentions }) =>
    mentions.some((mention) => {
      if (start < mention.start || end > mention.end) return false;
      if (body === 'coupe' || body === 'pickup') return false;
      return (
        /wagon|touring|van|roadster|spider|mpv|combi|avant|sw/i.test(model) ||
        (start === mention.start && end === mention.end)
      );
    }),
  );
}

function readGenerations(
  words: RowWords,
  vehicle: NamedVehicle,
  all: readonly NamedVehicle[],
  hints: readonly GenerationHint[],
): Read {
  const { index, text, tokens } = words;
  const named = index.models.get(modelKey(vehicle.brand, vehicle.model)) ?? createUnlisted(vehicle);
  const codes = vehicle.mentions.filter(
    ({ strength, found }) => strength === 'code' || found[0]?.entry.generation !== '',
  );
  const names = vehicle.mentions;
  const numbers = [
    ...tokens
      .filter(
        ({ kind, cell, start }) => kind === 'number' && cell <= CELL.year && names.some(({ end }) => end <= start),
      )
      .map(({ text: digits }) => Number(digits)),
    ...hints.flatMap((hint) => hint.numbers),
  ];
  const model = moveByNumber(index, named, numbers);
  const others = all.filter((other) => other !== vehicle);
  const mayRead = (span: Span): boolean => {
    if (others.length === 0) return true;
    const last = all[all.length - 1];
    const owner = [...all].reverse().find(({ mentions }) => mentions.some(({ start }) => start <= span.start));
    // Behind the last name a code is for all; glued to one, or between two, it is that one's.
    return owner === vehicle || (owner === last && !isGluedTo(text.folded, last?.mentions ?? [], span));
  };
  const found = findGenerations({ text, tokens, hints, model, names, mayRead });
  const own = codes
    .map(
      (code): PrintedGeneration => ({
        start: code.start,
        end: code.end,
        generation: code.found[0]?.entry.generation ?? '',
        kind: 'code',
      }),
    )
    .filter(({ generation }) => generation !== '');
  return { vehicle, model, generations: joinGenerations([...own, ...found]) };
}

/** A model that an analyst named and the catalogue doesn't know yet. */
const createUnlisted = ({ brand, model }: Pick<NamedVehicle, 'brand' | 'model'>): ModelInfo => ({
  brand,
  model,
  nameRu: '',
  aliases: [],
  bodyTypes: [],
  yearFrom: null,
  yearTo: null,
  generations: [],
  generationOf: new Map(),
  ordinals: new Set(),
});

const isGluedTo = (folded: string, mentions: readonly Span[], span: Span): boolean =>
  mentions.some(({ end }) => end <= span.start && !/\s/.test(folded.slice(end, span.start)));

function joinGenerations(found: readonly PrintedGeneration[]): PrintedGeneration[] {
  const sorted = [...found].sort((one, other) => one.start - other.start);
  const codes = sorted.some(({ kind, generation }) => kind === 'code' && generation !== '');
  return sorted.map((one) => (codes && one.kind === 'ordinal' ? { ...one, generation: '' } : one));
}

function toFields(
  { vehicle, model, generations }: Read,
  context: Context,
  attributes: Attributes,
  bodies: readonly BodyWord[],
  years: RowYears,
  notes: string,
  doubts: number,
  all: readonly NamedVehicle[],
): VehicleFields {
  const brandTier: BrandTier | 'none' = context.printed.find(({ brand }) => brand === model.brand)?.tier ?? 'none';
  const { tier } = vehicle.found;
  const steps = Math.max(0, ...vehicle.mentions.map((mention) => mention.steps));
  const inOwn = (body: BodyWord): boolean =>
    vehicle.mentions.some(({ start, end }) => body.start >= start && body.end <= end);
  const inOther = (body: BodyWord): boolean =>
    all.some(
      (other) => other !== vehicle && other.mentions.some(({ start, end }) => body.start >= start && body.end <= end),
    );
  const own = bodies.filter((body) => !inOther(body)).sort((one, other) => Number(inOwn(other)) - Number(inOwn(one)));
  const kinds = new Set(own.map(({ body }) => body));
  return {
    brand: model.brand,
    model: model.model,
    generation: [
      ...new Set(generations.map(({ generation }) => generation).filter((generation) => generation !== '')),
    ].join('|'),
    yearFrom: years.from,
    yearTo: years.to,
    bodyType: kinds.size === 1 || own.some(inOwn) ? (own[0]?.body ?? '') : '',
    ...attributes,
    notes,
    confidence: rateReading(tier, steps, brandTier, doubts),
    matchedBy: `brand:${brandTier} model:${tier}`,
  };
}

function ask(
  words: RowWords,
  context: Context,
  naming: Extract<Naming, { kind: 'question' }>,
  attributes: Attributes,
  hints: readonly GenerationHint[],
  options: OutcomeOptions,
): Outcome {
  const { text } = words;
  for (const { start, end } of context.printed) use(text, { start, end });
  const bodies = findBodyWords(text);
  for (const body of bodies) use(text, body);
  const generation = readLooseGeneration(words, naming, hints);
  for (const span of generation) use(text, span);
  const years = readRowYears(text, options.latestYear);
  const kinds = new Set(bodies.map(({ body }) => body));
  const fields: VehicleFields = {
    brand: naming.brand,
    model: '',
    generation: [...new Set(generation.map((one) => one.generation).filter((one) => one !== ''))].join('|'),
    yearFrom: years.from,
    yearTo: years.to,
    bodyType: kinds.size === 1 ? ([...kinds][0] ?? '') : '',
    ...attributes,
    notes: renderNotes(words),
    confidence: 0,
    matchedBy:
      naming.brand === '' ? '' : `brand:${context.printed.find(({ brand }) => brand === naming.brand)?.tier ?? 'none'}`,
  };
  return {
    decision: 'review',
    reason: naming.reason,
    refusal: '',
    vehicles: [fields],
    alternatives: renderProposals(words, naming.brand, naming.proposals),
  };
}

/** Without a model only counted generations and the codes of the models in question can be read. */
function readLooseGeneration(
  words: RowWords,
  naming: Extract<Naming, { kind: 'question' }>,
  hints: readonly GenerationHint[],
): PrintedGeneration[] {
  const { index, text, tokens } = words;
  for (const { brand, model } of naming.proposals) {
    const info = index.models.get(modelKey(brand, model));
    if (!info) continue;
    const found = findGenerations({ text, tokens, hints, model: info, names: [], mayRead: () => true });
    if (found.some(({ generation }) => generation !== '')) return found;
  }
  const none = createUnlisted({ brand: naming.brand, model: '' });
  return findGenerations({ text, tokens, hints, model: none, names: [], mayRead: () => true });
}
