import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

export type { Script };

/**
 * Scripts that the build leaves beside what V8 compiled of them, so that a command begins without reading hundreds of files
 * and compiling them. Node 20 keeps what was compiled of scripts only, not of modules.
 */

/** V8 passes over what another version of it, or one with other flags, has compiled. */
const COMPILED = '.compiled';

/** The script that the build left there; undefined if there is none. */
export function readScript(file: URL): Script | undefined {
  const path = fileURLToPath(file);
  if (!existsSync(path)) return undefined;
  const compiled = existsSync(path + COMPILED) ? { cachedData: readFileSync(path + COMPILED) } : {};
  return new Script(readFileSync(path, 'latin1'), { filename: path, ...compiled });
}

/** Leaves a script for the next time; without the letters that take V8 two bytes each. */
export function writeScript(file: URL, text: string): void {
  const plain = text.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, plain, 'latin1');
}

/** Leaves what V8 has compiled of a script by now. */
export function keepCompiled(file: URL, script: Script): void {
  writeFileSync(fileURLToPath(file) + COMPILED, script.createCachedData());
}
