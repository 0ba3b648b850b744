import { type BrandGroup, columnOf, type Draft, headingOf } from './draft.ts';

/** A brand column with text in fewer rows than this is printed once for several rows. */
const GROUPED_SHARE = 0.6;

/** The brand of each row: its own, that of its merged cell, of the heading above, or of the rows above. */
export function fillBrands(drafts: readonly Draft[]): string[] {
  const own = drafts.map((draft) => {
    const column = columnOf(draft, 'brand');
    return column < 0 ? '' : draft.texts[column]!;
  });
  const result = [...own];
  for (const tableId of new Set(drafts.map((d) => d.tableId))) {
    const rows = drafts.flatMap((draft, i) => (draft.tableId === tableId ? [i] : []));
    fillTable(drafts, rows, result);
  }
  drafts.forEach((draft, i) => {
    if (result[i] === '') result[i] = headingOf(draft)?.brand ?? '';
  });
  return result;
}

function fillTable(drafts: readonly Draft[], rows: readonly number[], result: string[]): void {
  const groups = rows.some((i) => drafts[i]!.group !== undefined);
  if (groups) joinGroups(drafts, rows, result);
  const filled = rows.filter((i) => result[i] !== '').length;
  const headed = rows.some((i) => headingOf(drafts[i]!));
  if (filled === 0 || headed || (!groups && filled > GROUPED_SHARE * rows.length)) return;
  let brand = '';
  for (const i of rows) {
    if (result[i] !== '') brand = result[i]!;
    else result[i] = brand;
  }
}

/** Merged cells over the breaks of pages and newspaper columns: the label stands in one part only, be it the earlier or the later one. */
function joinGroups(drafts: readonly Draft[], rows: readonly number[], result: string[]): void {
  const parts: number[][] = [];
  for (const i of rows) {
    const part = parts.at(-1);
    if (part && drafts[part[0]!]!.part === drafts[i]!.part) part.push(i);
    else parts.push([i]);
  }
  const fill = (page: readonly number[], from: 'first' | 'last', text: string): void => {
    const edge = from === 'first' ? page[0]! : page.at(-1)!;
    if (result[edge] !== '' || text === '') return;
    const group: BrandGroup | undefined = drafts[edge]!.group;
    for (const i of group ? page.filter((j) => drafts[j]!.group === group) : [edge]) result[i] = text;
  };
  for (let p = 1; p < parts.length; p++) fill(parts[p]!, 'first', result[parts[p - 1]!.at(-1)!]!);
  for (let p = parts.length - 2; p >= 0; p--) fill(parts[p]!, 'last', result[parts[p + 1]![0]!]!);
  for (let p = 1; p < parts.length; p++) fill(parts[p]!, 'first', result[parts[p - 1]!.at(-1)!]!);
}
