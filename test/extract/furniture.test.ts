import { describe, expect, test } from 'vitest';
import { DocumentReader, type Reading } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const HEADER = ['Марка', 'Модель', 'Г.в.', 'Комплектация'];
const LEFTS = [50, 130, 230, 300];
const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];

function read(...pages: PageMarks[]): Reading {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota']) });
  for (const page of pages) reader.read(page);
  return reader.finish();
}

const rowsOf = (page: number, count = 12): string[][] =>
  Array.from({ length: count }, (_, i) => ['Toyota', MODELS[i % 8]!, `${2000 + page}`, i % 3 ? 'с бортами' : '']);
const listed = ({ rows }: Reading): string[][] => rows.map((row) => [row.brand, row.model, row.year, row.description]);

describe('a footer of two texts, in a list without numbers', () => {
  test.each<[string, (page: number) => string]>([
    ['the number of the page', (page) => `- ${page} -`],
    ['the page of all', (page) => `Стр. ${page} из 3`],
    ['another number of the page', (page) => `- ${page + 4} -`],
    ['a telephone', () => '0555 12 34 56'],
  ])('is no row, be the second one %s', (_, second) => {
    const pages = [1, 2, 3].map((page) => {
      const foot: DrawnText[] = [
        { text: 'ОсОО «Пример», Бишкек', x: 40, baseline: 818, size: 8 },
        { text: second(page), x: 500, baseline: 818, size: 8 },
      ];
      const count = page === 3 ? 5 : 12;
      return drawPage([...drawRows([HEADER, ...rowsOf(page, count)], LEFTS, { top: 60 }), ...foot], [], page);
    });
    const reading = read(...pages);
    expect(listed(reading)).toEqual([...rowsOf(1), ...rowsOf(2), ...rowsOf(3, 5)]);
    expect(reading.rejects).toEqual([]);
  });

  test.each([
    ['that stand as near as others', 0],
    ['that stand apart on one page only', 40],
  ])('the same rows at the foot of two pages %s stay', (_, below) => {
    const pages = [1, 2].map((page) => {
      const rows = [...rowsOf(page, 11), ['Toyota', 'Виш', '2004', 'лонг']];
      const texts = drawRows([HEADER, ...rows], LEFTS, { top: 60 });
      const last = texts.at(-1)!.baseline;
      const moved = page === 1 ? below : 0;
      return drawPage(
        texts.map((text) => (text.baseline === last ? { ...text, baseline: last + moved } : text)),
        [],
        page,
      );
    });
    expect(listed(read(...pages))).toHaveLength(24);
  });
});

describe('a form that is to be filled in', () => {
  const header = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
  const lefts = [50, 90, 190, 300, 360];
  const blank = Array.from({ length: 8 }, (_, i) => [`${i + 1}`, '', '', '', '']);

  test('has no vehicles: each of its numbers is rejected as an empty row', () => {
    const { rows, rejects } = read(
      drawPage(drawRows([header, ...blank], lefts, { top: 60 }), drawGrid([...lefts, 540], 9, 60)),
    );
    expect(rows).toEqual([]);
    expect(rejects.map(({ reason, text }) => [reason, text])).toEqual(blank.map((row) => ['empty-row', row[0]]));
  });

  test('keeps the rows that are filled in, be it with a description alone', () => {
    const filled = blank.map((row, i) =>
      i === 2 ? ['3', 'Toyota', 'Виш', '', ''] : i === 5 ? ['6', '', '', '', 'лонг'] : row,
    );
    const { rows, rejects } = read(
      drawPage(drawRows([header, ...filled], lefts, { top: 60 }), drawGrid([...lefts, 540], 9, 60)),
    );
    expect(rows.map((row) => row.number)).toEqual(['3', '6']);
    expect(rejects).toHaveLength(6);
  });
});
