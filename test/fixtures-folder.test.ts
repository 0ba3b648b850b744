import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');
const KINDS = ['list', 'error', 'damaged', 'not-a-list'];
const COLUMNS = ['number', 'brand', 'model', 'year', 'description'];

interface Facts {
  readonly layout: string;
  readonly producer: string;
  readonly producerVersion: string;
  readonly kind: string;
  readonly rows?: number;
}

const names = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'case.json')));
const index = readFileSync(join(FIXTURES, 'README.md'), 'utf8');

describe('the fixtures folder', () => {
  test.each(names)('%s says what it is, and its truth has as many rows as it says', (name) => {
    const folder = join(FIXTURES, name);
    const facts: Facts = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8'));
    expect(statSync(join(folder, 'source.pdf')).isFile()).toBe(true);
    expect(KINDS).toContain(facts.kind);
    for (const text of [facts.layout, facts.producer, facts.producerVersion]) expect(text).not.toBe('');
    expect(index).toContain(`| ${name} | ${facts.layout} | ${facts.producer}`);
    const truth = join(folder, 'truth.csv');
    expect(existsSync(truth)).toBe(facts.rows !== undefined);
    if (facts.rows === undefined) {
      expect(facts.kind).not.toBe('list');
      return;
    }
    const [header, ...rows]: string[][] = parse(readFileSync(truth));
    expect(header?.slice(0, COLUMNS.length)).toEqual(COLUMNS);
    expect(header?.slice(COLUMNS.length)).toEqual(header?.length === COLUMNS.length ? [] : ['brand_filled']);
    expect(rows).toHaveLength(facts.rows);
    // A row that prints nothing could not be found by any reader.
    expect(rows.filter((cells) => cells.slice(0, COLUMNS.length).every((cell) => cell === ''))).toEqual([]);
  });

  test('the index names no case that is gone', () => {
    const listed = [...index.matchAll(/^\| ([a-z0-9-]+) \|/gm)]
      .map((match) => match[1])
      .filter((name) => name !== 'case');
    expect(listed.toSorted()).toEqual(names.toSorted());
  });
});
