import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/**
 * pdf.js as V8 has compiled it when lekalo was built (`npm run build`), so that it loads sooner.
 * Node 20 keeps the compiled code of scripts only, so the module is run as one.
 */

const MODULE = fileURLToPath(import.meta.resolve('pdfjs-dist/build/pdf.worker.mjs'));
/** V8 passes over what another version of it, or one with other flags, has compiled. */
const COMPILED = new URL('./pdf.worker.compiled', import.meta.url);
const EXPORT = /^export \{ WorkerMessageHandler \};$/m;

let script: Script | undefined;

/** The script whose value is what the module exports. */
export function libraryScript(): Script {
  script ??= readScript();
  return script;
}

function readScript(): Script {
  const text = readFileSync(MODULE, 'utf8')
    .replaceAll('import.meta.url', JSON.stringify(import.meta.url))
    .replace(EXPORT, 'return { WorkerMessageHandler, PartialEvaluator, Stream };');
  const compiled = existsSync(COMPILED) ? { cachedData: readFileSync(COMPILED) } : {};
  return new Script(`(() => { 'use strict'; ${text}\n})()`, { filename: MODULE, ...compiled });
}

/** Leaves what is compiled by now for the next time. */
export function keepCompiled(): void {
  writeFileSync(COMPILED, libraryScript().createCachedData());
}
