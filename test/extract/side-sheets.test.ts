import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawGrid, drawPage, drawRows } from '../support/drawnText.ts';

const TITLES = ['№', 'Марка', 'Модель', 'Год'];
const WALLS = [50, 80, 180, 300, 370];
const NOTES = ['левый руль', '', 'без борта', 'седан', '7 мест', '', 'хэтчбек', 'гибрид'];
const ROWS = NOTES.map((_, i) => [`${i + 1}`, i < 4 ? 'Mazda' : 'Lada', `${100 + i}`, `${2001 + i}`]);
const TOP = 50;
const PITCH = 16;

interface Sheet {
  readonly texts: readonly DrawnText[];
  readonly rules: readonly Rule[];
}

function sheetOf(
  titles: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  walls: readonly number[],
) {
  const all = titles ? [titles, ...rows] : rows;
  return { texts: drawRows(all, walls, { top: TOP, pitch: PITCH }), rules: drawGrid(walls, all.length, TOP, PITCH) };
}

function read(pages: readonly Sheet[], ruled: boolean) {
  const reader = new DocumentReader('list.pdf');
  pages.forEach(({ texts, rules }, i) => {
    reader.read(drawPage(texts, ruled ? rules : [], i + 1));
  });
  const { rows, rejects } = reader.finish();
  return {
    cells: rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]),
    extra: rows.map((row) => row.extra),
    rejects: rejects.map(({ text }) => text),
  };
}

const whole = ROWS.map((row, i) => [...row, NOTES[i]]);
const first = sheetOf(TITLES, ROWS.slice(0, 5), WALLS);
const second = sheetOf(undefined, ROWS.slice(5), WALLS);

describe.each([
  ['ruled', true],
  ['bare', false],
])('a sheet that is wider than the paper, %s', (_, ruled) => {
  test('has its last column on a page of its own', () => {
    const side = sheetOf(
      ['Описание'],
      NOTES.map((note) => [note]),
      [50, 200],
    );
    const { cells, rejects } = read([sheetOf(TITLES, ROWS, WALLS), side], ruled);
    expect(cells).toEqual(whole);
    expect(rejects).toEqual([]);
  });

  test('has its last columns after all rows, behind their numbers', () => {
    const titles = ['№', 'Описание', 'Цена'];
    const rest = NOTES.map((note, i) => [`${i + 1}`, note, `${1500 + i}`]);
    const walls = [50, 80, 250, 330];
    const pages = [
      first,
      sheetOf(TITLES, ROWS.slice(5), WALLS),
      sheetOf(titles, rest.slice(0, 5), walls),
      sheetOf(titles, rest.slice(5), walls),
    ];
    const { cells, extra, rejects } = read(pages, ruled);
    expect(cells).toEqual(whole);
    expect(extra[7]).toBe('{"Цена":"1507"}');
    expect(rejects).toEqual([]);
  });

  test('has its last columns in two more stretches, with titles on the first page of each', () => {
    const pages = [
      first,
      second,
      sheetOf(
        ['Примечание', 'Цена'],
        NOTES.slice(0, 5).map((note) => [note, '1500']),
        [50, 200, 280],
      ),
      sheetOf(
        undefined,
        NOTES.slice(5).map((note) => [note, '1700']),
        [50, 200, 280],
      ),
      sheetOf(
        ['Артикул'],
        ROWS.slice(0, 5).map(([n]) => [`EV-${n}`]),
        [50, 130],
      ),
      sheetOf(
        undefined,
        ROWS.slice(5).map(([n]) => [`EV-${n}`]),
        [50, 130],
      ),
    ];
    const { cells, extra } = read(pages, ruled);
    expect(cells).toEqual(whole);
    expect(extra[0]).toBe('{"Цена":"1500","Артикул":"EV-1"}');
    expect(extra[7]).toBe('{"Цена":"1700","Артикул":"EV-8"}');
  });

  test('has its last columns behind each of its pages', () => {
    const sideOf = (notes: readonly string[]): Sheet =>
      sheetOf(
        ['Описание', 'Цена'],
        notes.map((note) => [note, '1500']),
        [50, 200, 280],
      );
    const pages = [first, sideOf(NOTES.slice(0, 5)), sheetOf(TITLES, ROWS.slice(5), WALLS), sideOf(NOTES.slice(5))];
    expect(read(pages, ruled).cells).toEqual(whole);
  });

  test('is no list with another table behind it', () => {
    const options = ['Подпятник', 'Шильдик', 'Кант', 'Крепёж'].map((option, i) => [`${i + 1}`, option, '300']);
    const { cells, extra, rejects } = read(
      [sheetOf(TITLES, ROWS, WALLS), sheetOf(['№', 'Опция', 'Цена'], options, [50, 80, 250, 330])],
      ruled,
    );
    expect(cells).toEqual(ROWS.map((row) => [...row, '']));
    expect(extra.join('')).toBe('');
    expect(rejects.join(' ')).toContain('Подпятник');
  });
});
