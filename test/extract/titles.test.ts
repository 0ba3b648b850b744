import { describe, expect, test } from 'vitest';
import { DocumentReader, type Reading } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const MODELS = ['Камри', 'Прадо', 'Виш', 'Ипсум', 'Марк', 'Авенсис', 'Королла', 'Раум'];
const LEFTS = [50, 90, 190, 280, 380, 470];
const rows = MODELS.map((model, i) => [`${i + 1}`, 'Toyota', model, `${2001 + i}`, 'с бортами', '5 300']);

function read(titles: readonly string[]): Reading {
  const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota']) });
  reader.read(drawPage(drawRows([titles, ...rows], LEFTS, { top: 60 })));
  return reader.finish();
}

describe('titles', () => {
  test.each([['Цена, сом'], ['Цена, сом, опт'], ['Стоимость, сомов'], ['Цена комплекта,'], ['Комплект; сом']])(
    "'%s' is a column of its own",
    (price) => {
      const { rows: found, rejects } = read(['№', 'Марка', 'Модель', 'Год', 'Описание', price]);
      expect(found.map((row) => row.extra)).toEqual(rows.map(() => JSON.stringify({ [price]: '5 300' })));
      expect(rejects).toEqual([]);
    },
  );

  test.each(['Г. выпуска', 'Г. вып.', 'Год выпуска, г.', 'Гг. выпуска', 'Год производства'])(
    "'%s' is one title, of the year",
    (year) => {
      const { rows: found } = read(['№', 'Марка', 'Модель', year, 'Описание', 'Цена']);
      expect(found.map((row) => row.year)).toEqual(rows.map((row) => row[3]));
      expect(found.map((row) => row.extra)).toEqual(rows.map(() => '{"Цена":"5 300"}'));
    },
  );

  test.each([
    ['Мар.', 1],
    ['Мод.', 2],
    ['Вып.', 3],
    ['Опис.', 4],
    ['Примеч.', 4],
    ['Комм.', 4],
    ['Уточн.', 4],
    ['Стоим.', 5],
  ])("'%s' is a title cut short", (short, column) => {
    const { rows: found } = read(['№', 'Марка', 'Модель', 'Год', 'Описание', 'Цена'].with(column, short));
    const cells = found.map(({ number, brand, model, year, description }) => [number, brand, model, year, description]);
    expect(cells).toEqual(rows.map((row) => row.slice(0, 5)));
  });

  test.each(['Опис', 'При.', 'Гр.', 'Заказ.'])("'%s' is none: it has no point, or says too little", (short) => {
    const { rows: found } = read(['№', 'Марка', 'Модель', 'Год', short, 'Цена']);
    expect(found.map((row) => row.description)).toEqual(rows.map(() => ''));
  });

  test.each(['В списке указаны марка, модель, год выпуска и описание.', 'Марка, модель, год'])(
    '%j is a sentence and no header',
    (sentence) => {
      const reader = new DocumentReader('list.pdf', { brands: new Set(['toyota']) });
      reader.read(drawPage([{ text: sentence, x: 53, baseline: 40 }, ...drawRows(rows, LEFTS, { top: 60 })]));
      const { rows: found } = reader.finish();
      expect(found.map(({ number, brand, model, year }) => [number, brand, model, year])).toEqual(
        rows.map((row) => row.slice(0, 4)),
      );
    },
  );
});
