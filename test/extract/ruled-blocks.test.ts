import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { PageMarks, Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const PITCH = 12;
const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];
const brands = new Set(['toyota', 'mazda', 'nissan', 'lexus']);

function read(page: PageMarks): string[][] {
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(page);
  return reader.finish().rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
}

/** Moves the texts that begin at one edge so that they end at another one. */
const alignRight = (texts: readonly DrawnText[], left: number, right: number): DrawnText[] =>
  texts.map((text) =>
    text.x === left + 3 && /^\d+$/u.test(text.text) ? { ...text, x: right - 3 - text.text.length * 4.5 } : text,
  );

describe('a year title of several words above years at the right of their column', () => {
  const lefts = [50, 90, 190, 300, 420];
  const list = Array.from({ length: 8 }, (_, i) => [`${i + 1}`, 'Toyota', MODELS[i]!, `${2001 + i}`, 'с бортами']);

  test.each(['Год авто', 'Год а/м', 'Год начала выпуска', 'Year of make', 'Год выпуска автомобиля'])(
    '%s is one title',
    (title) => {
      const header = ['№', 'Марка', 'Модель', title, 'Примечание'];
      const texts = alignRight(drawRows([header, ...list], lefts, { top: 60 }), 300, 420);
      expect(read(drawPage(texts, drawGrid([...lefts, 560], 9, 60)))).toEqual(list);
    },
  );

  test('a title that stands apart from it heads a column of its own', () => {
    const header = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
    const narrow = [50, 90, 190, 300, 325];
    const texts = drawRows([header, ...list], narrow, { top: 60 });
    expect(read(drawPage(texts))).toEqual(list);
  });
});

describe('ruled blocks side by side, each under its own header', () => {
  const rowsOf = (count: number, from: number): string[][] =>
    Array.from({ length: count }, (_, i) => ['Toyota', MODELS[(from + i) % 8]!, `${2001 + i}`]);

  test.each([
    ['of the same widths', [60, 55, 45], 10],
    ['the middle one with a narrower first column', [50, 60, 50], 10],
    ['the middle one with a wider first column', [70, 50, 40], 10],
    ['close to each other', [50, 60, 50], 3],
    ['with a wall in common', [50, 60, 50], 0],
  ])('%s: years at the right stay in their block', (_, middle, gap) => {
    const texts: DrawnText[] = [];
    const rules: Rule[] = [];
    let left = 30;
    const blocks = [[60, 55, 45], middle, [60, 55, 45]].map((widths, b) => {
      const lefts = [left, left + widths[0]!, left + widths[0]! + widths[1]!];
      const right = lefts[2]! + widths[2]!;
      const list = rowsOf(8, b);
      const drawn = drawRows([['Марка', 'Модель', 'Год'], ...list], lefts, { top: 60, pitch: PITCH });
      texts.push(...alignRight(drawn, lefts[2]!, right));
      rules.push(...drawGrid([...lefts, right], 9, 62, PITCH));
      left = right + gap;
      return list;
    });
    expect(read(drawPage(texts, rules))).toEqual(blocks.flat().map((cells) => ['', ...cells, '']));
  });
});

describe('a brand of one row above a merged one, both printed at the top', () => {
  test.each([
    ['directly under the header', [1, 5, 4]],
    ['between merged ones', [4, 1, 5]],
    ['twice', [1, 1, 6, 3]],
  ])('%s: the line between them parts them', (_, sizes) => {
    const lefts = [50, 150, 260];
    const names = ['Toyota', 'Mazda', 'Nissan', 'Lexus'];
    const list = sizes.flatMap((size, b) =>
      Array.from({ length: size }, (__, i) => [i === 0 ? names[b]! : '', MODELS[i]!, `${2001 + i}`]),
    );
    const rows = [['Марка', 'Модель', 'Год'], ...list];
    const top = 60;
    const walls = [...lefts, 340].map(
      (at): Rule => ({ axis: 'v', at, from: top, to: top + rows.length * PITCH, width: 0.5 }),
    );
    // Above the rows that begin no brand, the line leaves the brand's column out.
    const level = [...rows, ['end']].map(
      ([brand], r): Rule => ({
        axis: 'h',
        at: top + r * PITCH,
        from: brand === '' ? lefts[1]! : lefts[0]!,
        to: 340,
        width: 0.5,
      }),
    );
    const expected = sizes.flatMap((size, b) =>
      Array.from({ length: size }, (__, i) => ['', names[b]!, MODELS[i]!, `${2001 + i}`, '']),
    );
    const texts = drawRows(rows, lefts, { top: top - 2, pitch: PITCH });
    expect(read(drawPage(texts, [...level, ...walls]))).toEqual(expected);
  });
});
