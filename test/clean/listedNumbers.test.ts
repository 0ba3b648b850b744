import { describe, expect, it } from 'vitest';
import { readRow } from '../../src/clean/outcome/repairs.ts';
import { ownIndex } from '../support/catalog.ts';

/** The cells, parted by `|` → decision, models and generation. */
function read(printed: string): string {
  const [brand = '', model = '', year = '', description = ''] = printed.split('|').map((cell) => cell.trim());
  const { decision, vehicles } = readRow(ownIndex(), { brand, model, year, description }, { latestYear: 2027 });
  const named = vehicles.map((one) => [one.model, one.generation].filter(Boolean).join(' '));
  return [decision, named.join(' and ')].filter(Boolean).join(' ');
}

describe('a number that a sign parts from a name is a vehicle of its own', () => {
  it.each([
    ['Ауди | 100/А6 С4', 'accept 100 C4 and A6 C4'],
    ['Ауди | 100+А6', 'accept 100 and A6'],
    ['Ауди | А6, 100', 'accept A6 and 100'],
    ['Ауди | 80/А4', 'accept 80 and A4'],
    ['Мазда | 626/Капелла', 'accept 626 and Capella'],
    ['Мазда | 626 и Кронос', 'accept 626 and Cronos'],
    ['Мазда | Фамилия/323', 'accept Familia and 323'],
    ['Мазда | 3/Аксела', 'accept 3 and Axela'],
    ['Вольво | 850/S70', 'accept 850 and S70'],
    ['ВАЗ | 2110/Приора', 'accept 2110 and Priora'],
    ['ВАЗ | 2109, Калина', 'accept 2109 and Kalina'],
    ['Пежо | 307/308, Партнер', 'accept 307 and 308 and Partner'],
    ['Рено | 19/Меган', 'accept 19 and Megane'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a number that means something beside the name is none', () => {
  it.each([
    ['Тойота | Камри 40/50', 'accept Camry XV40|XV50'],
    ['Тойота | Камри, 40', 'accept Camry XV40'],
    ['Тойота | Прадо 120/150', 'accept Land Cruiser Prado J120|J150'],
    ['Лексус | LX 470/570', 'accept LX'],
    ['Audi | A6 2.0/2.4', 'accept A6'],
    ['Audi | A6 1997/80', 'accept A6'],
    ['Мерс | C180/200', 'accept C-Class'],
    ['Мерс | 124/E-Class', 'accept E-Class W124'],
    ['Рено | Логан/19', 'accept Logan'],
    ['Рено | Логан (19)', 'accept Logan'],
    ['Пежо | Партнер, 2008', 'accept Partner'],
    ['УАЗ | Патриот 3163/3160', 'accept Patriot 3163'],
    ['ВАЗ | 2121/Нива', 'accept Niva Legend 2121'],
    ['Мазда | 626 или Капелла', 'review'],
    ['Мазда | Капелла 626', 'accept Capella'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a number tells the model or its generation wherever it stands', () => {
  it.each([
    ['Марк | 2 100', 'accept Mark II X100'],
    ['Марк | 2', 'accept Mark II'],
    ['МБ | 140 | 1995 | лонг', 'accept S-Class W140'],
    ['МБ | 200 | 1998', 'review'],
    ['Ваз | 2131 Нива', 'accept Niva Legend 2131'],
    ['Ваз | Нива 21214', 'accept Niva Legend 21214'],
    ['Чанъань | Уни Ти', 'accept UNI-T'],
    ['Чанъань | Уни', 'review'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a maker glued to his model is read with the code beside it', () => {
  it.each([
    ['НиссанПримера | Р12', 'accept Primera P12'],
    ['ХондаТорнео | CF4', 'accept Torneo CF4'],
    ['ШевролеКруз | J300', 'accept Cruze J300'],
    ['Неизвестно | Р12', 'review'],
    ['Хонда | V6', 'review'],
    ['Тойота | Кабриола', 'review'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});
