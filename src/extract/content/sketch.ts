import { OPERATOR_CODES } from './operatorCodes.ts';

/** Drawing operators of a page with their arguments as pdf.js gives them, all of them or a stretch. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** A font of pdf.js's, as far as a content stream needs it. */
export interface ContentFont {
  /** The document's own name of it. */
  readonly id: string;
  /** The glyphs of a text that has a character for each byte. */
  readonly glyphsOf: (text: string) => readonly unknown[];
}

/** The codes of a path's steps in pdf.js's path streams. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const CLOSE = 4;

/** What `q` saves of the state that the sketch follows. */
interface Frame {
  readonly font: ContentFont | undefined;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fillSpace: string;
  readonly strokeSpace: string;
}

/** A number that pdf.js reads as it was: it knows no exponents, and more digits than these it rounds. */
const PLAIN_SIZE = /^-?(?=[\d.]{1,15}$)\d+(?:\.\d+)?$/;
/** pdf.js also hands on where a path reaches, for painters. */
const NO_BOUNDS = new Float32Array(4);
const NO_ARGS: readonly unknown[] = [];
const HEX_PAIRS = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
/** It rounds and limits colours as pdf.js does. */
const color = new Uint8ClampedArray(3);

/** Collects what the operators of a content stream draw, and follows as much of the state as that takes. */
export class Sketch implements OperatorList {
  readonly fnArray: number[] = [];
  readonly argsArray: (readonly unknown[])[] = [];
  /** The fonts that are loaded, by what the page calls them. */
  readonly fonts = new Map<string, ContentFont>();
  /** The operators that chose the colour spaces of fills and strokes; nothing where those that it began with still hold. */
  fillSpace = '';
  strokeSpace = '';
  #font: ContentFont | undefined;
  #fontName = '';
  #fontSize = 0;
  readonly #saved: Frame[] = [];
  readonly #path: number[] = [];
  #x = 0;
  #y = 0;

  add(code: number, args: readonly unknown[] = NO_ARGS): undefined {
    this.fnArray.push(code);
    this.argsArray.push(args);
  }

  addAll({ fnArray, argsArray }: OperatorList): void {
    for (let i = 0; i < fnArray.length; i++) this.add(fnArray[i]!, argsArray[i] as readonly unknown[]);
  }

  /** The operators that give a form the state that it begins in where it is drawn; false where that can't be written. */
  get inherited(): string | false {
    const spaces = this.fillSpace + this.strokeSpace;
    if (!this.#font) return spaces;
    const size = String(this.#fontSize);
    return PLAIN_SIZE.test(size) && `/${this.#fontName} ${size} Tf ${spaces}`;
  }

  save(): void {
    this.#saved.push({
      font: this.#font,
      fontName: this.#fontName,
      fontSize: this.#fontSize,
      fillSpace: this.fillSpace,
      strokeSpace: this.strokeSpace,
    });
    this.add(OPERATOR_CODES.save);
  }

  restore(): void {
    const frame = this.#saved.pop();
    if (frame) {
      this.#font = frame.font;
      this.#fontName = frame.fontName;
      this.#fontSize = frame.fontSize;
      this.fillSpace = frame.fillSpace;
      this.strokeSpace = frame.strokeSpace;
    }
    this.add(OPERATOR_CODES.restore);
  }

  /** Ends the stream: states that were saved in it end with it. */
  close(): void {
    for (let i = 0; i < this.#saved.length; i++) this.add(OPERATOR_CODES.restore);
  }

  /** Sets a font that is loaded. */
  setFont(name: string, size: number): undefined {
    this.#font = this.fonts.get(name);
    this.#fontName = name;
    this.#fontSize = size;
    this.add(OPERATOR_CODES.setFont, [this.#font?.id, size]);
  }

  /** Whether there is a font to show the text in. */
  showText(text: string): false | undefined {
    if (!this.#font) return false;
    this.add(OPERATOR_CODES.showText, [this.#font.glyphsOf(text)]);
    return undefined;
  }

  /** The same for texts with steps between them. */
  showList(list: readonly (string | number)[]): false | undefined {
    const font = this.#font;
    if (!font) return false;
    const glyphs: unknown[] = [];
    for (const part of list) {
      if (typeof part === 'number') glyphs.push(part);
      else for (const glyph of font.glyphsOf(part)) glyphs.push(glyph);
    }
    this.add(OPERATOR_CODES.showText, [glyphs]);
    return undefined;
  }

  /** Sets red, green and blue, from 0 to 1; `space` would choose the colour space that they are written in. */
  fillWith(space: string, red: number, green: number, blue: number): void {
    this.fillSpace = space;
    color[0] = red * 255;
    color[1] = green * 255;
    color[2] = blue * 255;
    const hex = `#${HEX_PAIRS[color[0]]}${HEX_PAIRS[color[1]]}${HEX_PAIRS[color[2]]}`;
    this.add(OPERATOR_CODES.setFillRGBColor, [hex]);
  }

  moveTo(x: number, y: number): void {
    this.#path.push(MOVE, x, y);
    this.#goTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(LINE, x, y);
    this.#goTo(x, y);
  }

  curveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path.push(CURVE, x1, y1, x2, y2, x, y);
    this.#goTo(x, y);
  }

  /** A curve whose first point to bend to is the one where it begins. */
  curveFrom(x2: number, y2: number, x: number, y: number): void {
    this.curveTo(this.#x, this.#y, x2, y2, x, y);
  }

  rectangle(x: number, y: number, width: number, height: number): void {
    const right = x + width;
    const top = y + height;
    if (width === 0 || height === 0) this.#path.push(MOVE, x, y, LINE, right, top, CLOSE);
    else this.#path.push(MOVE, x, y, LINE, right, y, LINE, right, top, LINE, x, top, CLOSE);
    this.#goTo(x, y);
  }

  closePath(): void {
    this.#path.push(CLOSE);
  }

  /** Ends the path and paints it as the operator with that code does. */
  paint(code: number): void {
    const path = this.#path.length > 0 ? new Float32Array(this.#path) : null;
    this.add(OPERATOR_CODES.constructPath, [code, [path], NO_BOUNDS]);
    this.#path.length = 0;
  }

  #goTo(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
  }
}
