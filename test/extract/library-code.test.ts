import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtLekalo } from '../support/built.ts';
import { freshFolder } from '../support/folder.ts';

/** What the build leaves of pdf.js is for the built program. */
async function run(flags: readonly string[], code: string): Promise<string> {
  const modules = join(dirname(dirname(await builtLekalo())), 'dist/extract/pdf');
  const script = `const { libraryScript } = await import('${modules}/libraryCode.js'); ${code}`;
  return execFileSync(process.execPath, [...flags, '--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
}

test('pdf.js is loaded as it was compiled by the build', async () => {
  expect(await run([], 'console.log(libraryScript().cachedDataRejected)')).toBe('false');
});

test('under other flags of V8 pdf.js is compiled anew, and reads the same', async () => {
  const flags = ['--no-opt'];
  expect(await run(flags, 'console.log(libraryScript().cachedDataRejected)')).toBe('true');
  const lekalo = await builtLekalo();
  const source = join(import.meta.dirname, '../../fixtures/sheet-zebra/source.pdf');
  const rows = [[], flags].map((given) => {
    const cwd = freshFolder();
    execFileSync(process.execPath, [...given, lekalo, 'extract', source], { cwd });
    return readFileSync(join(cwd, 'out/raw_vehicle_data.csv'), 'utf8');
  });
  expect(rows[0]).toBe(rows[1]);
});
