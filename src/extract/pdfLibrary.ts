import { watchInflate } from './inflate.ts';
import { watchWarnings } from './warnings.ts';

/** Loads pdfjs-dist, without what it brings along and a reader of text has no use for. */

export type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

export interface Library {
  readonly pdfjs: PdfJs;
  /** What was wrong since it was last asked; pages are read one after the other. */
  readonly takeDamage: () => string | undefined;
}

let library: Promise<Library> | undefined;

/** The library, loaded once in each thread. */
export function loadLibrary(): Promise<Library> {
  library ??= importLibrary();
  return library;
}

async function importLibrary(): Promise<Library> {
  let damage: string | undefined;
  const note = (found: string): void => {
    damage ??= found;
  };
  watchInflate(note);
  watchWarnings(note);
  shareOperators();
  const pdfjs = await keepPush(hideCanvas);
  const takeDamage = (): string | undefined => {
    const taken = damage;
    damage = undefined;
    return taken;
  };
  return { pdfjs, takeDamage };
}

/** Without its 33 MB canvas, even where that is installed: nothing is painted, and it takes 0.2 s to load. */
async function hideCanvas(): Promise<PdfJs> {
  const scope = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) scope[name] ??= class {};
  const { getBuiltinModule } = process;
  // pdf.js asks for its canvas through createRequire while it loads; it is handed an empty one.
  const hide = (name: string): unknown =>
    name === 'module' ? { createRequire: () => () => ({}) } : getBuiltinModule.call(process, name);
  process.getBuiltinModule = hide as typeof getBuiltinModule;
  try {
    // Its second half would be loaded by the first one, later, with the same polyfills again.
    const second = import(import.meta.resolve('pdfjs-dist/legacy/build/pdf.worker.mjs'));
    const first = await import('pdfjs-dist/legacy/build/pdf.mjs');
    await second;
    return first;
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
}

/** Its polyfill of `push`, meant for a fault of old engines, made a tenth of the reading time. */
async function keepPush<T>(load: () => Promise<T>): Promise<T> {
  const native = Object.getOwnPropertyDescriptor(Array.prototype, 'push')!;
  try {
    return await load();
  } finally {
    Object.defineProperty(Array.prototype, 'push', native);
  }
}

/**
 * The two halves of pdf.js copy each message to the other, as they must between threads. In one thread a copy of
 * the lists is enough, which the sender empties; copying each glyph made a fifth of the reading time.
 */
function shareOperators(): void {
  const native = globalThis.structuredClone;
  const share = (value: unknown, options?: Parameters<typeof native>[1]): unknown => {
    if (!isOperatorMessage(value)) return native(value, options);
    const { fnArray, argsArray } = value.chunk;
    return { ...value, chunk: { ...value.chunk, fnArray: fnArray.slice(), argsArray: argsArray.slice() } };
  };
  globalThis.structuredClone = share as typeof native;
}

interface OperatorMessage {
  readonly chunk: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] };
}

function isOperatorMessage(value: unknown): value is OperatorMessage {
  const { chunk } = (value ?? {}) as { chunk?: Partial<OperatorMessage['chunk']> };
  return Array.isArray(chunk?.fnArray) && Array.isArray(chunk.argsArray);
}
