import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { PageMarks, Piece, Rule } from '../../src/extract/marks/marks.ts';
import { drawPage, drawRows, drawTexts } from '../support/drawnText.ts';

const LEFTS = [70, 110, 220, 300];
const TITLES = ['№', 'Модель', 'Год', 'Описание'];
const TOP = 70;
const PITCH = 16;
const BRANDS = new Set(['toyota', 'subaru', 'nissan']);

const row = (n: number): string[] => [`${n}`, `Модель ${n}`, `${2000 + n}`, 'с бортами'];
const rowsOf = (from: number, to: number): string[][] => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));

interface Group {
  readonly brand: string;
  readonly rows: number;
}

type Align = 'first' | 'middle' | 'last';

/** A brand that runs up the page beside rows, the first of which has this number on the page. */
function drawLabel(brand: string, from: number, rows: number, align: Align): Piece {
  const [piece] = drawTexts([{ text: brand, x: 0, baseline: 0 }]);
  const length = piece!.box.x1 - piece!.box.x0;
  const top = TOP + 4 + from * PITCH;
  const bottom = TOP + 13 + (from + rows - 1) * PITCH;
  const y0 = { first: top, middle: (top + bottom - length) / 2, last: bottom - length }[align];
  return { ...piece!, angle: 90, box: { x0: 44, x1: 53, y0, y1: y0 + length }, baseline: y0 + length / 2 };
}

/** A page whose rows are those of some groups; those without a brand bear no label. */
function draw(
  groups: readonly Group[],
  align: Align,
  options: { page?: number; first?: number; ruled?: boolean } = {},
) {
  const { page = 1, first = 1, ruled = false } = options;
  const count = groups.reduce((sum, group) => sum + group.rows, 0);
  const marks = drawPage(
    [
      ...drawRows([TITLES], LEFTS, { top: 50, bold: true }),
      ...drawRows(rowsOf(first, first + count - 1), LEFTS, { top: TOP, pitch: PITCH }),
    ],
    [],
    page,
  );
  const labels: Piece[] = [];
  const rules: Rule[] = [];
  const line = (r: number): Rule => ({ axis: 'h', at: TOP + r * PITCH, from: 40, to: 500, width: 0.5 });
  let from = 0;
  for (const { brand, rows } of groups) {
    if (brand !== '') labels.push(drawLabel(brand, from, rows, align));
    rules.push(line(from));
    from += rows;
  }
  const pieces = [...marks.pieces, ...labels].map((piece, id) => ({ ...piece, id }));
  return { ...marks, pieces, rules: ruled ? [...rules, line(from)] : [] };
}

function readBrands(...pages: readonly PageMarks[]): string[] {
  const reader = new DocumentReader('list.pdf', { brands: BRANDS });
  for (const page of pages) reader.read(page);
  const { rows, text } = reader.finish();
  expect(text.cells + text.rejected + text.furniture).toBe(text.pieces);
  return rows.map(({ brand }) => brand);
}

const GROUPS: readonly Group[] = [
  { brand: 'Toyota', rows: 5 },
  { brand: 'Subaru', rows: 3 },
  { brand: 'Nissan', rows: 6 },
];
const brandsOf = (groups: readonly Group[]): string[] => groups.flatMap(({ brand, rows }) => Array(rows).fill(brand));

describe('brands that run up the page beside rows, without edges', () => {
  test.each<Align>(['first', 'middle', 'last'])('share the rows out where they stand at the %s', (align) => {
    expect(readBrands(draw(GROUPS, align))).toEqual(brandsOf(GROUPS));
  });
});

describe('a note that reaches under brands that run up the page', () => {
  const noteTop = TOP + 14 * PITCH;
  const note = { text: 'Дальше машины под заказ, срок 3–5 дней', x: 43, baseline: noteTop + 11 };
  test.each([
    ['between lines', true],
    ['without any', false],
  ])('leaves them their column, %s', (_, ruled) => {
    const page = draw(GROUPS, 'middle', { ruled });
    const pieces = [...page.pieces, ...drawTexts([note])];
    const rules: Rule[] = ruled
      ? [...page.rules, { axis: 'h', at: noteTop + PITCH, from: 40, to: 500, width: 0.5 }]
      : [];
    expect(readBrands({ ...page, pieces: pieces.map((piece, id) => ({ ...piece, id })), rules })).toEqual(
      brandsOf(GROUPS),
    );
  });
});

describe('a group without its sideways brand', () => {
  const rest: readonly Group[] = [{ brand: '', rows: 4 }];
  test.each([
    ['between lines', true],
    ['without any', false],
  ])('goes on from the page before, %s', (_, ruled) => {
    const pages = [draw(GROUPS, 'middle', { ruled }), draw(rest, 'middle', { page: 2, first: 15, ruled })];
    expect(readBrands(...pages)).toEqual([...brandsOf(GROUPS), ...Array(4).fill('Nissan')]);
  });

  test('has no brand where none went before', () => {
    expect(readBrands(draw(rest, 'middle', { ruled: true }))).toEqual(['', '', '', '']);
  });
});
