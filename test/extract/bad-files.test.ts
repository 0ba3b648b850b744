import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startLekalo } from '../support/built.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { readCells } from '../support/tableFiles.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');

interface Facts {
  readonly kind: string;
  readonly rows?: number;
  readonly exit?: number;
  readonly orError?: number;
  readonly password?: string;
  readonly unreadablePages?: readonly number[];
}

const factsOf = (name: string): Facts => JSON.parse(readFileSync(join(FIXTURES, name, 'case.json'), 'utf8'));
const names = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'case.json')));
const ofKind = (...kinds: string[]): string[] => names.filter((name) => kinds.includes(factsOf(name).kind));
const pdfOf = (name: string): string => join(FIXTURES, name, 'source.pdf');

/** What each unusable file is refused with, and a word of the message that says why. */
const REFUSED: Readonly<Record<string, readonly [code: string, why: RegExp]>> = {
  'bad-password': ['pdf-encrypted', /is encrypted/],
  'bad-scan': ['pdf-without-text', /no text/],
  'bad-blank': ['pdf-without-text', /no text/],
  'bad-outlines': ['pdf-without-text', /no text/],
  'bad-glyph-numbers': ['pdf-font-unmapped', /page 1 its font/],
  'bad-cid': ['pdf-font-unmapped', /page 1 its font/],
  'bad-private-use': ['pdf-font-unmapped', /page 1 its font maps glyphs to private-use/],
  'bad-zero-pages': ['pdf-damaged', /no pages/],
  'bad-text-file': ['not-a-pdf', /not a PDF/],
  'bad-empty': ['not-a-pdf', /not a PDF/],
  'bad-bomb': ['pdf-damaged', /page 1: a compressed stream unpacks to more than \d+ MB/],
  'bad-nesting': ['pdf-damaged', /page 1: reading it took more than \d+ seconds/],
  'bad-circular': ['pdf-damaged', /list of its pages is damaged/],
};
/** Only a thread can be stopped in the midst of a page: these run in the built program. */
const NEEDS_THREAD = ['bad-nesting'];

describe('a file that cannot be used', () => {
  test('each one has its refusal in the table', () => {
    expect(Object.keys(REFUSED).toSorted()).toEqual(ofKind('error').toSorted());
  });

  test.each(ofKind('error'))('%s is refused with its code and its reason, and writes nothing', async (name) => {
    const cwd = freshFolder();
    const args = ['extract', pdfOf(name), '--json'];
    const { exitCode, stdout, stderr } = NEEDS_THREAD.includes(name)
      ? await (await startLekalo(args, { cwd })).outcome
      : await lekalo(args, { cwd });
    const [code, why] = REFUSED[name]!;
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(why);
    expect(error.hint).not.toBe('');
    expect(exitCode).toBe(factsOf(name).exit);
    expect(stderr).toBe('');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each(ofKind('not-a-list'))('%s gives no row, or its rows a reason', async (name) => {
    const cwd = freshFolder();
    const { exitCode, stderr } = await lekalo(['extract', pdfOf(name)], { cwd });
    expect(exitCode).toBe(factsOf(name).exit);
    expect(stderr).toMatch(/^lekalo: No vehicle table found in 'source\.pdf'\.\n {2}\S.*\n$/);
  });
});

describe('a damaged file', () => {
  test.each(ofKind('damaged'))(
    '%s gives an error, or rejects that name the pages whose rows are missing',
    async (name) => {
      const cwd = freshFolder();
      const { exitCode, stdout } = await lekalo(['extract', pdfOf(name), '--json'], { cwd });
      if (exitCode !== 0) {
        expect(exitCode).toBe(3);
        expect(JSON.parse(stdout).error.code).toBe('pdf-damaged');
        return;
      }
      const { sources, rows } = JSON.parse(stdout);
      const rejects = readCells(join(cwd, 'out', 'rejects.csv'));
      const unreadable = rejects.filter((reject) => reject['reason'] === 'page-unreadable');
      expect(rows).toBeLessThanOrEqual(factsOf(name).rows!);
      for (const reject of unreadable) expect(reject['text']).not.toBe('');
      // Every page of this file was hit: none may pass for whole.
      expect(new Set(unreadable.map((reject) => Number(reject['page']))).size).toBe(sources[0].pages);
    },
  );

  test.each(names.filter((name) => factsOf(name).unreadablePages))('%s names its unreadable pages', async (name) => {
    const cwd = freshFolder();
    const { exitCode } = await lekalo(['extract', pdfOf(name)], { cwd });
    const facts = factsOf(name);
    if (exitCode === facts.orError) return;
    expect(exitCode).toBe(0);
    const pages = readCells(join(cwd, 'out', 'rejects.csv'))
      .filter((reject) => reject['reason'] === 'page-unreadable')
      .map((reject) => Number(reject['page']));
    expect(pages).toEqual(facts.unreadablePages);
    expect(readCells(join(cwd, 'out', 'raw_vehicle_data.csv'))).toHaveLength(facts.rows!);
  });
});

describe('a password', () => {
  const file = pdfOf('bad-password');
  const { password, rows } = factsOf('bad-password');

  test('from stdin opens the file', async () => {
    const outcome = await lekalo(['extract', file, '--password-file', '-', '--json'], {
      cwd: freshFolder(),
      stdin: `${password}\n`,
    });
    expect(JSON.parse(outcome.stdout).rows).toBe(rows);
  });

  test.each([
    ['that is wrong is refused', 'kovrik', 'pdf-wrong-password'],
    ['that is empty is none', '', 'pdf-encrypted'],
  ])('%s', async (_, stdin, code) => {
    const outcome = await lekalo(['extract', file, '--password-file', '-', '--json'], { cwd: freshFolder(), stdin });
    expect(outcome.exitCode).toBe(3);
    expect(JSON.parse(outcome.stdout).error.code).toBe(code);
  });

  test('of a file that needs none is no fault', async () => {
    const outcome = await lekalo(['extract', pdfOf('encrypted-owner'), '--password-file', '-', '--json'], {
      cwd: freshFolder(),
      stdin: 'any',
    });
    expect(JSON.parse(outcome.stdout).rows).toBe(factsOf('encrypted-owner').rows);
  });

  test('whose file is missing is refused by name', async () => {
    const outcome = await lekalo(['extract', file, '--password-file', 'none.txt'], { cwd: freshFolder() });
    expect(outcome.stderr).toBe("lekalo: Cannot read 'none.txt'.\n  Check the path and its permissions.\n");
  });
});
