import { expect, test } from 'vitest';
import { isTotal } from '../../src/extract/text/totals.ts';

test.each([
  ['Всего по Toyota: 5', true],
  ['Итого: 57', true],
  ['ИТОГО', true],
  ['Всего позиций — 40', true],
  ['Subtotal 12', true],
  ['Grand total 57', true],
  ['Жалпы: 57', true],
  ['Totalstar 2015', false],
  ['12 Toyota Total', false],
  ['Всеволод', false],
  ['', false],
])('the row %j is a sum: %j', (text, expected) => {
  expect(isTotal(text)).toBe(expected);
});
