/** A place for this run's database templates; they are made by the first test that needs one (see template.ts). */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplates: { readonly dir: string; readonly serverName: string };
  }
}

export default function setup(project: TestProject): () => Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'lekalo-templates-'));
  const serverName = `lekalo_template_${randomBytes(6).toString('hex')}`;
  project.provide('databaseTemplates', { dir, serverName });
  return async () => {
    rmSync(dir, { recursive: true, force: true });
    const server = process.env['TEST_DATABASE_URL'];
    if (!server) return;
    const admin = postgres(server, { max: 1, onnotice: () => undefined });
    await admin.unsafe(`drop database if exists ${serverName} with (force)`);
    await admin.end();
  };
}
