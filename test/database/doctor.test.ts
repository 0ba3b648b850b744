import { beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connection/connection.ts';
import { examine } from '../../src/database/doctor/doctor.ts';
import { describeVersion } from '../../src/database/doctor/doctorServer.ts';
import type { Finding } from '../../src/database/doctor/finding.ts';
import { asLogin, describeDatabases, describeEmbedded, describeServer, environmentOf } from '../support/database.ts';
import { freshFolder } from '../support/folder.ts';
import { lekalo } from '../support/lekalo.ts';
import { withRollback } from '../support/rollback.ts';

const faultsOf = (findings: readonly Finding[]): Finding[] => findings.filter(({ level }) => level === 'fault');

/** What someone might do to the database by hand, and what doctor must say of it: check, subject. */
const SABOTAGES: readonly (readonly [string, string, string, string])[] = [
  ['row security off', 'alter table patterns disable row level security', 'row security', 'patterns'],
  ['row security not forced', 'alter table prices no force row level security', 'row security', 'prices'],
  ['row security of tenants off', 'alter table tenants disable row level security', 'row security', 'tenants'],
  ['no policy', 'drop policy tenant_isolation on bot_texts', 'policies', 'bot_texts'],
  [
    'a policy without WITH CHECK',
    `drop policy tenant_isolation on bot_texts; create policy tenant_isolation on bot_texts
       using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint)`,
    'policies',
    'bot_texts',
  ],
  ['one more policy that lets all through', 'create policy all_of_it on patterns using (true)', 'policies', 'patterns'],
  [
    'a policy that tells NULL tenants apart no more',
    `alter policy tenant_isolation on prices using (tenant_id = coalesce(nullif(current_setting('app.tenant_id', true), '')::bigint, tenant_id))`,
    'policies',
    'prices',
  ],
  ["a view with its owner's rights", 'create view all_prices as select * from prices', 'views', 'all_prices'],
  [
    "a view with its owner's rights over one without",
    `create view inner_prices with (security_invoker = true) as select * from prices;
     create view outer_prices as select * from inner_prices`,
    'views',
    'outer_prices',
  ],
  ['a materialised view', 'create materialized view kept as select * from patterns', 'views', 'kept'],
  ['a unique key without tenant', 'create unique index by_key on bot_texts (key)', 'keys', 'bot_texts'],
  [
    'a key that tenant_id does not lead',
    'create unique index by_key on bot_texts (key, tenant_id)',
    'keys',
    'bot_texts',
  ],
  ['an index that tenant_id does not lead', 'create index by_key on bot_texts (key, tenant_id)', 'keys', 'bot_texts'],
  ['an index of shared ids without tenant', 'create index by_model on patterns (model_id)', 'keys', 'patterns'],
  [
    'a foreign key without tenant',
    'create unique index by_id on patterns (id); create table notes (pattern_id bigint references patterns (id))',
    'foreign keys',
    'notes',
  ],
  ['a new table without row security', 'create table extra (tenant_id bigint primary key)', 'row security', 'extra'],
  [
    'a copy of a table in another schema',
    'create schema archive; create table archive.patterns as select * from patterns',
    'row security',
    'archive.patterns',
  ],
  ['TRUNCATE for the tenants', 'grant truncate on patterns to lekalo_tenant', 'grants', 'patterns'],
  ['everything for everybody', 'grant all on patterns to public', 'grants', 'patterns'],
  [
    "a function with its owner's rights for everybody",
    `create function all_texts() returns setof bot_texts language sql security definer set search_path = public, pg_temp
       as 'select * from bot_texts'`,
    'functions',
    'all_texts()',
  ],
  [
    "a function with its owner's rights and the caller's path",
    'alter function resolve_tenant(text) reset search_path',
    'functions',
    'resolve_tenant(text)',
  ],
  ['a missing migration', 'delete from schema_migrations where version = 2', 'migrations', '0002_create_functions'],
];

describeDatabases('doctor', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });

  it('finds a fresh database sound', async () => {
    const findings = await examine(database);
    expect(faultsOf(findings)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      'server',
      'extensions',
      'migrations',
      'row security',
      'policies',
      'keys',
      'foreign keys',
      'views',
      'role',
      'grants',
      'functions',
      'settings',
      'logins',
      'live probe',
    ]);
    expect(findings.at(-1)?.message).toMatch(/^[1-9]\d+ tries to reach another tenant's rows, no leak$/);
  });

  it.each(SABOTAGES)('catches %s', async (_name, sql, check, subject) => {
    await withRollback(database, async (inside) => {
      await inside.sql.unsafe(sql);
      expect(faultsOf(await examine(inside))).toContainEqual(expect.objectContaining({ check, subject }));
    });
  });

  it('leaves nothing of its probe behind', async () => {
    await examine(database);
    const counts = await database.sql`
      select (select count(*)::int from tenants) + (select count(*)::int from brands) + (select count(*)::int from patterns)
        + (select count(*)::int from product_categories) as n`;
    expect(counts).toEqual([{ n: 0 }]);
  });

  it.each([
    [
      'bot_texts',
      'rows can be written for another tenant',
      "drop policy tenant_isolation on bot_texts; create policy p on bot_texts using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint) with check (true)",
    ],
    [
      'prices',
      'with no tenant set it shows rows',
      "alter policy tenant_isolation on prices using (tenant_id = coalesce(nullif(current_setting('app.tenant_id', true), '')::bigint, tenant_id))",
    ],
    ['source_rows', "another tenant's rows can be deleted", 'create policy p on source_rows using (true)'],
    ['tenants', 'with another tenant set it shows rows', 'create policy p on tenants using (true)'],
  ])('shows by trying that in %s %s', async (subject, message, sql) => {
    await withRollback(database, async (inside) => {
      await inside.sql.unsafe(sql);
      const fault = { check: 'live probe', level: 'fault', subject, message };
      expect(faultsOf(await examine(inside))).toContainEqual(fault);
    });
  });
});

describeEmbedded("doctor on the tenants' role", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });

  it.each([
    ['alter role lekalo_tenant superuser', 'is a superuser: row security does not bind it'],
    ['alter role lekalo_tenant bypassrls', 'has BYPASSRLS: row security does not bind it'],
    ['alter role lekalo_tenant createrole', 'has CREATEROLE'],
    ['alter role lekalo_tenant login', 'can log in: logins of your own should be members of it instead'],
    ['grant postgres to lekalo_tenant', "is a member of 'postgres', whom row security does not bind"],
  ])('catches %s', async (sql, message) => {
    await withRollback(database, async (inside) => {
      await inside.sql.unsafe(sql);
      const fault = { check: 'role', level: 'fault', subject: 'lekalo_tenant', message };
      expect(faultsOf(await examine(inside))).toContainEqual(fault);
    });
  });
});

describeDatabases('lekalo doctor', ({ empty, migrated }) => {
  it('answers with exit code 0 or 4, naming the table', async () => {
    const target = await migrated();
    const options = { cwd: freshFolder(), env: environmentOf(target) };
    const sound = await lekalo(['doctor', '--json'], options);
    expect(sound.exitCode).toBe(0);
    expect(JSON.parse(sound.stdout)).toMatchObject({ ok: true });
    const database = await openDatabase(target);
    await database.sql`alter table patterns disable row level security`;
    await database.close();
    const broken = await lekalo(['doctor'], options);
    expect(broken.exitCode).toBe(4);
    expect(broken.stdout).toContain("FAULT    row security: 'patterns': row security is off\n");
    expect(broken.stdout).toMatch(/doctor: NOT sound\n$/);
  });

  it('says of an empty database only that it is not migrated', async () => {
    const { exitCode, stdout } = await lekalo(['doctor'], { cwd: freshFolder(), env: environmentOf(await empty()) });
    expect(exitCode).toBe(4);
    expect(stdout).toContain("FAULT    migrations: '0001_create_schema': pending\n");
  });
});

describeServer('doctor on roles', ({ empty, login, open, migrated }) => {
  it("says of a plain member's login what it could not try, and finds no fault", async () => {
    const operator = await login();
    const database = await open();
    await database.sql.unsafe(`grant lekalo_tenant to ${operator.name}`);
    const theirs = await openDatabase(asLogin(database.target, operator));
    const findings = await examine(theirs);
    expect(faultsOf(findings)).toEqual([]);
    expect(findings.at(-1)).toMatchObject({ check: 'live probe', level: 'warning' });
    await theirs.close();
  });

  it('finds a database sound that belongs to a login without power', async () => {
    const owner = await login();
    const admin = await openDatabase(await migrated());
    await admin.sql.unsafe(`grant lekalo_tenant to ${owner.name} with admin option`);
    const options = { cwd: freshFolder(), env: environmentOf(await empty(owner)) };
    expect(await lekalo(['migrate'], options)).toMatchObject({ exitCode: 0, stderr: '' });
    const { exitCode, stdout } = await lekalo(['doctor', '--json'], options);
    expect(exitCode, stdout).toBe(0);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(findings.filter(({ level }) => level === 'warning')).toEqual([
      expect.objectContaining({ check: 'logins', subject: owner.name }),
    ]);
    await admin.close();
  });

  it("catches a table that the tenants' role owns", async () => {
    const database = await open();
    await database.sql.unsafe(
      'grant create on schema public to lekalo_tenant; alter table prices owner to lekalo_tenant',
    );
    expect(faultsOf(await examine(database))).toContainEqual(
      expect.objectContaining({ check: 'role', subject: 'prices' }),
    );
    await database.sql.unsafe('alter table prices owner to current_user');
  });

  it('catches a default tenant of the database', async () => {
    const database = await open();
    const name = new URL(database.target.kind === 'server' ? database.target.url : '').pathname.slice(1);
    await database.sql.unsafe(`alter database ${name} set app.tenant_id = '1'`);
    expect(faultsOf(await examine(database))).toContainEqual(
      expect.objectContaining({ check: 'settings', message: "has the default 'app.tenant_id=1'" }),
    );
  });
});

describe('the server version', () => {
  it.each([
    [150000, 'warning', 'PostgreSQL 15.0 has known leaks through row security: update to 15.14 or newer'],
    [150013, 'warning', 'PostgreSQL 15.13 has known leaks through row security: update to 15.14 or newer'],
    [150014, 'ok', 'PostgreSQL 15.14'],
    [160009, 'warning', 'PostgreSQL 16.9 has known leaks through row security: update to 16.10 or newer'],
    [170006, 'ok', 'PostgreSQL 17.6'],
    [180000, 'ok', 'PostgreSQL 18.0'],
  ])('%i is %s', (number, level, message) => {
    expect(describeVersion(number)).toEqual({ check: 'server', level, subject: '', message });
  });
});
