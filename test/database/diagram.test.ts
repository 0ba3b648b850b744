/** The diagram of docs/ARCHITECTURE.md is held against the schema; `UPDATE_DOCS=1` writes its tables anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { describeEmbedded } from '../support/database.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/ARCHITECTURE.md');
const DIAGRAM = /```mermaid\nerDiagram\n([\s\S]*?)\n\n([\s\S]*?)```/;

/** The nine of the domain and those of the import. */
const DRAWN = [
  'tenants',
  'bot_texts',
  'brands',
  'body_types',
  'models',
  'product_categories',
  'product_options',
  'patterns',
  'prices',
  'import_runs',
  'source_rows',
  'import_changes',
];

describeEmbedded('the diagram of the tables', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });

  it('has each table with each of its columns', async () => {
    const drawn = (await Promise.all(DRAWN.map((table) => drawTable(database, table)))).join('');
    const page = readFileSync(PAGE, 'utf8');
    if (process.env['UPDATE_DOCS']) {
      writeFileSync(
        PAGE,
        page.replace(DIAGRAM, (_all, relations: string) => `\`\`\`mermaid\nerDiagram\n${relations}\n\n${drawn}\`\`\``),
      );
      return;
    }
    expect(DIAGRAM.exec(page)?.[2]).toBe(drawn);
  });

  it('has a line for each foreign key between them, and no other', async () => {
    const relations = DIAGRAM.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
    const drawn = [...relations.matchAll(/^ {2}(\w+) (\|\||\|o)--o\{ (\w+) : ".+"$/gm)].map(
      ([, to, mark, from]) => `${from} → ${to}${mark === '|o' ? ' or none' : ''}`,
    );
    expect(drawn).toHaveLength(relations.split('\n').length);
    const keys = await database.sql<{ relation: string }[]>`
      select distinct from_table.relname || ' → ' || to_table.relname
        || case when bool_and(a.attnotnull) then '' else ' or none' end as relation
      from pg_constraint k join pg_class from_table on from_table.oid = k.conrelid
      join pg_class to_table on to_table.oid = k.confrelid
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
      where k.contype = 'f' and from_table.relname = any (${DRAWN}) and to_table.relname = any (${DRAWN})
      group by k.oid, from_table.relname, to_table.relname`;
    expect(drawn.sort()).toEqual(keys.map(({ relation }) => relation).sort());
  });
});

async function drawTable(database: Database, table: string): Promise<string> {
  const columns = await database.sql<{ name: string; type: string; keys: string | null }[]>`
    select a.attname as name, regexp_replace(format_type(a.atttypid, null), ' with time zone|[[][]]', '') as type,
      (select string_agg(distinct upper(k.contype::text) || 'K', ', ' order by upper(k.contype::text) || 'K') from pg_constraint k
       where k.conrelid = a.attrelid and a.attnum = any (k.conkey) and (k.contype in ('p', 'f') or (k.contype = 'u' and cardinality(k.conkey) = 1))) as keys
    from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
  const lines = columns.map(({ name, type, keys }) => `    ${type} ${name}${keys === null ? '' : ` ${keys}`}\n`);
  return `  ${table} {\n${lines.join('')}  }\n`;
}
