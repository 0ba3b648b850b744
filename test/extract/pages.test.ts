import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { unpack } from '../../src/extract/pdf/inflate.ts';
import { STREAM_BYTES_LIMIT } from '../../src/extract/pdf/limits.ts';
import { choosePages, parsePages } from '../../src/extract/pdf/pageRange.ts';
import { findDamage } from '../../src/extract/pdf/warnings.ts';

describe('a list of pages', () => {
  test.each([
    ['1', [1]],
    ['1-3,7,9-', [1, 2, 3, 7, 9, 10]],
    ['-2', [1, 2]],
    [' 3 - 4 , 3', [3, 4]],
    ['12', []],
    ['8-12', [8, 9, 10]],
  ])('%j names of ten pages %j', (text, pages) => {
    expect(choosePages(10, parsePages(text))).toEqual(pages);
  });

  test.each(['', '-', 'x', '0', '3-1', '1,,2', '1-2-3', '1;2', '٣'])('%j is none', (text) => {
    expect(parsePages(text)).toBeUndefined();
  });

  test('stops just beyond the limit, however many pages a file claims', () => {
    expect(choosePages(2_000_000_000, undefined, 100)).toHaveLength(101);
  });
});

describe('a compressed stream', () => {
  const text = Buffer.from('1 | Тойота | Камри 70 | 2018 '.repeat(200));
  const packed = deflateSync(text);

  test('unpacks without a fault', () => {
    expect(unpack(packed)).toEqual({ bytes: text });
  });

  test('that lacks only its checksum is whole: some producers leave it out', () => {
    expect(unpack(packed.subarray(0, packed.length - 4))).toEqual({ bytes: text });
  });

  test('with a wrong checksum unpacks, and its damage is told', () => {
    const wrong = Buffer.from(packed);
    wrong[wrong.length - 1]! ^= 1;
    expect(unpack(wrong)).toEqual({ bytes: text, fault: 'a compressed stream is damaged' });
  });

  test('cut in the middle has a fault', () => {
    expect(unpack(packed.subarray(0, packed.length / 2)).fault).toBe('a compressed stream is damaged');
  });

  test('with any bit flipped never passes for whole', () => {
    for (let bit = 16; bit < 8 * packed.length; bit++) {
      const rotten = Buffer.from(packed);
      rotten[bit >> 3]! ^= 1 << (bit & 7);
      const { bytes, fault } = unpack(rotten);
      if (fault === undefined) expect(Buffer.compare(bytes ?? Buffer.alloc(0), text)).toBe(0);
    }
  });

  test('that is a bomb is given up at the limit', () => {
    const bomb = deflateSync(Buffer.alloc(STREAM_BYTES_LIMIT + 1));
    expect(unpack(bomb)).toEqual({ bytes: new Uint8Array(), fault: 'a compressed stream unpacks to more than 128 MB' });
  });
});

describe("a warning of pdf.js's", () => {
  test.each([
    ['Invalid stream: "FormatError: Bad FCHECK in flate stream: 120, 255"', 'a compressed stream is damaged'],
    ['Filter "ASCIÉ85Decode" is not supported.', 'a stream is packed in a way that is not known'],
    ['Font "null" is not available.', 'a font is missing or damaged'],
    ['checkLastPage - invalid /Pages tree /Count: 39.', 'the list of its pages is damaged'],
    ['TT: undefined function: 32', undefined],
    ['Unsupported blend mode: Hue', undefined],
  ])('%s means %s', (warning, damage) => {
    expect(findDamage(warning)).toBe(damage);
  });
});
