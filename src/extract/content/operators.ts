import { DICTIONARY_BEGINS, LIST_BEGINS, NAME, operatorKey, STRING } from './lexer.ts';
import { OPERATOR_CODES as CODES } from './operatorCodes.ts';
import type { Sketch } from './sketch.ts';

/** The operators of content streams (ISO 32000-1, annex A): what lekalo draws by itself, and what it asks pdf.js about. */

/** What stands in front of an operator. */
export interface Operands {
  /** Filled anew for each operator, up to `count`. */
  readonly numbers: number[];
  count: number;
  /** How many of them stand in front of the last of what else does. */
  before: number;
  /** The first of the names. */
  name: string;
  text: string;
  readonly list: (string | number)[];
}

export interface Operator {
  /** How many numbers stand in front of it; `ANY_NUMBER` where that varies. */
  readonly numbers: number;
  /** The kinds of what else does, as one number, and what may stand there instead. */
  readonly others: number;
  readonly orOthers: number;
  /**
   * Draws it. A text that it gives asks what pdf.js makes of the operator, said after that text; `false` says that the
   * operator has no place there.
   */
  readonly draw: (sketch: Sketch, operands: Operands) => string | false | undefined;
}

export const ANY_NUMBER = -1;

/** One number for the kinds of tokens that it stood for and another one behind them. */
export const withKind = (key: number, kind: number): number => key * 16 + kind;
const kindsKey = (...kinds: readonly number[]): number => kinds.reduce(withKind, 0);

const NOTHING = kindsKey();
const ONE_NAME = kindsKey(NAME);
const TWO_NAMES = kindsKey(NAME, NAME);
const NAME_AND_FACTS = kindsKey(NAME, DICTIONARY_BEGINS);
const ONE_STRING = kindsKey(STRING);
const ONE_LIST = kindsKey(LIST_BEGINS);

function operator(numbers: number, draw: Operator['draw'], others = NOTHING, orOthers = others): Operator {
  return { numbers, others, orOthers, draw };
}

/** An operator that nothing but numbers stands in front of. */
const numbered = (numbers: number, step: (sketch: Sketch, numbers: readonly number[]) => void): Operator =>
  operator(numbers, (sketch, operands) => {
    step(sketch, operands.numbers);
    return undefined;
  });

/** One that pdf.js hands on as it is written. */
const same = (code: number, numbers: number): Operator => numbered(numbers, (s, n) => s.add(code, n.slice(0, numbers)));

/** One that text, lines and fills don't depend on. */
const idle = (numbers: number, others = NOTHING, orOthers = others): Operator =>
  operator(numbers, () => undefined, others, orOthers);

const paints = (code: number): Operator => numbered(0, (s) => s.paint(code));
const closesAndPaints = (code: number): Operator =>
  numbered(0, (s) => {
    s.closePath();
    s.paint(code);
  });

const strokesIn = (space: string, numbers: number): Operator =>
  numbered(numbers, (s) => {
    s.strokeSpace = space;
  });

const asks = (others: number): Operator => operator(0, () => '', others);

const OPERATORS: Readonly<Record<string, Operator>> = {
  q: numbered(0, (s) => s.save()),
  Q: numbered(0, (s) => s.restore()),
  cm: same(CODES.transform, 6),
  w: numbered(1, (s, n) => s.add(CODES.setLineWidth, [Math.abs(n[0]!)])),
  J: idle(1),
  j: idle(1),
  M: idle(1),
  d: idle(1, ONE_LIST),
  ri: idle(0, ONE_NAME),
  i: idle(1),
  gs: asks(ONE_NAME),

  m: numbered(2, (s, n) => s.moveTo(n[0]!, n[1]!)),
  l: numbered(2, (s, n) => s.lineTo(n[0]!, n[1]!)),
  c: numbered(6, (s, n) => s.curveTo(n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!)),
  v: numbered(4, (s, n) => s.curveFrom(n[0]!, n[1]!, n[2]!, n[3]!)),
  y: numbered(4, (s, n) => s.curveTo(n[0]!, n[1]!, n[2]!, n[3]!, n[2]!, n[3]!)),
  h: numbered(0, (s) => s.closePath()),
  re: numbered(4, (s, n) => s.rectangle(n[0]!, n[1]!, n[2]!, n[3]!)),
  S: paints(CODES.stroke),
  s: closesAndPaints(CODES.closeStroke),
  f: paints(CODES.fill),
  F: paints(CODES.fill),
  'f*': paints(CODES.eoFill),
  B: paints(CODES.fillStroke),
  'B*': paints(CODES.eoFillStroke),
  b: closesAndPaints(CODES.closeFillStroke),
  'b*': closesAndPaints(CODES.closeEOFillStroke),
  n: paints(CODES.endPath),
  W: same(CODES.clip, 0),
  'W*': same(CODES.eoClip, 0),

  BT: same(CODES.beginText, 0),
  ET: idle(0),
  Tc: same(CODES.setCharSpacing, 1),
  Tw: same(CODES.setWordSpacing, 1),
  Tz: same(CODES.setHScale, 1),
  TL: same(CODES.setLeading, 1),
  Tr: same(CODES.setTextRenderingMode, 1),
  Ts: same(CODES.setTextRise, 1),
  Td: same(CODES.moveText, 2),
  TD: same(CODES.setLeadingMoveText, 2),
  Tm: numbered(6, (s, n) => s.add(CODES.setTextMatrix, [Float32Array.of(n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!)])),
  'T*': same(CODES.nextLine, 0),
  Tf: operator(1, (s, { name, numbers, before }) => before === 0 && s.setFont(name, numbers[0]!), ONE_NAME),
  Tj: operator(0, (s, { text }) => s.showText(text), ONE_STRING),
  TJ: operator(0, (s, { list }) => s.showList(list), ONE_LIST),
  "'": operator(
    0,
    (s, { text }) => {
      s.add(CODES.nextLine);
      return s.showText(text);
    },
    ONE_STRING,
  ),
  '"': operator(
    2,
    (s, { text, numbers, before }) => {
      if (before !== 2) return false;
      s.add(CODES.nextLine);
      s.add(CODES.setWordSpacing, [numbers[0]]);
      s.add(CODES.setCharSpacing, [numbers[1]]);
      return s.showText(text);
    },
    ONE_STRING,
  ),

  g: numbered(1, (s, n) => s.fillWith('/DeviceGray cs ', n[0]!, n[0]!, n[0]!)),
  rg: numbered(3, (s, n) => s.fillWith('/DeviceRGB cs ', n[0]!, n[1]!, n[2]!)),
  k: operator(4, (s) => {
    s.fillSpace = '/DeviceCMYK cs ';
    return '';
  }),
  cs: operator(
    0,
    (s, { name }) => {
      s.fillSpace = `/${name} cs `;
      return '';
    },
    ONE_NAME,
  ),
  // What a colour comes to in its space, or whether it is a pattern, pdf.js knows.
  sc: operator(ANY_NUMBER, (s) => s.fillSpace),
  scn: operator(ANY_NUMBER, (s) => s.fillSpace, NOTHING, ONE_NAME),
  // No mark has the colour of a stroke, but a page is damaged where there is no such colour.
  G: strokesIn('/DeviceGray CS ', 1),
  RG: strokesIn('/DeviceRGB CS ', 3),
  K: strokesIn('/DeviceCMYK CS ', 4),
  CS: operator(
    0,
    (s, { name }) => {
      s.strokeSpace = `/${name} CS `;
      return '';
    },
    ONE_NAME,
  ),
  SC: operator(ANY_NUMBER, (s) => s.strokeSpace),
  SCN: operator(ANY_NUMBER, (s) => s.strokeSpace, NOTHING, ONE_NAME),
  sh: asks(ONE_NAME),

  Do: operator(0, (s) => s.inherited, ONE_NAME),
  BMC: operator(0, (s, { name }) => s.add(CODES.beginMarkedContent, [name]), ONE_NAME),
  BDC: operator(
    0,
    // Only pdf.js knows which layer a name stands for.
    (s, { name }) => (name === 'OC' ? '' : s.add(CODES.beginMarkedContentProps, [name])),
    TWO_NAMES,
    NAME_AND_FACTS,
  ),
  EMC: same(CODES.endMarkedContent, 0),
  MP: idle(0, ONE_NAME),
  DP: idle(0, TWO_NAMES, NAME_AND_FACTS),
  BX: idle(0),
  EX: idle(0),
};

const BY_KEY = new Map(Object.entries(OPERATORS).map(([letters, operator]) => [operatorKey(letters), operator]));

/** The operator that a token names by its key; undefined for inline images, parts of letters, and what isn't known. */
export const operatorOf = (key: number): Operator | undefined => BY_KEY.get(key);
