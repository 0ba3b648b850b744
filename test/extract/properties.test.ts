import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentReader } from '../../src/extract/document.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { type Quarter, turnPage } from '../../src/extract/page/turn.ts';
import { drawList, scaleMarks, splitPieces } from '../support/drawnPage.ts';

const SEED = 20250322;
const RUNS = 60;

const word = fc.constantFrom('Камри', 'Прадо', 'Соната', 'Е39', 'RAV4', 'Ленд', 'Крузер', 'CX-5', 'Фит', 'Вилар');
const row = fc.record({
  brand: fc.constantFrom('Тойота', 'Ниссан', 'BMW', 'Хендай', 'ВАЗ', 'Ленд Ровер'),
  model: fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
  year: fc.constantFrom('2009', '2012-2016', 'до 2006г', '-'),
  description: fc.constantFrom('с бортами', 'без бортов левый руль', '-', 'три ряда'),
});
const list = fc
  .array(row, { minLength: 5, maxLength: 30 })
  .map((rows) =>
    rows.map(({ brand, model, year, description }, i) => [String(i + 1), brand, model, year, description]),
  );

function read(...pages: PageMarks[]): string[][] {
  const reader = new DocumentReader('list.pdf');
  for (const page of pages) reader.read(page);
  return reader.finish().rows.map((r) => [r.number, r.brand, r.model, r.year, r.description]);
}

function holds<T>(property: fc.IProperty<T>): void {
  fc.assert(property, { seed: SEED, numRuns: RUNS });
}

describe('the rows of a page', () => {
  test('are those that were drawn', () => {
    holds(
      fc.property(list, fc.boolean(), (rows, ruled) => {
        expect(read(drawList(rows, { ruled }))).toEqual(rows);
      }),
    );
  });

  test('are the same in whatever order its text is drawn', () => {
    holds(
      fc.property(list, fc.boolean(), fc.infiniteStream(fc.nat()), (rows, ruled, order) => {
        const marks = drawList(rows, { ruled });
        const keyed = marks.pieces.map((piece) => ({ piece, key: order.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ piece }, id) => ({ ...piece, id }));
        expect(read({ ...marks, pieces: shuffled })).toEqual(rows);
      }),
    );
  });

  test('are the same wherever its words are cut in two', () => {
    holds(
      fc.property(list, fc.boolean(), fc.array(fc.nat(9), { minLength: 1, maxLength: 7 }), (rows, ruled, cuts) => {
        expect(read(splitPieces(drawList(rows, { ruled }), cuts))).toEqual(rows);
      }),
    );
  });

  test('are the same at any scale, and however the page is turned', () => {
    const turns = fc.constantFrom<Quarter>(0, 90, 180, 270);
    holds(
      fc.property(
        list,
        fc.boolean(),
        fc.double({ min: 0.6, max: 3, noNaN: true }),
        turns,
        (rows, ruled, scale, turn) => {
          expect(read(turnPage(scaleMarks(drawList(rows, { ruled }), scale), turn))).toEqual(rows);
        },
      ),
    );
  });

  test('go on over pages of which only the first has a header', () => {
    holds(
      fc.property(list, fc.boolean(), (rows, ruled) => {
        const first = drawList(rows, { ruled });
        const all = drawList(rows, { ruled, page: 2 });
        const second = {
          ...all,
          pieces: all.pieces.filter((piece) => !piece.bold).map((piece, id) => ({ ...piece, id })),
        };
        expect(read(first, second)).toEqual([...rows, ...rows]);
      }),
    );
  });
});

describe('the ledger', () => {
  test('accounts for every piece of text, whatever strays on the page', () => {
    holds(
      fc.property(list, fc.array(fc.tuple(fc.nat(500), fc.nat(800), word), { maxLength: 12 }), (rows, strays) => {
        const marks = drawList(rows);
        const template = marks.pieces[0]!;
        const more = strays.map(([x, y, text], i) => ({
          ...template,
          id: marks.pieces.length + i,
          text,
          run: 5000 + i,
          box: { x0: x, x1: x + 30, y0: y - 7, y1: y + 2 },
          baseline: y,
        }));
        const reader = new DocumentReader('list.pdf');
        reader.read({ ...marks, pieces: [...marks.pieces, ...more] });
        const { text } = reader.finish();
        expect(text.pieces).toBe(marks.pieces.length + more.length);
        expect(text.cells + text.rejected + text.furniture).toBe(text.pieces);
      }),
    );
  });
});
