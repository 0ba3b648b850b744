import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.d.ts';
import { UserError } from '../errors.ts';
import type { Matrix } from './geometry.ts';
import { watchInflate } from './inflate.ts';
import { IMAGE_PIXELS_LIMIT, MARKS_LIMIT, OPERATORS_LIMIT, PIECES_LIMIT } from './limits.ts';
import type { PageMarks } from './marks.ts';
import { type DrawingContext, type OperatorList, readOperators } from './operators.ts';
import type { FontFacts } from './state.ts';
import { watchWarnings } from './warnings.ts';

/** The only file that knows pdfjs-dist. */

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

const IMAGE_LIMIT_MESSAGE = 'maximum allowed size';
const PASSWORD_NEEDED = 1;
const DAMAGED_FONT = 'a font of the page may be damaged';

/** A page as read: its marks, and what was wrong with it where not all of it could be read. */
export interface PageRead {
  readonly page: number;
  readonly marks?: PageMarks;
  /** Why some or all of the page is missing. */
  readonly damage?: string;
}

/** An open PDF; pages are read one by one, and forgotten as soon as they are read. */
export interface PdfFile {
  readonly pageCount: number;
  /** What was wrong with the file as a whole: some of its pages may be missing. */
  readonly damage?: string;
  readPage(page: number): Promise<PageRead>;
  close(): Promise<void>;
}

export interface PdfOptions {
  readonly password?: string;
}

interface Library {
  readonly pdfjs: PdfJs;
  /** What was wrong since it was last asked; pages are read one after the other. */
  readonly takeDamage: () => string | undefined;
}

let library: Promise<Library> | undefined;

/** pdfjs-dist without its 33 MB canvas, even where it is installed: nothing is painted, and it takes 0.2 s to load. */
function loadLibrary(): Promise<Library> {
  library ??= importLibrary();
  return library;
}

async function importLibrary(): Promise<Library> {
  const scope = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) scope[name] ??= class {};
  let damage: string | undefined;
  const note = (found: string): void => {
    damage ??= found;
  };
  watchInflate(note);
  watchWarnings(note);
  const { getBuiltinModule } = process;
  // pdf.js asks for its canvas through createRequire while it loads; it is handed an empty one.
  const hideCanvas = (name: string): unknown =>
    name === 'module' ? { createRequire: () => () => ({}) } : getBuiltinModule.call(process, name);
  process.getBuiltinModule = hideCanvas as typeof getBuiltinModule;
  try {
    const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const takeDamage = (): string | undefined => {
      const taken = damage;
      damage = undefined;
      return taken;
    };
    return { pdfjs, takeDamage };
  } finally {
    process.getBuiltinModule = getBuiltinModule;
  }
}

/** Opens a PDF from its bytes; `source` is the name for messages. */
export async function openPdf(bytes: Uint8Array, source: string, options: PdfOptions = {}): Promise<PdfFile> {
  if (options.password === undefined) return openWith(bytes, source, {});
  try {
    return await openWith(bytes, source, options);
  } catch (error) {
    // A file that opens without a password may be read together with others that don't.
    const isWrong = error instanceof UserError && error.code === 'pdf-wrong-password';
    const open = isWrong ? await openWith(bytes, source, {}).catch(() => undefined) : undefined;
    if (open) return open;
    throw error;
  }
}

async function openWith(bytes: Uint8Array, source: string, options: PdfOptions): Promise<PdfFile> {
  const { pdfjs, takeDamage } = await loadLibrary();
  takeDamage();
  const strict = await openDocument(pdfjs, bytes, source, options, true);
  const damage = takeDamage();
  const damagedFonts = new Set<string>();
  let lenient: Promise<PDFDocumentProxy> | undefined;
  const read = async (document: PDFDocumentProxy, number: number): Promise<PageRead> => {
    takeDamage();
    const { marks, fonts } = await readPage(pdfjs, document, number);
    const own = takeDamage();
    // A damaged font is read once and used by pages to come.
    if (own !== undefined) for (const font of fonts) damagedFonts.add(font);
    const damage = own ?? (fonts.some((font) => damagedFonts.has(font)) ? DAMAGED_FONT : undefined);
    return damage === undefined ? { page: number, marks } : { page: number, marks, damage };
  };
  return {
    pageCount: strict.numPages,
    ...(damage === undefined ? {} : { damage }),
    async readPage(page) {
      try {
        return await read(strict, page);
      } catch (error) {
        const damage = messageOf(error);
        lenient ??= openDocument(pdfjs, bytes, source, options, false);
        try {
          const again = await read(await lenient, page);
          return damage.includes(IMAGE_LIMIT_MESSAGE) ? again : { damage, ...again };
        } catch (last) {
          return { page, damage: messageOf(last) };
        }
      }
    },
    async close() {
      await strict.loadingTask.destroy();
      if (lenient) await (await lenient).loadingTask.destroy();
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function openDocument(
  pdfjs: PdfJs,
  bytes: Uint8Array,
  source: string,
  { password }: PdfOptions,
  strict: boolean,
): Promise<PDFDocumentProxy> {
  const task = pdfjs.getDocument({
    // pdf.js detaches the buffer that it is given, and a damaged page needs a second reading.
    data: Uint8Array.from(bytes),
    // `watchWarnings` hears them; nothing is printed.
    verbosity: pdfjs.VerbosityLevel.WARNINGS,
    stopAtErrors: strict,
    maxImageSize: strict ? IMAGE_PIXELS_LIMIT : 0,
    disableFontFace: true,
    fontExtraProperties: true,
    useSystemFonts: false,
    isEvalSupported: false,
    enableXfa: false,
    cMapUrl: libraryPath('cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: libraryPath('standard_fonts/'),
    ...(password === undefined ? {} : { password }),
  });
  try {
    return await task.promise;
  } catch (error) {
    throw openError(error, source);
  }
}

function libraryPath(folder: string): string {
  return fileURLToPath(new URL(`../../${folder}`, import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs')));
}

function openError(error: unknown, source: string): unknown {
  const { name, message, code } = error as { name?: string; message?: string; code?: number };
  if (name === 'PasswordException') {
    return code === PASSWORD_NEEDED
      ? new UserError(
          'pdf-encrypted',
          `'${source}' is encrypted.`,
          'Give its password with --password-file FILE (- reads it from stdin).',
        )
      : new UserError(
          'pdf-wrong-password',
          `The password doesn't open '${source}'.`,
          'Check the password file: its first line is the password.',
        );
  }
  if (
    name === 'InvalidPDFException' ||
    name === 'FormatError' ||
    name === 'XRefParseException' ||
    name === 'UnknownErrorException'
  ) {
    return new UserError(
      'pdf-damaged',
      `'${source}' is damaged: ${message ?? 'its structure cannot be read'}`,
      'Ask the sender for the file again, or print it to PDF anew.',
    );
  }
  return error;
}

interface MarksAndFonts {
  readonly marks: PageMarks;
  /** The document's own names of the fonts used. */
  readonly fonts: readonly string[];
}

async function readPage(pdfjs: PdfJs, document: PDFDocumentProxy, number: number): Promise<MarksAndFonts> {
  const page = await document.getPage(number);
  try {
    const list = await page.getOperatorList();
    if (list.fnArray.length > OPERATORS_LIMIT) throw new Error(`it has more than ${OPERATORS_LIMIT} drawing operators`);
    const viewport = page.getViewport({ scale: 1 });
    const layers = await document.getOptionalContentConfig();
    const fonts = createFontLookup(page);
    const context: DrawingContext = {
      codes: pdfjs.OPS,
      viewport: viewport.transform as unknown as Matrix,
      page: { x0: 0, y0: 0, x1: viewport.width, y1: viewport.height },
      fontOf: fonts.find,
      isLayerVisible: (group) => layers.isVisible(group),
    };
    const drawing = readOperators(list as OperatorList, context);
    const { pieces, rules, fills } = drawing;
    if (pieces.length > PIECES_LIMIT) throw new Error(`it has more than ${PIECES_LIMIT} pieces of text`);
    if (rules.length + fills.length > MARKS_LIMIT)
      throw new Error(`it has more than ${MARKS_LIMIT} lines and shaded areas`);
    const marks = { page: number, width: viewport.width, height: viewport.height, ...drawing };
    return { marks, fonts: fonts.names() };
  } finally {
    page.cleanup();
  }
}

interface PdfJsFont {
  readonly name?: string;
  readonly bold?: boolean;
  readonly black?: boolean;
  readonly italic?: boolean;
  readonly vertical?: boolean;
  readonly ascent?: number;
  readonly descent?: number;
  readonly fontMatrix?: readonly number[];
  readonly composite?: boolean;
  readonly toUnicode?: object;
}

interface FontLookup {
  find(name: string): FontFacts | undefined;
  names(): string[];
}

function createFontLookup(page: PDFPageProxy): FontLookup {
  const known = new Map<string, FontFacts | undefined>();
  return {
    find(name) {
      if (!known.has(name)) known.set(name, page.commonObjs.has(name) ? factsOf(page.commonObjs.get(name)) : undefined);
      return known.get(name);
    },
    names: () => [...known.keys()],
  };
}

function factsOf(font: PdfJsFont): FontFacts {
  const name = font.name ?? '';
  return {
    name,
    bold: font.bold === true || font.black === true || /bold|black|heavy|demi/i.test(name),
    italic: font.italic === true || /italic|oblique/i.test(name),
    vertical: font.vertical === true,
    ascent: font.ascent ?? 0,
    descent: font.descent ?? 0,
    scale: font.fontMatrix?.[0] ?? 0.001,
    // A composite font whose map runs from a first to a last code is the identity: glyph numbers, not letters.
    mapped: !(font.composite === true && font.toUnicode !== undefined && 'firstChar' in font.toUnicode),
  };
}
