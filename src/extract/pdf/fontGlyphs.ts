/** A font of pdf.js's: one that couldn't be read has no glyphs. */
export interface Font {
  /** How codes of more than one byte are told apart. */
  readonly cMap?: { readCharCode(text: string, at: number, found: CharCode): void };
  _charToGlyph?(code: number, isSpace: boolean): unknown;
}

interface CharCode {
  charcode: number;
  length: number;
}

const SPACE = 0x20;
const found: CharCode = { charcode: 0, length: 0 };

/**
 * The glyphs of a text that has a character for each byte, as the font's own `charsToGlyphs` gives them; that one keeps the
 * glyphs of each text that it ever met, which takes as much memory as a list's rows.
 */
export function glyphsOf(font: Font, text: string): unknown[] {
  const glyphs: unknown[] = [];
  if (!font._charToGlyph) return glyphs;
  const { cMap } = font;
  for (let at = 0; at < text.length; ) {
    const from = at;
    if (cMap) cMap.readCharCode(text, at, found);
    else {
      found.charcode = text.charCodeAt(at);
      found.length = 1;
    }
    at += found.length;
    glyphs.push(font._charToGlyph(found.charcode, found.length === 1 && text.charCodeAt(from) === SPACE));
  }
  return glyphs;
}
