import { describe, expect, it } from 'vitest';
import { type Attributes, parseAttributes } from '../../src/clean/attributes.ts';
import { createRowText } from '../../src/clean/text.ts';

function read(description: string): Partial<Attributes> {
  const all = parseAttributes(createRowText({ brand: '', model: '', year: '', description }));
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== '' && value !== null && value !== false),
  );
}

describe('the words beside the name', () => {
  it.each([
    ['левый руль', { steering: 'left' }],
    ['ливый', { steering: 'left' }],
    ['лев.р.', { steering: 'left' }],
    ['л/р', { steering: 'left' }],
    ['ЛР', { steering: 'left' }],
    ['LHD', { steering: 'left' }],
    ['леворукий', { steering: 'left' }],
    ['руль слева', { steering: 'left' }],
    ['сол руль', { steering: 'left' }],
    ['правый', { steering: 'right' }],
    ['п/р', { steering: 'right' }],
    ['праворульный', { steering: 'right' }],
    ['RHD', { steering: 'right' }],
    ['левый + правый руль', { steering: 'both' }],
    ['лев/прав', { steering: 'both' }],
    ['п/кабина', {}],
    ['Левин', {}],
    ['с бортами', { borders: 'with' }],
    ['борт', { borders: 'with' }],
    ['с ботами', { borders: 'with' }],
    ['3D', { borders: 'with' }],
    ['без бортиков', { borders: 'without' }],
    ['бещ бортов', { borders: 'without' }],
    ['без борт', { borders: 'without' }],
    ['плоские', { borders: 'without' }],
    ['бортсуз', { borders: 'without' }],
    ['средний борт', { borders: 'medium' }],
    ['с бортами, высокий борт', { borders: 'high' }],
    ['без бортов + борт', {}],
    ['бортовой', {}],
    ['3 ряда', { seatRows: 3 }],
    ['два ряда', { seatRows: 2 }],
    ['2 ряда + третий ряд', { seatRows: 3 }],
    ['3-й ряд', { seatRows: 3 }],
    ['7 мест', { seatRows: 3 }],
    ['7 м.', { seatRows: 3 }],
    ['пятиместный', { seatRows: 2 }],
    ['5/7 мест', {}],
    ['7 мест 2 ряда', { seatRows: 2 }],
    ['полный салон', { coverage: 'full' }],
    ['только перед', { coverage: 'front' }],
    ['передний привод', {}],
    ['с багажником', { trunk: true }],
    ['без багажника', {}],
    ['лонг', { wheelbase: 'long' }],
    ['каратыш', { wheelbase: 'short' }],
    ['лонг каратыш', {}],
    ['гибрид', { powertrain: 'hybrid' }],
    ['гибрид + бензин', {}],
    ['накидка на 5д', { category: '5d_mats' }],
    ['c бopтaми лeвый', { borders: 'with', steering: 'left' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
