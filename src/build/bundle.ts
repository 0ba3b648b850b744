import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Part } from '../parts.ts';

const DIST = fileURLToPath(new URL('../', import.meta.url));
/** Libraries that are loaded when a command calls for them: some bring files of their own along, and none is small. */
const APART = /\bimport\((?='(?:@electric-sql\/[^']*|postgres|ora)')/g;

/** A part as the text of one script, whose value is a function that fills its exports: see `runPart`. */
export async function bundlePart(part: Part): Promise<string> {
  const bundle = await rolldown({
    input: `${DIST}${part}.js`,
    platform: 'node',
    plugins: [{ name: 'places', transform: (code, id) => placeModule(code, relative(DIST, id)) }],
  });
  const {
    output: [chunk],
  } = await bundle.generate({ format: 'cjs', codeSplitting: false });
  await bundle.close();
  const loaded = new Set([...chunk.imports, ...chunk.dynamicImports]);
  const apart = [...loaded].filter((name) => name !== chunk.fileName && !isBuiltin(name));
  if (apart.length > 0) throw new Error(`The script of the ${part} can't load '${apart.join("', '")}'.`);
  return `(exports, require, moduleAt, resolve, load) => { 'use strict'; ${chunk.code}\n}`;
}

/** Modules find their files from where they stand, and load others: a script can't tell them where, nor do so. */
const placeModule = (code: string, module: string): string =>
  code
    .replaceAll('import.meta.url', `moduleAt(${JSON.stringify(module)})`)
    .replaceAll('import.meta.resolve(', 'resolve(')
    .replaceAll(APART, 'load(');
