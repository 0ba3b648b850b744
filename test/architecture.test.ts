import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** Which rooms a room may import from, itself included (DESIGN: bin → cli → commands → stages → csv, rows, errors). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  rows: [],
  errors: [],
  config: ['errors'],
  files: ['errors'],
  csv: ['csv', 'rows', 'errors', 'files'],
  extract: ['extract', 'csv', 'rows', 'errors', 'files', 'script', 'readerWorker'],
  clean: ['clean', 'csv', 'rows', 'errors', 'files'],
  database: ['database', 'csv', 'rows', 'errors', 'files', 'config'],
  bot: ['bot', 'database', 'errors', 'config'],
  commands: ['commands', 'extract', 'clean', 'database', 'csv', 'rows', 'errors', 'files', 'config'],
  cli: ['commands', 'config', 'errors'],
  script: [],
  parts: ['program', 'reader', 'script'],
  program: ['cli', 'commands', 'build'],
  reader: ['extract', 'build'],
  readerWorker: [],
  thread: ['parts'],
  build: ['build', 'cli', 'extract', 'parts', 'program', 'reader', 'script'],
  index: ['bot', 'extract', 'clean', 'database', 'csv', 'rows', 'errors', 'config'],
};

/** The rooms of extract/, lowest first: what a page draws becomes words, tables and rows on the way up. */
const EXTRACT_ROOMS: readonly string[] = [
  'marks',
  'text',
  'content',
  'pdf',
  'page',
  'header',
  'columns',
  'body',
  'tables',
  'rows',
  'plain',
  '',
];

/** The rooms of clean/, lowest first: words of a row become names, names a vehicle, vehicles an outcome, outcomes a file. */
const CLEAN_ROOMS: readonly string[] = [
  'text',
  'attributes',
  'catalog',
  'lookup',
  'mentions',
  'naming',
  'vehicle',
  'rejects',
  'decisions',
  'outcome',
  'list',
  'review',
  '',
];

/** The rooms of database/, lowest first: a connection and its schema, a tenant's scope, what it holds, how that comes in and goes. */
const DATABASE_ROOMS: readonly string[] = [
  'connection',
  'migrations',
  'tenant',
  'search',
  'prices',
  'seed',
  'vehicles',
  'imports',
  'ledger',
  'doctor',
];

/** The rooms within a room; its own files, where it has any, are the room ''. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  extract: EXTRACT_ROOMS,
  clean: CLEAN_ROOMS,
  database: DATABASE_ROOMS,
};

/** The files at the edge: the only ones of extract/ and clean/ that may touch the outside world. */
const EDGES: readonly string[] = [
  'extract/pdf/libraryCode.ts',
  'extract/pdf/pdfLibrary.ts',
  'extract/pdf/readPdf.ts',
  'extract/pdf/readingThread.ts',
  'extract/pdf/thread.ts',
  'extract/pdf/threads.ts',
  'extract/readBrands.ts',
  'clean/catalog/readCatalog.ts',
  'clean/cleanFile.ts',
  'clean/review/reviewFile.ts',
  'clean/review/reviewFolder.ts',
];

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^;'"]*?from\s+)?'([^']+)'/gm)].map((match) => ({
    specifier: match[2] ?? '',
    typeOnly: match[1] !== undefined,
    dynamic: false,
  }));
  const dynamics = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((match) => ({
    specifier: match[1] ?? '',
    typeOnly: false,
    dynamic: true,
  }));
  return [...statics, ...dynamics];
}

const roomOf = (file: string): string => (file.split('/')[0] ?? file).replace(/\.ts$/, '');
const target = (file: string, specifier: string): string => relative(SRC, resolve(SRC, dirname(file), specifier));

describe('the house', () => {
  it.each(files)('%s imports only from the rooms below its own', (file) => {
    const allowed = MAY_IMPORT[roomOf(file)];
    expect(allowed, `no rule for ${roomOf(file)}`).toBeDefined();
    const wrong = importsOf(file)
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier }) => roomOf(target(file, specifier)))
      .filter((room) => !allowed?.includes(room));
    expect(wrong).toEqual([]);
  });

  it.each(files.filter((file) => roomOf(file) in FLOORS))('%s imports nothing from above its floor', (file) => {
    const room = roomOf(file);
    const floorOf = (path: string): number => FLOORS[room]?.indexOf(path.split('/').slice(1, -1).join('/')) ?? -1;
    expect(floorOf(file), `a room that FLOORS lacks in ${room}`).toBeGreaterThanOrEqual(0);
    const above = importsOf(file)
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier }) => target(file, specifier))
      .filter((path) => roomOf(path) === room && floorOf(path) > floorOf(file));
    expect(above).toEqual([]);
  });

  it.each(files.filter((file) => /^(extract|clean)\//.test(file) && !EDGES.includes(file)))('%s is pure', (file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    const outside = importsOf(file).filter(({ specifier }) =>
      /^node:(fs|net|http|child_process|os|worker)/.test(specifier),
    );
    expect(outside).toEqual([]);
    expect(text).not.toMatch(/\bDate\.now\(|\bnew Date\(\)|\bprocess\.(env|stdout|stderr|argv)/);
  });

  it('begins every transaction in one place, which survives a connection that is cut', () => {
    expect(files.filter((file) => /\bsql\.begin\(/.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([
      'database/connection/begin.ts',
    ]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
          .map(({ specifier }) => target(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      expect(path, 'a circle').not.toContain(file);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  it('loads no heavy library at start-up: they come in when a command needs them', () => {
    const seen = new Set<string>();
    const heavy: string[] = [];
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { specifier, typeOnly, dynamic } of importsOf(file)) {
        if (typeOnly || dynamic) continue;
        if (specifier.startsWith('.')) visit(target(file, specifier));
        else if (/^(pdfjs-dist|@electric-sql|postgres|fuse\.js|ora|csv-)/.test(specifier))
          heavy.push(`${file} ${specifier}`);
      }
    };
    visit('cli.ts');
    expect(seen.size).toBeGreaterThan(3);
    expect(heavy).toEqual([]);
  });

  it('prints only in cli.ts and commands/', () => {
    const printing = files.filter(
      (file) =>
        !/^(cli\.ts|commands\/)/.test(file) &&
        /console\.|process\.std(out|err)/.test(readFileSync(join(SRC, file), 'utf8')),
    );
    expect(printing).toEqual([]);
  });
});
