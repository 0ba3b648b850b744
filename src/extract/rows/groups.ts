import type { BodyRow } from '../body/body.ts';
import { styleOfWords } from '../body/style.ts';
import { medianOf } from '../marks/geometry.ts';
import { textOf } from '../page/lines.ts';
import type { FoundTable } from '../tables/tables.ts';
import { isKnownBrand, looksLikeHeading } from '../text/heading.ts';
import { isTotal } from '../text/totals.ts';
import { columnOf, textsOf } from './draft.ts';
import { figureOf, type GroupRow, readGroupRow } from './groupRows.ts';

/** What the pages before told of the groups of a report. */
export interface GroupHabit {
  /** How the rows of vehicles look. */
  readonly plain: Look;
  /** How the rows of brands look. */
  readonly looks: readonly Look[];
}

/** The groups of a table, by their rows, and what they tell of the pages to come. */
export interface Groups {
  readonly rows: ReadonlyMap<BodyRow, GroupRow>;
  readonly habit: GroupHabit | undefined;
}

interface Look {
  readonly column: number;
  readonly style: string;
  /** Where names begin; none where they don't begin in line. */
  readonly x0: number | undefined;
}

/** Names of two levels begin further apart than this. */
const INDENT_PT = 2;
/** Names begin in line if this share of them do. */
const FLUSH_SHARE = 0.6;
/** This share of the rows that look like those of brands must bear it out. */
const SURE_SHARE = 0.5;
/** Vehicles that hold figures only are so few where the figures alone tell a group. */
const BARE_SHARE = 0.1;
/** A sum over fewer rows than this may be the price of a vehicle like the next one's. */
const SUMMED_LEAST = 2;

/**
 * The rows of groups in a list without numbers, as `Lexus | | | 40 | 100000` above the models of Lexus: known brands, of
 * which most look unlike the rows or count them or sum them up, and what looks like these or stands right above them.
 */
export function findGroups(
  table: FoundTable,
  before: GroupHabit | undefined,
  brands: ReadonlySet<string> | undefined,
): Groups {
  const none: Groups = { rows: new Map(), habit: before };
  const model = columnOf(table, 'model');
  if (table.numberColumn >= 0 || model < 0) return none;
  const named = table.rows.filter((row) => {
    if (isTotal(textsOf(row).join(' ').trim())) return false;
    return row.cells[model]!.length > 0 || readGroupRow(table, row) !== undefined;
  });
  const read = named.map((row) => readGroupRow(table, row));
  const isBrand = read.map((group) => group !== undefined && isKnownBrand(group.name, brands));
  const known = read.flatMap((_, i) => (isBrand[i] ? [i] : []));
  if (known.length === 0 && !before) return none;
  const vehicles = named.filter((_, i) => !read[i]);
  const plain =
    lookOf(
      vehicles.length > 0 ? vehicles : named.filter((row, i) => !isBrand[i] && row.cells[model]!.length > 0),
      model,
    ) ?? before?.plain;
  if (!plain) return none;
  const isApart = (group: GroupRow): boolean => isUnlike(group, plain);
  const bare = named.length - known.length - vehicles.length;
  const sums = read.map((group, i) => (group ? findSum(named, i, read, isBrand, table) : undefined));
  if (!before) {
    const bearing = known.filter((i) => isApart(read[i]!) || sums[i] === 'several');
    const open = known.filter((i) => sums[i] !== 'one');
    if (named.length < 2 * known.length || bearing.length === 0 || bearing.length < SURE_SHARE * open.length)
      return none;
  }
  const own = known.map((i) => read[i]!).filter(isApart);
  const looks = [...(before?.looks ?? []), ...own];
  const isGroup = [...isBrand];
  for (let i = named.length - 1; i >= 0; i--) {
    const group = read[i];
    if (!group || isGroup[i] || !looksLikeHeading(group.name)) continue;
    const apart = isApart(group);
    const alike = apart && looks.some((look) => !isUnlike(group, look));
    const above = isGroup[i + 1] === true && (apart || (i === 0 && !before));
    const summed = sums[i] === 'several' && (apart || (own.length === 0 && bare <= BARE_SHARE * named.length));
    isGroup[i] = alike || above || summed;
  }
  return {
    rows: new Map(named.flatMap((row, i) => (isGroup[i] ? [[row, read[i]!] as const] : []))),
    habit: { plain, looks },
  };
}

const isUnlike = (group: Look, plain: Look): boolean =>
  group.column !== plain.column ||
  group.style !== plain.style ||
  (plain.x0 !== undefined && group.x0 !== undefined && Math.abs(group.x0 - plain.x0) > INDENT_PT);

/** How most names of some rows look. */
function lookOf(rows: readonly BodyRow[], column: number): Look | undefined {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const style = styleOfWords(cells[column]!);
    counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const style = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  if (style === undefined) return undefined;
  const starts = rows.map(({ cells }) => Math.min(...cells[column]!.map(({ box }) => box.x0)));
  const middle = medianOf(starts);
  const flush = starts.filter((x) => Math.abs(x - middle) <= INDENT_PT).length >= FLUSH_SHARE * starts.length;
  return { column, style, x0: flush ? middle : undefined };
}

/** Whether a figure of a row is the count or the sum of rows below it, up to where another group may begin, and of how many. */
function findSum(
  named: readonly BodyRow[],
  at: number,
  read: readonly (GroupRow | undefined)[],
  isBrand: readonly boolean[],
  { columns }: FoundTable,
): 'one' | 'several' | undefined {
  let found: 'one' | 'several' | undefined;
  for (const c of columns.keys()) {
    const figure = c === read[at]!.column ? 0 : figureOf(textOf(named[at]!.cells[c]!));
    if (!(figure > 0)) continue;
    let count = 0;
    let sum = 0;
    for (let i = at + 1; i <= named.length && (sum <= figure || count <= figure); i++) {
      if (count > 0 && (i === named.length || read[i])) {
        if ((sum === figure || count === figure) && count >= SUMMED_LEAST) return 'several';
        if (sum === figure) found = 'one';
      }
      if (i === named.length) break;
      if (isBrand[i]) continue;
      count++;
      sum += figureOf(textOf(named[i]!.cells[c]!)) || 0;
    }
  }
  return found;
}
