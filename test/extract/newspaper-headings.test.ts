import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const TOYOTA = ['Camry 30', 'Camry 40', 'Prado 120', 'Ipsum 21', 'Sienna 3', 'Vitz', 'Prius 20', 'Corolla 150'];
const NISSAN = ['Teana J32', 'Tiida', 'Patrol Y62', 'March K12', 'Leaf ZE0'];
const brands = new Set(['toyota', 'nissan', 'mazda']);

/** One row a model; `remark` gives its description. */
const rowsOf = (models: readonly string[], remark: (i: number) => string = () => ''): string[][] =>
  models.map((model, i) => [model, i % 5 === 4 ? '' : `${2001 + i}-${2008 + i}`, remark(i)]);

const heading = (text: string, x: number, baseline: number): DrawnText => ({ text, x, baseline, size: 12, bold: true });

function read(page: PageMarks): string[][] {
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(page);
  return reader.finish().rows.map(({ brand, model, year, description }) => [brand, model, year, description]);
}

const under = (brand: string, rows: readonly (readonly string[])[]): string[][] => rows.map((row) => [brand, ...row]);

test('newspaper columns are told by headings anywhere on the page, though the first column has one alone', () => {
  const [toyota, nissan] = [rowsOf(TOYOTA), rowsOf(NISSAN)];
  const page = drawPage([
    heading('TOYOTA', 43, 60),
    ...drawRows(toyota, [40, 140], { top: 66 }),
    heading('NISSAN', 303, 60),
    ...drawRows(nissan, [300, 400], { top: 66 }),
  ]);
  expect(read(page)).toEqual([...under('TOYOTA', toyota), ...under('NISSAN', nissan)]);
});

test('newspaper columns may begin with rows of the brand that the one before headed', () => {
  const [toyota, nissan] = [rowsOf(TOYOTA), rowsOf(NISSAN)];
  const page = drawPage([
    heading('TOYOTA', 33, 60),
    ...drawRows(toyota.slice(0, 4), [30, 120], { top: 66 }),
    ...drawRows(toyota.slice(4), [220, 310], { top: 50 }),
    heading('NISSAN', 413, 60),
    ...drawRows(nissan, [410, 500], { top: 66 }),
  ]);
  expect(read(page)).toEqual([...under('TOYOTA', toyota), ...under('NISSAN', nissan)]);
});

test('texts behind the year are the description, whatever their words', () => {
  const toyota = rowsOf(TOYOTA, (i) => ['', 'сверять с фото', 'седан, универсал'][i % 3]!);
  const nissan = rowsOf(NISSAN, (i) => (i % 2 ? 'сначала позвонить' : ''));
  const page = drawPage([
    heading('TOYOTA', 43, 60),
    ...drawRows(toyota, [40, 110, 170], { top: 66 }),
    heading('NISSAN', 323, 60),
    ...drawRows(nissan, [320, 390, 450], { top: 66 }),
  ]);
  expect(read(page)).toEqual([...under('TOYOTA', toyota), ...under('NISSAN', nissan)]);
});

test('short grids in one newspaper column each have walls of their own', () => {
  const remark = (i: number): string => ['левый руль', '', '7 мест'][i % 3]!;
  const [toyota, nissan, mazda] = [
    rowsOf(TOYOTA, remark),
    rowsOf(NISSAN, remark),
    rowsOf(['Demio', 'CX-5', 'MPV'], remark),
  ];
  const grids = [
    { brand: 'Toyota', rows: toyota, walls: [40, 105, 165, 260], top: 50 },
    { brand: 'Nissan', rows: nissan, walls: [300, 368, 428, 520], top: 50 },
    { brand: 'Mazda', rows: mazda, walls: [300, 340, 400, 520], top: 166 },
  ];
  const texts = grids.flatMap(({ brand, rows, walls, top }) => [
    heading(brand, walls[0]! + 3, top + 11),
    ...drawRows(rows, walls, { top: top + 16 }),
  ]);
  const rules = grids.flatMap(({ rows, walls, top }) => [
    ...drawGrid([walls[0]!, walls.at(-1)!], rows.length + 1, top),
    ...drawGrid(walls, rows.length, top + 16),
  ]);
  expect(read(drawPage(texts, rules))).toEqual(grids.flatMap(({ brand, rows }) => under(brand, rows)));
});

test('a last newspaper column of a few rows has the columns of the others', () => {
  const [toyota, nissan] = [rowsOf(TOYOTA), rowsOf(NISSAN)];
  const page = drawPage([
    heading('TOYOTA', 33, 60),
    ...drawRows(toyota, [30, 120], { top: 66 }),
    heading('NISSAN', 223, 60),
    ...drawRows(nissan, [220, 310], { top: 66 }),
    heading('MAZDA', 413, 60),
    ...drawRows([['Demio', '2002-2007']], [410, 500], { top: 66 }),
  ]);
  const mazda = ['MAZDA', 'Demio', '2002-2007', ''];
  expect(read(page)).toEqual([...under('TOYOTA', toyota), ...under('NISSAN', nissan), mazda]);
});

test('short tables in newspaper columns may each have columns of other widths, or none of remarks', () => {
  const toyota = rowsOf(TOYOTA, (i) => (i % 2 ? 'левый руль' : ''));
  const nissan = rowsOf(NISSAN, (i) => (i % 2 ? '' : '7 мест'));
  const mazda = rowsOf(['Demio DY', 'CX-5 KF', 'MPV LW', '6 GG']);
  const page = drawPage([
    heading('TOYOTA', 23, 60),
    ...drawRows(toyota, [20, 80, 133], { top: 66 }),
    heading('NISSAN', 223, 60),
    ...drawRows(nissan, [220, 295, 365], { top: 66 }),
    heading('MAZDA', 423, 60),
    ...drawRows(mazda, [420, 500], { top: 66 }),
  ]);
  const all = [...under('TOYOTA', toyota), ...under('NISSAN', nissan), ...under('MAZDA', mazda)];
  expect(read(page)).toEqual(all);
});

test('a line that runs across newspaper columns well below their rows is no row', () => {
  const [toyota, nissan] = [rowsOf(TOYOTA), rowsOf(NISSAN)];
  const foot = 'г. Ош, рынок Кара-Суу, 4 ряд, заказы по телефону и в магазине'.split(' ');
  let x = 120;
  const words = foot.map((text) => {
    const drawn = { text, x, baseline: 800 };
    x += text.length * 4.5 + 2.5;
    return drawn;
  });
  const page = drawPage([
    heading('TOYOTA', 43, 60),
    ...drawRows(toyota, [40, 140], { top: 66 }),
    heading('NISSAN', 303, 60),
    ...drawRows(nissan, [300, 400], { top: 66 }),
    ...words,
    { text: '0778 15-15-15', x: x + 10, baseline: 800 },
  ]);
  expect(read(page)).toEqual([...under('TOYOTA', toyota), ...under('NISSAN', nissan)]);
});
