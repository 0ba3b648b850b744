import { describe, expect, test } from 'vitest';
import { DocumentReader, type Reading } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const BRANDS = ['Toyota', 'Mazda', 'Mitsubishi', 'Kia', 'Land Rover'];
const MODELS = ['Camry', 'MPV', 'Pajero Sport', 'Rio', 'Freelander 2', 'Prado', 'Demio', 'L200', 'Sorento', 'Defender'];
const IDS = [1243, 622, 39, 1293, 531, 1025, 622, 1072, 7, 387];
const brands = new Set(['toyota', 'mazda', 'mitsubishi', 'kia', 'landrover']);
const list = MODELS.map((model, i) => [`${IDS[i]}`, BRANDS[i % 5]!, model, i % 4 === 3 ? '' : `${2001 + i}`]);

function read(...pages: PageMarks[]): Reading {
  const reader = new DocumentReader('list.pdf', { brands });
  for (const page of pages) reader.read(page);
  return reader.finish();
}

const cellsOf = ({ rows }: Reading): string[][] => rows.map((row) => [row.number, row.brand, row.model, row.year]);
const widthOf = (text: string): number => text.length * 4.5 - (text.split(' ').length - 1) * (4.5 - 0.28 * 9);

/** Rows of cells whose texts end at given right edges where there is one, and begin at the left ones elsewhere. */
function drawAligned(
  rows: readonly (readonly string[])[],
  lefts: readonly number[],
  rights: Readonly<Record<number, number>>,
): DrawnText[] {
  return rows.flatMap((cells, r) =>
    cells.flatMap((text, c) => {
      const right = rights[c];
      const x = right === undefined ? lefts[c]! : right - widthOf(text);
      return text === '' ? [] : [{ text, x, baseline: 71 + 16 * r }];
    }),
  );
}

describe('a list without a header', () => {
  test('has its numbers, though they neither rise nor are all different', () => {
    expect(cellsOf(read(drawPage(drawRows(list, [50, 90, 190, 300], { top: 60 }))))).toEqual(list);
  });

  test('has its numbers though most lines are those of wrapped cells', () => {
    const texts = list.flatMap((cells, i) => [
      ...drawRows([[...cells, 'без бортов']], [50, 90, 190, 300, 360], { top: 60 + 36 * i }),
      { text: 'левый', x: 363, baseline: 82 + 36 * i },
      { text: 'руль', x: 393, baseline: 82 + 36 * i },
    ]);
    expect(cellsOf(read(drawPage(texts)))).toEqual(list);
  });

  test('has its numbers without a column of brands', () => {
    const rows = MODELS.map((model, i) => [`${IDS[i]}`, model, `${2001 + i}`, i % 2 ? 'с бортами' : 'левый руль']);
    expect(read(drawPage(drawRows(rows, [50, 90, 190, 300], { top: 60 }))).rows.map((row) => row.number)).toEqual(
      IDS.map(String),
    );
  });

  test('keeps models that are integers', () => {
    const rows = IDS.map((id, i) => [BRANDS[i % 5]!, `${id}`, `${2001 + i}`, 'с бортами']);
    const found = read(drawPage(drawRows(rows, [50, 130, 190, 300], { top: 60 }))).rows;
    expect(found.map(({ brand, model, year }) => [brand, model, year])).toEqual(rows.map((row) => row.slice(0, 3)));
  });

  test('runs down three columns of the page, whichever space on it is widest', () => {
    const lefts = [40, 62, 120, 190];
    const shifted = [0, 180, 360].flatMap((x) =>
      drawRows(
        list,
        lefts.map((left) => left + x),
        { top: 60 },
      ),
    );
    const title = { text: 'Лекала в наличии', x: 40, baseline: 40, size: 14, bold: true };
    expect(cellsOf(read(drawPage([title, ...shifted])))).toEqual([...list, ...list, ...list]);
  });

  test('parts numbers from brands that stand at the right of their column', () => {
    const page = drawPage(drawAligned(list, [50, 0, 160, 300], { 1: 150 }));
    expect(cellsOf(read(page))).toEqual(list);
  });

  test.each([0.4, 1.3, 2, 4])('parts years from descriptions that begin %d pt after them', (space) => {
    const rows = MODELS.map((model, i) => [
      BRANDS[i % 5]!,
      model,
      i % 3 ? `${2001 + i}` : '',
      i % 4 ? 'с бортами' : '',
    ]);
    const found = read(drawPage(drawAligned(rows, [50, 120, 0, 300 + space], { 2: 300 }))).rows;
    expect(found.map(({ brand, model, year, description }) => [brand, model, year, description])).toEqual(rows);
  });

  test('keeps models that are integers and stand at the right of their column', () => {
    const models = MODELS.map((model, i) => (i === 4 ? '2114' : model));
    const rows = models.map((model, i) => [BRANDS[i % 5]!, model, `${2001 + i}-${2005 + i}`, 'с бортами']);
    const texts = drawAligned(rows, [50, 120, 204, 270], {}).map((drawn) =>
      /^\d{4}$/u.test(drawn.text) ? { ...drawn, x: 202 - widthOf(drawn.text) } : drawn,
    );
    expect(read(drawPage(texts)).rows.map((row) => row.model)).toEqual(models);
  });

  test('stands in boxes side by side, each with its brand, under a title that runs over them all', () => {
    const boxes = [0, 1, 2].flatMap((column) => [0, 1].map((row) => ({ x: 40 + 180 * column, y: 80 + 100 * row })));
    const texts = boxes.flatMap(({ x, y }, b) => [
      { text: BRANDS[b % 5]!, x: x + 6, baseline: y + 14, size: 12, bold: true },
      ...MODELS.slice(0, 4).flatMap((model, i) => [
        { text: model, x: x + 6, baseline: y + 32 + 14 * i },
        { text: `${2001 + i}`, x: x + 130, baseline: y + 32 + 14 * i },
      ]),
    ]);
    const words = 'Модели, на которые уже есть лекала'.split(' ');
    let x = 40;
    const title = words.map((text) => {
      const drawn = { text, x, baseline: 60, size: 20, bold: true };
      x += text.length * 10 + 5.6;
      return drawn;
    });
    const frames = boxes.flatMap((box) => drawGrid([box.x, box.x + 160], 1, box.y, 90));
    const reading = read(drawPage([...title, ...texts], frames));
    const models = MODELS.slice(0, 4).map((model, i) => [model, `${2001 + i}`]);
    expect(cellsOf(reading)).toEqual(boxes.flatMap((_, b) => models.map((cells) => ['', BRANDS[b % 5]!, ...cells])));
    expect(reading.furniture.title).toBe(words.length);
  });
});

describe('a list of spreadsheet cells under a header', () => {
  test('parts right-aligned years and models from what begins close to them, headings being centred over all', () => {
    const rows = MODELS.map((model, i) => [
      i % 4 ? model : `${2110 + i}`,
      i % 3 ? `${2001 + i}` : `${2001 + i}-${2009 + i}`,
      i % 5 ? 'гибрид' : '',
    ]);
    const lefts = [50, 150, 232];
    const body = [0, 1].flatMap((part) => [
      { text: BRANDS[part]!, x: 210, baseline: 76 + part * 96, bold: true },
      ...rows.slice(5 * part, 5 * part + 5).flatMap((cells, r) =>
        cells.map((text, c) => ({
          text,
          x: /^\d{4}$/u.test(text) ? lefts[c + 1]! - 1.6 - widthOf(text) : lefts[c]!,
          baseline: 92 + 16 * r + part * 96,
        })),
      ),
    ]);
    const header = ['Модель', 'Год', 'Описание'].map((text, c) => ({ text, x: lefts[c]!, baseline: 60 }));
    const found = read(drawPage([...header, ...body.filter(({ text }) => text !== '')])).rows;
    expect(found.map(({ brand, model, year, description }) => [brand, model, year, description])).toEqual(
      rows.map((cells, i) => [BRANDS[i < 5 ? 0 : 1]!, ...cells]),
    );
  });
});

describe('a first row of titles that head no columns of their own', () => {
  const rows = list.map(([, brand, model, year]) => [brand!, model!, year!, 'левый руль']);
  const lefts = [50, 150, 300, 380];
  const cells = (reading: Reading): string[][] => reading.rows.map((r) => [r.brand, r.model, r.year, r.description]);

  test('is no vehicle: a table within a cell goes without them', () => {
    const reading = read(
      drawPage(drawRows([['Марка', 'Модель / год / описание', '', ''], ...rows], lefts, { top: 60 })),
    );
    expect(cells(reading)).toEqual(rows);
    expect(reading.rejects.map(({ text }) => text)).toEqual(['Марка Модель / год / описание']);
  });

  test('is one if a text of it is no title', () => {
    const first = ['Марка', 'Модель / Camry', '2001', 'левый руль'];
    expect(cells(read(drawPage(drawRows([first, ...rows], lefts, { top: 60 }))))).toEqual([first, ...rows]);
  });
});
