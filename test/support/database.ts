/** Runs a test body on the embedded database and on a real server: the SQL is the same, the traps are not. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { DatabaseTarget } from '../../src/config.ts';
import { freshFolder } from './folder.ts';

const SERVER = process.env['TEST_DATABASE_URL'] ?? '';
const REQUIRED = Boolean(process.env['CI'] || process.env['REQUIRE_POSTGRES']);

/** Makes a fresh, empty database and says where it is; everything is gone when the suite ends. */
export type MakeTarget = () => Promise<DatabaseTarget>;

/** `describeDatabases('import', (makeTarget) => { it(…) })` runs its body twice: embedded, server. */
export function describeDatabases(
  name: string,
  body: (makeTarget: MakeTarget, kind: 'embedded' | 'server') => void,
): void {
  describe(`${name} (embedded)`, () =>
    body(async () => ({ kind: 'embedded', dir: join(freshFolder(), 'db') }), 'embedded'));
  describeServer(name, (makeTarget) => body(makeTarget, 'server'));
}

/** For what only a server can show: several connections, a pooler, pg_dump. */
export function describeServer(name: string, body: (makeTarget: MakeTarget) => void): void {
  if (SERVER === '') {
    const reason = 'TEST_DATABASE_URL is not set';
    if (REQUIRED) {
      it(`${name} (server) needs a PostgreSQL server: ${reason}`, () => {
        throw new Error(`${reason}, and CI or REQUIRE_POSTGRES asks for it`);
      });
    } else {
      describe.skip(`${name} (server): skipped, ${reason}`, () => body(serverTargets()));
    }
    return;
  }
  describe(`${name} (server)`, () => body(serverTargets()));
}

function serverTargets(): MakeTarget {
  const made: string[] = [];
  let admin: postgres.Sql | undefined;
  beforeAll(() => {
    admin = postgres(SERVER, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    for (const name of made) await admin?.unsafe(`drop database if exists ${name} with (force)`);
    await admin?.end();
  });
  return async () => {
    const name = `lekalo_test_${process.pid}_${randomBytes(4).toString('hex')}`;
    await admin?.unsafe(`create database ${name}`);
    made.push(name);
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    return { kind: 'server', url: url.href };
  };
}
