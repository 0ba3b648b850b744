import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadQuote, createTokenizer } from '../../src/csv/tokens.ts';

const tokenize = (text: string, delimiter = ',', chunkChars = text.length || 1): string[][] => {
  const push = createTokenizer(delimiter, 0);
  const records: string[][] = [];
  for (let at = 0; at < text.length; at += chunkChars) {
    for (const { cells } of push(text.slice(at, at + chunkChars), false)) records.push(cells);
  }
  for (const { cells } of push('', true)) records.push(cells);
  return records;
};

describe('CSV text', () => {
  it.each<[string, string[][]]>([
    ['', []],
    ['a,b\n', [['a', 'b']]],
    ['a,b', [['a', 'b']]],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [',\n', [['', '']]],
    ['a\n\n\r\nb\n', [['a'], ['b']]],
    ['"a,b",c\n', [['a,b', 'c']]],
    ['"a""b",""\n', [['a"b', '']]],
    [
      '"a\nb",c\r\nd,"e\r\n"\r\n',
      [
        ['a\nb', 'c'],
        ['d', 'e\r\n'],
      ],
    ],
    ['a,"b"', [['a', 'b']]],
    ['a,"b"\r\n', [['a', 'b']]],
    ['"",a,\n', [['', 'a', '']]],
  ])('%j is %j, however it arrives', (text, records) => {
    for (const chunkChars of [1, 2, 3, 100]) expect(tokenize(text, ',', chunkChars)).toEqual(records);
  });

  it.each(['a"b,c\n', '"a"b,c\n', '"a\nb,c\n'])('%j has a quote where none may be', (text) => {
    expect(() => tokenize(text)).toThrow(BadQuote);
  });

  it('names the line on which a record ends', () => {
    const push = createTokenizer(',', 0);
    expect([...push('a\n"b\nc"\n\nd\n', true)].map(({ line }) => line)).toEqual([1, 3, 5]);
  });

  it('is read as csv-parse reads it, in any chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ж', ' ', ',', ';', '"', '\n', '\r\n', "'", '=') });
    const quote = (text: string) => (/[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom(',', ';'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 20 }),
        (rows, delimiter, lineEnd, chunkChars) => {
          const text = rows.map((row) => row.map(quote).join(delimiter) + lineEnd).join('');
          expect(tokenize(text, delimiter, chunkChars)).toEqual(rows);
          expect(tokenize(text, delimiter, chunkChars)).toEqual(
            parse(text, { delimiter, record_delimiter: lineEnd, relax_column_count: true }),
          );
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
