import { beginsWithBrand, isKnownBrand } from '../text/heading.ts';
import { keyOf } from '../text/text.ts';
import { columnOf, type Draft, headingOf } from './draft.ts';

/** A table lists vehicles if this share of its brands are known ones, alone or before a model. */
const KNOWN_SHARE = 0.2;
/** Names that hardly come again are those of models, whatever their title says. */
const DISTINCT_SHARE = 0.7;
/** What tyres, rims, batteries, oils and lamps are told by, and vehicles hardly are. */
const GOODS_TITLES = new Set(
  `размер;размеры;типоразмер;диаметр;вылет;сезон;сезонность;протектор;индекс нагрузки;ёмкость;полярность;пусковой ток;
  напряжение;вязкость;цоколь;size;diameter;season;capacity;polarity;voltage;viscosity`
    .split(';')
    .map(keyOf),
);

/**
 * The tables, by their `tableId`, that list something else than vehicles, as tyres or batteries: they have hardly a known
 * brand of vehicles, and either brands but no models, or a column of what only other goods have.
 */
export function findOtherGoods(drafts: readonly Draft[], brands: ReadonlySet<string> | undefined): Set<number> {
  const others = new Set<number>();
  if (!brands) return others;
  for (const table of findTitled(drafts)) {
    const rows = drafts.filter(({ tableId }) => tableId === table);
    if (!nameVehicles(rows, brands)) others.add(table);
  }
  const names = new Map<number, string[]>();
  const models = new Set<number>();
  for (const draft of drafts) {
    const column = columnOf(draft, 'brand');
    if (column < 0 || columnOf(draft, 'model') >= 0) models.add(draft.tableId);
    else if (draft.texts[column] !== '') {
      const texts = names.get(draft.tableId);
      if (texts) texts.push(draft.texts[column]!);
      else names.set(draft.tableId, [draft.texts[column]!]);
    }
  }
  for (const [table, texts] of names) {
    if (models.has(table)) continue;
    const known = texts.filter((text) => beginsWithBrand(text, brands)).length;
    const told = new Set(texts).size >= DISTINCT_SHARE * texts.length && texts.some((text) => /[\d\s]/u.test(text));
    if (known < KNOWN_SHARE * texts.length && !told) others.add(table);
  }
  return others;
}

/** The tables with a title of other goods. */
function findTitled(drafts: readonly Draft[]): number[] {
  const firsts = new Map<number, Draft>();
  for (const draft of drafts) if (!firsts.has(draft.tableId)) firsts.set(draft.tableId, draft);
  const isOfGoods = ({ columns }: Draft): boolean => columns.some(({ title }) => GOODS_TITLES.has(keyOf(title)));
  return [...firsts].flatMap(([table, draft]) => (isOfGoods(draft) ? [table] : []));
}

/** Whether enough rows stand under a known brand or begin with one. */
function nameVehicles(rows: readonly Draft[], brands: ReadonlySet<string>): boolean {
  const isNamed = (row: Draft): boolean =>
    isKnownBrand(headingOf(row)?.text ?? '', brands) ||
    (['brand', 'model'] as const).some((role) => beginsWithBrand(row.texts[columnOf(row, role)] ?? '', brands));
  return rows.filter(isNamed).length >= KNOWN_SHARE * rows.length;
}
