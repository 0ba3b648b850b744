import { describe, expect, it } from 'vitest';
import { parseYears, type Years } from '../../src/clean/attributes/years.ts';
import { foldText } from '../../src/clean/text/fold.ts';

type Read = Pick<Years, 'from' | 'to' | 'problem'>;
const read = (text: string, strict = false): Partial<Read> => {
  const { from, to, problem } = parseYears(foldText(text), { latestYear: 2027, strict });
  return { ...(from !== null && { from }), ...(to !== null && { to }), ...(problem !== '' && { problem }) };
};

describe('the year cell', () => {
  it.each([
    ['2018-2022', { from: 2018, to: 2022 }],
    ['2018 – 2022г', { from: 2018, to: 2022 }],
    ['2018/2022', { from: 2018, to: 2022 }],
    ['2018,2022', { from: 2018, to: 2022 }],
    ['2018..2022', { from: 2018, to: 2022 }],
    ['2018 2022', { from: 2018, to: 2022 }],
    ['2018>2022', { from: 2018, to: 2022 }],
    ['с 2018г по 2022 г.в.', { from: 2018, to: 2022 }],
    ['03-08', { from: 2003, to: 2008 }],
    ['2010-15', { from: 2010, to: 2015 }],
    ['97-02', { from: 1997, to: 2002 }],
    ['с 03 по 08', { from: 2003, to: 2008 }],
    ["'05-'10", { from: 2005, to: 2010 }],
    ['05', { from: 2005, to: 2005 }],
    ['2005-2008, 2010', { from: 2005, to: 2010 }],
    ['2009,2007', { from: 2007, to: 2009 }],
    ['03.2010-05.2015', { from: 2010, to: 2015 }],
    ['2О18', { from: 2018, to: 2018 }],
    ['20l5', { from: 2015, to: 2015 }],
    ['20102015', { from: 2010, to: 2015 }],
    ['с 2012', { from: 2012 }],
    ['после 2012г', { from: 2012 }],
    ['2012+', { from: 2012 }],
    ['2012-', { from: 2012 }],
    ['2012->', { from: 2012 }],
    ['2012→', { from: 2012 }],
    ['2012-…', { from: 2012 }],
    ['2012–н.в.', { from: 2012 }],
    ['2012 н/в', { from: 2012 }],
    ['2012-наст. время', { from: 2012 }],
    ['2012 и новее', { from: 2012 }],
    ['с. 2012', { from: 2012 }],
    ['2010-жылдан баштап', { from: 2010 }],
    ['2010-жылга чейин', { to: 2010 }],
    ['до 2006г', { to: 2006 }],
    ['по 2006', { to: 2006 }],
    ['-2006', { to: 2006 }],
    ['2000г', { from: 2000, to: 2000 }],
    ['-', {}],
    ['все года', {}],
    ['б/г', {}],
    ['2022-2018', { from: 2018, to: 2022, problem: 'swapped' }],
    ['1007', { problem: 'impossible' }],
    ['20155', { problem: 'impossible' }],
    ['201', { problem: 'impossible' }],
    ['2050', { problem: 'impossible' }],
    ['2010 2.4', { from: 2010, to: 2010 }],
  ])('%j', (text, expected) => {
    const { problem } = expected as Partial<Read>;
    const want = problem === 'impossible' ? { problem } : expected;
    expect(read(text)).toEqual(want);
  });
});

describe('years in another cell', () => {
  it.each([
    ['Camry 2010-2015', { from: 2010, to: 2015 }],
    ['Rio 2012 года', { from: 2012, to: 2012 }],
    ['Rio 05г', { from: 2005, to: 2005 }],
    ['Camry 2010-15', { from: 2010, to: 2015 }],
    ['Vectra с 99', { from: 1999 }],
    ['Kadett до 91г', { to: 1991 }],
    ['с 13 мест', {}],
    ['скидка от 15%', {}],
    ['звонить до 18:00', {}],
    ['Camry 30', {}],
    ['Camry 40-45', {}],
    ['BMW 8163', {}],
  ])('%j', (text, expected) => {
    expect(read(text, true)).toEqual(expected);
  });
});
