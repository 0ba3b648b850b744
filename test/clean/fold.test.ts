import { describe, expect, it } from 'vitest';
import { cleanCell, foldText, nameKey, spellCode, unmixScripts } from '../../src/clean/text/fold.ts';
import { measureSteps, soundKey } from '../../src/clean/text/phonetic.ts';
import { parseRoman, renderRoman } from '../../src/clean/text/roman.ts';

describe('one written form', () => {
  it.each([
    ['ЁЛКА', 'елка'],
    ['Citroën', 'citroen'],
    ['Йети', 'йети'],
    ['2010–2015', '2010-2015'],
    ['«Нива»', '"нива"'],
    ['Үч өң', 'уч он'],
  ])('folds %j to %j', (text, expected) => {
    expect(foldText(text)).toBe(expected);
  });

  it.each([
    [['Land Cruiser', 'LAND-CRUISER', 'land.cruiser'], 'landcruiser'],
    [['Х5', 'X5', 'х-5'], 'x5'],
    [["Cee'd", 'CEED'], 'ceed'],
    [['Qashqai+2', 'QASHQAI +2'], 'qashqai+2'],
  ])('gives %j one key', (names, key) => {
    expect(names.map(nameKey)).toEqual(names.map(() => key));
  });

  it.each([
    ['лeвый', 'левый'],
    ['саmry', 'camry'],
    ['б0рт', 'борт'],
  ])('reads the mixed word %j as %j', (text, expected) => {
    expect(unmixScripts(text)).toBe(expected);
  });

  it('takes invisible characters and line ends for what they are', () => {
    expect(cleanCell('  Cam\u00ADry\u200B\n 40 ')).toBe('Camry 40');
  });
});

describe('a code typed in Cyrillic', () => {
  it.each([
    ['РВР', 'rvr'],
    ['Е39', 'e39'],
    ['СГ5', 'sg5'],
    ['НЗЕ121', 'nze121'],
    ['Ц4', 'c4'],
  ])('%s may be %s', (text, expected) => {
    expect(spellCode(text)).toContain(expected);
  });

  it.each(['Camry', 'экскурсионныйавтобус'])('%s is none', (text) => {
    expect(spellCode(text)).toEqual([]);
  });
});

describe('the sound of a name', () => {
  it.each([
    ['Камри', 'Camry'],
    ['Тиггуан', 'Tiguan'],
    ['Джазз', 'Jaz'],
    ['Октавия', 'Oktaviya'],
  ])('%s sounds like %s', (one, other) => {
    expect(soundKey(one)).toBe(soundKey(other));
  });

  it.each([
    ['karola', 'korola', 1],
    ['tiida', 'tiida', 0],
    ['fokus', 'fokys', 1],
    ['camry', 'carmy', 1],
    ['2107', '2108', 1],
  ])('from %s to %s it is %d step at most', (from, to, steps) => {
    expect(measureSteps(from, to, 3)).toBeLessThanOrEqual(steps);
    expect(measureSteps(from, to, 3)).toBe(measureSteps(to, from, 3));
  });
});

describe('ordinals', () => {
  it.each([
    [1, 'I'],
    [4, 'IV'],
    [9, 'IX'],
    [16, 'XVI'],
  ])('%d is %s and back', (number, numeral) => {
    expect(renderRoman(number)).toBe(numeral);
    expect(parseRoman(numeral.toLowerCase())).toBe(number);
  });

  it('knows no numeral in a word', () => {
    expect(parseRoman('vix')).toBe(0);
    expect(parseRoman('')).toBe(0);
  });
});
