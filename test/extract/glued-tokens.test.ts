import { describe, expect, test } from 'vitest';
import { partTokens, partTokensOfFile, tellsOfGlue } from '../../src/extract/pdf/gluedTokens.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const part = (text: string): string => textOf(partTokens(Buffer.from(text, 'latin1')));

describe('parts of a drawing that are written together', () => {
  test.each([
    ['[<01>12-267<02>] TJ ET ', '[<01>  -255<02>] TJ ET \n'],
    ['[(a)-3-267(b)5-7] TJ ', '[(a)  -270(b) -2] TJ \n'],
    ['[(a).5-1.5(b)] TJ ', '[(a)    -1(b)] TJ \n'],
    ['[(2009-2010) 5 (b)] TJ ', '[(2009-2010) 5 (b)] TJ \n'],
    ['1 0 0 1 20 30 cm Q', '1 0 0 1 20 30 cm Q\n'],
  ])('%j is read as %j', (drawn, parted) => expect(part(drawn)).toBe(parted));

  test.each(['\u0000\u0001 Q TJ ', 'begincmap 1 beginbfchar <01> <0041> endbfchar', ''])(
    '%j is no drawing',
    (other) => {
      expect(part(other)).toBe(other);
    },
  );

  test('are parted in a file without moving anything', () => {
    const stream = (length: number, content: string, after: string): string =>
      `1 0 obj <</Length ${length}>>\nstream\n${content}${after}endstream endobj `;
    const content = '[<01>12-267<02>] TJ ET q';
    const packed = `2 0 obj <</Length 5 /Filter/FlateDecode>>stream\n12345\nendstream endobj `;
    const file = `%PDF-1.7 ${stream(24, content, '\n')}${packed}${stream(24, content, '')}`;
    const parted = textOf(partTokensOfFile(Buffer.from(file, 'latin1')));
    const sum = content.replace('12-267', '  -255');
    expect(parted).toBe(`%PDF-1.7 ${stream(25, sum, '\n')}${packed}${stream(24, sum, '')}`);
    expect(parted).toHaveLength(file.length);
  });

  test.each([
    ['Badly formatted number: minus sign in the middle', true],
    ['Skipping command Tm: expected 6 args, but received 5 args.', true],
    ['Unknown command "Qq".', true],
    ['TT: undefined function: 32', false],
  ])('%j tells of them: %s', (warning, tells) => expect(tellsOfGlue(warning)).toBe(tells));
});
