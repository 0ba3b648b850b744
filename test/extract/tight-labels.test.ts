import { expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { drawPage, drawRows } from '../support/drawnText.ts';

const LEFTS = [30, 70, 170, 290, 370];
const BRANDS = ['Kia', '', '', '', 'Zeekr', 'Lixiang', '', '', 'Chery', 'Haval', '', 'Land', 'Rover', '', ''];
const MODELS = 'K5 Sorento Ray EV6 001 L7 L9 L6 Tiggo Jolion Dargo Freelander Defender Discovery Evoque'.split(' ');

test('brands of neighbours in tight rows are no lines of one brand', () => {
  const brands = new Set(['kia', 'zeekr', 'lixiang', 'chery', 'haval', 'landrover']);
  const rows = MODELS.map((model, i) => [`${i + 1}`, BRANDS[i]!, model, `${2001 + i}`, '']);
  const header = drawRows([['№', 'Марка', 'Модель', 'Год', 'Описание']], LEFTS, { top: 50 });
  const reader = new DocumentReader('list.pdf', { brands });
  reader.read(drawPage([...header, ...drawRows(rows, LEFTS, { top: 70, pitch: 11 })]));
  const read = reader.finish().rows.map(({ brand, model }) => `${brand} ${model}`);
  const counts = { Kia: 4, Zeekr: 1, Lixiang: 3, Chery: 1, Haval: 2, 'Land Rover': 4 };
  const named = Object.entries(counts).flatMap(([brand, count]) => Array<string>(count).fill(brand));
  expect(read).toEqual(MODELS.map((model, i) => `${named[i]} ${model}`));
});
