import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawGrid, drawPage } from '../support/drawnText.ts';

const LEFTS = [50, 190, 260, 400, 470];
const TITLES = ['Номенклатура', 'Год', 'Комментарий', 'Количество', 'Сумма'];
const brands = new Set(['тойота', 'мазда', 'уаз', 'лексус']);

type Row = readonly string[];
/** How the rows of groups look: bold, or further left than the rows of vehicles. */
interface Looks {
  readonly bold?: boolean;
  readonly indent?: number;
}
const isGroupRow = ([, year, description]: Row): boolean => year === '' && description === '';

function draw(rows: readonly Row[], { bold = false, indent = 0 }: Looks): DrawnText[] {
  return rows.flatMap((cells, r) =>
    cells.flatMap((text, c) => {
      if (text === '') return [];
      const inner = r > 0 && c === 0 && !isGroupRow(cells) ? indent : 0;
      return [{ text, x: LEFTS[c]! + 3 + inner, baseline: 61 + r * 16, bold: bold && isGroupRow(cells) }];
    }),
  );
}

function read(pages: readonly (readonly Row[])[], looks: Looks = {}) {
  const reader = new DocumentReader('stock.pdf', { brands });
  pages.forEach((rows, i) => {
    const all = i === 0 ? [TITLES, ...rows] : rows;
    reader.read(drawPage(draw(all, looks), drawGrid([...LEFTS, 540], all.length, 50), i + 1));
  });
  const { rows, rejects } = reader.finish();
  return { rows: rows.map((r) => [r.brand, r.model]), rejects: rejects.map(({ reason, text }) => [reason, text]) };
}

const TOYOTA: Row[] = [
  ['Тойота', '', '', '7', '17500'],
  ['Ипсум', '1998', 'с бортами', '0', '0'],
  ['Королла 120', '2003-2006', 'левый руль', '4', '10000'],
  ['Камри 40', '2006', '', '3', '7500'],
];
const MAZDA: Row[] = [
  ['Мазда', '', '', '3', '7500'],
  ['626', '1997', 'левый руль', '1', '2500'],
  ['Демио', '2005', '', '2', '5000'],
];
const NAMES = [
  ['Тойота', 'Ипсум'],
  ['Тойота', 'Королла 120'],
  ['Тойота', 'Камри 40'],
  ['Мазда', '626'],
  ['Мазда', 'Демио'],
];

describe('a row of a group in a report without numbers', () => {
  test.each<[string, Looks]>([
    ['is bold', { bold: true }],
    ['stands further left', { indent: 10 }],
    ['sums up its rows', {}],
  ])('that %s names the brand', (_, looks) => {
    const { rows, rejects } = read([[...TOYOTA, ...MAZDA, ['Итого', '', '', '10', '25000']]], looks);
    expect(rows).toEqual(NAMES);
    expect(rejects).toEqual([['note', 'Итого 10 25000']]);
  });

  test('counts its rows', () => {
    const counted = [...TOYOTA, ...MAZDA].map((row) => [...row.slice(0, 3), '', isGroupRow(row) ? '' : '2500']);
    counted[0]![3] = '3 шт.';
    counted[4]![3] = '2 шт.';
    expect(read([counted]).rows).toEqual(NAMES);
  });

  test('names no brand above the groups of brands', () => {
    const { rows, rejects } = read([[['01. Коврики в салон', '', '', '10', '25000'], ...TOYOTA, ...MAZDA]]);
    expect(rows).toEqual(NAMES);
    expect(rejects).toEqual([['section-title', '01. Коврики в салон 10 25000']]);
  });

  test('names an unknown brand if it looks like the others', () => {
    const { rows } = read([[...TOYOTA, ['Изух', '', '', '3', '7500'], ...MAZDA.slice(1)]], { bold: true });
    expect(rows.map(([brand]) => brand)).toEqual(['Тойота', 'Тойота', 'Тойота', 'Изух', 'Изух']);
  });

  test('goes on and begins anew on the next page, however few they are', () => {
    const { rows } = read([
      [...TOYOTA, ...MAZDA.slice(0, 2)],
      [MAZDA[2]!, ['УАЗ', '', '', '1', '2500'], ['469', '1985', '', '1', '2500']],
    ]);
    expect(rows).toEqual([...NAMES, ['УАЗ', '469']]);
  });
});

describe('a row of a group in another order of columns', () => {
  const lists = [...TOYOTA, ...MAZDA];
  const readTitled = (titles: Row, rows: readonly Row[]) => {
    const reader = new DocumentReader('stock.pdf', { brands });
    const all = [titles, ...rows];
    const texts = all.flatMap((cells, r) =>
      cells.flatMap((text, c) => (text === '' ? [] : [{ text, x: LEFTS[c]! + 3, baseline: 61 + r * 16 }])),
    );
    reader.read(drawPage(texts, drawGrid([...LEFTS, 540], all.length, 50)));
    return reader.finish().rows.map(({ brand, model }) => [brand, model]);
  };

  test('has its figures before its name', () => {
    const rows = lists.map(([name, year, note, count]) => [count!, name!, year!, note!, '']);
    expect(readTitled(['Количество', 'Номенклатура', 'Год', 'Комментарий', 'Сумма'], rows)).toEqual(NAMES);
  });

  test('has its name in a column of its own', () => {
    const rows = lists.map((row) => {
      const [name, year, note, count] = row as [string, string, string, string];
      return isGroupRow(row) ? [name, '', '', '', count] : ['', name, year, note, count];
    });
    expect(readTitled(['Группа', 'Номенклатура', 'Год', 'Комментарий', 'Количество'], rows)).toEqual(NAMES);
  });
});

describe('a vehicle with figures only stays one', () => {
  const PRICED: Row[] = [
    ['Ипсум', '1998', 'с бортами', '', '2500'],
    ['Лексус', '', '', '', '2500'],
    ['Демио', '2005', '', '', '2400'],
    ['Королла 120', '', '', '', '2600'],
  ];

  test('though its name is a brand', () => {
    expect(read([PRICED]).rows.map(([, model]) => model)).toEqual(['Ипсум', 'Лексус', 'Демио', 'Королла 120']);
  });

  test('in a list of brands and their prices', () => {
    const { rows } = read([
      [
        ['Тойота', '', '', '', '2500'],
        ['Мазда', '', '', '', '2500'],
        ['УАЗ', '', '', '', '2500'],
        ['Хантер', '2005', '', '', '2500'],
      ],
    ]);
    expect(rows).toHaveLength(4);
  });

  test('though it happens to be the sum of the next ones, where groups are further left', () => {
    const vehicles = ['Аллион', 'Премио', 'Карина'].map((name, i) => ({ name, count: [3, 1, 2][i]! }));
    const rows = [...TOYOTA, ...vehicles.map(({ name, count }): Row => [name, '', '', `${count}`, '']), ...MAZDA];
    const left = new Set(['Тойота', 'Мазда', TITLES[0]]);
    const all = [TITLES, ...rows];
    const texts = all.flatMap((cells, r) =>
      cells.flatMap((text, c) => {
        const x = LEFTS[c]! + 3 + (c === 0 && !left.has(text) ? 10 : 0);
        return text === '' ? [] : [{ text, x, baseline: 61 + r * 16 }];
      }),
    );
    const reader = new DocumentReader('stock.pdf', { brands });
    reader.read(drawPage(texts, drawGrid([...LEFTS, 540], all.length, 50)));
    const names = reader.finish().rows.map(({ brand, model }) => [brand, model]);
    expect(names).toEqual([...NAMES.slice(0, 3), ...vehicles.map(({ name }) => ['Тойота', name]), ...NAMES.slice(3)]);
  });
});
