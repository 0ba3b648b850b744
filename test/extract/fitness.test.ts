import { expect, test } from 'vitest';
import { isGarbled } from '../../src/extract/page/fitness.ts';

test.each<[string, string[], boolean]>([
  [
    'letters shifted to signs',
    [
      '3 4D7GE 1998 1 CB>B?9A<9 E 5BDF4@<',
      '4 Ш4D4A 2005 Э?9>FDB E 5BDF4@<',
      '7 4EE4F 3 CB?AO= E4?BA',
      '6 "4 1997 ED98A<= 5BDF',
      '№ 6B> . 6O?CA>4 >?. <=D>',
      '5 "G4D97 2019 7<5D<8',
    ],
    true,
  ],
  [
    'a letter',
    [
      'Уважаемые коллеги! Просим прислать список лекал.',
      'Пишите: info@example.kg, https://example.kg/?page=1&sort=year',
    ],
    false,
  ],
  ['an invoice', ['Итого: 5 300 сом', 'Цена > 500; скидка = 5 %', 'Камри 2.5 <гибрид> (2018?)'], false],
  ['too few words to tell', ['CB?AO= E4?BA 5BDF4@<'], false],
])('text that is %s', (_, texts, garbled) => expect(isGarbled(texts)).toBe(garbled));
