/**
 * A page's marks on their way from thread to thread. Copied as the objects they are they take as long as a third of the
 * reading; as columns of numbers, which change hands, and one text they take a tenth of that.
 */
import type { Fill, Hidden, PageMarks, Piece, Rule } from './marks.ts';

export interface PackedMarks extends Omit<PageMarks, 'pieces' | 'rules' | 'fills'> {
  /** Twelve numbers a piece, see `packPieces`. */
  readonly pieces: Float64Array<ArrayBuffer>;
  /** The texts of all pieces, without anything between them. */
  readonly text: string;
  /** What many pieces have in common. */
  readonly styles: readonly Style[];
  /** Five numbers a rule: 1 for upright ones, where, from, to, width. */
  readonly rules: Float64Array<ArrayBuffer>;
  /** Five numbers a fill: its box and its colour. */
  readonly fills: Float64Array<ArrayBuffer>;
  readonly colors: readonly string[];
}

type Style = Pick<Piece, 'font' | 'bold' | 'italic' | 'color' | 'angle'> & {
  readonly hidden: Hidden | undefined;
};

const PIECE_NUMBERS = 12;
const RULE_NUMBERS = 5;
const FILL_NUMBERS = 5;

/** Packs marks; `unpackMarks(packMarks(marks))` equals them. */
export function packMarks({ pieces, rules, fills, ...page }: PageMarks): PackedMarks {
  const styles = new Index<Style>();
  const colors = new Index<string>();
  return {
    ...page,
    pieces: packPieces(pieces, styles),
    text: pieces.map((piece) => piece.text).join(''),
    styles: styles.values,
    rules: packRules(rules),
    fills: packFills(fills, colors),
    colors: colors.values,
  };
}

/** The memory that may change hands instead of being copied. */
export function buffersOf({ pieces, rules, fills }: PackedMarks): ArrayBuffer[] {
  return [pieces.buffer, rules.buffer, fills.buffer];
}

export function unpackMarks({ pieces, text, styles, rules, fills, colors, ...page }: PackedMarks): PageMarks {
  return {
    ...page,
    pieces: unpackPieces(pieces, text, styles),
    rules: unpackRules(rules),
    fills: unpackFills(fills, colors),
  };
}

function packPieces(pieces: readonly Piece[], styles: Index<Style>): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(pieces.length * PIECE_NUMBERS);
  let at = 0;
  let last: Piece | undefined;
  let style = 0;
  for (const piece of pieces) {
    // Most pieces look as the one before them.
    if (!last || !looksAs(piece, last)) {
      const { font, bold, italic, color, angle, hidden } = piece;
      const key = `${angle} ${bold} ${italic} ${hidden} ${color} ${font}`;
      style = styles.numberOf(key, { font, bold, italic, color, angle, hidden });
    }
    last = piece;
    const { box } = piece;
    packed[at++] = piece.id;
    packed[at++] = piece.text.length;
    packed[at++] = piece.run;
    packed[at++] = box.x0;
    packed[at++] = box.y0;
    packed[at++] = box.x1;
    packed[at++] = box.y1;
    packed[at++] = piece.baseline;
    packed[at++] = piece.size;
    packed[at++] = piece.spaced ? 1 : 0;
    packed[at++] = style;
    packed[at++] = piece.cut ?? Number.NaN;
  }
  return packed;
}

function looksAs(a: Piece, b: Piece): boolean {
  return (
    a.font === b.font &&
    a.color === b.color &&
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.angle === b.angle &&
    a.hidden === b.hidden
  );
}

function unpackPieces(packed: Float64Array, text: string, styles: readonly Style[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 0; at < packed.length; at += PIECE_NUMBERS) {
    const end = start + packed[at + 1]!;
    const { font, bold, italic, color, angle, hidden } = styles[packed[at + 10]!]!;
    const piece: Piece = {
      id: packed[at]!,
      text: text.slice(start, end),
      run: packed[at + 2]!,
      spaced: packed[at + 9] === 1,
      box: { x0: packed[at + 3]!, y0: packed[at + 4]!, x1: packed[at + 5]!, y1: packed[at + 6]! },
      baseline: packed[at + 7]!,
      size: packed[at + 8]!,
      font,
      bold,
      italic,
      color,
      angle,
    };
    const cut = packed[at + 11]!;
    const whole = hidden === undefined ? piece : { ...piece, hidden };
    pieces.push(Number.isNaN(cut) ? whole : { ...whole, cut });
    start = end;
  }
  return pieces;
}

function packRules(rules: readonly Rule[]): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(rules.length * RULE_NUMBERS);
  let i = 0;
  for (const { axis, at, from, to, width } of rules) {
    packed[i++] = axis === 'v' ? 1 : 0;
    packed[i++] = at;
    packed[i++] = from;
    packed[i++] = to;
    packed[i++] = width;
  }
  return packed;
}

function unpackRules(packed: Float64Array): Rule[] {
  const rules: Rule[] = [];
  for (let i = 0; i < packed.length; i += RULE_NUMBERS)
    rules.push({
      axis: packed[i] === 1 ? 'v' : 'h',
      at: packed[i + 1]!,
      from: packed[i + 2]!,
      to: packed[i + 3]!,
      width: packed[i + 4]!,
    });
  return rules;
}

function packFills(fills: readonly Fill[], colors: Index<string>): Float64Array<ArrayBuffer> {
  const packed = new Float64Array(fills.length * FILL_NUMBERS);
  let at = 0;
  for (const { x0, y0, x1, y1, color } of fills) {
    packed[at++] = x0;
    packed[at++] = y0;
    packed[at++] = x1;
    packed[at++] = y1;
    packed[at++] = colors.numberOf(color, color);
  }
  return packed;
}

function unpackFills(packed: Float64Array, colors: readonly string[]): Fill[] {
  const fills: Fill[] = [];
  for (let at = 0; at < packed.length; at += FILL_NUMBERS)
    fills.push({
      x0: packed[at]!,
      y0: packed[at + 1]!,
      x1: packed[at + 2]!,
      y1: packed[at + 3]!,
      color: colors[packed[at + 4]!]!,
    });
  return fills;
}

/** Values by the numbers that stand for them. */
class Index<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(key: string, value: T): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
