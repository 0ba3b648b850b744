/** The plain SQL files of migrations/: `NNNN_verb_noun.sql`, each with `NNNN_verb_noun.down.sql` beside it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../errors.ts';
import { writeWhole } from '../../files.ts';
import { findTransactionControl } from './sqlText.ts';

/** Beside src/ and dist/ alike. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../migrations', import.meta.url));

export interface Migration {
  readonly version: number;
  /** `0001_create_schema` */
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /** Of `up`, line ends aside: a checkout on Windows is no edit. */
  readonly checksum: string;
}

const FILE_NAME = /^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)*(\.down)?\.sql$/;

/** All migrations in order; a file that can't be one is an error that names it. */
export async function readMigrations(dir: string = MIGRATIONS_DIR): Promise<Migration[]> {
  const names = (await readFolder(dir)).filter((name) => name.endsWith('.sql')).sort();
  const migrations: Migration[] = [];
  for (const file of names) {
    const match = FILE_NAME.exec(file);
    if (!match) throw badMigration(file, 'is not named like 0007_add_colour.sql', 'Rename it.');
    if (match[2]) {
      const up = file.replace('.down.sql', '.sql');
      if (!names.includes(up)) throw badMigration(file, `has no '${up}' beside it`, 'Add or remove the other half.');
      continue;
    }
    const name = file.slice(0, -'.sql'.length);
    const version = Number(match[1]);
    const twin = migrations.find((other) => other.version === version);
    if (twin)
      throw badMigration(file, `has the number of '${twin.name}.sql'`, 'Give one of them the next free number.');
    if (!names.includes(`${name}.down.sql`)) {
      throw badMigration(file, `has no '${name}.down.sql' beside it`, 'Write how it is undone.');
    }
    const up = await readSql(dir, file);
    migrations.push({
      version,
      name,
      up,
      down: await readSql(dir, `${name}.down.sql`),
      checksum: createHash('sha256').update(up).digest('hex'),
    });
  }
  return migrations;
}

/** Writes both halves of the next migration and returns their paths: `createMigration('add_colour')`. */
export async function createMigration(name: string, dir: string = MIGRATIONS_DIR): Promise<string[]> {
  const snake = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const last = (await readMigrations(dir)).at(-1)?.version ?? 0;
  const file = `${String(last + 1).padStart(4, '0')}_${snake}`;
  if (!FILE_NAME.test(`${file}.sql`)) {
    throw new UserError('bad-usage', `'${name}' can't name a migration.`, "Use a verb and a noun: 'add_colour'.");
  }
  const paths = [join(dir, `${file}.sql`), join(dir, `${file}.down.sql`)] as const;
  await writeWhole(paths[0], '-- What this changes, and why.\n');
  await writeWhole(paths[1], `-- Undoes ${file}.sql.\n`);
  return [...paths];
}

async function readFolder(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    throw new UserError('bad-migration', `Cannot read '${dir}'.`, 'Check the path and its permissions.', {
      cause: error,
    });
  }
}

async function readSql(dir: string, file: string): Promise<string> {
  const sql = (await readFile(join(dir, file), 'utf8')).replaceAll('\r\n', '\n');
  const control = findTransactionControl(sql);
  if (control !== undefined) {
    // A COMMIT in the middle would leave half a migration behind.
    throw badMigration(file, `says '${control}'`, 'Each file runs in one transaction of its own: leave it out.');
  }
  return sql;
}

function badMigration(file: string, fault: string, cure: string): UserError {
  return new UserError('bad-migration', `The migration '${file}' ${fault}.`, cure);
}
