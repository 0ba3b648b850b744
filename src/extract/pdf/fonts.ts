import type { FontFacts } from './state.ts';

/** What pdf.js's worker tells of a font: a packed part, and the properties that we ask for besides. */
export interface ExportedFont {
  /** Why the font couldn't be read; there is nothing else then. */
  readonly error?: string;
  readonly buffer?: ArrayBuffer;
  readonly extra?: { readonly composite?: boolean; readonly toUnicode?: object };
}

/** How pdf.js packs a font: ten flags of two bits each, then the numbers, then the texts. */
const FLAG = { black: 0, bold: 1, italic: 6, vertical: 9 } as const;
const TRUE = 2;
const MATRIX_AT = 36;
const TEXTS_AT = 96;
/** The texts in front of the font's name: its family, its name in pdf.js, its type. */
const TEXTS_BEFORE_NAME = 3;
const USUAL_SCALE = 0.001;

/** What the reader needs to know of a font. */
export function readFont({ buffer, extra }: ExportedFont): FontFacts {
  if (!buffer) return UNREADABLE;
  const view = new DataView(buffer);
  const has = (flag: keyof typeof FLAG): boolean =>
    ((view.getUint8(FLAG[flag] >> 2) >> ((FLAG[flag] & 3) * 2)) & 3) === TRUE;
  const name = readName(view);
  return {
    name,
    bold: has('bold') || has('black') || /bold|black|heavy|demi/i.test(name),
    italic: has('italic') || /italic|oblique/i.test(name),
    vertical: has('vertical'),
    scale: view.getUint8(MATRIX_AT) === 0 ? USUAL_SCALE : view.getFloat64(MATRIX_AT + 1, true),
    // A composite font whose map runs from a first to a last code is the identity: glyph numbers, not letters.
    mapped: !(extra?.composite === true && extra.toUnicode !== undefined && 'firstChar' in extra.toUnicode),
  };
}

const UNREADABLE: FontFacts = {
  name: '',
  bold: false,
  italic: false,
  vertical: false,
  scale: USUAL_SCALE,
  mapped: true,
};

function readName(view: DataView): string {
  let at = TEXTS_AT;
  for (let i = 0; i < TEXTS_BEFORE_NAME; i++) at += 4 + view.getUint32(at);
  return new TextDecoder().decode(new Uint8Array(view.buffer, at + 4, view.getUint32(at)));
}
