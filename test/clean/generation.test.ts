import { describe, expect, it } from 'vitest';
import { readRow } from '../../src/clean/outcome/repairs.ts';
import { ownIndex } from '../support/catalog.ts';

/** The cells, parted by `|` → model, generation and years: `Astra G 2003-2003`. */
function read(printed: string): string {
  const [brand = '', model = '', year = '', description = ''] = printed.split('|').map((cell) => cell.trim());
  const { decision, vehicles } = readRow(ownIndex(), { brand, model, year, description }, { latestYear: 2027 });
  const [first] = vehicles;
  const years = [first?.yearFrom, first?.yearTo].some(Boolean) ? `${first?.yearFrom ?? ''}-${first?.yearTo ?? ''}` : '';
  return [decision, first?.model, first?.generation, years].filter(Boolean).join(' ');
}

describe('words of the year are no letters of a generation', () => {
  it.each([
    ['Opel | Mokka | 2012 - 2016 г.в. |', 'accept Mokka 2012-2016'],
    ['Opel | Корса | с 2006 г. | х/б', 'accept Corsa 2006-'],
    ['Opel | Вектра с 99 | |', 'accept Vectra 1999-'],
    ['Opel | Вектра | 2000 г в | левый', 'accept Vectra 2000-2000'],
    ['Опель | Мерива | | до 08, левый', 'accept Meriva -2008'],
    ['Опель | Омега Б | с 1994 г. по 2003 г.в. |', 'accept Omega B 1994-2003'],
    ['Opel | Corsa | C 2003 |', 'accept Corsa C 2003-2003'],
    ['Opel | Вектра | В 1998 |', 'accept Vectra B 1998-1998'],
    ['Ford | Транзит | | с 14 мест', 'accept Transit'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('two digits of the year cell are the year in which the model was built, else its platform', () => {
  it.each([
    ['Toyota | Chaser | 93 | п/р', 'accept Chaser 1993-1993'],
    ['Toyota | Чайзер | 92-96 |', 'accept Chaser 1992-1996'],
    ['Toyota | Марк 2 90 | 96 |', 'accept Mark II X90 1996-1996'],
    ['Toyota | Марк 2 | 100 |', 'accept Mark II X100'],
    ['Toyota | Камри | 40-45 |', 'accept Camry XV40'],
    ['Toyota | Камри | 91 |', 'accept Camry 1991-1991'],
    ['Toyota | Ленд Крузер | 80 |', 'accept Land Cruiser J80'],
    ['Toyota | Прадо | 97-02 |', 'accept Land Cruiser Prado 1997-2002'],
    ['BMW | 5 серия | 39 |', 'accept 5 Series E39'],
    ['Lexus | RX | 03-09 |', 'accept RX 2003-2009'],
    ['40 | Камри | 2010 |', 'accept Camry XV40 2010-2010'],
    ['7 | Стрим | 2002 |', 'accept Stream 2002-2002'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('what is counted is no generation', () => {
  it.each([
    ['Mitsubishi | Паджеро 2 | 1995 | 3-х дверный', 'accept Pajero II 1995-1995'],
    ['Mitsubishi | Паджеро | 1995 | 3-х дверный', 'accept Pajero 1995-1995'],
    ['Opel | Астра | 2001 | 5-дв', 'accept Astra 2001-2001'],
    ['Suzuki | Гранд Витара | 2008 | 5 дверей', 'accept Grand Vitara 2008-2008'],
    ['Kia | Рио | 2012 | 4 AT', 'accept Rio 2012-2012'],
    ['Daewoo | Нексия | 2008 | 2 шт', 'accept Nexia 2008-2008'],
    ['Ford | Фокус | 2008 | 2, левый', 'accept Focus II 2008-2008'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('codes of letters count in the description, too', () => {
  it.each([
    ['Hyundai | Sonata | 2006 | NF', 'accept Sonata NF 2006-2006'],
    ['Hyundai | Санта Фе | 2008 | CM левый', 'accept Santa Fe CM 2008-2008'],
    ['Hyundai | Соната | 2008 | НФ', 'accept Sonata NF 2008-2008'],
    ['Mazda | 3 | 2010 | BL хэтч', 'accept 3 BL 2010-2010'],
    ['Opel | Астра | 2006 | H', 'accept Astra H 2006-2006'],
    ['Hyundai | Санта Фе | 2008 | длина 120 СМ', 'accept Santa Fe 2008-2008'],
    ['Honda | Цивик | 2022 | рест FL', 'accept Civic 2022-2022'],
    ['Opel | Вектра | 2000 | В наличии', 'accept Vectra 2000-2000'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a body number names the model beside its maker', () => {
  it.each([
    ['Mercedes | 210 кузов | 1998 |', 'accept E-Class W210 1998-1998'],
    ['Мерседес | кузов 140 | 1995 |', 'accept S-Class W140 1995-1995'],
    ['Mercedes | в 210 кузове | 1998 |', 'accept E-Class W210 1998-1998'],
    ['Мерседес | 220 кузов | 1999 |', 'accept S-Class W220 1999-1999'],
    ['Мерседес | кузов 210/211 | 2003 |', 'accept E-Class W210|W211 2003-2003'],
    ['Мазда | 3 кузов BK | 2004 |', 'accept 3 BK 2004-2004'],
    ['Мерседес | кузов 639 | 2008 |', 'review 2008-2008'],
    ['Мерседес | 500 кузов | 1998 |', 'review 1998-1998'],
    ['Toyota | 120 кузов | 2005 |', 'review 2005-2005'],
    ['- | 210 кузов | 1998 |', 'review 1998-1998'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('letters printed once are said for both numbers', () => {
  it.each([
    ['Audi | А6 С4-5', 'accept A6 C4|C5'],
    ['VW | Т4/5', 'accept Transporter T4|T5'],
    ['Audi | 80 Б3/4', 'accept 80 B3|B4'],
    ['Nissan | Икстрейл Т31, 5 дв', 'accept X-Trail T31'],
    ['BMW | Е60/65', 'review E60'],
    ['Mercedes | E, S класс', 'review'],
    ['Mazda | CX-5, 5 мест', 'accept CX-5'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});
