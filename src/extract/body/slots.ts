import type { Column } from '../columns/columns.ts';
import { textOfLine } from '../page/lines.ts';
import { areTwoBrands } from '../text/heading.ts';
import { findYears } from '../text/textYears.ts';
import type { ColumnFacts, ColumnLine } from './segment.ts';

/** Lines at one height, over all columns. */
export interface Slot {
  readonly middle: number;
  readonly lines: readonly ColumnLine[];
}

/** Rows stand apart if their numbers are further from each other than lines of a cell are, by this factor. */
const AIRY_TIMES = 1.2;
/** Lines are as near as those of a cell within this factor. */
const NEAR_TIMES = 1.08;
/** Rows are told from lines of one by so many texts that both have. */
const SHARED_LEAST = 2;
/** This share of such steps are no larger than the pitch of rows: those between lines of wrapped cells are smaller. */
const PITCH_SHARE = 0.75;
/** So many steps between lines that are two rows by what they say tell the pitch … */
const SURE_LEAST = 3;
/** … which is among the least of them: the space between groups of rows is wider. */
const SURE_SHARE = 0.1;
/** So many lines that are no rows by themselves tell that cells wrap. */
const RESTS_LEAST = 2;
/** Lines are as far apart as rows from this share of the rows' pitch on. */
const PITCH_TIMES = 0.95;
/** Heights nearer than this, in em, are one. */
const SLOT_EM = 0.25;

/** Puts lines that are level with each other together, top to bottom. */
export function findSlots(lines: readonly ColumnLine[]): Slot[] {
  const sorted = [...lines].sort((a, b) => a.line.middle - b.line.middle);
  const groups: ColumnLine[][] = [];
  for (const item of sorted) {
    const group = groups.at(-1);
    if (group && item.line.middle - group[0]!.line.middle <= SLOT_EM * item.line.size) group.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => ({ middle: group[0]!.line.middle, lines: group }));
}

/** Slots that no row should begin at: a line there goes on from the one above, and rows of this table stand apart. */
export function findSeams(slots: readonly Slot[], columns: readonly ColumnFacts[], pace: Pace): Set<number> {
  const last: (number | undefined)[] = columns.map(() => undefined);
  const steps: { slot: number; leading: number }[] = [];
  let pitch = pace.pitch;
  slots.forEach(({ lines }, slot) => {
    for (const { column, line } of lines) {
      const before = last[column];
      last[column] = line.middle;
      if (before === undefined) continue;
      const leading = line.middle - before;
      if (columns[column]!.isNumber) pitch = Math.min(pitch, leading);
      else if (leading > 0) steps.push({ slot, leading });
    }
  });
  const least = Math.min(...steps.map((step) => step.leading));
  if (pitch === Infinity || pitch < AIRY_TIMES * least) return new Set();
  return new Set(steps.filter(({ leading }) => leading <= NEAR_TIMES * least).map(({ slot }) => slot));
}

/** How the rows of a table without numbers follow each other. */
export interface Pace {
  /** How far apart rows are; Infinity if unknown. */
  readonly pitch: number;
  /** Whether cells are seen to wrap at that pitch: lines stand alone that name nothing, so that they are no rows. */
  readonly wraps: boolean;
}

/** Whether lines are as far apart as rows. */
export const isFar = (step: number, pitch: number): boolean => step >= PITCH_TIMES * pitch;

export const UNKNOWN_PACE: Pace = { pitch: Infinity, wraps: false };

/** Tells how rows follow each other, from a page and those before it. */
export function findPace(
  lines: readonly ColumnLine[],
  columns: readonly Column[],
  before = UNKNOWN_PACE,
  brands?: ReadonlySet<string>,
): Pace {
  const slots = findSlots(lines);
  const columnsOf = slots.map((slot) => new Set(slot.lines.map((item) => item.column)));
  const steps: number[] = [];
  const sure: number[] = [];
  slots.slice(1).forEach((slot, i) => {
    const [above, below] = [columnsOf[i]!, columnsOf[i + 1]!];
    if ([...above].filter((column) => below.has(column)).length < SHARED_LEAST) return;
    const step = slot.middle - slots[i]!.middle;
    steps.push(step);
    if (areTwoRows(slots[i]!, slot, columns, brands)) sure.push(step);
  });
  const known = sure.length >= SURE_LEAST ? stepAt(sure, SURE_SHARE) : stepAt(steps, PITCH_SHARE);
  const pitch = known ?? before.pitch;
  const isNaming = (column: number): boolean => ['brand', 'model'].includes(columns[column]!.role);
  const rests = slots.filter(({ middle }, i) => {
    const [column, ...others] = columnsOf[i]!;
    return others.length === 0 && !isNaming(column!) && i > 0 && isFar(middle - slots[i - 1]!.middle, pitch);
  });
  return { pitch, wraps: before.wraps || rests.length >= RESTS_LEAST };
}

const stepAt = (steps: number[], share: number): number | undefined =>
  steps.sort((a, b) => a - b)[Math.floor(share * steps.length)];

/** Whether lines that both name a model are two rows by what they say: each has a brand, or a year, that is whole by itself. */
function areTwoRows(
  above: Slot,
  below: Slot,
  columns: readonly Column[],
  brands: ReadonlySet<string> | undefined,
): boolean {
  const textOf = (slot: Slot, role: Column['role']): string | undefined => {
    const item = slot.lines.find(({ column }) => columns[column]!.role === role);
    return item && textOfLine(item.line);
  };
  if (textOf(above, 'model') === undefined || textOf(below, 'model') === undefined) return false;
  const [first, second] = [textOf(above, 'brand'), textOf(below, 'brand')];
  if (first !== undefined && second !== undefined && (first === second || areTwoBrands(first, second, brands)))
    return true;
  const years = [textOf(above, 'year'), textOf(below, 'year')];
  return years.every((text) => text !== undefined && isYear(text));
}

/** Whether a text is a year, and all of it: `2006-2011`, but not `2006-` or `2012,`, which go on below. */
function isYear(text: string): boolean {
  const [first] = findYears(text);
  return first !== undefined && first.start === 0 && first.end === text.length && !/[-–—,;/]$/u.test(text);
}
