/**
 * Parts a page's content stream into tokens (ISO 32000-1, 7.2 and 7.8.2): `new Lexer(bytes)`, then `next()` until `END`.
 * It knows only what well-kept programs write, and gives `ODD` for anything else.
 */

export const END = 0;
/** `lexer.number` holds its value. */
export const NUMBER = 1;
/** `lexer.text` holds the name without its slash. */
export const NAME = 2;
/** `lexer.text` holds a character for each byte. */
export const STRING = 3;
/** `lexer.code` holds its letters, as `operatorKey` gives them. */
export const OPERATOR = 4;
export const LIST_BEGINS = 5;
export const LIST_ENDS = 6;
export const DICTIONARY_BEGINS = 7;
export const DICTIONARY_ENDS = 8;
export const ODD = 9;

const REGULAR = 0;
const WHITE = 1;
const DELIMITER = 2;

/** What kind of character each byte is. */
const KINDS = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) KINDS[code] = WHITE;
for (const letter of '()<>[]{}/%') KINDS[letter.charCodeAt(0)] = DELIMITER;

/** The values of hexadecimal digits; 255 for what is none. */
const HEX = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++)
  for (const digit of [value.toString(16), value.toString(16).toUpperCase()]) HEX[digit.charCodeAt(0)] = value;

const codeOf = (letter: string): number => letter.charCodeAt(0);
const ZERO = codeOf('0');
const SEVEN = codeOf('7');
const NINE = codeOf('9');
const PLUS = codeOf('+');
const MINUS = codeOf('-');
const DOT = codeOf('.');
const OPEN = codeOf('(');
const CLOSE = codeOf(')');
const BACKSLASH = codeOf('\\');
const LESS = codeOf('<');
const MORE = codeOf('>');
const SLASH = codeOf('/');
const BEGIN_LIST = codeOf('[');
const END_LIST = codeOf(']');
const PERCENT = codeOf('%');
const HASH = codeOf('#');
const LINE_FEED = 10;
const RETURN = 13;
/** What a letter stands for behind a backslash. */
const ESCAPES = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12 }).map(([letter, code]) => [codeOf(letter), code]),
);

const OPERATOR_LETTERS = 3;

/** An operator as one number: `operatorKey('Tj')`. */
export function operatorKey(operator: string): number {
  return [...operator].reduce((key, letter) => (key << 8) | codeOf(letter), 0);
}

export class Lexer {
  number = 0;
  text = '';
  code = 0;
  /** Where the token begins. */
  from = 0;
  /** Where it ends. */
  at = 0;
  readonly #bytes: Buffer;
  #scratch = Buffer.alloc(256);

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** What is written from a place to the end of the token, with a character for each byte. */
  slice(from: number): string {
    return this.#bytes.toString('latin1', from, this.at);
  }

  /** Goes on to the next token and tells its kind. */
  next(): number {
    const bytes = this.#bytes;
    let at = this.at;
    let code = bytes[at];
    while (code !== undefined && (KINDS[code] === WHITE || code === PERCENT)) {
      if (code === PERCENT) while (at < bytes.length && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at++;
      else at++;
      code = bytes[at];
    }
    this.from = at;
    this.at = at + 1;
    if (code === undefined) return END;
    if (KINDS[code] === REGULAR) return code <= NINE && code >= PLUS ? this.#readNumber(at) : this.#readOperator(at);
    if (code === SLASH) return this.#readName(at + 1);
    if (code === OPEN) return this.#readString(at + 1);
    if (code === BEGIN_LIST) return LIST_BEGINS;
    if (code === END_LIST) return LIST_ENDS;
    const isDouble = bytes[at + 1] === code;
    if (code === LESS && !isDouble) return this.#readHex(at + 1);
    this.at = at + 2;
    if (code === LESS) return DICTIONARY_BEGINS;
    return code === MORE && isDouble ? DICTIONARY_ENDS : ODD;
  }

  #endOfWord(at: number): number {
    while (at < this.#bytes.length && KINDS[this.#bytes[at]!] === REGULAR) at++;
    return at;
  }

  #readNumber(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    let value = 0;
    let divisor = 0;
    let digits = 0;
    for (; at < bytes.length; at++) {
      const code = bytes[at]!;
      if (code >= ZERO && code <= NINE) {
        value = value * 10 + (code - ZERO);
        if (divisor !== 0) divisor *= 10;
        digits++;
      } else if (code === DOT && divisor === 0) divisor = 1;
      else if (KINDS[code] === REGULAR) return ODD;
      else break;
    }
    if (digits === 0) return ODD;
    if (divisor > 1) value /= divisor;
    this.number = negative ? -value : value;
    this.at = at;
    return NUMBER;
  }

  #readOperator(from: number): number {
    const to = this.#endOfWord(from);
    if (to - from > OPERATOR_LETTERS) return ODD;
    this.code = 0;
    for (let at = from; at < to; at++) this.code = (this.code << 8) | this.#bytes[at]!;
    this.at = to;
    return OPERATOR;
  }

  #readName(from: number): number {
    const to = this.#endOfWord(from);
    for (let at = from; at < to; at++) if (this.#bytes[at] === HASH) return ODD;
    this.text = this.#bytes.toString('latin1', from, to);
    this.at = to;
    return NAME;
  }

  #readString(from: number): number {
    const bytes = this.#bytes;
    for (let at = from; at < bytes.length; at++) {
      const code = bytes[at];
      if (code === BACKSLASH || code === OPEN) return this.#readEscaped(from);
      if (code !== CLOSE) continue;
      this.text = bytes.toString('latin1', from, at);
      this.at = at + 1;
      return STRING;
    }
    return ODD;
  }

  #readEscaped(from: number): number {
    const bytes = this.#bytes;
    let length = 0;
    let depth = 1;
    let at = from;
    while (at < bytes.length) {
      let code = bytes[at++]!;
      if (code === OPEN) depth++;
      else if (code === CLOSE && --depth === 0) return this.#endString(length, at);
      else if (code === BACKSLASH) {
        code = bytes[at++] ?? 0;
        if (code >= ZERO && code <= SEVEN) {
          let octal = code - ZERO;
          for (let i = 0; i < 2 && bytes[at]! >= ZERO && bytes[at]! <= SEVEN; i++)
            octal = octal * 8 + bytes[at++]! - ZERO;
          if (octal > 0xff) return ODD;
          code = octal;
        } else if (code === LINE_FEED) continue;
        else if (code === RETURN) {
          if (bytes[at] === LINE_FEED) at++;
          continue;
        } else code = ESCAPES.get(code) ?? code;
      }
      this.#put(length++, code);
    }
    return ODD;
  }

  #readHex(from: number): number {
    const bytes = this.#bytes;
    let length = 0;
    let high = -1;
    for (let at = from; at < bytes.length; at++) {
      const code = bytes[at]!;
      const digit = HEX[code]!;
      if (digit < 16) {
        if (high < 0) high = digit;
        else {
          this.#put(length++, (high << 4) | digit);
          high = -1;
        }
      } else if (code === MORE) {
        if (high >= 0) this.#put(length++, high << 4);
        return this.#endString(length, at + 1);
      } else if (KINDS[code] !== WHITE) return ODD;
    }
    return ODD;
  }

  #put(at: number, code: number): void {
    if (at === this.#scratch.length) this.#scratch = Buffer.concat([this.#scratch], at * 2);
    this.#scratch[at] = code;
  }

  #endString(length: number, at: number): number {
    this.text = this.#scratch.toString('latin1', 0, length);
    this.at = at;
    return STRING;
  }
}
