import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startLekalo } from '../support/built.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';

/** Long enough for a process to start, short of the time that a page may take. */
const STARTED_MS = 3_000;

/** The sources read pages in the test's own thread; only the built program reads them in threads of their own. */
const pdfOf = (name: string): string => join(import.meta.dirname, '..', '..', 'fixtures', name, 'source.pdf');

function filesIn(cwd: string): string[] {
  return ['raw_vehicle_data.csv', 'rejects.csv'].map((file) => readFileSync(join(cwd, 'out', file), 'utf8'));
}

test.each([
  ['pages-6', []],
  ['pages-6', ['--jobs', '3']],
  ['pages-6', ['--jobs', '99', '--pages', '2,5-']],
  ['bad-bit-rot', ['--jobs', '2']],
])('%s read in threads %j gives the same files as read in one', async (name, flags) => {
  const alone = freshFolder();
  const pages = flags.includes('--pages') ? ['--pages', '2,5-'] : [];
  await lekalo(['extract', pdfOf(name), ...pages], { cwd: alone });
  const threaded = freshFolder();
  const { outcome } = await startLekalo(['extract', pdfOf(name), ...flags], { cwd: threaded });
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' });
  expect(filesIn(threaded)).toEqual(filesIn(alone));
});

test('files that are read one after the other by one thread leave each other alone', async () => {
  const files = ['bad-bit-rot', 'pages-6', 'encrypted-rc4', 'pages-6'].map(pdfOf);
  const alone = freshFolder();
  await lekalo(['extract', ...files], { cwd: alone });
  const threaded = freshFolder();
  const { outcome } = await startLekalo(['extract', ...files], { cwd: threaded });
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' });
  expect(filesIn(threaded)).toEqual(filesIn(alone));
});

test('a refusal crosses the border of a thread with its code and hint', async () => {
  const { outcome } = await startLekalo(['extract', pdfOf('bad-password'), '--json'], { cwd: freshFolder() });
  const { exitCode, stdout } = await outcome;
  const { error } = JSON.parse(stdout);
  expect([exitCode, error.code]).toEqual([3, 'pdf-encrypted']);
  expect(error.hint).toContain('--password-file');
});

test('Ctrl-C ends the reading with exit code 130 and no files', async () => {
  const cwd = freshFolder();
  const { child, outcome } = await startLekalo(['extract', pdfOf('bad-nesting')], { cwd });
  setTimeout(() => child.kill('SIGINT'), STARTED_MS);
  expect((await outcome).exitCode).toBe(130);
  expect(() => filesIn(cwd)).toThrow();
});
