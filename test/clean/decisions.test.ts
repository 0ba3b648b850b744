import { describe, expect, it } from 'vitest';
import { ACCEPT_FROM, PROPOSE_FROM } from '../../src/clean/naming/confidence.ts';
import { readRow } from '../../src/clean/outcome/repairs.ts';
import { ownIndex } from '../support/catalog.ts';

/** `brand | model | year | description` → decision and names, as an expert gives them. */
function decide(row: string): string {
  const [brand = '', model = '', year = '', description = ''] = row.split('|').map((cell) => cell.trim());
  const outcome = readRow(ownIndex(), { brand, model, year, description }, { latestYear: 2027 });
  const names = outcome.vehicles.map((vehicle) => `${vehicle.brand} ${vehicle.model}`.trim()).join(' + ');
  return names === '' ? outcome.decision : `${outcome.decision}: ${names}`;
}

describe('a name without a maker', () => {
  it.each([
    // Sold by several makers.
    ['- | M5 | 2022', 'review'],
    ['- | Х7 | 2021', 'review'],
    ['Разное | G6', 'review'],
    ['- | R2 | 2017', 'review'],
    ['- | F6 | 2012', 'review'],
    ['- | Гранд Вояджер | 1999', 'review'],
    ['- | Центури | 1998', 'review'],
    ['- | Рейдер | 2006', 'review'],
    // Sold by one, or thought of as one's.
    ['- | X5 | 2012', 'accept: BMW X5'],
    ['- | F7 | 2020', 'accept: Haval F7'],
    ['- | K5 | 2021', 'accept: Kia K5'],
    ['- | EC7 | 2012', 'accept: Geely Emgrand EC7'],
    ['- | Q5 | 2018', 'accept: Audi Q5'],
    ['- | Омега | 1997', 'accept: Opel Omega'],
    // A country speaks against an index, not against a name.
    ['Китай | X5 | 2021', 'review'],
    ['Японские | A6 | 2012', 'review'],
    ['Немецкие | X5 | 2012', 'accept: BMW X5'],
    ['США | Тахо | 2008', 'accept: Chevrolet Tahoe'],
    // Cells that name no maker.
    ['б/н | Camry 40', 'accept: Toyota Camry'],
    ['Импорт РФ | Веста Кросс | 2019', 'accept: Lada Vesta'],
    ['Б/У | Туксон | 2010', 'accept: Hyundai Tucson'],
    ['Фабрика | Камри', 'review'],
    ['Дафеко | Прима 3 | 2019', 'review'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});

describe('a row that is no vehicle', () => {
  it.each([
    ' | www.eva-kovry.kg',
    ' | evo-poliki.kg',
    'Тел. 0996 911 991',
    ' | моб. 0700-21-10-99',
    'ТЦ «Вега», бутик 211',
    'Договор № 2110 от 12.03.2024',
    ' | Артикул 2121',
    'Ответственный: Соната Асанова',
    'Мастер | Нурлан',
    'Цвет | Чёрный | Серый | Бежевый',
    'Курс USD | 87,5',
    'График работы: 9:00-18:00 | без выходных',
    'Honda | Генератор бензиновый EU22i',
    'Mitsubishi | Кондиционер | 2019',
    'BMW | Ковролин серый 1 м',
    'Лента 3х5 м | - | - | чёрная',
    'Michelin | XM2+ 185/65 R15 | - | -',
    'Подытог | | 12',
    '№ п/п Автомобиль | Кузов | Г.в. | Комментарий',
    'Корейские марки',
    ' | Европейские марки',
    'Все модели',
    'Новые модели 2024',
    'Популярные | модели',
    'Новые модели | - | - | -',
  ])('%s is rejected', (row) => {
    expect(decide(row)).toBe('reject');
  });

  it.each([
    ['Toyota | Camry | 2010 | звонить 0555 123 456', 'accept: Toyota Camry'],
    ['Тойота | Камри 40 | 2008 | тел. +996 555 12-34-56, с бортами', 'accept: Toyota Camry'],
    ['ВАЗ | 2108, 2109 | 08-12 | левый', 'accept: Lada 2108 + Lada 2109'],
    ['Мастер | - | 2010', 'accept: Renault Master'],
    ['Рынок США | Камри 50', 'review'],
    ['Форд | Курьер | 2010', 'accept: Ford Courier'],
    ['Audi | @@@ | - | -', 'review: Audi'],
    ['Тойота | все модели', 'review: Toyota'],
    [' | Марки 2', 'accept: Toyota Mark II'],
    ['Tesla модель Y', 'accept: Tesla Model Y'],
    ['Toyota | Camry с кондиционером | 2010', 'accept: Toyota Camry'],
  ])('but %s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});

describe('makers and nicknames in short', () => {
  it.each([
    ['ID.6 | VW | 2022', 'accept: Volkswagen ID.6'],
    ['C200 | MB | 2005', 'accept: Mercedes-Benz C-Class'],
    ['ВАЗ | 07 | 2005', 'accept: Lada 2107'],
    ['Мазда | трёха | 2005', 'accept: Mazda 3'],
    // A generation of two letters that one model has; trims and shared codes name nothing.
    ['Hyundai | NF | 2007', 'accept: Hyundai Sonata'],
    ['Hyundai | MD', 'review: Hyundai'],
    ['Hyundai | GT', 'review: Hyundai'],
    ['BYD | Леопард 5 | 2024', 'accept: Fangchengbao Bao 5'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});

describe('maker and model that contradict', () => {
  it.each([
    // Another maker's index, factory number or chassis code.
    ['Audi | W211 | 2004', 'review'],
    ['Lexus | Е34', 'review'],
    ['Ford | Х6', 'review'],
    ['Mazda | Л200', 'review'],
    ['ГАЗ | 2107', 'review'],
    ['Citroen | 407', 'review'],
    ['Honda | СХ-7 | 2009', 'review'],
    ['Land Rover | Паджеро Спорт', 'review'],
    // An index that the maker himself might use is only unknown.
    ['BMW | X9', 'review: BMW'],
    ['Geely | EC9', 'review: Geely'],
    ['JAC | X9', 'review: JAC'],
    ['Toyota | 2008', 'review: Toyota'],
    ['Mercedes | W999', 'review: Mercedes-Benz'],
    // Words that name nothing make no contradiction.
    ['Тойота | кара түстө', 'review: Toyota'],
    // Parts of a longer name of the brand cell's maker don't either.
    ['FAW | Бестурн Б50 | 2013', 'accept: FAW Besturn B50'],
    ['Great Wall | Tank 500', 'accept: Tank 500'],
    ['RAV4 | - | 2015', 'accept: Toyota RAV4'],
    ['Ленд | Крузер 200', 'accept: Toyota Land Cruiser'],
    ['УАЗ | бобик 469', 'accept: UAZ 469'],
    ['ВАЗ | девятка 2108', 'review: Lada'],
    ['Разное | Спарк, Матиз | 2008', 'review'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });

  it('keeps the code of a contradiction as its generation', () => {
    const row = { brand: 'BMW', model: 'W124', year: '1992', description: '' };
    expect(readRow(ownIndex(), row, { latestYear: 2027 }).vehicles[0]?.generation).toBe('W124');
  });
});

describe('words typed in the other keyboard layout', () => {
  it.each([
    ['Njqjnf | Rfvhb | 2010', 'accept: Toyota Camry'],
    ['Рщтвф | Аше | 2008', 'accept: Honda Fit'],
    ['Ce,fhe | Ajhtcnth', 'accept: Subaru Forester'],
    // An index is never turned: F6 may be one that Audi will sell.
    ['Audi | F6', 'review: Audi'],
    // What is mended must explain every word.
    ['Porsche | 914X7 | 2015', 'review: Porsche'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});

/** Proposals of the question that the row raises: name → score. */
function propose(row: string, options = {}): Record<string, number> {
  const [brand = '', model = '', year = '', description = ''] = row.split('|').map((cell) => cell.trim());
  const { decision, alternatives } = readRow(
    ownIndex(),
    { brand, model, year, description },
    { latestYear: 2027, ...options },
  );
  expect(decision).toBe('review');
  const found = alternatives === '' ? [] : alternatives.split('|');
  return Object.fromEntries(found.map((text) => [text.slice(0, -5), Number(text.slice(-4))]));
}

describe('a misspelt word behind a family with longer own models', () => {
  it.each([
    ['Toyota | Corola Fieldr', 'accept: Toyota Corolla Fielder'],
    ['Тойота | Королла 2005 Фильдр', 'accept: Toyota Corolla Fielder'],
    ['Тойота Королла | Фильдр', 'accept: Toyota Corolla Fielder'],
    ['Toyota | Corolla Spaco | 2002', 'accept: Toyota Corolla Spacio'],
    ['Toyota | Land Cruiser Prdo | 2008', 'accept: Toyota Land Cruiser Prado'],
    ['Mitsubishi | Lancer Evolutoin', 'accept: Mitsubishi Lancer Evolution'],
    ['Тойота | Камри Салара | 2003 | левый руль купе', 'accept: Toyota Camry Solara'],
    ['Ленд Ровер | Дискавери Спотр', 'accept: Land Rover Discovery Sport'],
    ['ГАЗ | Газель Нескт | 2018 | бортовой', 'accept: GAZ GAZelle Next'],
    ['Чери | Тиго 7 прро', 'accept: Chery Tiggo 7 Pro'],
    ['БИД | Сонг плсю', 'accept: BYD Song Plus'],
    // Too far to mend, too near to drop; in a list nothing is mended.
    ['Саненг | Корандо Спрос', 'review: SsangYong'],
    ['Тойота | Королла Фильдр/Аксио', 'review: Toyota'],
    // Near nothing, or understood.
    ['Тойота | Королла жапон', 'accept: Toyota Corolla'],
    ['Тойота | Ярис класс', 'accept: Toyota Yaris'],
    ['Мицубиси | Паджеро шорт', 'accept: Mitsubishi Pajero'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});

describe('a question', () => {
  it.each([
    // A typo too far to accept: the guess carries what its reading scores.
    ['Хендай | Солисат | 2013', 'Hyundai Solati'],
    ['Хонда | Аккрд', 'Honda Accord'],
    // Spelled right, asked for another reason.
    ['- | Матиз', 'Daewoo Matiz'],
    ['Audi | W211', 'Mercedes-Benz E-Class'],
    ['BYD | TANK', 'BYD Tang'],
  ])('%s proposes %s, below what is accepted', (row, name) => {
    const proposals = propose(row);
    expect(proposals[name]).toBeGreaterThanOrEqual(PROPOSE_FROM);
    for (const score of Object.values(proposals)) expect(score).toBeLessThan(ACCEPT_FROM);
  });

  it.each(['Mercedes | W999', 'Audi | Аллроуд', 'Toyota | A100', 'Toyota | - | 2010'])(
    '%s proposes nothing: any guess would mislead',
    (row) => {
      expect(propose(row)).toEqual({});
    },
  );

  it('keeps back guesses below the lower threshold, and only these', () => {
    const all = propose('Ниссан | Примус', { proposeFrom: 0.2 });
    const shown = Object.entries(all).filter(([, score]) => score >= PROPOSE_FROM);
    expect(Object.entries(propose('Ниссан | Примус'))).toEqual(shown.slice(0, 5));
  });
});

describe('a typo', () => {
  it.each([
    ['Тойота | Королал', 'accept: Toyota Corolla'],
    ['Субару | Фористар', 'accept: Subaru Forester'],
    ['Опель | Веткра', 'accept: Opel Vectra'],
    ['Митсубисси | Паджро | 2012', 'accept: Mitsubishi Pajero'],
    ['Тойота | Камриге килем | 2012', 'accept: Toyota Camry'],
    // Two steps of seven sounds are another word if the known one has six.
    ['Hyundai | Солисат | 2013', 'review: Hyundai'],
    ['Тойота | Пара', 'review: Toyota'],
    ['Киа | Сорбент', 'review: Kia'],
  ])('%s → %s', (row, expected) => {
    expect(decide(row)).toBe(expected);
  });
});
