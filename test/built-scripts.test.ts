import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtLekalo } from './support/built.ts';
import { freshFolder } from './support/folder.ts';

const ROOT = join(import.meta.dirname, '..');
const LIST = join(ROOT, 'fixtures/sheet-zebra/source.pdf');
/** The scripts that the build leaves, and how a program gets at them. */
const SCRIPTS: readonly (readonly [string, string])[] = [
  ['program', "(await import('DIST/script.js')).readScript((await import('DIST/parts.js')).scriptOf('program'))"],
  ['reader', "(await import('DIST/script.js')).readScript((await import('DIST/parts.js')).scriptOf('reader'))"],
  ['pdf.js', "(await import('DIST/extract/pdf/libraryCode.js')).libraryScript()"],
];

const homeOf = async (): Promise<string> => dirname(dirname(await builtLekalo()));

/** Whether V8 passed over what the build had compiled. */
function isRejected(home: string, script: string, flags: readonly string[] = []): string {
  const code = `console.log(${script.replaceAll('DIST', join(home, 'dist'))}.cachedDataRejected)`;
  return execFileSync(process.execPath, [...flags, '--input-type=module', '-e', code], { encoding: 'utf8' }).trim();
}

function extract(home: string, flags: readonly string[] = []): string {
  const cwd = freshFolder();
  execFileSync(process.execPath, [...flags, join(home, 'bin/lekalo.js'), 'extract', LIST], { cwd });
  return readFileSync(join(cwd, 'out/raw_vehicle_data.csv'), 'utf8');
}

async function copyOf(home: string): Promise<string> {
  const copy = freshFolder();
  cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

describe.each(SCRIPTS)('the script of the %s', (_, script) => {
  test('is loaded as the build compiled it', async () => {
    expect(isRejected(await homeOf(), script)).toBe('false');
  });

  test('is so in another place', async () => {
    expect(isRejected(await copyOf(await homeOf()), script)).toBe('false');
  });

  test('is compiled anew under other flags of V8', async () => {
    expect(isRejected(await homeOf(), script, ['--no-opt'])).toBe('true');
  });
});

test('the same is read under other flags of V8, and without the scripts', async () => {
  const home = await homeOf();
  const copy = await copyOf(home);
  const scripts = readdirSync(join(copy, 'dist'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.script(\.compiled)?$/.test(name),
  );
  expect(scripts).toHaveLength(6);
  for (const name of scripts) rmSync(join(copy, 'dist', name));
  const rows = extract(home);
  expect(rows.split('\n').length).toBeGreaterThan(10);
  expect([extract(home, ['--no-opt']), extract(copy)]).toEqual([rows, rows]);
});
