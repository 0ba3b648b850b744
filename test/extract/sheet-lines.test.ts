import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { Rule } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const PITCH = 12;
const TOP = 60;
const LONG = 'с бортами, левый руль, три ряда, + багажник, с запасом';

/** The lines that a spreadsheet prints around its cells, but not around those of shaded rows. */
function drawSheet(walls: readonly number[], rowCount: number, shaded: readonly number[]): Rule[] {
  const rules: Rule[] = [];
  const [from, to] = [walls[0]!, walls.at(-1)!];
  const isShaded = (row: number): boolean => shaded.includes(row);
  for (let row = 0; row <= rowCount; row++) {
    const at = TOP + row * PITCH;
    if (!(isShaded(row - 1) && isShaded(row))) rules.push({ axis: 'h', at, from, to, width: 0.5 });
    if (row === rowCount || isShaded(row)) continue;
    for (const wall of walls) rules.push({ axis: 'v', at: wall, from: at, to: at + PITCH, width: 0.5 });
  }
  return rules;
}

/** A text whose words are drawn one by one. */
const drawWords = ({ text, x, ...rest }: DrawnText): DrawnText[] => {
  let left = x;
  return text.split(' ').map((word) => {
    const drawn = { ...rest, text: word, x: left };
    left += word.length * 4.5 + 2.5;
    return drawn;
  });
};

function read(
  walls: readonly number[],
  list: readonly (readonly string[])[],
  shaded: readonly number[] = [],
  apart = false,
) {
  // The fourth column of the sheet has neither a title nor a text.
  const rows = [['№', 'марка', 'модель', '', 'год', 'описание'], ...list];
  const reader = new DocumentReader('list.pdf', { brands: new Set(['тойота', 'мазда']) });
  const drawn = drawRows(rows, walls, { top: TOP - 2, pitch: PITCH });
  reader.read(drawPage(apart ? drawn.flatMap(drawWords) : drawn, drawSheet(walls, rows.length, shaded)));
  const { rows: found, rejects } = reader.finish();
  return { rows: found.map((r) => [r.number, r.brand, r.model, '', r.year, r.description]), rejects };
}

const list = Array.from({ length: 24 }, (_, i) => [
  `${100 + i}`,
  i < 12 ? 'Тойота' : 'Мазда',
  `Модель ${i}`,
  '',
  `${1990 + i}`,
  i % 5 === 0 ? LONG : 'с бортами',
]);

test('an empty column of a sheet moves no other one, though long texts run on behind the last', () => {
  expect(read([20, 50, 120, 220, 240, 300, 400], list)).toEqual({ rows: list, rejects: [] });
});

test('shaded rows, on which a sheet prints no lines, are rows like the others', () => {
  expect(read([20, 50, 120, 220, 240, 300, 560], list, [4, 9, 15, 16])).toEqual({ rows: list, rejects: [] });
});

test('a text whose words are drawn one by one runs on over the blank columns of a sheet', () => {
  expect(read([20, 50, 120, 220, 240, 300, 370, 420, 470, 560], list, [], true)).toEqual({ rows: list, rejects: [] });
});
