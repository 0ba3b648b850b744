/** Runs a test body on the embedded database and on a real server: the SQL is the same, the traps are not. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { type Database, type OpenOptions, openDatabase } from '../../src/database/connection/connection.ts';
import { embeddedTemplate, serverTemplate } from './template.ts';

const SERVER = process.env['TEST_DATABASE_URL'] ?? '';
/** A server, and what belongs to it, must be there: without it tests fail instead of being skipped. */
export const REQUIRED = Boolean(process.env['CI'] || process.env['REQUIRE_POSTGRES']);

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
  describeEmbedded(name, body);
  describeServer(name, body);
}

/** For what would disturb other tests on a server, as roles do: they belong to the whole cluster. */
export function describeEmbedded(name: string, body: (databases: TestDatabases) => void): void {
  describe(`${name} (embedded)`, () => body(createDatabases(embeddedMaker()).databases));
}

/** For what only a server can show: several connections, a pooler, pg_dump. */
export function describeServer(name: string, body: (databases: ServerDatabases) => void): void {
  if (SERVER === '') {
    const reason = 'TEST_DATABASE_URL is not set';
    if (REQUIRED) {
      it(`${name} (server) needs a PostgreSQL server: ${reason}`, () => {
        throw new Error(`${reason}, and CI or REQUIRE_POSTGRES asks for it`);
      });
    } else {
      describe.skip(`${name} (server): skipped, ${reason}`, () => body(createServerDatabases()));
    }
    return;
  }
  describe(`${name} (server)`, () => body(createServerDatabases()));
}

/** Logins are the cluster's: only a server has them. */
export interface ServerDatabases extends TestDatabases {
  /** A fresh login without any power but these attributes: `login('createdb')`. */
  login(attributes?: string): Promise<Login>;
  /** Where a fresh, empty database is that belongs to this login. */
  empty(owner?: Login): Promise<DatabaseTarget>;
}

export interface Login {
  readonly name: string;
  readonly password: string;
}

/** The same database for another login. */
export function asLogin(target: DatabaseTarget, login: Login): DatabaseTarget {
  if (target.kind === 'embedded') throw new Error('The embedded database has one login.');
  const url = new URL(target.url);
  url.username = login.name;
  url.password = login.password;
  return { kind: 'server', url: url.href };
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

type Keep = (undo: () => Promise<void>) => void;

function createDatabases(maker: Maker): { databases: TestDatabases; keep: Keep } {
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
  const keep: Keep = (undo) => {
    (inTest ? ofTest : ofSuite).push(undo);
  };
  const make = async (migrated: boolean): Promise<DatabaseTarget> => {
    const made = await maker.make(migrated);
    keep(() => made.remove());
    return made.target;
  };
  const databases: TestDatabases = {
    kind: maker.kind,
    empty: () => make(false),
    migrated: () => make(true),
    async open(options) {
      const database = await openDatabase(await make(true), options);
      keep(() => database.close());
      return database;
    },
  };
  return { databases, keep };
}

function createServerDatabases(): ServerDatabases {
  const server = serverMaker();
  const { databases, keep } = createDatabases(server);
  return {
    ...databases,
    async empty(owner) {
      const target = await databases.empty();
      if (!owner) return target;
      await server.admin().unsafe(`alter database ${nameOf(target)} owner to ${owner.name}`);
      return asLogin(target, owner);
    },
    async login(attributes = '') {
      const login = { name: `lekalo_test_${randomBytes(4).toString('hex')}`, password: randomBytes(8).toString('hex') };
      await server.admin().unsafe(`create role ${login.name} login password '${login.password}' ${attributes}`);
      keep(async () => {
        await server.admin().unsafe(`drop role ${login.name}`);
      });
      return login;
    },
  };
}

function nameOf(target: DatabaseTarget): string {
  return target.kind === 'server' ? new URL(target.url).pathname.slice(1) : target.dir;
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

function serverMaker(): Maker & { admin(): postgres.Sql } {
  let admin: postgres.Sql;
  beforeAll(() => {
    admin = postgres(SERVER, { max: 1, onnotice: () => undefined });
    return async () => admin.end();
  });
  return {
    kind: 'server',
    admin: () => admin,
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
