import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const BRANDS = new Set(['toyota', 'subaru', 'nissan']);

describe('headings that look like the rows and begin where they do', () => {
  const models = [
    ['Камри', '2009', 'с бортами'],
    ['Прадо', '2012-2016', ''],
    ['Форестер', '', ''],
    ['Аутбек', '2004', 'три ряда'],
    ['Альмера', '2011', ''],
    ['Патрол', '2008', 'с бортами'],
  ];
  const LEFT = [50, 160, 240];

  /** A list without numbers: headings above the first, third and fifth row, `gap` further from the row above. */
  function readPlain(headings: readonly string[], gap: number, rows = models) {
    const texts = drawRows([['Модель', 'Год', 'Описание']], LEFT, { top: 50, bold: true });
    let top = 70;
    rows.forEach((cells, i) => {
      const heading = i % 2 === 0 ? headings[i / 2] : undefined;
      if (heading !== undefined) {
        top += gap;
        texts.push(...drawRows([[heading]], LEFT, { top }));
        top += 13;
      }
      texts.push(...drawRows([cells], LEFT, { top }));
      top += 13;
    });
    const reader = new DocumentReader('list.pdf', { brands: BRANDS });
    reader.read(drawPage(texts));
    return reader.finish().rows.map(({ brand, model }) => `${brand}/${model}`);
  }

  test.each([
    ['known brands', ['Toyota', 'Subaru', 'Nissan'], 0, ['Toyota', 'Subaru', 'Nissan']],
    ['known brands with numbers', ['1. Toyota', '2. Subaru', '3. Nissan'], 0, ['Toyota', 'Subaru', 'Nissan']],
    ['brands with numbers, one unknown', ['1. Toyota', '2. Вымпел', '3. Nissan'], 0, ['Toyota', 'Вымпел', 'Nissan']],
    ['brands set apart, one unknown', ['Toyota', 'Вымпел', 'Nissan'], 8, ['Toyota', 'Вымпел', 'Nissan']],
  ])('are told: %s', (_, headings, gap, brands) => {
    expect(readPlain(headings, gap)).toEqual(models.map(([model], i) => `${brands[i >> 1]}/${model}`));
  });

  test('are none where the column names brand and model in one', () => {
    const rows = models.map(([model, ...rest], i) => [`${['Toyota', 'Subaru', 'Nissan'][i >> 1]} ${model}`, ...rest]);
    expect(readPlain(['Toyota', 'Subaru'], 0, rows)).toHaveLength(8);
  });
});

describe('a heading that looks like the rows', () => {
  test('is one however short and unknown, if it is centred where the others are', () => {
    const lefts = [50, 110, 230, 330];
    const names = ['Toyota', 'Ли', 'Subaru', 'Nissan'];
    const texts = drawRows([['№', 'Модель', 'Год', 'Описание']], lefts, { top: 50 });
    names.forEach((name, i) => {
      const top = 70 + 48 * i;
      texts.push({ text: name, x: 280 - name.length * 2.25, baseline: top + 11 });
      for (const row of [1, 2])
        texts.push(
          ...drawRows([[`${i + 1}.${row}`, `Модель ${row}`, `200${row}`, 'с бортами']], lefts, { top: top + 16 * row }),
        );
    });
    const reader = new DocumentReader('list.pdf', { brands: BRANDS });
    reader.read(drawPage(texts));
    const { rows, rejects } = reader.finish();
    expect(rows.map(({ brand }) => brand)).toEqual(names.flatMap((name) => [name, name]));
    expect(rejects).toEqual([]);
  });
});
