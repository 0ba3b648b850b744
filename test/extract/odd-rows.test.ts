import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const brands = new Set(['toyota', 'honda', 'nissan', 'тойота', 'хонда']);

function read(texts: readonly DrawnText[], rules: readonly Rule[]) {
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(drawPage(texts, rules));
  const { rows, rejects } = reader.finish();
  return {
    cells: rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]),
    rejects: rejects.map(({ text }) => text),
  };
}

test('a row between lines that is written larger and in colour keeps its wrapped cell', () => {
  const walls = [50, 80, 150, 230, 300, 420];
  const titles = ['№', 'Марка', 'Модель', 'Год', 'Описание'];
  const rows = Array.from({ length: 8 }, (_, i) => [`${i + 1}`, 'Honda', `Fit ${i}`, `${2001 + i}`, 'левый руль']);
  const top = 60 + 9 * 16;
  const large = { size: 12, color: '#0070c0' };
  const last = ['9', 'Nissan', 'Note E11', '2005', 'левый руль, клиент'].map((text, c) => ({
    text,
    x: walls[c]! + 3,
    baseline: top + 13,
    ...large,
  }));
  const rest = ['просил уточнить', 'по багажнику'].map((text, i) => ({
    text,
    x: 303,
    baseline: top + 13 + 14 * (i + 1),
    ...large,
  }));
  const bottom = top + 48;
  const rules: Rule[] = [
    ...drawGrid(walls, 9, 60),
    { axis: 'h', at: bottom, from: 50, to: 420, width: 0.5 },
    ...walls.map((at): Rule => ({ axis: 'v', at, from: top, to: bottom, width: 0.5 })),
  ];
  const { cells, rejects } = read([...drawRows([titles, ...rows], walls, { top: 60 }), ...last, ...rest], rules);
  expect(cells).toEqual([
    ...rows,
    ['9', 'Nissan', 'Note E11', '2005', 'левый руль, клиент просил уточнить по багажнику'],
  ]);
  expect(rejects).toEqual([]);
});

test('bubbles of a chat: a brand in the frame over its titles heads the rows, a time below them is no row', () => {
  const models = ['Camry 40', 'Ipsum 2', 'Wish'];
  const bubbles = ['ТОЙОТА', 'ХОНДА'].flatMap((brand, b) => {
    const top = 60 + b * 110;
    const frame = [top, top + 92].map((at): Rule => ({ axis: 'h', at, from: 50, to: 250, width: 0.5 }));
    const lines = models.map((_, i): Rule => ({ axis: 'h', at: top + 34 + 16 * i, from: 55, to: 245, width: 0.5 }));
    const rows = models.map((model, i) => [`${model} ${b}`, `${2001 + i}`]);
    return {
      texts: [
        { text: brand, x: 53, baseline: top + 14, bold: true, size: 10 },
        ...drawRows([['Модель', 'Год']], [52, 150], { top: top + 18, bold: true }),
        ...drawRows(rows, [52, 150], { top: top + 34 }),
        { text: '10:02', x: 230, baseline: top + 100, size: 7 },
      ],
      rules: [...frame, ...lines],
    };
  });
  const thanks = ['Рахмат', '10:08'].map((text, i) => ({ text, x: 60 + 170 * i, baseline: 290 }));
  const { cells } = read(
    [...bubbles.flatMap(({ texts }) => texts), ...thanks],
    bubbles.flatMap(({ rules }) => rules),
  );
  expect(cells.map(([, brand, model]) => [brand, model])).toEqual(
    ['ТОЙОТА', 'ХОНДА'].flatMap((brand, b) => models.map((model) => [brand, `${model} ${b}`])),
  );
});

test('what a program prints below a list without numbers, in its own type, is no row', () => {
  const walls = [50, 70, 150, 240, 320];
  const rows = Array.from({ length: 5 }, (_, i) => ['v', 'Toyota', `Wish ${i}`, `${2001 + i}`]);
  const texts = drawRows([['', 'Марка', 'Модель', 'Год'], ...rows], walls, { top: 60 });
  const foot = ['Создано', 'в «Заметках»'].map((text, i) => ({
    text,
    x: 50 + 36 * i,
    baseline: 60 + 6 * 16 + 24,
    color: '#888888',
    size: 8,
  }));
  const { cells, rejects } = read([...texts, ...foot], drawGrid(walls, 6, 60));
  expect(cells.map(([, , model]) => model)).toEqual(rows.map(([, , model]) => model));
  expect(rejects).toEqual(['Создано в «Заметках»']);
});
