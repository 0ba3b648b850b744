import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { keepCompiled, readScript, writeScript } from '../../script.ts';

/** The half of pdf.js that reads files, as a script: a built lekalo has it compiled, and we need more of it than it offers. */

const MODULE = fileURLToPath(import.meta.resolve('pdfjs-dist/build/pdf.worker.mjs'));
const SCRIPT = new URL('./pdf.worker.script', import.meta.url);
const EXPORT = /^export \{ WorkerMessageHandler \};$/m;
/** What the script's value holds. */
const PARTS = 'WorkerMessageHandler, PartialEvaluator, Stream, Catalog';

let script: Script | undefined;

/** The script whose value are the parts of pdf.js that we need. */
export function libraryScript(): Script {
  script ??= readScript(SCRIPT) ?? new Script(libraryText(), { filename: MODULE });
  return script;
}

function libraryText(): string {
  const text = readFileSync(MODULE, 'utf8')
    .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(import.meta.url))
    .replace(EXPORT, `return { ${PARTS} };`);
  return `(() => { 'use strict'; ${text}\n})()`;
}

/** Leaves the script, and later on what is compiled of it by then, for the next time. */
export const writeLibrary = (): void => writeScript(SCRIPT, libraryText());
export const keepLibrary = (): void => keepCompiled(SCRIPT, libraryScript());
