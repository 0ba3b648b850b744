import { describe, expect, test } from 'vitest';
import { decodeMojibake, isMojibake } from '../../src/extract/page/mojibake.ts';
import { createLedger } from '../../src/extract/rows/ledger.ts';
import { brandOfHeading, looksLikeHeading, PAGE_NUMBER } from '../../src/extract/text/heading.ts';
import { assignRoles, findRole } from '../../src/extract/text/roles.ts';
import { foldText, joinLines } from '../../src/extract/text/text.ts';

const titles = (...texts: string[]) => texts.map((title) => ({ title, lines: [title] }));

describe('header words', () => {
  test.each([
    ['№ п/п', 'number'],
    ['ID', 'number'],
    ['МАРКА', 'brand'],
    ['Бренд', 'brand'],
    ['Маркасы', 'brand'],
    ['Модель', 'model'],
    ['Г. в.', 'year'],
    ['Выпуск', 'year'],
    ['Жылы', 'year'],
    ['Примечание', 'description'],
    ['Сүрөттөмө', 'description'],
    ['Доп. сведения', 'description'],
    ['Прочее', 'description'],
    ['Маалымат', 'description'],
    ['Номенклатура', 'vehicle'],
    ['Марка/модель', 'vehicle'],
    ['Цена', 'extra'],
    ['Должность', undefined],
  ])('%s heads %s', (title, role) => expect(findRole(title)).toBe(role));

  test.each([
    [titles('№', 'Марка', 'Модель', 'Год', 'Описание'), ['number', 'brand', 'model', 'year', 'description']],
    [titles('Бренд', 'Автомобиль', 'Г.в.'), ['brand', 'model', 'year']],
    [titles('Автомобиль', 'Модель'), ['brand', 'model']],
    [titles('Марка/модель', 'Год', 'Цена'), ['model', 'year', 'extra']],
    [titles('Модель', 'Комментарий', 'Описание'), ['model', 'extra', 'description']],
    [
      [{ title: 'Марка Brand', lines: ['Марка', 'Brand'] }, ...titles('Модель')],
      ['brand', 'model'],
    ],
  ])('%j are columns of %j', (printed, roles) => expect(assignRoles(printed)).toEqual(roles));
});

describe('lines of a cell', () => {
  test.each([
    [['без бортов', 'левый руль'], 'без бортов левый руль'],
    [['2018-', '2022'], '2018-2022'],
    [['срок 2-', '3 дня'], 'срок 2-3 дня'],
    [['-', 'левый руль'], '- левый руль'],
    [['полнораз\u00ad', 'мерный'], 'полноразмерный'],
    [['полнораз\u2010', 'мерный'], 'полноразмерный'],
    [['левый/', 'правый'], 'левый/правый'],
    [['1995-1', '999'], '1995-1999'],
    [['2012-16', '3 ряда'], '2012-16 3 ряда'],
  ])('%j are %j', (lines, text) => expect(joinLines(lines)).toBe(text));

  test.each([
    ['pro\ufb01le', 'profile'],
    ['и\u0306', 'й'],
    ['a\u00a0b', 'a b'],
    ['\u200fКамри\u200e', 'Камри'],
    ['по\u200dко\u200cление', 'поколение'],
    ['\u06cc\u200c\u06a9', '\u06cc\u200c\u06a9'],
  ])('%j means %j', (drawn, text) => expect(foldText(drawn)).toBe(text));
});

describe('headings', () => {
  test.each([
    ['Toyota', true],
    ['Land Rover', true],
    ['Внимание: цены действительны до конца месяца включительно', false],
    ['Уточняйте у менеджера.', false],
    ['12', false],
    ['стр. 3 из 9', false],
  ])('%s could be one: %s', (text, is) => expect(looksLikeHeading(text)).toBe(is));

  test.each([
    ['Марка: Toyota', 'Toyota'],
    ['Toyota (продолжение)', 'Toyota'],
    ['Ли Авто', 'Ли Авто'],
  ])('%s names %s', (text, brand) => expect(brandOfHeading(text)).toBe(brand));
});

test.each(['3', '- 3 -', '3/5', 'Стр. 1 из 3', 'Page 2 of 9', '2-бет'])('%s is a page number', (text) =>
  expect(text).toMatch(PAGE_NUMBER),
);
test.each(['5 серия', 'с 2019'])('%s is none', (text) => expect(text).not.toMatch(PAGE_NUMBER));

describe('text of a wrong code page', () => {
  test('is read back', () => expect(decodeMojibake('Ìàðêà ¹1')).toBe('Марка №1'));

  test.each([
    [['Ìàðêà', 'Ìîäåëü', 'Ãîä', 'Îïèñàíèå', 'Òîéîòà', 'Êàìðè'], true],
    [['Citroën', 'Škoda', 'Coupé', 'Kombi', 'élan', 'Château'], false],
    [['Ìàðêà', 'Toyota'], false],
  ])('%j is such text: %s', (texts, is) => expect(isMojibake(texts)).toBe(is));
});

describe('the ledger', () => {
  test('gives the sums where they balance', () => {
    const ledger = createLedger('list.pdf');
    ledger.drawn(6);
    ledger.cell(3);
    ledger.rejected(1);
    ledger.furniture('title', 2);
    expect(ledger.close()).toEqual({ text: { pieces: 6, cells: 3, rejected: 1, furniture: 2 }, kinds: { title: 2 } });
  });

  test('throws where a piece is lost', () => {
    const ledger = createLedger('list.pdf');
    ledger.drawn(2);
    ledger.cell(1);
    expect(() => ledger.close()).toThrow(/doesn't balance: 2 pieces, but 1 in cells/);
  });
});
