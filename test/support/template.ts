/**
 * Migrated databases to copy: initialising and migrating one takes seconds when two cores are busy, copying it a
 * fraction of one. Each is made once for a whole test run, by whichever worker needs it first.
 */
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type postgres from 'postgres';
import { inject } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { openDatabase } from '../../src/database/connection/connection.ts';
import { migrateUp } from '../../src/database/migrations/migrate.ts';
import { once, POLL_MS } from './once.ts';

/** The folder of an embedded database that nobody has open: just initialised, or migrated. */
export async function embeddedTemplate(state: 'empty' | 'migrated'): Promise<string> {
  const { dir } = inject('testRun');
  await once('empty', () =>
    buildFolder('empty', async (folder) => {
      const database = await openDatabase({ kind: 'embedded', dir: folder });
      await database.close();
    }),
  );
  if (state === 'migrated') {
    await once('migrated', () =>
      buildFolder('migrated', async (folder) => {
        cpSync(join(dir, 'empty'), folder, { recursive: true });
        await migrate({ kind: 'embedded', dir: folder });
      }),
    );
  }
  return join(dir, state);
}

/** Under another name until it is whole. */
async function buildFolder(name: string, build: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(inject('testRun').dir, name);
  await build(`${folder}.building`);
  renameSync(`${folder}.building`, folder);
}

/** The name of a migrated database on the server that nobody is connected to. */
export async function serverTemplate(admin: postgres.Sql, server: string): Promise<string> {
  const { template } = inject('testRun');
  await once('server', async () => {
    await admin.unsafe(`create database ${template}`);
    const url = new URL(server);
    url.pathname = `/${template}`;
    await migrate({ kind: 'server', url: url.href });
    await untilNobodyIn(admin, template);
  });
  return template;
}

async function migrate(target: DatabaseTarget): Promise<void> {
  const database = await openDatabase(target, { max: 1 });
  await migrateUp(database);
  await database.close();
}

/** CREATE DATABASE … TEMPLATE refuses while a backend that we have left is still going away. */
async function untilNobodyIn(admin: postgres.Sql, name: string): Promise<void> {
  for (;;) {
    const [row] = await admin`select count(*)::int as n from pg_stat_activity where datname = ${name}`;
    if (row?.['n'] === 0) return;
    await setTimeout(POLL_MS);
  }
}
