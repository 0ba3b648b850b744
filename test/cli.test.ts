import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lekalo } from './support/lekalo.ts';

const cwd = tmpdir();

describe('lekalo', () => {
  it('prints its help and its version on stdout with exit code 0', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(await lekalo(['--version'], { cwd })).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
    const help = await lekalo(['--help'], { cwd });
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toContain('Usage: lekalo');
  });

  it.each([
    [['no-such-command'], "'no-such-command'"],
    [['--no-such-option'], "'--no-such-option'"],
  ])('answers %j with two lines and exit code 2', async (args, named) => {
    const { exitCode, stdout, stderr } = await lekalo(args, { cwd });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^lekalo: .*\n {2}.*\n$/);
    expect(stderr).toContain(named);
  });

  it('answers under --json with one error object on stdout', async () => {
    const { exitCode, stdout, stderr } = await lekalo(['--json', 'no-such-command'], { cwd });
    expect([exitCode, stderr]).toEqual([2, '']);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'bad-usage', message: expect.any(String), hint: expect.any(String) },
    });
  });
});
