import { describe, expect, test } from 'vitest';
import { isOneSlipAway } from '../../src/extract/text/mistyped.ts';
import { assignRoles } from '../../src/extract/text/roles.ts';

describe('isOneSlipAway', () => {
  test.each([
    ['примечание', 'примичание', true],
    ['комментарий', 'коментарий', true],
    ['описание', 'описанние', true],
    ['описание', 'опсиание', true],
    ['описание', 'описание', false],
    ['описание', 'опесанее', false],
    ['ab', 'abcd', false],
    ['', 'a', true],
  ])('%j and %j: %s', (word, other, expected) => {
    expect(isOneSlipAway(word, other)).toBe(expected);
    expect(isOneSlipAway(other, word)).toBe(expected);
  });
});

describe('the titles of a header', () => {
  test.each([
    ['примичание', 'description'],
    ['Коментарий', 'description'],
    ['год выпсука', 'year'],
    // Near to `Год`, but too short to tell.
    ['Гол', 'extra'],
    // Known as it is.
    ['Кузова', 'extra'],
    ['Размер', 'extra'],
  ])('%s is %s beside others', (title, role) => {
    const titles = ['№', 'Марка', 'Модель', title].map((text) => ({ title: text, lines: [text] }));
    expect(assignRoles(titles)).toEqual(['number', 'brand', 'model', role]);
  });

  test('a title in which a finger slipped never takes the place of one that is right', () => {
    const titles = ['Марка', 'Модель', 'Описаниеё', 'Описание'].map((text) => ({ title: text, lines: [text] }));
    expect(assignRoles(titles)).toEqual(['brand', 'model', 'extra', 'description']);
  });
});
