/** A PostgreSQL server of the test's own, to be stopped and started while it is in use. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PrivateServer {
  readonly url: string;
  stop(): void;
  start(): void;
  /** Stops it and removes what it kept. */
  remove(): void;
}

const INSTALLED = '/usr/lib/postgresql';

/** Where initdb and pg_ctl are; undefined where no server is installed. */
export function findServerPrograms(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(INSTALLED, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

export async function startPrivateServer(programs: string): Promise<PrivateServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lekalo-pg-'));
  const data = join(folder, 'data');
  const port = await freePort();
  // initdb and pg_ctl refuse to work for root.
  const root = process.getuid?.() === 0;
  if (root) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })));
    chownSync(folder, uid ?? 0, gid ?? 0);
  }
  const run = (program: string, args: readonly string[]): void => {
    const command = [join(programs, program), ...args];
    const [first = '', ...rest] = root ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(first, rest, { stdio: 'ignore' });
  };
  const control = (...args: string[]): void => run('pg_ctl', ['-D', data, '-w', ...args]);
  const start = (): void =>
    control(
      '-o',
      `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`,
      '-l',
      join(folder, 'log'),
      'start',
    );
  const stop = (): void => control('-m', 'fast', 'stop');
  run('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres']);
  start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    remove() {
      stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
