import { describe, expect, it } from 'vitest';
import { createReviewQueue } from '../../src/clean/list/queue.ts';
import type { Origin } from '../../src/rows.ts';

const at = (row: number, page = 1, source = 'a supplier’s long list.pdf'): Origin => ({ source, page, row });

describe('the queue of questions', () => {
  it('hands out first what settles most rows, each decision’s rows as they were added', () => {
    const queue = createReviewQueue<string>();
    const one = queue.ask('kia rio', 'Kia Rio?');
    const other = queue.ask('lada', 'Lada?');
    const shouted = queue.ask('lada', 'LADA?');
    queue.add(one, at(1));
    queue.add(other, at(2));
    queue.add(shouted, at(3));
    queue.add(other, at(1, 2, 'b.pdf'));
    expect(queue.size).toBe(4);
    expect([...queue.sorted()]).toEqual([
      ['Lada?', at(2)],
      ['LADA?', at(3)],
      ['Lada?', at(1, 2, 'b.pdf')],
      ['Kia Rio?', at(1)],
    ]);
  });

  it('puts decisions that settle equally many in the order in which they came', () => {
    const queue = createReviewQueue<string>();
    for (const [row, name] of ['c', 'a', 'b'].entries()) queue.add(queue.ask(name, name), at(row));
    expect([...queue.sorted()].map(([question]) => question)).toEqual(['c', 'a', 'b']);
  });

  it('takes a spelling that comes back after it was forgotten for the same question', () => {
    const queue = createReviewQueue<string>();
    expect(queue.ask('lada', 'Lada?')).toBe(queue.ask('lada', 'Lada?'));
  });

  it('keeps every place of very many rows, whatever its numbers', () => {
    const queue = createReviewQueue<number>();
    const places = Array.from({ length: 50_000 }, (_, n) => at(n, n % 7 === 0 ? 10 ** 14 + n : -n, `${n % 300}.pdf`));
    for (const [n, place] of places.entries()) queue.add(queue.ask(`${n % 3}`, n % 30), place);
    const order = [0, 1, 2].flatMap((group) => places.filter((_, n) => n % 3 === group));
    // 50,000 is two more than a multiple of three: the third group has a row less.
    expect([...queue.sorted()].map(([, place]) => place)).toEqual(order);
    expect([...queue.sorted()].every(([question, { row }]) => question === row % 30)).toBe(true);
  });
});
