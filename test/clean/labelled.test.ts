import { describe, expect, it } from 'vitest';
import { readRow } from '../../src/clean/outcome/repairs.ts';
import { ownIndex } from '../support/catalog.ts';
import { type Group, readLabelled, type Score, score } from './labelled/score.mjs';

const measure = (groups: readonly Group[]): Score =>
  score(groups, (raw) => readRow(ownIndex(), raw, { latestYear: 2027 }));

describe.each([...new Set(readLabelled().map(({ file }) => file))])('the labelled rows of %s', (file) => {
  const groups = readLabelled([file]);
  const result = measure(groups);
  const report = result.faults.join('\n');

  it('are named as an expert names them, 95 of 100 at least', () => {
    expect(groups.length).toBeGreaterThan(100);
    expect(result.namedShare, report).toBeGreaterThanOrEqual(0.95);
  });

  it('hold at most 1.5 % wrong ones among those accepted', () => {
    expect(result.wrongShare, report).toBeLessThanOrEqual(0.015);
  });

  it('are asked or refused where they should be: at most 5 % of these are accepted', () => {
    expect(result.openAcceptedShare, report).toBeLessThanOrEqual(0.05);
  });

  it('keep what is printed beside the name: 99 % of the fields at least', () => {
    expect(result.fieldShare, report).toBeGreaterThanOrEqual(0.99);
  });
});
