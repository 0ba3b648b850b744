import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [50, 90, 180, 260];
const TITLES = ['№', 'Модель', 'Год', 'Описание'];
const MODELS = ['Camry', 'Prado 120', 'Rio', 'Демио', 'CX-5', 'Логан'];
const brands = new Set(['toyota', 'mazda', 'kia', 'renault']);

/** A list whose pages are drawn one after the other, each row as high as a title. */
class Pages {
  readonly #reader = new DocumentReader('list.pdf', { brands });
  #texts: DrawnText[] = [];
  #y = 60;
  #page = 1;

  title(text: string, x = 53): this {
    this.#texts.push({ text, x, baseline: this.#y + 11, bold: true, size: 10 });
    return this.#down();
  }

  rows(rows: readonly (readonly string[])[], bold = false): this {
    this.#texts.push(...drawRows(rows, LEFTS, { top: this.#y, bold }));
    this.#y += 16 * rows.length;
    return this;
  }

  turn(): this {
    this.#reader.read(drawPage(this.#texts, [], this.#page));
    [this.#texts, this.#y, this.#page] = [[], 60, this.#page + 1];
    return this;
  }

  /** Number, brand and model of each row, and what was rejected. */
  read(): { rows: string[]; rejects: string[] } {
    const { rows, rejects } = this.turn().#reader.finish();
    return {
      rows: rows.map(({ number, brand, model }) => [number, brand, model].join(' ').trim()),
      rejects: rejects.map(({ text }) => text),
    };
  }

  #down(): this {
    this.#y += 16;
    return this;
  }
}

const rowsOf = (from: number, to: number): string[][] =>
  MODELS.slice(from - 1, to).map((model, i) => [`${from + i}`, model, `${2001 + i}`, 'с бортами']);

describe('rows above the first header of a page', () => {
  test('belong to the table of the page before', () => {
    const pages = new Pages().rows([TITLES], true).rows(rowsOf(1, 4)).turn();
    pages.rows(rowsOf(5, 6)).title('Mazda').rows([TITLES], true).rows(rowsOf(1, 3));
    expect(pages.read().rows).toEqual([
      '1  Camry',
      '2  Prado 120',
      '3  Rio',
      '4  Демио',
      '5  CX-5',
      '6  Логан',
      '1 Mazda Camry',
      '2 Mazda Prado 120',
      '3 Mazda Rio',
    ]);
  });

  test('keep the brand of their caption', () => {
    const pages = new Pages().title('Марка: Kia').rows([TITLES], true).rows(rowsOf(1, 4)).turn();
    pages.rows(rowsOf(5, 6)).title('Марка: Mazda').rows([TITLES], true).rows(rowsOf(1, 2));
    expect(pages.read()).toEqual({
      rows: ['1 Kia Camry', '2 Kia Prado 120', '3 Kia Rio', '4 Kia Демио', '5 Kia CX-5', '6 Kia Логан'].concat([
        '1 Mazda Camry',
        '2 Mazda Prado 120',
      ]),
      rejects: [],
    });
  });

  test('are none where only titles stand there', () => {
    const pages = new Pages().title('Прайс-лист').rows([TITLES], true).rows(rowsOf(1, 3)).turn();
    pages.title('Прайс-лист', 300).title('Лекала 2024 года').rows([TITLES], true).rows(rowsOf(4, 6));
    expect(pages.read().rows).toEqual(['1  Camry', '2  Prado 120', '3  Rio', '4  Демио', '5  CX-5', '6  Логан']);
  });

  test('go on with the last of several tables of the page before', () => {
    const moved = ['№', 'Марка', 'Год', 'Модель'];
    const pages = new Pages().rows([TITLES], true).rows(rowsOf(1, 4)).title('Прочее').rows([moved], true);
    pages.rows([
      ['1', 'Kia', '2003', 'Rio'],
      ['2', 'Toyota', '2004', 'Camry'],
      ['3', 'Mazda', '2005', 'Демио'],
    ]);
    pages.turn().rows([['4', 'Renault', '2006', 'Логан']]);
    expect(pages.read().rows.slice(4)).toEqual(['1 Kia Rio', '2 Toyota Camry', '3 Mazda Демио', '4 Renault Логан']);
  });
});
