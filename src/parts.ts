import { createRequire } from 'node:module';
import { readScript, type Script } from './script.ts';

/**
 * The two parts that run apart: the program, and what a reading thread runs. The build makes one script of each; where they
 * aren't built they are loaded module by module.
 */
export type Part = 'program' | 'reader';

export type Program = typeof import('./program.ts');
export type Reader = typeof import('./reader.ts');

/** Where the build leaves a part's script. */
export const scriptOf = (part: Part): URL => new URL(`./${part}.script`, import.meta.url);

/** `const { main } = await loadProgram()` */
export async function loadProgram(): Promise<Program> {
  const script = readScript(scriptOf('program'));
  return script ? runPart<Program>(script) : import('./program.ts');
}

/** `const { runThread } = await loadReader()` */
export async function loadReader(): Promise<Reader> {
  const script = readScript(scriptOf('reader'));
  return script ? runPart<Reader>(script) : import('./reader.ts');
}

/** Runs a part's script for what it exports. */
export function runPart<T extends Program | Reader>(script: Script): T {
  const exports = {};
  script.runInThisContext()(
    exports,
    createRequire(import.meta.url),
    (module: string) => new URL(module, import.meta.url).href,
    (specifier: string) => import.meta.resolve(specifier),
    (specifier: string) => import(specifier),
  );
  return exports as T;
}
