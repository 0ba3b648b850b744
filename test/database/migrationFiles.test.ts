import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMigration, readMigrations } from '../../src/database/migrations/migrationFiles.ts';
import { migrationsFor } from '../support/migrations.ts';

describe('the files of migrations', () => {
  it.each([
    ['0002_Create_B.sql', 'SELECT 1', "The migration '0002_Create_B.sql' is not named like 0007_add_colour.sql."],
    ['0002_create_b.sql', 'SELECT 1', "The migration '0002_create_b.sql' has no '0002_create_b.down.sql' beside it."],
    ['0002_create_b.down.sql', '', "The migration '0002_create_b.down.sql' has no '0002_create_b.sql' beside it."],
    ['0001_other.sql', 'SELECT 1', "The migration '0001_other.sql' has the number of '0001_create_a.sql'."],
    ['0001_create_a.sql', 'SELECT 1;\nCOMMIT;', "The migration '0001_create_a.sql' says 'COMMIT'."],
    ['0001_create_a.sql', 'begin; SELECT 1', "The migration '0001_create_a.sql' says 'begin'."],
    ['0001_create_a.sql', '/* ; */ -- x\n ROLLBACK', "The migration '0001_create_a.sql' says 'ROLLBACK'."],
  ])('a file %s with %j is refused by name', async (name, text, message) => {
    const dir = migrationsFor('a');
    writeFileSync(join(dir, name), text);
    await expect(readMigrations(dir)).rejects.toMatchObject({ code: 'bad-migration', message });
  });

  it.each([
    'DO $$ BEGIN PERFORM 1; COMMIT; END $$;',
    'DO $x$ BEGIN; END $x$;',
    "SELECT '; commit;', E'\\'; commit', \"; end\" FROM t; -- ; commit",
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; END; SELECT 1;',
  ])('quoted words end no transaction: %s', async (text) => {
    const dir = migrationsFor('a');
    writeFileSync(join(dir, '0001_create_a.sql'), text);
    expect(await readMigrations(dir)).toHaveLength(1);
  });

  it('get the next number from new, which writes both halves', async () => {
    const dir = migrationsFor('a');
    expect(await createMigration('Add colour', dir)).toEqual([
      join(dir, '0002_add_colour.sql'),
      join(dir, '0002_add_colour.down.sql'),
    ]);
    await expect(createMigration('цвет', dir)).rejects.toMatchObject({ code: 'bad-usage' });
    expect((await readMigrations(dir)).map(({ name }) => name)).toEqual(['0001_create_a', '0002_add_colour']);
  });
});
