import { UserError } from '../../errors.ts';
import type { PageMarks } from '../marks/marks.ts';
import { createLayers, type LayerSettings } from './layers.ts';
import { type Library, loadLibrary } from './pdfLibrary.ts';
import { type OpenDocument, readPage } from './pdfPage.ts';

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
  const library = await loadLibrary();
  const { takeDamage, takeGlue, partNext } = library;
  takeDamage();
  partNext(false);
  const strict = await openDocument(library, bytes, source, options, true);
  const damage = takeDamage();
  const damagedFonts = new Set<string>();
  let lenient: Promise<OpenDocument> | undefined;
  let parted: OpenDocument | undefined;
  const read = async (open: OpenDocument, page: number): Promise<PageRead> => {
    takeDamage();
    takeGlue();
    partNext(open === parted && open !== strict);
    const known = open.file.fonts.size;
    const used = new Set<string>();
    let own: string | undefined;
    let marks: PageMarks;
    try {
      marks = await readPage(open, page, used);
    } finally {
      own = takeDamage();
      // A damaged font is read once and used by pages to come.
      if (own !== undefined) {
        const met = [...open.file.fonts.keys()].slice(known);
        for (const font of [...used, ...met]) damagedFonts.add(font);
      }
    }
    const damage = own ?? ([...used].some((font) => damagedFonts.has(font)) ? DAMAGED_FONT : undefined);
    return damage === undefined ? { page, marks } : { page, marks, damage };
  };
  /** From here on the file is read with parts of its drawings set apart that are written together. */
  const readParted = async (page: number): Promise<PageRead | undefined> => {
    partNext(true);
    try {
      parted = await openDocument(library, bytes, source, options, true, true);
      return await read(parted, page);
    } catch {
      parted = strict;
      return undefined;
    }
  };
  return {
    pageCount: strict.file.pageCount,
    ...(damage === undefined ? {} : { damage }),
    async readPage(page) {
      try {
        const first = await read(parted ?? strict, page);
        return takeGlue() && !parted ? ((await readParted(page)) ?? first) : first;
      } catch (error) {
        const damage = messageOf(error);
        lenient ??= openDocument(library, bytes, source, options, false);
        try {
          const again = await read(await lenient, page);
          return damage.includes(IMAGE_LIMIT_MESSAGE) ? again : { damage, ...again };
        } catch (last) {
          return { page, damage: messageOf(last) };
        }
      }
    },
    async close() {
      await strict.file.conversation.ask('Terminate');
      if (parted && parted !== strict) await parted.file.conversation.ask('Terminate');
      if (lenient) await (await lenient).file.conversation.ask('Terminate');
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function openDocument(
  library: Library,
  bytes: Uint8Array,
  source: string,
  { password }: PdfOptions,
  strict: boolean,
  parted = false,
): Promise<OpenDocument> {
  try {
    const file = await library.open(bytes, { strict, parted, ...(password === undefined ? {} : { password }) });
    const layers = await file.conversation.ask('GetOptionalContentConfig');
    return { file, isLayerVisible: createLayers(layers as LayerSettings | null) };
  } catch (error) {
    throw openError(error, source);
  }
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
