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

describe('a generation between its words leaves a name whole', () => {
  it.each([
    ['VW | Гольф 6 плюс', 'accept Golf Plus VI'],
    ['VW | Golf V Plus', 'accept Golf Plus V'],
    ['VW | Гольф5плюс', 'accept Golf Plus V'],
    ['VW | Гольф 6 поколение плюс', 'accept Golf Plus VI'],
    ['VW | Гольф 1.6 плюс', 'accept Golf Plus'],
    ['VW | Пассат Б6 СС', 'accept Passat CC B6'],
    ['Mitsubishi | Паджеро 2 Спорт', 'accept Pajero Sport II'],
    ['Mitsubishi | Паджеро 2 | | спорт', 'accept Pajero Sport II'],
    ['Mitsubishi | Лансер 9 Эво', 'accept Lancer Evolution IX'],
    ['Land Rover | Рендж Ровер 2 Спорт', 'accept Range Rover Sport II'],
    ['Nissan | Альмера N15 тино', 'accept Almera Tino N15'],
    ['Toyota | Авенсис 2 версо', 'accept Avensis Verso II'],
    ['Toyota | Приус 40 альфа', 'accept Prius Alpha XW40'],
    ['Toyota | Прадо Ленд крузер 120', 'accept Land Cruiser Prado J120'],
    ['Honda | Цивик 6 ферио', 'accept Civic Ferio VI'],
    ['ГАЗ | Газель 3302 некст', 'accept GAZelle Next 3302'],
    ['Suzuki | Гранд 2 Витара', 'accept Grand Vitara II'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('the words of a name may be turned round', () => {
  it.each([
    ['Hyundai | Старекс Гранд', 'accept Grand Starex'],
    ['Toyota | Верса королла', 'accept Corolla Verso'],
    ['Toyota | Крузер Ленд 200', 'accept Land Cruiser J200'],
    ['Ford | Коннект Транзит', 'accept Transit Connect'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a number of the name, a trim and a second vehicle make no longer name', () => {
  it.each([
    ['Toyota | Марк 2 Х100', 'accept Mark II X100'],
    ['Toyota | Королла 2', 'accept Corolla II'],
    ['VW | Пассат 6 Вариант', 'accept Passat VI'],
    ['VW | Гольф 4 | 2000 | плюс багажник', 'accept Golf IV'],
    ['Kia | Соренто 2 прайм', 'accept Sorento II'],
    ['Chery | Тигго 7 про', 'accept Tiggo 7 Pro'],
    ['Chery | Тигго 5 про', 'review'],
    ['Changan | CS 36 плюс', 'review'],
    ['Toyota | Виста Камри', 'review'],
    ['Mitsubishi | Pajero Sport (Montero Sport)', 'accept Pajero Sport and Montero Sport'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});

describe('a number whose zeros a spreadsheet dropped is the name that it was', () => {
  it.each([
    ['Zeekr | 1', 'accept 001'],
    ['Зикр | 7', 'accept 007'],
    ['Zeekr | 9', 'accept 009'],
    ['Zeekr | 7X', 'accept 7X'],
    ['Zeekr | 9х', 'accept 9X'],
    ['Zeekr | 5', 'review'],
  ])('%s', (row, expected) => expect(read(row)).toBe(expected));
});
