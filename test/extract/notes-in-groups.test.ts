import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const TITLES = ['Марка', '№', 'Модель', 'Год', 'Описание'];
const LEFTS = [50, 130, 160, 290, 350];
const PITCH = 16;
const NOTE = '* под заказ, срок изготовления 3-5 дней, уточняйте по телефону';

/** A list in which each brand is printed once in the middle of its rows, without edges; a note stands below some row. */
function draw(groups: readonly (readonly [string, number])[], noteBelow: number, noteLeft: number) {
  const texts: DrawnText[] = drawRows([TITLES], LEFTS, { top: 50, bold: true });
  let top = 70;
  let number = 0;
  for (const [brand, count] of groups) {
    const from = top;
    for (let i = 0; i < count; i++) {
      number++;
      texts.push(...drawRows([['', `${number}`, `Модель ${number}`, `${2000 + number}`, 'с бортами']], LEFTS, { top }));
      top += PITCH;
      if (number !== noteBelow) continue;
      texts.push(...drawRows([[NOTE]], [noteLeft], { top }));
      top += PITCH;
    }
    texts.push(...drawRows([[brand]], LEFTS, { top: (from + top - PITCH) / 2 }));
  }
  return drawPage(texts);
}

const GROUPS = [
  ['Чери', 3],
  ['Тойота', 5],
  ['Ниссан', 4],
] as const;

describe('a note among the rows of a merged brand without edges', () => {
  test.each([
    ['in the first group', 2, 130],
    ['in the second group', 5, 130],
    ['before the last row of a group', 7, 130],
    ['that begins further right', 6, 160],
  ])('is no part of the brand, and parts no group: %s', (_, noteBelow, left) => {
    const reader = new DocumentReader('list.pdf');
    reader.read(draw(GROUPS, noteBelow, left));
    const { rows, rejects } = reader.finish();
    expect(rows.map(({ brand }) => brand)).toEqual(GROUPS.flatMap(([brand, count]) => Array(count).fill(brand)));
    expect(rejects.map(({ reason, text }) => [reason, text])).toEqual([['note', NOTE]]);
  });
});
