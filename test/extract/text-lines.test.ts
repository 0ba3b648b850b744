import { describe, expect, test } from 'vitest';
import type { Column } from '../../src/extract/columns/columns.ts';
import { DocumentReader, type ReaderOptions, type Reading } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type DrawnText, drawPage, drawRows } from '../support/drawnText.ts';

const brands = new Set(['toyota', 'honda', 'kia', 'лада', 'ваз']);

function read(pages: readonly PageMarks[], options: ReaderOptions = { brands }): Reading {
  const reader = new DocumentReader('list.pdf', options);
  for (const page of pages) reader.read(page);
  return reader.finish();
}

const drawLines = (lines: readonly string[], x = 50, top = 80): DrawnText[] =>
  lines.map((text, i) => ({ text, x, baseline: top + 14 * i }));

const cellsOf = ({ rows }: Reading): string[][] =>
  rows.map(({ number, brand, model, year, description }) => [number, brand, model, year, description]);

const CARS = ['Toyota Camry 40 2006', 'Honda Fit, 2008', 'Kia Rio (2018)', 'Лада 2107', 'Toyota RAV4 до 2005г, лонг'];
const CELLS = [
  ['Toyota', 'Camry 40', '2006', ''],
  ['Honda', 'Fit', '2008', ''],
  ['Kia', 'Rio', '2018', ''],
  ['Лада', '2107', '', ''],
  ['Toyota', 'RAV4', 'до 2005г', 'лонг'],
];
const numbered = CARS.map((car, i) => `${i + 1}. ${car}`);

describe('a document of plain lines', () => {
  test.each([
    ['numbers with a full stop', numbered, true],
    ['numbers with a bracket', CARS.map((car, i) => `${i + 1}) ${car}`), true],
    ['numbers with their sign', CARS.map((car, i) => `№ ${i + 1} ${car}`), true],
    ['bare numbers', CARS.map((car, i) => `${i + 1} ${car}`), true],
    ['bullets', CARS.map((car) => `• ${car}`), false],
    ['nothing but their brands', CARS, false],
  ])('is a list of vehicles by %s', (_, lines, isNumbered) => {
    const reading = read([drawPage(drawLines(lines))]);
    expect(cellsOf(reading)).toEqual(CELLS.map((cells, i) => [isNumbered ? `${i + 1}` : '', ...cells]));
    expect(reading.rejects).toEqual([]);
    expect(reading.text.cells).toBe(reading.text.pieces);
  });

  test('has its brands above, unknown ones that look alike too', () => {
    const parts = [
      ['Toyota:', '• Camry 40 2006', '• RAV4'],
      ['ВАЗ (Лада):', '• 2107', '• Приора 2010, с бортами'],
      ['Газель:', '• Next 2014'],
    ];
    expect(cellsOf(read([drawPage(drawLines(parts.flat()))]))).toEqual([
      ['', 'Toyota', 'Camry 40', '2006', ''],
      ['', 'Toyota', 'RAV4', '', ''],
      ['', 'ВАЗ (Лада)', '2107', '', ''],
      ['', 'ВАЗ (Лада)', 'Приора', '2010', 'с бортами'],
      ['', 'Газель', 'Next', '2014', ''],
    ]);
  });

  test('keeps a brand over the break of a page, and counts rows on each', () => {
    const first = drawPage(drawLines(['1. Toyota', '– Camry 2006', '– RAV4', '2. Honda', '– Fit 2008']));
    const second = drawPage(drawLines(['– Stepwgn 2005', '– CR-V 2001']), [], 2);
    expect(read([first, second]).rows.map(({ page, row, brand, model }) => [page, row, brand, model])).toEqual([
      [1, 1, 'Toyota', 'Camry'],
      [1, 2, 'Toyota', 'RAV4'],
      [1, 3, 'Honda', 'Fit'],
      [2, 1, 'Honda', 'Stepwgn'],
      [2, 2, 'Honda', 'CR-V'],
    ]);
  });

  test('joins wrapped lines, hanging ones and full ones', () => {
    const lines: DrawnText[] = [
      ...drawLines([
        '1. Toyota Camry 40 2006, с бортами и накидкой на',
        'багажник',
        '2. Honda Fit 2008',
        '3. Kia Rio 2018,',
      ]),
      { text: 'левый руль', x: 61, baseline: 80 + 14 * 4 },
      ...drawLines(['4. Лада 2107', '5. Kia Morning 2010'], 50, 80 + 14 * 5),
    ];
    expect(read([drawPage(lines)]).rows.map(({ description }) => description)).toEqual([
      'с бортами и накидкой на багажник',
      '',
      'левый руль',
      '',
      '',
    ]);
  });

  test('is read down each newspaper column; other lines are titles, page numbers or rejects', () => {
    const cars = [...CARS, ...CARS, ...CARS].map((car, i) => `${i + 1}. ${car}`);
    const reading = read([
      drawPage([
        { text: 'Список автомобилей, на которые у нас есть готовые лекала и выкройки', x: 50, baseline: 50, size: 14 },
        ...drawLines(cars.slice(0, 8)),
        { text: 'Звоните', x: 50, baseline: 80 + 14 * 9 },
        ...drawLines(cars.slice(8), 320),
        { text: '1', x: 290, baseline: 810 },
      ]),
    ]);
    expect(reading.rows.map(({ number }) => number)).toEqual(cars.map((_, i) => `${i + 1}`));
    expect(reading.furniture).toEqual({ title: 11, 'page-number': 1 });
    expect(reading.rejects.map(({ reason, text }) => [reason, text])).toEqual([['outside-table', 'Звоните']]);
  });
});

describe('newspaper columns below each brand', () => {
  test('leave the lines of all columns to the brand above them', () => {
    const section = (brand: string, models: readonly string[], top: number): DrawnText[] => [
      { text: brand, x: 50, baseline: top, bold: true },
      ...drawLines(models.slice(0, 3), 50, top + 16),
      ...drawLines(models.slice(3), 320, top + 16),
    ];
    const toyotas = ['• Camry 2006', '• RAV4', '• Prado 2009', '• Ipsum', '• Corolla 2001'];
    const nexts = ['• Next 2014', '• Соболь 2010', '• Бизнес'];
    const hondas = ['• Fit 2008', '• CR-V', '• Accord 2001', '• Stepwgn'];
    const page = [
      ...section('Toyota', toyotas, 80),
      ...section('Honda', hondas, 150),
      ...section('Газель', nexts, 220),
    ];
    const { rows } = read([
      drawPage([...page, ...section('Kia', ['• Rio 2012', '• Rio', '• K5', '• Soul 2010'], 290)]),
    ]);
    expect(rows.map(({ brand, model }) => `${brand} ${model}`).slice(0, 12)).toEqual([
      ...['Camry', 'RAV4', 'Prado', 'Ipsum', 'Corolla'].map((model) => `Toyota ${model}`),
      ...['Fit', 'CR-V', 'Accord', 'Stepwgn'].map((model) => `Honda ${model}`),
      ...['Next', 'Соболь', 'Бизнес'].map((model) => `Газель ${model}`),
    ]);
  });
});

describe('a document of plain lines is no list', () => {
  test.each([
    ['few items', numbered.slice(0, 4)],
    [
      'more sentences than items',
      [...numbered, 'Просим прислать счёт.', 'Оплату гарантируем.', 'С уважением, директор.'],
    ],
    ['no known brand', numbered.map((line) => line.replace(/Toyota|Honda|Kia|Лада/u, 'Nexen'))],
    ['no years', numbered.map((line) => line.replace(/\d{4}г?/u, 'новый'))],
    ['no models', ['1. Toyota, 1937', '2. Honda, 1948', '3. Kia, 1944', '4. Лада, 1966', '5. ВАЗ, 1966']],
    [
      'sentences about brands',
      CARS.map(
        (car, i) =>
          `${i + 1}. ${car} года принадлежит заказчику, который обязуется передать его для обмера в срок, указанный выше, и оплатить работы`,
      ),
    ],
  ])('where it has %s', (_, lines) => {
    const { rows, text } = read([drawPage(drawLines(lines))]);
    expect(rows).toEqual([]);
    expect(text.rejected + text.furniture).toBe(text.pieces);
  });

  test('where another page has a table', () => {
    const header = [['Марка', 'Модель', 'Год']];
    const table = [...header, ['Kia', 'Rio', '2018'], ['Honda', 'Fit', '2008']];
    const page = drawPage(drawRows(table, [50, 150, 250], { top: 60 }), [], 2);
    expect(read([drawPage(drawLines(numbered)), page]).rows.map(({ page: at }) => at)).toEqual([2, 2]);
  });

  test('where no brands are known, or a profile says the columns', () => {
    const columns: Column[] = [
      { role: 'model', title: '', x0: 0, x1: 60 },
      { role: 'year', title: '', x0: 60, x1: 600 },
    ];
    const page = drawPage(drawLines(numbered));
    expect(read([page], {}).rows).toEqual([]);
    expect(read([page]).rows.map(({ brand }) => brand)).not.toContain('');
    expect(read([page], { brands, columns }).rows.filter(({ brand }) => brand !== '')).toEqual([]);
  });
});
