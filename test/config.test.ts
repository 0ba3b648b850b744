import { describe, expect, it } from 'vitest';
import { parseConfig, redactUrl } from '../src/config.ts';

describe('parseConfig', () => {
  it.each([
    [{}, {}, { kind: 'embedded', dir: '/srv/.lekalo/db' }],
    [{}, { LEKALO_DB_DIR: '/var/db' }, { kind: 'embedded', dir: '/var/db' }],
    [{}, { DATABASE_URL: 'postgres://a@b/c' }, { kind: 'server', url: 'postgres://a@b/c' }],
    [
      { databaseUrl: 'postgres://x/y' },
      { DATABASE_URL: 'postgres://a@b/c' },
      { kind: 'server', url: 'postgres://x/y' },
    ],
    [{ databaseUrl: '' }, { DATABASE_URL: 'postgres://a@b/c' }, { kind: 'embedded', dir: '/srv/.lekalo/db' }],
  ])('%j with %j uses %j', (flags, env, database) => {
    expect(parseConfig(flags, env, '/srv').database).toEqual(database);
  });

  it('lists every fault at once and never prints a password', () => {
    const parse = () => parseConfig({}, { DATABASE_URL: 'mysql://u:secret@h/d', LEKALO_DB_DIR: ' ' }, '/srv');
    expect(parse).toThrow("DATABASE_URL 'mysql://u:***@h/d' is not a postgres:// address; LEKALO_DB_DIR '' is empty");
  });

  it('switches colours off for NO_COLOR and --no-color', () => {
    expect(parseConfig({}, {}, '/').color).toBe(true);
    expect(parseConfig({}, { NO_COLOR: '1' }, '/').color).toBe(false);
    expect(parseConfig({ color: false }, {}, '/').color).toBe(false);
  });
});

describe('redactUrl', () => {
  it.each([
    ['postgres://u:p@h/d', 'postgres://u:***@h/d'],
    ['postgres://h/d?user=u&password=p', 'postgres://h/d?user=u&password=***'],
    ['postgres://u@h/d', 'postgres://u@h/d'],
  ])('%s is printed as %s', (url, printed) => {
    expect(redactUrl(url)).toBe(printed);
  });
});
