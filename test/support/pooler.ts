/** A PgBouncer before the test server: transaction mode, one server connection, so that everybody shares it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DatabaseTarget } from '../../src/config.ts';

/** Debian puts it where only root's PATH looks. */
const BINARY = ['pgbouncer', '/usr/sbin/pgbouncer'].find((name) => spawnSync(name, ['--version']).status === 0);

export const HAS_POOLER = BINARY !== undefined;

/** PgBouncer refuses to run as root. */
const NOBODY = 65534;
const POLL_MS = 20;

export interface Pooler {
  readonly target: DatabaseTarget;
  stop(): Promise<void>;
}

export async function startPooler(target: DatabaseTarget): Promise<Pooler> {
  if (target.kind === 'embedded' || BINARY === undefined) throw new Error('There is nothing to pool.');
  const server = new URL(target.url);
  const name = server.pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), 'lekalo-pooler-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const login = [
    `user=${decodeURIComponent(server.username)}`,
    server.password && `password=${decodeURIComponent(server.password)}`,
  ];
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
${name} = host=${server.hostname} port=${server.port || '5432'} ${login.filter(Boolean).join(' ')}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 1
max_db_connections = 1
`,
  );
  const child = spawn(BINARY, ['--quiet', file], {
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  await untilListening(port, child);
  return {
    target: { kind: 'server', url: `postgres://anybody@127.0.0.1:${port}/${name}` },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was free.');
  return address.port;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (answered) return;
    await setTimeout(POLL_MS);
  }
  throw new Error(`PgBouncer ended with exit code ${child.exitCode}`);
}
