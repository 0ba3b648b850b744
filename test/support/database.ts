/** Runs a test body on the embedded database and on a real server: the SQL is the same, the traps are not. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { type Database, type OpenOptions, openDatabase } from '../../src/database/connection.ts';
import { embeddedTemplate, serverTemplate } from './template.ts';

const SERVER = process.env['TEST_DATABASE_URL'] ?? '';
const REQUIRED = Boolean(process.env['CI'] || process.env['REQUIRE_POSTGRES']);

/**
 * Databases for the tests of one suite. What is made inside a test is gone when the test ends, what is made in
 * `beforeAll` when the suite ends.
 */
export interface TestDatabases {
  readonly kind: 'embedded' | 'server';
  /** Where a fresh, empty database is. */
  empty(): Promise<DatabaseTarget>;
  /** Where a fresh, migrated database is: for the CLI and other processes. */
  migrated(): Promise<DatabaseTarget>;
  /** A fresh, migrated database, open. */
  open(options?: OpenOptions): Promise<Database>;
}

/** `describeDatabases('import', ({ open }) => { it(…, async () => { const database = await open(); … }) })` */
export function describeDatabases(name: string, body: (databases: TestDatabases) => void): void {
  describe(`${name} (embedded)`, () => body(createDatabases(embeddedMaker())));
  describeServer(name, body);
}

/** For what only a server can show: several connections, a pooler, pg_dump. */
export function describeServer(name: string, body: (databases: TestDatabases) => void): void {
  if (SERVER === '') {
    const reason = 'TEST_DATABASE_URL is not set';
    if (REQUIRED) {
      it(`${name} (server) needs a PostgreSQL server: ${reason}`, () => {
        throw new Error(`${reason}, and CI or REQUIRE_POSTGRES asks for it`);
      });
    } else {
      describe.skip(`${name} (server): skipped, ${reason}`, () => body(createDatabases(serverMaker())));
    }
    return;
  }
  describe(`${name} (server)`, () => body(createDatabases(serverMaker())));
}

/** `DATABASE_URL` or `LEKALO_DB_DIR` for a child process or the CLI in tests. */
export function environmentOf(target: DatabaseTarget): Record<string, string> {
  return target.kind === 'server' ? { DATABASE_URL: target.url } : { LEKALO_DB_DIR: target.dir };
}

interface Made {
  readonly target: DatabaseTarget;
  remove(): Promise<void>;
}

interface Maker {
  readonly kind: 'embedded' | 'server';
  make(migrated: boolean): Promise<Made>;
}

function createDatabases(maker: Maker): TestDatabases {
  const ofSuite: (() => Promise<void>)[] = [];
  const ofTest: (() => Promise<void>)[] = [];
  let inTest = false;
  const cleanUp = async (list: (() => Promise<void>)[]): Promise<void> => {
    // The last one first: a database is closed before its folder is removed.
    for (let undo = list.pop(); undo; undo = list.pop()) await undo();
  };
  beforeEach(() => {
    inTest = true;
  });
  afterEach(async () => {
    inTest = false;
    await cleanUp(ofTest);
  });
  afterAll(() => cleanUp(ofSuite));
  const keep = (undo: () => Promise<void>): void => {
    (inTest ? ofTest : ofSuite).push(undo);
  };
  const make = async (migrated: boolean): Promise<DatabaseTarget> => {
    const made = await maker.make(migrated);
    keep(() => made.remove());
    return made.target;
  };
  return {
    kind: maker.kind,
    empty: () => make(false),
    migrated: () => make(true),
    async open(options) {
      const database = await openDatabase(await make(true), options);
      keep(() => database.close());
      return database;
    },
  };
}

function embeddedMaker(): Maker {
  return {
    kind: 'embedded',
    async make(migrated) {
      const folder = mkdtempSync(join(tmpdir(), 'lekalo-db-'));
      const dir = join(folder, 'db');
      cpSync(await embeddedTemplate(migrated ? 'migrated' : 'empty'), dir, { recursive: true });
      return {
        target: { kind: 'embedded', dir },
        remove: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  };
}

function serverMaker(): Maker {
  let admin: postgres.Sql;
  beforeAll(() => {
    admin = postgres(SERVER, { max: 1, onnotice: () => undefined });
    return async () => admin.end();
  });
  return {
    kind: 'server',
    async make(migrated) {
      const name = `lekalo_test_${process.pid}_${randomBytes(4).toString('hex')}`;
      await admin.unsafe(
        `create database ${name}${migrated ? ` template ${await serverTemplate(admin, SERVER)}` : ''}`,
      );
      const url = new URL(SERVER);
      url.pathname = `/${name}`;
      return {
        target: { kind: 'server', url: url.href },
        async remove() {
          await admin.unsafe(`drop database if exists ${name} with (force)`);
        },
      };
    },
  };
}
