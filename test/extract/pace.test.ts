import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const TITLES = ['Модель', 'Год', 'Описание'];
const LEFTS = [50, 170, 240];
const BRANDS = new Set(['nissan', 'toyota']);

type Cells = readonly string[];

/** The models, years and descriptions of a list without numbers that is set as tight as lines of text. */
function readModels(rows: readonly Cells[], { lefts = LEFTS, pitch = 13 } = {}): string[][] {
  const header = drawRows([TITLES], lefts, { top: 50, bold: true });
  const texts: DrawnText[] = [...header, ...drawRows(rows, lefts, { top: 70, pitch })];
  const reader = new DocumentReader('list.pdf', { brands: BRANDS });
  reader.read(drawPage(texts));
  return reader.finish().rows.map(({ model, year, description }) => [model, year, description]);
}

const FULL: readonly Cells[] = [
  ['X-Trail T31', '2010-2016', ''],
  ['Patrol Y62', '2004-2008', '3 rows'],
  ['Leaf', '2017-2019', ''],
  ['Note E12', '1991', 'LHD'],
];

/** Rows with blanks among full ones. */
const CASES: readonly (readonly [string, readonly Cells[]])[] = [
  [
    'above a full row',
    [
      ['Murano Z51', '', ''],
      ['Qashqai', '2021', 'facelift'],
    ],
  ],
  [
    'below a full row',
    [
      ['Qashqai', '2021', 'facelift'],
      ['Murano', '', ''],
    ],
  ],
  [
    'below another one',
    [
      ['Evoque', '', 'no borders'],
      ['Discovery 3', '', ''],
      ['Freelander 2', '', ''],
    ],
  ],
  [
    'between full rows',
    [
      ['Венто', '2012-2016', ''],
      ['Шаран', '', ''],
      ['Гольф 3', '2001', 'без бортов'],
    ],
  ],
];

describe('rows without numbers, as far apart as all others', () => {
  test.each(CASES)('a model that stands alone is a row of its own %s', (_, rows) => {
    expect(readModels([...FULL, ...rows])).toEqual([...FULL, ...rows]);
  });

  test('a model that stands alone is one where the next column leaves no room, as well', () => {
    const rows: readonly Cells[] = [...FULL, ['Murano Z51', '', ''], ['Qashqai', '2021', 'facelift']];
    expect(readModels(rows, { lefts: [50, 120, 200] })).toEqual(rows);
  });

  test('a remark that goes on belongs to the row above, where several do', () => {
    const remark = ['универсал, дизель, механика, средний борт без', 'перемычки'] as const;
    const wrapped = (model: string): Cells[] => [
      [model, '2012', remark[0]],
      ['', '', remark[1]],
    ];
    const rows = [...FULL, ...wrapped('Qashqai'), ...FULL.slice(0, 1), ...wrapped('Juke'), ...FULL.slice(1, 2)];
    const whole = (model: string): string[] => [model, '2012', remark.join(' ')];
    expect(readModels(rows)).toEqual([...FULL, whole('Qashqai'), FULL[0], whole('Juke'), FULL[1]]);
  });

  test('a model that is nearer to the line above than rows are is the rest of it', () => {
    const gap = 11;
    const first = drawRows([TITLES, ...FULL], LEFTS, { top: 50, pitch: 18 });
    const split = drawRows([['Land Cruiser', '2009', 'LHD'], ['Prado 150']], LEFTS, { top: 50 + 5 * 18, pitch: gap });
    const last = drawRows(FULL.slice(0, 2), LEFTS, { top: 50 + 6 * 18 + gap, pitch: 18 });
    const reader = new DocumentReader('list.pdf', { brands: BRANDS });
    reader.read(drawPage([...first, ...split, ...last]));
    expect(reader.finish().rows.map(({ model }) => model)).toEqual([
      ...FULL.map(([model]) => model),
      'Land Cruiser Prado 150',
      'X-Trail T31',
      'Patrol Y62',
    ]);
  });
});

const HEADER: Cells = ['Марка', 'Модель', 'Год', 'Описание'];
const GROUPS: readonly (readonly Cells[])[] = [
  [
    ['NISSAN', 'X-Trail T31', '2010-2016', ''],
    ['NISSAN', 'Patrol Y62', '', ''],
    ['NISSAN', 'Leaf', '2017-2019', 'RHD'],
  ],
  [['TOYOTA', 'Yaris', '2012', '']],
  [
    ['KIA', 'Cerato', '2019', ''],
    ['KIA', 'Rio X-Line', '', ''],
    ['KIA', 'Sorento', '2018', '3 rows'],
  ],
  [['BMW', 'X5 E53', '', '']],
  [
    ['AUDI', '80 B4', '1991', ''],
    ['AUDI', 'A6 C5', '1997-2004', ''],
  ],
];
const BLANK: Cells = ['', '', '', ''];

describe('groups of rows without numbers, with a blank line between them', () => {
  const read = (rows: readonly Cells[]): string[][] => {
    const reader = new DocumentReader('list.pdf', { brands: new Set(['nissan', 'toyota', 'kia', 'bmw', 'audi']) });
    reader.read(drawPage(drawRows([HEADER, ...rows], [50, 130, 250, 330], { top: 50, pitch: 12 })));
    return reader.finish().rows.map(({ brand, model, year, description }) => [brand, model, year, description]);
  };

  test('each line with its brand and its model is a row, whatever else it lacks', () => {
    expect(read(GROUPS.flatMap((rows) => [BLANK, ...rows]))).toEqual(GROUPS.flat());
  });

  test('years tell the rows of brands that are printed once', () => {
    const once = GROUPS.flatMap((rows) => [BLANK, ...rows.map((row, r) => (r > 0 ? ['', ...row.slice(1)] : row))]);
    expect(read(once).map(([, ...others]) => others)).toEqual(GROUPS.flat().map(([, ...others]) => others));
  });
});
