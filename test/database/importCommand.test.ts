import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { describeDatabases, describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { readState } from '../support/state.ts';
import { cleanedFile, importRows, list, row, seeded } from '../support/vehicles.ts';

describeDatabases('lekalo import', ({ migrated }) => {
  /** A seeded database and the folder to stand in, with a good file and a bad one. */
  async function workplace() {
    const target = await migrated();
    const database = await seeded(await openDatabase(target));
    await database.close();
    const cwd = freshFolder();
    const good = await cleanedFile(list({ borders: 'with' }, { brand: 'Kia', model: 'Rio' }), cwd);
    writeFileSync(join(cwd, 'bad.csv'), 'brand,model\nToyota,Camry\n');
    return { cwd, good, options: { cwd, env: { ...environmentOf(target), LEKALO_ACTOR: 'operator@office' } } };
  }

  it('prints the summary of PRODUCT.md under --json, and lists, shows and undoes what it did', async () => {
    const { good, options } = await workplace();
    const first = await lekalo(['import', good, '--tenant', 'evopoliki', '--json'], options);
    expect([first.exitCode, first.stderr]).toEqual([0, '']);
    const summary = JSON.parse(first.stdout);
    expect(summary).toEqual({
      tenant: 'evopoliki',
      category: 'eva_mats',
      dry_run: false,
      import_id: expect.any(Number),
      rows: 2,
      brands: { inserted: 2, updated: 0, unchanged: 0 },
      models: { inserted: 2, updated: 0, unchanged: 0 },
      patterns: { inserted: 2, updated: 0, unchanged: 0, retired: 0 },
    });
    const listed = await lekalo(['imports', 'list', '--json'], options);
    expect(JSON.parse(listed.stdout)).toEqual({
      imports: [
        expect.objectContaining({
          id: summary.import_id,
          tenant: 'evopoliki',
          actor: 'operator@office',
          undone_at: null,
        }),
      ],
    });
    const shown = await lekalo(['imports', 'show', String(summary.import_id)], options);
    expect(shown.stdout).toContain('2 patterns and 2 source rows came with it');
    const undone = await lekalo(['imports', 'undo', String(summary.import_id)], options);
    expect(undone.stdout).toBe(
      `import ${summary.import_id} of evopoliki undone: 2 patterns deleted, 0 restored, 2 models and 2 brands taken away\n`,
    );
    const again = await lekalo(['imports', 'undo', String(summary.import_id)], options);
    expect([again.exitCode, again.stderr.split('\n')[0]]).toEqual([
      4,
      expect.stringContaining(`The import '${summary.import_id}' was undone by operator@office`),
    ]);
    const unknown = await lekalo(['imports', 'show', '999'], options);
    expect([unknown.exitCode, unknown.stderr.split('\n')[0]]).toEqual([4, "lekalo: There is no import '999'."]);
  });

  it('takes several files and tenants, one transaction each: one that fails stops no other', async () => {
    const { good, options } = await workplace();
    const args = ['import', good, 'bad.csv', '--tenant', 'evopoliki', 'nobody', 'five_deluxe', '--category', '5d_mats'];
    const { exitCode, stdout } = await lekalo([...args, '--json'], options);
    const { imports } = JSON.parse(stdout) as {
      imports: { tenant: string; import_id?: number; error?: { code: string } }[];
    };
    expect(
      imports.map(({ tenant, import_id, error }) => [tenant, import_id === undefined ? error?.code : 'done']),
    ).toEqual([
      ['evopoliki', 'done'],
      ['evopoliki', 'wrong-columns'],
      ['nobody', 'unknown-tenant'],
      ['nobody', expect.stringMatching(/^(unknown-tenant|wrong-columns)$/)],
      ['five_deluxe', 'done'],
      ['five_deluxe', 'wrong-columns'],
    ]);
    expect(exitCode).toBe(4);
  });

  it.each([
    [
      ['import', 'no-such.csv', '--tenant', 'evopoliki'],
      3,
      /^lekalo: Cannot read '.*no-such\.csv'\.\n {2}Check the path/,
    ],
    [['import', 'bad.csv', '--tenant', 'evopoliki'], 3, /^lekalo: '.*bad\.csv' has no column 'source', 'page'/],
    [['import', 'good', '--tenant', 'nobody'], 4, /^lekalo: There is no tenant 'nobody'\.\n/],
    [
      ['import', 'good', '--tenant', 'five_deluxe'],
      4,
      /^lekalo: The tenant 'five_deluxe' has no category 'eva_mats'\.\n/,
    ],
    [
      ['import', 'good', 'bad.csv', '--tenant', 'evopoliki', '--retire-missing'],
      2,
      /^lekalo: --retire-missing takes one/,
    ],
    [
      ['import', 'good', '--tenant', 'evopoliki', '--max-retire', '120%'],
      2,
      /^lekalo: Option '--max-retire <percent>'/i,
    ],
    [['import', 'good'], 2, /^lekalo: Required option '--tenant/i],
  ])('lekalo %j ends with %i and two lines', async (args, exitCode, stderr) => {
    const { good, options } = await workplace();
    const outcome = await lekalo(
      args.map((arg) => (arg === 'good' ? good : arg)),
      options,
    );
    expect(outcome.stderr).toMatch(stderr);
    expect([outcome.exitCode, outcome.stdout, outcome.stderr.split('\n').length]).toEqual([exitCode, '', 3]);
  });

  it('tells a dry run line by line', async () => {
    const { good, options } = await workplace();
    const { stdout } = await lekalo(['import', good, '--tenant', 'evopoliki', '--dry-run'], options);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '+ eva_mats Toyota Camry sedan, borders with',
      expect.stringMatching(/^\+ eva_mats Kia Rio \w+$/),
    ]);
    expect(stdout).toContain('dry run: nothing was written');
  });
});

describeServer('Ctrl-C during an import', ({ open }) => {
  it('rolls it back and says that it was interrupted', async () => {
    const database = await seeded(await open({ max: 3 }));
    const before = await readState(database);
    const rows = Array.from({ length: 20_000 }, (_, index) => row({ row: index, model: `Model ${index}` }));
    const interrupt = new AbortController();
    const importing = importRows(database, rows, {
      signal: interrupt.signal,
      onRows: (done) => done >= rows.length && interrupt.abort(),
    });
    await expect(importing).rejects.toThrow('Interrupted.');
    expect(await readState(database)).toEqual(before);
    expect((await importRows(database, list({}))).patterns.inserted).toBe(1);
  });
});
