import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pictureName } from '../../src/commands/pictures.ts';
import { type DocumentTables, readTables } from '../../src/index.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { readCells } from '../support/tableFiles.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
const pdfOf = (name: string): string => join(FIXTURES, name, 'source.pdf');

async function tablesOf(name: string, ...args: string[]): Promise<DocumentTables> {
  const { stdout, stderr } = await lekalo(['tables', pdfOf(name), '--json', ...args], { cwd: freshFolder() });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('lekalo tables', () => {
  test('shows every printed cell of a ruled list once, in its place', async () => {
    const { tables, pages } = await tablesOf('calc-ruled');
    const truth = readCells(join(FIXTURES, 'calc-ruled', 'truth.csv'));
    const printed = tables.flatMap(({ cells, columns }) =>
      cells.filter((cell) => cell.row > 0).map((cell) => `${columns[cell.column]!.role} ${cell.text}`),
    );
    const wanted = truth.flatMap((row) =>
      Object.entries(row)
        .filter(([, text]) => text !== '')
        .map(([role, text]) => `${role} ${text}`),
    );
    expect(printed.toSorted()).toEqual(wanted.toSorted());
    expect(new Set(tables.map((table) => table.page)).size).toBe(pages);
  });

  test('gives each cell a box within its table, spans and a confidence', async () => {
    const { tables } = await tablesOf('sheet-merged-brand');
    for (const { box, cells, columns } of tables)
      for (const cell of cells) {
        expect(cell.box.x0).toBeLessThanOrEqual(cell.box.x1);
        expect(cell.box.y0).toBeLessThanOrEqual(cell.box.y1);
        expect(cell.column + cell.columnSpan).toBeLessThanOrEqual(columns.length);
        expect(cell.confidence).toBeGreaterThan(0);
        expect(cell.confidence).toBeLessThanOrEqual(1);
        expect(box.x0).toBeLessThanOrEqual(box.x1);
      }
    const brands = tables[0]!.cells.filter((cell) => cell.rowSpan > 1);
    expect(brands.map(({ text, row, rowSpan }) => [text, row, rowSpan])).toEqual([
      ['Nissan', 1, 7],
      ['Geely', 8, 12],
      ['Audi', 21, 9],
      ['Subaru', 30, 17],
    ]);
  });

  test('prints for people what the table is, then its rows', async () => {
    const { stdout } = await lekalo(['tables', pdfOf('calc-none'), '--pages', '1'], { cwd: freshFolder() });
    const [head, roles] = stdout.split('\n');
    expect(head).toMatch(/^page 1: \d+ rows of 5 columns \(space, confidence 0\.\d+\)$/);
    expect(roles).toBe('number | brand | model | year | description');
  });

  test('finds none in a letter, and says so', async () => {
    const { exitCode, stdout } = await lekalo(['tables', pdfOf('other-letter')], { cwd: freshFolder() });
    expect([exitCode, stdout]).toEqual([0, 'source.pdf: no tables\n']);
  });

  test('is the same for programs', async () => {
    const tables = await readTables(pdfOf('calc-none'), { source: 'source.pdf' });
    expect(JSON.parse(JSON.stringify(tables))).toEqual(await tablesOf('calc-none'));
  });
});

describe('--debug-dir', () => {
  const draw = async (name: string): Promise<Map<string, string>> => {
    const cwd = freshFolder();
    await lekalo(['extract', pdfOf(name), '--debug-dir', 'seen'], { cwd });
    const folder = join(cwd, 'seen');
    return new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  };
  const colorOf = (svg: string, text: string): string | undefined =>
    new RegExp(`fill="(#\\w+)">${text}</text>`, 'u').exec(svg)?.[1];

  test('draws one well-formed picture a page', async () => {
    const pictures = await draw('sheet-merged-brand');
    expect([...pictures.keys()]).toEqual(['source-001.svg', 'source-002.svg']);
    for (const svg of pictures.values()) {
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 [\d.]+ [\d.]+"[\s\S]*<\/svg>\n$/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      const opened = svg.match(/<(?:text|tspan|svg)\b/g)?.length;
      expect(svg.match(/<\/(?:text|tspan|svg)>/g)?.length).toBe(opened);
    }
  });

  test('shows cells, headers, rejects and furniture in colours of their own', async () => {
    const svg = [...(await draw('notes-around')).values()].join('');
    const colors = ['Лачетти', 'Модель', 'Предложение', 'Коммерческое'].map((text) => colorOf(svg, text));
    expect(colors).not.toContain(undefined);
    expect(new Set(colors).size).toBe(4);
  });

  test('draws the pages of a file without a vehicle table too: that is when one looks', async () => {
    expect((await draw('other-invoice')).size).toBeGreaterThan(0);
  });

  test.each([
    ['list.pdf', 7, 'list-007.svg'],
    ['a/list.PDF', 1200, 'a-list-1200.svg'],
    ['../up/list.pdf', 1, 'up-list-001.svg'],
  ])('names the picture of %s, page %i, %s', (source, page, name) => {
    expect(pictureName(source, page)).toBe(name);
  });
});
