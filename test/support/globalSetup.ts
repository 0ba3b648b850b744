/** Places for what the workers of this run share; it is made by the first test that needs it (see once.ts). */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

interface TestRun {
  readonly dir: string;
  /** The name of the template database on the server. */
  readonly template: string;
  /** Where the built binary goes: below node_modules, to find what it imports. */
  readonly built: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testRun: TestRun;
  }
}

export default function setup(project: TestProject): () => Promise<void> {
  const id = randomBytes(6).toString('hex');
  const dir = mkdtempSync(join(tmpdir(), 'lekalo-run-'));
  const template = `lekalo_template_${id}`;
  const built = resolve(import.meta.dirname, '../../node_modules/.cache', `lekalo-${id}`);
  project.provide('testRun', { dir, template, built });
  return async () => {
    for (const folder of [dir, built]) rmSync(folder, { recursive: true, force: true });
    const server = process.env['TEST_DATABASE_URL'];
    if (!server) return;
    const admin = postgres(server, { max: 1, onnotice: () => undefined });
    await admin.unsafe(`drop database if exists ${template} with (force)`);
    await admin.end();
  };
}
