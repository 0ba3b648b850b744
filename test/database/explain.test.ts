import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { withTenant } from '../../src/database/tenant/tenant.ts';
import { describeDatabases, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { importRows, row, seeded } from '../support/vehicles.ts';

describeDatabases('explain', ({ migrated }) => {
  it('leads from a pattern back to file, page, row, printed cells, matches, run and decision', async () => {
    const target = await migrated();
    const database = await seeded(await openDatabase(target));
    const camry = row({
      page: 3,
      row: 12,
      rawBrand: 'Тайота',
      rawModel: 'камрюха',
      rawYear: '2018',
      rawDescription: 'с бортами',
      yearFrom: 2018,
      borders: 'with',
      matchedBy: 'brand:fuzzy model:decision',
      confidence: 0.9,
    });
    const { importId } = await importRows(database, [camry, { ...camry, page: 5, row: 1, rawModel: 'Camry' }], {
      knowledge: { brand: () => undefined, model: () => ({ nameRu: 'Камри', bodyTypes: ['sedan', 'wagon'] }) },
    });
    const [pattern] = await withTenant(database, 'evopoliki', (tx) => tx`select id::int as id from patterns`);
    await database.close();
    const cwd = freshFolder();
    const env = environmentOf(target);
    writeFileSync(
      join(cwd, 'aliases.csv'),
      'raw_brand,raw_model,brand,model,decided_at,decided_by,source\nТайота,камрюха,Toyota,Camry,2026-01-15T10:00:00Z,analyst,list.pdf\n',
    );
    const args = ['explain', String(pattern?.['id']), '--tenant', 'evopoliki', '--aliases', 'aliases.csv'];
    const { stdout, exitCode } = await lekalo(args, { cwd, env });
    expect(exitCode).toBe(0);
    expect(stdout.replace(/of 20\S+ by/g, 'of WHEN by')).toBe(
      [
        `pattern ${pattern?.['id']} of evopoliki: eva_mats Toyota Camry 2018– sedan, borders with, available`,
        '  body type sedan: not printed, from the catalog (usual ones: sedan, wagon)',
        `  list.pdf page 3 row 12, import ${importId} (cleaned_vehicle_data.csv of WHEN by tester@here)`,
        '    printed     Тайота | камрюха | 2018 | с бортами',
        '    understood  Тайота → Toyota, камрюха → Camry',
        '    found by    brand:fuzzy model:decision, confidence 0.90',
        '    decided by  analyst at 2026-01-15T10:00:00Z',
        `  list.pdf page 5 row 1, import ${importId} (cleaned_vehicle_data.csv of WHEN by tester@here)`,
        '    printed     Тайота | Camry | 2018 | с бортами',
        '    understood  Тайота → Toyota, Camry → Camry',
        '    found by    brand:fuzzy model:decision, confidence 0.90',
        '',
      ].join('\n'),
    );
    const json = await lekalo([...args, '--json'], { cwd, env });
    expect(JSON.parse(json.stdout)).toMatchObject({
      pattern: { brand: 'Toyota', model: 'Camry', body_type: 'sedan', metadata: { body_type_from: 'catalog' } },
      sources: [
        { page: 3, row: 12, raw: { model: 'камрюха' }, import_id: importId, decided_by: 'analyst' },
        { page: 5, row: 1 },
      ],
      imports: [{ id: importId, actor: 'tester@here' }],
    });
    const other = await lekalo(['explain', String(pattern?.['id']), '--tenant', 'five_deluxe'], { cwd, env });
    expect([other.exitCode, other.stderr.split('\n')[0]]).toEqual([
      4,
      `lekalo: The tenant 'five_deluxe' has no pattern '${pattern?.['id']}'.`,
    ]);
  });
});
