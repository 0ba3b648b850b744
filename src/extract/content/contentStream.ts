import {
  DICTIONARY_BEGINS,
  DICTIONARY_ENDS,
  END,
  Lexer,
  LIST_BEGINS,
  LIST_ENDS,
  NAME,
  NUMBER,
  OPERATOR,
  operatorKey,
  STRING,
} from './lexer.ts';
import { ANY_NUMBER, type Operands, operatorOf, withKind } from './operators.ts';
import { type ContentFont, type OperatorList, Sketch } from './sketch.ts';

/** Answers what a content stream alone doesn't tell: pdf.js. */
export interface ContentSource {
  /** The font that the page calls so. */
  readonly loadFont: (name: string) => Promise<ContentFont>;
  /** What a stretch of content comes to, `await read('/Fm0 Do')`; undefined where it changes more than can be followed. */
  readonly read: (content: string) => Promise<OperatorList | undefined>;
}

/** Why drawing stops: it is done, something is odd, or it takes a font or an answer. */
type Stop = 'done' | 'odd' | { readonly font: string } | { readonly content: string };

/** pdf.js takes more operands than this for a fault. */
const OPERANDS_LIMIT = 33;
/** No operator takes as many operands that are no numbers. */
const TOO_MANY_OTHERS = withKind(withKind(withKind(1, 0), 0), 0);
const SET_FONT = operatorKey('Tf');

/**
 * What a content stream draws: `await readContent(bytes, source)`. It is undefined for one that isn't written as well-kept
 * programs do, whatever is odd about it: making the best of such a stream takes pdf.js.
 */
export async function readContent(bytes: Uint8Array, source: ContentSource): Promise<OperatorList | undefined> {
  const stream = new ContentStream(bytes);
  const answers = new Map<string, OperatorList>();
  for (;;) {
    const stop = stream.draw();
    if (stop === 'done') return stream.sketch;
    if (stop === 'odd') return undefined;
    if ('font' in stop) stream.sketch.fonts.set(stop.font, await source.loadFont(stop.font));
    else {
      const { content } = stop;
      const answer = answers.get(content) ?? (await source.read(content));
      if (!answer) return undefined;
      answers.set(content, answer);
      stream.sketch.addAll(answer);
    }
  }
}

class ContentStream {
  readonly sketch = new Sketch();
  readonly #lexer: Lexer;
  readonly #operands: Operands = { numbers: [], count: 0, before: 0, name: '', text: '', list: [] };
  #others = 0;
  /** Where the first operand begins. */
  #from = 0;
  #isFresh = true;

  constructor(bytes: Uint8Array) {
    this.#lexer = new Lexer(bytes);
  }

  /** Draws on from where it stopped. */
  draw(): Stop {
    const lexer = this.#lexer;
    const operands = this.#operands;
    for (;;) {
      const kind = lexer.next();
      if (kind === OPERATOR) {
        const stop = this.#drawOperator();
        if (stop) return stop;
        continue;
      }
      if (kind === END) return this.#end();
      if (this.#isFresh) {
        this.#from = lexer.from;
        this.#isFresh = false;
      }
      if (kind === NUMBER) operands.numbers[operands.count++] = lexer.number;
      else if (!this.#takeOther(kind)) return 'odd';
      if (operands.count > OPERANDS_LIMIT) return 'odd';
    }
  }

  #drawOperator(): Stop | undefined {
    const { code } = this.#lexer;
    const operator = operatorOf(code);
    if (!operator) return 'odd';
    const operands = this.#operands;
    const { numbers, others, orOthers } = operator;
    if (numbers !== operands.count && numbers !== ANY_NUMBER) return 'odd';
    if (this.#others !== others && this.#others !== orOthers) return 'odd';
    if (code === SET_FONT && !this.sketch.fonts.has(operands.name)) {
      // Once it is loaded, this operator is read again.
      this.#lexer.at = this.#lexer.from;
      return { font: operands.name };
    }
    const context = operator.draw(this.sketch, operands);
    const from = this.#isFresh ? this.#lexer.from : this.#from;
    operands.count = 0;
    this.#others = 0;
    this.#isFresh = true;
    if (context === undefined) return undefined;
    return context === false ? 'odd' : { content: context + this.#lexer.slice(from) };
  }

  /** Takes an operand that is no number; false where it can't be one. */
  #takeOther(kind: number): boolean {
    const operands = this.#operands;
    operands.before = operands.count;
    if (kind === STRING) operands.text = this.#lexer.text;
    else if (kind === NAME) {
      if (this.#others === 0) operands.name = this.#lexer.text;
    } else if (kind === LIST_BEGINS) {
      if (!this.#takeList()) return false;
    } else if (kind !== DICTIONARY_BEGINS || !this.#skipDictionary()) return false;
    this.#others = withKind(this.#others, kind);
    return this.#others < TOO_MANY_OTHERS;
  }

  #takeList(): boolean {
    const { list } = this.#operands;
    list.length = 0;
    for (;;) {
      const kind = this.#lexer.next();
      if (kind === NUMBER) list.push(this.#lexer.number);
      else if (kind === STRING) list.push(this.#lexer.text);
      else return kind === LIST_ENDS;
    }
  }

  #skipDictionary(): boolean {
    for (;;) {
      const key = this.#lexer.next();
      if (key === DICTIONARY_ENDS) return true;
      if (key !== NAME || !this.#skipValue(this.#lexer.next())) return false;
    }
  }

  #skipValue(kind: number): boolean {
    if (kind === DICTIONARY_BEGINS) return this.#skipDictionary();
    if (kind !== LIST_BEGINS) return kind === NUMBER || kind === NAME || kind === STRING;
    for (;;) {
      const part = this.#lexer.next();
      if (part === LIST_ENDS) return true;
      if (!this.#skipValue(part)) return false;
    }
  }

  #end(): Stop {
    if (!this.#isFresh) return 'odd';
    this.sketch.close();
    return 'done';
  }
}
