import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectDialect, guardFormula, unguardFormula } from '../../src/csv/dialect.ts';

describe('formula guards', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['-', "'-"],
    ['@home', "'@home"],
    ['\tx', "'\tx"],
    ["'=a", "''=a"],
    ['-5', '-5'],
    ['+3,5', '+3,5'],
    ["'72", "'72"],
    ['2018-2022', '2018-2022'],
    ['', ''],
  ])('%j is written as %j and read back', (cell, written) => {
    expect(guardFormula(cell)).toBe(written);
    expect(unguardFormula(written)).toBe(cell);
  });

  it('come off exactly, whatever the cell', () => {
    const cell = fc.stringMatching(/^[-=+@'\t\r0-9a,.]{0,6}$/);
    fc.assert(fc.property(fc.oneof(cell, fc.string()), (text) => unguardFormula(guardFormula(text)) === text));
  });
});

describe('detectDialect', () => {
  it.each([
    ['a,b\n1,2\n', { delimiter: ',', guarded: false, skip: 0 }],
    ['\uFEFFa;b\r\n', { delimiter: ';', guarded: true, skip: 1 }],
    ['\uFEFFa,b\r\n', { delimiter: ',', guarded: true, skip: 1 }],
    ['a;b\n', { delimiter: ';', guarded: true, skip: 0 }],
    ['\uFEFFsep=;\r\na;b\r\n', { delimiter: ';', guarded: true, skip: 8 }],
    ['', { delimiter: ',', guarded: false, skip: 0 }],
  ])('reads %j', (head, { delimiter, guarded, skip }) => {
    const found = detectDialect(head);
    expect([found.dialect.delimiter, found.dialect.guarded, found.skip]).toEqual([delimiter, guarded, skip]);
  });
});
