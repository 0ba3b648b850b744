import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './folder.ts';

/** A folder with the migrations 0001_create_a, 0002_create_b, …, each making one table. */
export function migrationsFor(...tables: readonly string[]): string {
  const dir = freshFolder();
  for (const [index, table] of tables.entries()) addMigration(dir, index + 1, table);
  return dir;
}

export function addMigration(dir: string, version: number, table: string): void {
  const name = `${String(version).padStart(4, '0')}_create_${table}`;
  writeFileSync(join(dir, `${name}.sql`), `CREATE TABLE ${table} (id int);\n`);
  writeFileSync(join(dir, `${name}.down.sql`), `DROP TABLE ${table};\n`);
}
