import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/clean/catalog/catalog.ts';
import { lintCatalog } from '../../src/clean/catalog/lint.ts';
import { ownCatalog } from '../support/catalog.ts';
import { lekalo } from '../support/lekalo.ts';

const EMPTY: Catalog = { brands: [], models: [], generations: [], codes: [], ambiguous: [], twins: [], daughters: [] };
const brand = { brand: 'Toyota', nameRu: 'Тойота', nameKy: 'Тойота', aliases: [], country: 'JP' };
const model = {
  brand: 'Toyota',
  model: 'Camry',
  nameRu: 'Камри',
  aliases: [],
  bodyTypes: [],
  yearFrom: 1982,
  yearTo: null,
};
const generation = { ...model, generation: 'XV40', ordinal: 'VI' };

describe('the catalogue', () => {
  it('keeps its own rules', () => {
    expect(lintCatalog(ownCatalog())).toEqual([]);
  });

  it('holds what was asked for', () => {
    const { brands, models, generations } = ownCatalog();
    expect(brands.length).toBeGreaterThanOrEqual(120);
    expect(models.length).toBeGreaterThanOrEqual(2_500);
    expect(generations.length).toBeGreaterThanOrEqual(1_500);
  });

  it.each<[string, Partial<Catalog>]>([
    ['brand-ascii', { brands: [{ ...brand, brand: 'Тойота' }] }],
    ['brand-names', { brands: [{ ...brand, nameKy: '' }] }],
    ['brand-unique', { brands: [brand, { ...brand, brand: 'Lexus' }] }],
    ['model-brand', { models: [model] }],
    ['model-unique', { brands: [brand], models: [model, { ...model, model: 'CAMRY' }] }],
    ['years', { brands: [brand], models: [{ ...model, yearTo: 1980 }] }],
    ['spelling-unique', { brands: [brand], models: [model, { ...model, model: 'Corolla' }] }],
    [
      'spelling-ambiguous',
      {
        brands: [brand],
        models: [model],
        ambiguous: [{ brand: 'Toyota', alias: 'камри', models: ['Camry', 'Camry'], reason: '' }],
      },
    ],
    ['generation-model', { brands: [brand], generations: [generation] }],
    ['generation-unique', { brands: [brand], models: [model], generations: [generation, generation] }],
    ['generation-ordinal', { brands: [brand], models: [model], generations: [{ ...generation, ordinal: 'six' }] }],
    ['code-model', { brands: [brand], codes: [{ brand: 'Toyota', code: 'ACV40', model: 'Camry', generation: '' }] }],
    [
      'ambiguous-model',
      { brands: [brand], ambiguous: [{ brand: 'Toyota', alias: 'x', models: ['A', 'B'], reason: '' }] },
    ],
    ['kin-brand', { twins: [{ brand: 'Vauxhall', givesWayTo: 'Opel', names: [] }] }],
  ])('breaks the rule %s', (rule, broken) => {
    expect(lintCatalog({ ...EMPTY, ...broken }).map((fault) => fault.rule)).toContain(rule);
  });
});

describe('lekalo catalog', () => {
  it('finds no fault in its own catalogue', async () => {
    expect(await lekalo(['catalog', 'lint'], { cwd: tmpdir() })).toEqual({
      exitCode: 0,
      stdout: 'no faults\n',
      stderr: '',
    });
  });

  it('counts what it holds', async () => {
    const { stdout } = await lekalo(['catalog', 'stats', '--json'], { cwd: tmpdir() });
    expect(JSON.parse(stdout)).toMatchObject({
      brands: ownCatalog().brands.length,
      models: ownCatalog().models.length,
    });
  });

  it('says which folder it cannot read', async () => {
    const { exitCode, stderr } = await lekalo(['catalog', 'stats', '--catalog', 'nowhere'], { cwd: tmpdir() });
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('nowhere')]);
  });
});
