import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import { type DrawnText, drawPage } from '../support/drawnText.ts';

const ROWS = [
  ['№', 'Марка', 'Модель', 'Год', 'Описание'],
  ['1', 'Toyota', 'Camry', '2003', 'с бортами'],
  ['2', 'Kia', 'Rio', '-', 'левый руль'],
  ['3', 'Mazda', 'CX-5', '2010', '-'],
];
const WALLS = [40, 70, 150, 240, 300, 420];
const PITCH = 12;

/** A table as an old program types it: each text and each bar by itself, a line of dashes around the titles and below all. */
function typeTable(bar: string, dashes: string, from = 60): DrawnText[] {
  const lineAt = (line: number): DrawnText => ({ text: dashes, x: 40, baseline: from + line * PITCH });
  const rows = ROWS.flatMap((cells, r) => {
    const baseline = from + (r === 0 ? 1 : r + 2) * PITCH;
    return [
      ...WALLS.map((x) => ({ text: bar, x, baseline })),
      ...cells.map((text, c) => ({ text, x: WALLS[c]! + 9, baseline })),
    ];
  });
  return [lineAt(0), lineAt(2), lineAt(ROWS.length + 2), ...rows];
}

function read(texts: readonly DrawnText[]) {
  const reader = new DocumentReader('list.pdf');
  reader.read(drawPage(texts));
  const { rows, rejects, furniture } = reader.finish();
  const cells = rows.map((row) => [row.number, row.brand, row.model, row.year, row.description]);
  return { cells, extra: rows.map((row) => row.extra).join(''), rejects, furniture };
}

describe('a table whose lines are typed', () => {
  test.each([
    ['+ - |', '|', '+-----+---------------+---------------+----------+--------------------+'],
    ['the box characters', '│', '├─────┼───────────────┼───────────────┼──────────┼────────────────────┤'],
    ['double box characters', '║', '╠═════╬═══════════════╬═══════════════╬══════════╬════════════════════╣'],
  ])('with %s is read like a ruled one', (_, bar, dashes) => {
    const { cells, extra, rejects, furniture } = read(typeTable(bar, dashes));
    expect(cells).toEqual(ROWS.slice(1));
    expect([extra, rejects]).toEqual(['', []]);
    expect(furniture['typed-line']).toBe(WALLS.length * ROWS.length + 3);
  });

  test('a bar within a text is no line', () => {
    const cells = ROWS.map((row, r) => (r === 0 ? row : [...row.slice(0, 4), `борт | руль ${r}`]));
    const lefts = [40, 70, 150, 240, 300];
    const texts = cells.flatMap((row, r) => row.map((text, c) => ({ text, x: lefts[c]!, baseline: 60 + r * 16 })));
    expect(read(texts).cells).toEqual(cells.slice(1));
  });
});
