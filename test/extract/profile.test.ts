import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { chooseProfile, parseProfiles } from '../../src/extract/profile.ts';
import { freshFolder } from '../support/folder.ts';
import { fits, type Schema } from '../support/jsonSchema.ts';
import { lekalo } from '../support/lekalo.ts';
import { readCells } from '../support/tableFiles.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const schema: Schema = JSON.parse(readFileSync(join(ROOT, 'docs', 'supplier-profile.schema.json'), 'utf8'));

const FULL = {
  $schema: 'supplier-profile.schema.json',
  name: 'west',
  files: ['west-*.pdf', 'запад?.pdf'],
  pages: '1-3,7,9-',
  headers: { number: ['Код'], brand: ['Завод'], model: ['Авто', 'Тачка'], extra: ['Цвет'] },
  columns: [
    { role: 'number', from: 20, to: 60 },
    { role: 'model', title: 'Тачка', from: 60, to: 200.5 },
    { role: 'extra', title: 'Цвет', from: 200.5, to: 300 },
  ],
  skip: [{ pages: '1', box: [0, 0, 595, 90] }, { box: [0, 800, 595, 842] }],
  constants: { brand: 'Toyota', description: 'с бортами' },
};

function faultsOf(data: unknown): string {
  try {
    parseProfiles(JSON.stringify(data), 'p.json');
    return '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** Faults of meaning, which a schema can't tell: the order of columns and pages. */
const OF_MEANING = /ends before it begins|begins before|twice|list of pages/;

/** The value with each of its parts in turn replaced by something else. */
function* mutate(value: unknown): Generator<unknown> {
  yield* [null, 7, -1, '', 'x', true, [], [7], ['x'], {}, { x: 1 }];
  if (Array.isArray(value))
    for (const [i, item] of value.entries())
      for (const other of mutate(item)) yield [...value.slice(0, i), other, ...value.slice(i + 1)];
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const other of mutate(item)) yield { ...rest, [key]: other };
    }
}

describe('a supplier profile', () => {
  test.each([[FULL], [{ profiles: [FULL, { name: 'east' }] }], [{}], [{ constants: { brand: 'Kia' } }]])(
    'is taken whole by schema and validator: %j',
    (data) => {
      expect(fits(schema, data)).toBe(true);
      expect(faultsOf(data)).toBe('');
    },
  );

  test('is judged alike by schema and validator, whichever part of it is wrong', () => {
    const unlike = [...mutate(FULL), ...mutate({ profiles: [FULL] })].filter((data) => {
      const faults = faultsOf(data);
      return fits(schema, data) ? faults !== '' && !OF_MEANING.test(faults) : faults === '';
    });
    expect(unlike.map((data) => JSON.stringify(data))).toEqual([]);
  });

  test('has all its faults told at once', () => {
    const message = faultsOf({
      pages: '3-1',
      colour: 'red',
      columns: [
        { role: 'maker', from: 10, to: 5 },
        { role: 'year', from: 4, to: 9 },
      ],
      skip: [{ box: [1, 2] }],
    });
    for (const fault of [
      'colour is unknown',
      'pages "3-1"',
      'columns[0].role',
      'ends before it begins',
      'begins before',
      'skip[0].box',
    ])
      expect(message).toContain(fault);
  });

  test('that is no JSON is refused', () => {
    expect(() => parseProfiles('{', 'p.json')).toThrow(/The profile 'p\.json' has a fault: it is not JSON/);
  });

  test.each([
    ['west-may.pdf', 'west'],
    ['WEST-1.PDF', 'west'],
    ['запад1.pdf', 'west'],
    ['запад12.pdf', 'any'],
    ['east.pdf', 'any'],
  ])('for %s is the first whose patterns fit: %s', (fileName, name) => {
    const profiles = parseProfiles(JSON.stringify({ profiles: [FULL, { name: 'any' }, { name: 'late' }] }), 'p.json');
    expect(chooseProfile(profiles, fileName)?.name).toBe(name);
  });
});

const pdfOf = (name: string): string => join(ROOT, 'fixtures', name, 'source.pdf');

async function extract(pdf: string, ...args: string[]) {
  const cwd = freshFolder();
  const { stdout, stderr, exitCode } = await lekalo(['extract', pdf, '--json', ...args], { cwd });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return { raw: readFileSync(join(cwd, 'out', 'raw_vehicle_data.csv'), 'utf8'), cwd, summary: JSON.parse(stdout) };
}

function saveProfile(profile: object | string): string {
  const path = join(freshFolder(), 'profile.json');
  writeFileSync(path, typeof profile === 'string' ? profile : JSON.stringify(profile));
  return path;
}

/** One of each layout that the table finder tells apart. */
const LAYOUTS = [
  'sheet-zebra',
  'sheet-merged-brand',
  'web-ruled',
  'calc-none',
  'heading-calc',
  'newspaper-web-2',
  'tables-orders-vary',
  'no-header',
  'extra-many',
  'name-one-column',
  'header-rows-web',
  'rotate-90',
];

describe('--explain', () => {
  test.each(LAYOUTS)('prints for %s a profile that reads the same rows', async (name) => {
    const explained = await lekalo(['extract', pdfOf(name), '--explain'], { cwd: freshFolder() });
    expect(explained.stderr).toBe('');
    expect(fits(schema, JSON.parse(explained.stdout))).toBe(true);
    const automatic = await extract(pdfOf(name));
    const again = await extract(pdfOf(name), '--profile', saveProfile(explained.stdout));
    expect(again.raw).toBe(automatic.raw);
    expect(again.summary.sources[0].profile).toBe('source');
  });

  test('writes no file', async () => {
    const cwd = freshFolder();
    await lekalo(['extract', pdfOf('calc-none'), '--explain', '--out', 'here'], { cwd });
    expect(() => readFileSync(join(cwd, 'here', 'raw_vehicle_data.csv'))).toThrow();
  });
});

describe('--profile', () => {
  test('gives rows without a brand the brand that it names, and leaves printed ones', async () => {
    const { cwd } = await extract(
      pdfOf('no-year'),
      '--profile',
      saveProfile({ constants: { year: '2020', brand: 'X' } }),
    );
    const rows = readCells(join(cwd, 'out', 'raw_vehicle_data.csv'));
    expect(new Set(rows.map((row) => row['year']))).toEqual(new Set(['2020']));
    expect(rows.some((row) => row['brand'] === 'X')).toBe(false);
  });

  test('skips regions, and their text is counted as furniture', async () => {
    const whole = await extract(pdfOf('notes-around'));
    const profile = saveProfile({ skip: [{ box: [0, 0, 2000, 2000] }] });
    const refused = await lekalo(['extract', pdfOf('notes-around'), '--profile', profile, '--json'], {
      cwd: freshFolder(),
    });
    expect(whole.summary.rows).toBeGreaterThan(0);
    expect(JSON.parse(refused.stdout).error.code).toBe('no-table');
  });

  test('reads only its pages, unless --pages says otherwise', async () => {
    const profile = saveProfile({ pages: '2-' });
    const pages = async (...args: string[]) => {
      const { cwd } = await extract(pdfOf('pages-6'), '--profile', profile, ...args);
      return [...new Set(readCells(join(cwd, 'out', 'raw_vehicle_data.csv')).map((row) => row['page']))];
    };
    expect(await pages()).toEqual(['2', '3', '4', '5', '6']);
    expect(await pages('--pages', '1,3-4')).toEqual(['1', '3', '4']);
  });

  test('with a fault is refused', async () => {
    const outcome = await lekalo(
      ['extract', pdfOf('calc-none'), '--profile', saveProfile({ pages: 'all' }), '--json'],
      {
        cwd: freshFolder(),
      },
    );
    expect(outcome.exitCode).toBe(3);
    expect(JSON.parse(outcome.stdout).error.code).toBe('bad-profile');
  });
});
