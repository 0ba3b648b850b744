import { fileURLToPath } from 'node:url';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.d.ts';
import { UserError } from '../errors.ts';
import type { Matrix } from './geometry.ts';
import { IMAGE_PIXELS_LIMIT, MARKS_LIMIT, OPERATORS_LIMIT, PIECES_LIMIT } from './limits.ts';
import type { PageMarks } from './marks.ts';
import { type DrawingContext, type OperatorList, readOperators } from './operators.ts';
import { loadLibrary, type PdfJs } from './pdfLibrary.ts';
import type { FontFacts } from './state.ts';

/** With pdfLibrary.ts, which loads it, the only file that knows pdfjs-dist. */

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
  let lenient: Promise<OpenDocument> | undefined;
  const read = async (open: OpenDocument, number: number): Promise<PageRead> => {
    takeDamage();
    const { marks, fonts } = await readPage(open, number);
    const own = takeDamage();
    // A damaged font is read once and used by pages to come.
    if (own !== undefined) for (const font of fonts) damagedFonts.add(font);
    const damage = own ?? (fonts.some((font) => damagedFonts.has(font)) ? DAMAGED_FONT : undefined);
    return damage === undefined ? { page: number, marks } : { page: number, marks, damage };
  };
  return {
    pageCount: strict.document.numPages,
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
      await strict.document.loadingTask.destroy();
      if (lenient) await (await lenient).document.loadingTask.destroy();
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface OpenDocument {
  readonly pdfjs: PdfJs;
  readonly document: PDFDocumentProxy;
  /** Which layers are shown: asked for once, not for each page. */
  readonly layers: { isVisible(group: unknown): boolean };
}

async function openDocument(
  pdfjs: PdfJs,
  bytes: Uint8Array,
  source: string,
  { password }: PdfOptions,
  strict: boolean,
): Promise<OpenDocument> {
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
    const document = await task.promise;
    return { pdfjs, document, layers: await document.getOptionalContentConfig() };
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

async function readPage({ pdfjs, document, layers }: OpenDocument, number: number): Promise<MarksAndFonts> {
  const page = await document.getPage(number);
  try {
    const list = await page.getOperatorList();
    if (list.fnArray.length > OPERATORS_LIMIT) throw new Error(`it has more than ${OPERATORS_LIMIT} drawing operators`);
    const viewport = page.getViewport({ scale: 1 });
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
