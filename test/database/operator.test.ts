/**
 * The whole work with logins of little power: the owner has no more than its database, the operator's login is only a
 * member of lekalo_tenant. Row security binds both, so a statement that is not for one tenant would find nothing.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { asLogin, describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo, type Outcome } from '../support/lekalo.ts';

const CLEANED = `source,page,row,brand,model,generation,year_from,year_to,body_type,steering,borders,seat_rows,coverage,trunk,wheelbase,powertrain,category,notes,confidence,matched_by,raw_brand,raw_model,raw_year,raw_description
list.pdf,1,1,Toyota,Camry,XV70,2018,,sedan,left,with,,,,,,,,1,brand:exact model:exact,Тойота,Камри 70,2018,с бортами левый руль
list.pdf,1,2,Toyota,Camry,XV70,2018,,sedan,right,with,,,,,,,,1,brand:exact model:exact,Тойота,Камри 70,2018,с бортами правый руль
`;
const PRICES = `category,option,value,body_type,price,currency,valid_from,valid_to
eva_mats,,,coupe,2300,KGS,2026-01-10,
`;

describeServer('with logins of little power', ({ login, empty, migrated }) => {
  let asOwner: (...args: string[]) => Promise<Outcome>;
  let asOperator: (...args: string[]) => Promise<Outcome>;
  let cwd: string;

  beforeAll(async () => {
    const [owner, operator] = [await login(), await login()];
    // The role is the cluster's: whoever administers it lets the two in.
    const admin = await openDatabase(await migrated());
    await admin.sql.unsafe(
      `grant lekalo_tenant to ${owner.name} with admin option; grant lekalo_tenant to ${operator.name}`,
    );
    await admin.close();
    const target = await empty(owner);
    asOwner = (...args) => lekalo(args, { cwd, env: environmentOf(target) });
    asOperator = (...args) => lekalo(args, { cwd, env: environmentOf(asLogin(target, operator)) });
  });

  it('the owner migrates and seeds; the operator imports, undoes, prices, searches, quotes and explains', async () => {
    cwd = freshFolder();
    writeFileSync(join(cwd, 'cleaned.csv'), CLEANED);
    writeFileSync(join(cwd, 'prices.csv'), PRICES);
    const fine = async (outcome: Promise<Outcome>): Promise<Record<string, unknown>> => {
      const { exitCode, stdout, stderr } = await outcome;
      expect([exitCode, stderr], stdout).toEqual([0, '']);
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    await fine(asOwner('migrate', '--json'));
    await fine(asOwner('seed', '--json'));
    await fine(asOwner('doctor', '--json'));

    await fine(asOperator('migrate', 'status', '--json'));
    await fine(asOperator('doctor', '--json'));
    const first = await fine(asOperator('import', 'cleaned.csv', '--tenant', 'evopoliki', '--json'));
    expect(first).toMatchObject({ patterns: { inserted: 2, updated: 0, unchanged: 0, retired: 0 } });
    const second = await fine(asOperator('import', 'cleaned.csv', '--tenant', 'evopoliki', '--json'));
    expect(second).toMatchObject({ patterns: { inserted: 0, updated: 0, unchanged: 2, retired: 0 } });
    await fine(asOperator('imports', 'list', '--tenant', 'evopoliki', '--json'));
    await fine(asOperator('imports', 'show', String(first['import_id']), '--tenant', 'evopoliki', '--json'));
    await fine(asOperator('imports', 'undo', String(first['import_id']), '--tenant', 'evopoliki', '--json'));
    await fine(asOperator('import', 'cleaned.csv', '--tenant', 'evopoliki', '--json'));
    await fine(asOperator('import-prices', 'prices.csv', '--tenant', 'evopoliki', '--json'));
    const found = await fine(asOperator('search', 'камри 70', '--tenant', 'evopoliki', '--json'));
    expect(found).toMatchObject({ status: 'found', matches: [{ brand: 'Toyota', model: 'Camry', available: true }] });
    const [match] = found['matches'] as [{ patterns: readonly { id: string | number }[] }];
    await fine(asOperator('explain', String(match.patterns[0]?.id), '--tenant', 'evopoliki', '--json'));
    const quote = await fine(
      asOperator(
        'quote',
        '--tenant',
        'evopoliki',
        '--category',
        'eva_mats',
        '--body-type',
        'sedan',
        '--option',
        'with_borders',
        '--json',
      ),
    );
    expect(quote).toMatchObject({ status: 'priced', total: expect.anything() });
    await fine(asOperator('texts', 'list', '--tenant', 'evopoliki', '--json'));
    await fine(asOperator('texts', 'missing', '--tenant', 'evopoliki', '--json'));
  });

  it('the operator runs a whole list into what the owner has migrated and seeded', async () => {
    const pdf = resolve(import.meta.dirname, '../../fixtures/sheet-zebra/source.pdf');
    const { exitCode, stdout, stderr } = await asOperator('run', pdf, '--tenant', 'evopoliki', '--json');
    expect([exitCode, stderr], stdout).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ migrate: { applied: [] }, seed: null });
  });

  it('a login may not migrate a database that is not its own, and is told so', async () => {
    const stranger = asLogin(await empty(), await login());
    const { exitCode, stderr } = await lekalo(['migrate'], { cwd, env: environmentOf(stranger) });
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/^lekalo: This login may not migrate: 'permission denied for schema public'\.\n {2}.*\n$/);
  });

  it('the operator may neither migrate nor see another tenant, and is told in two lines', async () => {
    const refused = await asOperator('migrate', 'down');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(/^lekalo: .*\n {2}.*\n$/);
    const unknown = await asOperator('search', 'камри', '--tenant', 'nobody', '--json');
    expect(unknown.exitCode).toBe(4);
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'unknown-tenant' } });
  });
});
