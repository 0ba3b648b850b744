import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Fill, PageMarks, Piece } from '../../src/extract/marks/marks.ts';
import { brandOfHeading, stripCounts } from '../../src/extract/text/heading.ts';

const LETTER_EM = 0.5;
const SPACE_EM = 0.28;
const SIZE = 9;

interface Text {
  readonly text: string;
  readonly x: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

/** The words of a text on one baseline; `firstId` tells texts apart that are written in one go each. */
function drawText({ text, x, bold = false, italic = false }: Text, baseline: number, firstId: number): Piece[] {
  let left = x;
  return text.split(' ').map((word, w) => {
    const width = word.length * LETTER_EM * SIZE;
    const box = { x0: left, x1: left + width, y0: baseline - 0.74 * SIZE, y1: baseline + 0.22 * SIZE };
    left += width + SPACE_EM * SIZE;
    const look = { size: SIZE, font: 'Sans', bold, italic, color: '#000000', angle: 0 };
    return { id: firstId + w, text: word, run: firstId, spaced: w > 0, box, baseline, ...look };
  });
}

const BRANDS = new Set(['toyota', 'subaru', 'nissan', 'bmw']);
const LEFTS = [50, 90, 200, 300];
const TITLES = ['№', 'Модель', 'Год', 'Описание'];
const ROWS = [
  ['1', 'Камри', '2009', 'с бортами'],
  ['2', 'Прадо', '2012-2016', 'без бортов левый руль'],
  ['3', 'Аутбек', '2004', 'три ряда'],
  ['4', 'Форестер', '2011', 'с бортами'],
];
const PITCH = 16;

interface Drawing {
  /** Texts that stand above the row of this number. */
  readonly above: Readonly<Record<string, readonly Text[]>>;
  readonly rows?: readonly (readonly string[])[];
  readonly titles?: readonly string[];
  readonly beside?: readonly Piece[];
  readonly fills?: readonly Fill[];
}

function draw({ above, rows = ROWS, titles = TITLES, beside = [], fills = [] }: Drawing): PageMarks {
  const pieces: Piece[] = [];
  let y = 60;
  const put = (texts: readonly Text[]): void => {
    for (const text of texts) pieces.push(...drawText(text, y, pieces.length));
    y += PITCH;
  };
  if (titles.length > 0) put(titles.map((text, c) => ({ text, x: LEFTS[c]!, bold: true })));
  for (const cells of rows) {
    for (const text of above[cells[0]!] ?? []) put([text]);
    put(cells.map((text, c) => ({ text, x: LEFTS[c]! })));
  }
  const all = [...pieces, ...beside].map((piece, id) => ({ ...piece, id }));
  return { page: 1, width: 595, height: 842, pieces: all, rules: [], fills, images: 0, unmapped: 0 };
}

function read(marks: PageMarks) {
  const reader = new DocumentReader('list.pdf', { brands: BRANDS });
  reader.read(marks);
  const { rows, rejects, text } = reader.finish();
  expect(text.cells + text.rejected + text.furniture).toBe(text.pieces);
  return {
    brands: rows.map((row) => row.brand),
    models: rows.map((row) => row.model),
    rejects: rejects.map(({ reason, text }) => `${reason}: ${text}`),
  };
}

const MODELS = ROWS.map((row) => row[1]);
const centred = (text: string): Text => ({ text, x: 250 - text.length * 2 });

describe('what adorns a heading is no part of the brand', () => {
  test.each([
    ['— Toyota —', 'Toyota'],
    ['Nissan:', 'Nissan'],
    ['* * * BMW * * *', 'BMW'],
    ['T O Y O T A', 'TOYOTA'],
    ['Марка: Li Auto', 'Li Auto'],
    ['Mercedes-Benz', 'Mercedes-Benz'],
    ['Toyota (продолжение)', 'Toyota'],
    ['GAC', 'GAC'],
  ])('%s heads %s', (text, brand) => expect(brandOfHeading(text)).toBe(brand));
});

describe('numbers of sections and counts of rows are no part of the brand', () => {
  test.each([
    ['Suzuki (3)', 'Suzuki'],
    ['Suzuki [12 шт.]', 'Suzuki'],
    ['Suzuki — 3 шт.', 'Suzuki'],
    ['Suzuki, 14 позиций', 'Suzuki'],
    ['1. Geely', 'Geely'],
    ['2) BMW (5)', 'BMW'],
    ['1.3 Li Auto', 'Li Auto'],
    ['IV. Audi', 'Audi'],
    ['Раздел 2. Ford', 'Ford'],
    ['Mazda 3', 'Mazda 3'],
    ['Мазда 626', 'Мазда 626'],
    ['GAC', 'GAC'],
    ['M. G.', 'M. G.'],
  ])('%s heads %s', (text, brand) => expect(stripCounts(text)).toBe(brand));

  const bold = (text: string): Text => ({ text, x: 50, bold: true });
  test.each([
    ['known brands', 'Toyota (2)', 'Subaru (7)', 'Toyota', 'Subaru'],
    ['a brand among known ones', '1. Toyota', '2. Вымпел', 'Toyota', 'Вымпел'],
    ['a brand that heads as many rows', 'Вымпел (2)', 'Кама (2)', 'Вымпел', 'Кама'],
    ['not of a name that may hold it', 'Вымпел (7)', 'Кама (9)', 'Вымпел (7)', 'Кама (9)'],
    ['behind a dash, where they count the rows', 'Toyota — 2', 'Вымпел - 2', 'Toyota', 'Вымпел'],
    ['behind a colon, where they do', 'Toyota: 2', 'Subaru: 2', 'Toyota', 'Subaru'],
    ['not where a number behind a dash is a name', 'Мазда - 626', 'ВАЗ — 2110', 'Мазда - 626', 'ВАЗ — 2110'],
  ])('they are taken off %s', (_, first, second, one, other) => {
    const { brands, models } = read(draw({ above: { 1: [bold(first)], 3: [bold(second)] } }));
    expect({ brands, models }).toEqual({ brands: [one, one, other, other], models: MODELS });
  });
});

describe('a heading that looks like the rows', () => {
  test.each([
    ['centred', centred('Toyota'), centred('Subaru'), 'Toyota', 'Subaru'],
    ['between dashes', centred('— Toyota —'), centred('— Subaru —'), 'Toyota', 'Subaru'],
    ['with a colon', { text: 'Toyota:', x: 50 }, { text: 'Subaru:', x: 50 }, 'Toyota', 'Subaru'],
    ['in spaced capitals', centred('T O Y O T A'), centred('S U B A R U'), 'TOYOTA', 'SUBARU'],
  ])('%s is the brand of its rows', (_, first, second, toyota, subaru) => {
    expect(read(draw({ above: { 1: [first], 3: [second] } }))).toEqual({
      brands: [toyota, toyota, subaru, subaru],
      models: MODELS,
      rejects: [],
    });
  });

  test('is a note where it names no known brand', () => {
    const { brands, models, rejects } = read(draw({ above: { 1: [centred('Toyota')], 3: [centred('Внимание:')] } }));
    expect(brands).toEqual(['Toyota', 'Toyota', 'Toyota', 'Toyota']);
    expect(models).toEqual(MODELS);
    expect(rejects).toEqual(['note: Внимание:']);
  });
});

describe('the first heading of a list without a header', () => {
  const bold = (text: string): Text => ({ text, x: 90, bold: true });

  test.each([
    ['under a title', [{ text: 'Каталог лекал', x: 200, italic: true }, bold('Ли')]],
    ['at the top of the page', [bold('Ли')]],
  ])('is one, known or not, if it looks like those below it, %s', (_, first) => {
    const page = draw({ above: { 1: first, 3: [bold('Subaru')] }, titles: [] });
    expect(read(page)).toEqual({ brands: ['Ли', 'Ли', 'Subaru', 'Subaru'], models: MODELS, rejects: [] });
  });

  test('is none if it looks otherwise', () => {
    const page = draw({
      above: { 1: [{ text: 'Каталог лекал', x: 90, italic: true }], 3: [bold('Subaru')] },
      titles: [],
    });
    expect(read(page)).toEqual({ brands: ['', '', 'Subaru', 'Subaru'], models: MODELS, rejects: [] });
  });
});

describe('a sub-heading', () => {
  const sub = (text: string): Text => ({ text, x: 60, italic: true });
  const band = (text: string): Text => ({ text, x: 50, bold: true });

  test('leaves its rows to the brand above it, and is rejected as a title', () => {
    const above = { 1: [band('Toyota'), sub('Седаны')], 2: [sub('Кроссоверы')], 3: [band('Subaru'), sub('Седаны')] };
    expect(read(draw({ above }))).toEqual({
      brands: ['Toyota', 'Toyota', 'Subaru', 'Subaru'],
      models: MODELS,
      rejects: ['section-title: Седаны', 'section-title: Кроссоверы', 'section-title: Седаны'],
    });
  });

  test('that is a brand itself counts, whatever stands above it', () => {
    const above = { 1: [band('Автоковрики'), sub('Toyota')], 3: [sub('Subaru')] };
    expect(read(draw({ above })).brands).toEqual(['Toyota', 'Toyota', 'Subaru', 'Subaru']);
  });
});

describe('a brand that runs up the page', () => {
  const label = (text: string, top: number, x: number): Piece => {
    const [piece] = drawText({ text, x: 0 }, 0, 0);
    const length = piece!.box.x1 - piece!.box.x0;
    const y0 = top + (2 * PITCH - length) / 2;
    return { ...piece!, angle: 270, box: { x0: x, x1: x + 9, y0, y1: y0 + length }, baseline: y0 + length / 2 };
  };
  /** Cells of two rows each, from the top of the first row on. */
  const cell = (k: number, x0: number): Fill => {
    const top = 60 + PITCH - 11 + 2 * k * PITCH;
    return { x0, x1: x0 + 16, y0: top, y1: top + 2 * PITCH, color: '#eeeeee' };
  };
  const topOf = (k: number): number => cell(k, 0).y0;

  test('stands for the rows that its band runs beside', () => {
    const beside = [label('Toyota', topOf(0), 26), label('Subaru', topOf(1), 26)];
    const read1 = read(draw({ above: {}, beside, fills: [cell(0, 22), cell(1, 22)] }));
    expect(read1).toEqual({ brands: ['Toyota', 'Toyota', 'Subaru', 'Subaru'], models: MODELS, rejects: [] });
  });

  test('fills the cells of a brand column, known or not', () => {
    const titles = [...TITLES, 'Марка'];
    const rows = ROWS.map((row) => [...row]);
    const beside = [label('Toyota', topOf(0), 484), label('Вымпел', topOf(1), 484)];
    const page = draw({ above: {}, rows, titles: TITLES, beside, fills: [cell(0, 480), cell(1, 480)] });
    const [title] = drawText({ text: titles.at(-1)!, x: 476, bold: true }, 60, 999);
    const pieces = [...page.pieces, title!].map((piece, id) => ({ ...piece, id }));
    expect(read({ ...page, pieces })).toEqual({
      brands: ['Toyota', 'Toyota', 'Вымпел', 'Вымпел'],
      models: MODELS,
      rejects: [],
    });
  });

  test('but names no brand and stands in no column is no part of the table', () => {
    const beside = [label('Склад', topOf(0), 26)];
    const { brands, models } = read(draw({ above: {}, beside, fills: [cell(0, 22)] }));
    expect(brands).toEqual(['', '', '', '']);
    expect(models).toEqual(MODELS);
  });
});
