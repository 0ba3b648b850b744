import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseItem, parseMarker } from '../../src/extract/plain/textItem.ts';
import { readBrandKeys } from '../../src/extract/readBrands.ts';
import { findYears } from '../../src/extract/text/textYears.ts';

const brands = await readBrandKeys(join(import.meta.dirname, '..', '..', 'data', 'catalog', 'brands.csv'));

describe('what a line of a list begins with', () => {
  test.each([
    ['1. Camry', 'number', '1', 'Camry'],
    ['12) Camry', 'number', '12', 'Camry'],
    ['(3) Camry', 'number', '3', 'Camry'],
    ['№ 4 Camry', 'number', '4', 'Camry'],
    ['№5. Camry', 'number', '5', 'Camry'],
    ['6.Camry', 'number', '6', 'Camry'],
    ['• Camry', 'bullet', '', 'Camry'],
    ['– Camry', 'bullet', '', 'Camry'],
    ['-Camry', 'bullet', '', 'Camry'],
    ['-212', 'none', '', '-212'],
    ['10.04.2024 г.', 'none', '', '10.04.2024 г.'],
    ['2.5 Camry', 'none', '', '2.5 Camry'],
    ['2107', 'none', '', '2107'],
    ['100 1991', 'none', '', '100 1991'],
  ])('%s', (text, kind, number, rest) => {
    expect(parseMarker(text)).toEqual({ kind, number, rest });
  });

  test('a number without a sign counts where the list says so', () => {
    expect(parseMarker('7 Toyota Camry', true)).toEqual({ kind: 'number', number: '7', rest: 'Toyota Camry' });
  });
});

describe('an item that may begin with its brand', () => {
  test.each([
    ['Toyota Camry 40 2006', 'Toyota', 'Camry 40', '2006', ''],
    ['Ленд Ровер Вог, 2013+', 'Ленд Ровер', 'Вог', '2013+', ''],
    ['Мерседес-Бенц W124 до 1995г', 'Мерседес-Бенц', 'W124', 'до 1995г', ''],
    ['Toyota: Camry 40 с 2012 г. по 2015 г. левый руль', 'Toyota', 'Camry 40', 'с 2012 г. по 2015 г.', 'левый руль'],
    ['Toyota - Camry - 2006 - с бортами', 'Toyota', 'Camry', '2006', 'с бортами'],
    ['ВАЗ (Lada) 2107 95-02', 'ВАЗ (Lada)', '2107', '95-02', ''],
    ['VW/Volkswagen Golf 4', 'VW/Volkswagen', 'Golf 4', '', ''],
    ['Peugeot 2008', 'Peugeot', '2008', '', ''],
    ['Peugeot 2008 2015-2018, левый руль', 'Peugeot', '2008', '2015-2018', 'левый руль'],
    ['BMW 5 Е60-65 2014', 'BMW', '5 Е60-65', '2014', ''],
    ['Mazda 6 GG, 2.0, 2012 г.в.', 'Mazda', '6 GG', '2012 г.в.', '2.0'],
    ['LI AUTO L7 2022-н.в.', 'LI AUTO', 'L7', '2022-н.в.', ''],
    ['Toyota', 'Toyota', '', '', ''],
    ['Нива 2012', '', 'Нива', '2012', ''],
    // A country's code is no brand.
    ['ES 250 2014', '', 'ES 250', '2014', ''],
  ])('%s', (text, brand, model, year, description) => {
    expect(parseItem(text, brands)).toEqual({ brand, model, year, description });
  });
});

describe('an item below its brand', () => {
  test.each([
    ['Camry 50 2012-2014, с бортами', 'Camry 50', '2012-2014', 'с бортами'],
    ['Camry 40 (2006-2011)', 'Camry 40', '2006-2011', ''],
    ['Camry 40 (2006-2011, левый руль)', 'Camry 40', '2006-2011', 'левый руль'],
    ['Camry (XV40, рестайлинг) 2006', 'Camry (XV40, рестайлинг)', '2006', ''],
    ['Camry, с бортами, 2012-2014', 'Camry', '2012-2014', 'с бортами'],
    ['LC 100, только перед', 'LC 100', '', 'только перед'],
    ['Camry 55 - с бортами', 'Camry 55', '', 'с бортами'],
    ['H-1 2007, 5 мест, багаж', 'H-1', '2007', '5 мест, багаж'],
    ['Geometry C 2009', 'Geometry C', '2009', ''],
    ['Geometry C с 2008 г., полный салон', 'Geometry C', 'с 2008 г.', 'полный салон'],
    ['КАМРИ 40 С 2006', 'КАМРИ 40', 'С 2006', ''],
    ['Камри 30-40, с бортами', 'Камри 30-40', '', 'с бортами'],
    ['Vito, подходит на 2012-2016 и 2018-2022', 'Vito', '', 'подходит на 2012-2016 и 2018-2022'],
    ['Спринтер 10-12 мест', 'Спринтер 10-12 мест', '', ''],
    ['Camry 40 2006;', 'Camry 40', '2006', ''],
    ['Camry 2.4 1,6 л', 'Camry 2.4 1,6 л', '', ''],
    ['Camry 50 2012 года выпуска — 2400 сом', 'Camry 50', '2012 года выпуска', '2400 сом'],
  ])('%s', (text, model, year, description) => {
    expect(parseItem(text)).toEqual({ brand: '', model, year, description });
  });
});

test.each([
  '2006',
  '2012-2014',
  '2012–14',
  '1995 г.в.',
  'с 2012 г.',
  'от 2006 и выше',
  'до 2006г',
  '08-',
  '92-95',
  "'05",
  '05г',
  'с 99',
  '2013+',
  '2018-',
  '2012 - н.в.',
  '2012-2016, 2018-2022',
  '2012-жылдан',
  'from 2012',
  '2012-present',
])('%s is a year, whole', (year) => {
  const text = `Camry ${year}`;
  expect(findYears(text).map(({ start, end }) => text.slice(start, end))).toEqual([year]);
});
