import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type EvaluatorParts, readPlainStreams } from './contentStreams.ts';
import { Conversation, type WorkerPort } from './conversation.ts';
import { fillEngineGaps } from './engineGaps.ts';
import { type ExportedFont, readFont } from './fonts.ts';
import { partTokens, partTokensOfFile, tellsOfGlue } from './gluedTokens.ts';
import { watchInflate } from './inflate.ts';
import { libraryScript } from './libraryCode.ts';
import { IMAGE_PIXELS_LIMIT } from './limits.ts';
import { type CatalogParts, findPagesAtOnce } from './pageTree.ts';
import type { FontFacts } from './state.ts';
import { watchWarnings } from './warnings.ts';

/** Loads the half of pdfjs-dist that reads files, and begins conversations with it. */

/** pdf.js refuses to talk to any other version of itself. */
const VERSION = '5.6.205';
/** Warnings and errors; `watchWarnings` hears them, nothing is printed. */
const VERBOSITY = 1;
const DAMAGED_FONT = 'a font is missing or damaged';
/** Where pdf.js has the files that it asks for by kind and name. */
const FOLDERS: Readonly<Record<string, string>> = {
  cMapUrl: 'cmaps/',
  standardFontDataUrl: 'standard_fonts/',
};

/** The worker of pdf.js, as much of it as is talked to. */
interface WorkerModule extends EvaluatorParts, CatalogParts {
  readonly WorkerMessageHandler: {
    setup(handler: { on(action: string, run: (data: unknown) => unknown): void }, port: WorkerPort): void;
  };
}

export interface Library {
  /** Begins to read a file; fails with pdf.js's own errors, told apart by their names. */
  readonly open: (bytes: Uint8Array, options: OpenOptions) => Promise<OpenFile>;
  /** What was wrong since it was last asked; pages are read one after the other. */
  readonly takeDamage: () => string | undefined;
  /** Whether parts of a drawing seem to have been written together since it was last asked. */
  readonly takeGlue: () => boolean;
  /** Says that what is read next is from a file that was opened to have such parts set apart, or isn't. */
  readonly partNext: (on: boolean) => void;
}

export interface OpenOptions {
  readonly password?: string;
  /** Whether a fault ends the reading of a page; else as much as can be is read. */
  readonly strict: boolean;
  /** Whether parts of a drawing that are written together are set apart. */
  readonly parted?: boolean;
}

/** A file that is open; what it is asked, and what came of its answers. */
export interface OpenFile {
  readonly pageCount: number;
  readonly conversation: Conversation;
  /** The fonts met so far, by the document's own names of them. */
  readonly fonts: ReadonlyMap<string, FontFacts>;
}

let library: Promise<Library> | undefined;

/** The library, loaded once in each thread. */
export function loadLibrary(): Promise<Library> {
  library ??= createLibrary();
  return library;
}

/** The library once more; `plainStreams` false leaves all content streams to pdf.js, to compare with. */
export async function createLibrary({ plainStreams = true } = {}): Promise<Library> {
  let damage: string | undefined;
  const note = (found: string): void => {
    damage ??= found;
  };
  let glued = false;
  let parting = false;
  watchInflate(note, (bytes) => (parting ? partTokens(bytes) : bytes));
  watchWarnings(note, (warning) => {
    glued ||= tellsOfGlue(warning);
  });
  fillEngineGaps();
  const worker = await importWorker();
  findPagesAtOnce(worker);
  if (plainStreams) readPlainStreams(worker);
  let count = 0;
  const open = (bytes: Uint8Array, options: OpenOptions): Promise<OpenFile> =>
    openFile(worker.WorkerMessageHandler, `file${++count}`, bytes, options, note);
  const takeDamage = (): string | undefined => {
    const taken = damage;
    damage = undefined;
    return taken;
  };
  const takeGlue = (): boolean => {
    const taken = glued;
    glued = false;
    return taken;
  };
  const partNext = (on: boolean): void => {
    parting = on;
  };
  return { open, takeDamage, takeGlue, partNext };
}

async function importWorker(): Promise<WorkerModule> {
  const scope = globalThis as Record<string, unknown>;
  const own = scope['pdfjsWorker'];
  const worker = libraryScript().runInThisContext() as WorkerModule;
  // It leaves itself there for its other half: a program that holds both ours and its own pdf.js keeps its own.
  scope['pdfjsWorker'] = own;
  return worker;
}

function openFile(
  worker: WorkerModule['WorkerMessageHandler'],
  name: string,
  bytes: Uint8Array,
  { password, strict, parted }: OpenOptions,
  note: (damage: string) => void,
): Promise<OpenFile> {
  return new Promise((resolve, reject) => {
    const fonts = new Map<string, FontFacts>();
    const conversation = new Conversation(name, {
      GetDoc: (answer) => {
        const { pdfInfo } = answer as { readonly pdfInfo: { readonly numPages: number } };
        resolve({ pageCount: pdfInfo.numPages, conversation, fonts });
      },
      DocException: reject,
      PasswordRequest: (reason) => Promise.reject(reason),
      FetchBinaryData: fetchOwnFile,
      commonobj: (object) => {
        const [id, type, font] = object as [string, string, ExportedFont];
        if (type !== 'Font') return;
        if (font.error !== undefined) note(DAMAGED_FONT);
        fonts.set(id, readFont(font));
      },
    });
    const actions = new Map<string, (data: unknown) => unknown>();
    worker.setup({ on: (action, run) => actions.set(action, run) }, conversation.port);
    actions.get('configure')?.({ verbosity: VERBOSITY });
    const request = {
      docId: name,
      apiVersion: VERSION,
      // pdf.js may keep what it is given, and a damaged page needs a second reading.
      data: Uint8Array.from(parted ? partTokensOfFile(bytes) : bytes),
      password: password ?? null,
      disableAutoFetch: false,
      rangeChunkSize: 65_536,
      docBaseUrl: null,
      enableXfa: false,
      evaluatorOptions: {
        maxImageSize: strict ? IMAGE_PIXELS_LIMIT : 0,
        // Else it would work out the outlines of all letters, to paint them.
        disableFontFace: false,
        ignoreErrors: !strict,
        isEvalSupported: false,
        isOffscreenCanvasSupported: false,
        isImageDecoderSupported: false,
        canvasMaxAreaInBytes: -1,
        fontExtraProperties: true,
        useSystemFonts: false,
        useWasm: true,
        useWorkerFetch: false,
        cMapUrl: 'cMapUrl',
        cMapPacked: true,
        iccUrl: null,
        standardFontDataUrl: 'standardFontDataUrl',
        wasmUrl: null,
        enableWebGPU: false,
      },
    };
    conversation.begin(String(actions.get('GetDocRequest')?.(request)));
  });
}

/** A file that pdf.js brings along: a standard font, or the codes of an Asian one. */
async function fetchOwnFile(data: unknown): Promise<Uint8Array> {
  const { kind, filename } = data as { readonly kind: string; readonly filename: string };
  const folder = FOLDERS[kind];
  if (folder === undefined) throw new Error(`There are no files of kind '${kind}'.`);
  const path = fileURLToPath(new URL(`../${folder}${filename}`, import.meta.resolve('pdfjs-dist/build/pdf.mjs')));
  return Uint8Array.from(await readFile(path));
}
