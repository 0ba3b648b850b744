import { type ContentSource, readContent } from '../content/contentStream.ts';
import { OPERATOR_CODES } from '../content/operatorCodes.ts';
import type { OperatorList } from '../content/sketch.ts';
import { type Font, glyphsOf } from './fontGlyphs.ts';

/**
 * Half of the time that pdf.js takes for a long list goes into the content streams: objects for each operator, a promise for
 * each font that is set. Streams that are written plainly are read by `content/` instead; fonts, colours, forms, layers and
 * pictures, and every stream with anything odd about it, stay with pdf.js.
 */

/** A stream of pdf.js's. */
interface Stream {
  readonly dict?: unknown;
  readonly isAsync: boolean;
  asyncGetBytes(): Promise<Uint8Array | null>;
  getBytes(): Uint8Array;
}

/** Operators on their way to who asked for a page. */
interface Operators extends OperatorList {
  addOp(code: number, args: unknown): void;
}

/** What pdf.js follows of the state of drawing: font and colour spaces. */
interface State {
  clone(): State;
}

/** What pdf.js is asked when it shall evaluate a stream. */
interface Request {
  readonly stream: Stream;
  readonly task: unknown;
  readonly resources: unknown;
  readonly operatorList: Operators;
  /** What a form begins with: the state of drawing where it is drawn. */
  readonly initialState?: State | null | undefined;
  readonly fallbackFontDict?: unknown;
  readonly prevRefs?: unknown;
}

interface Evaluator {
  /** It reads the letters of a font that are drawings themselves. */
  readonly parsingType3Font: boolean;
  readonly handler: unknown;
  /** `ignoreErrors`: whether it makes the best of a page with faults. */
  readonly options: { readonly ignoreErrors: boolean };
  getOperatorList(request: Request): Promise<void>;
  loadFont(
    name: string,
    font: null,
    resources: unknown,
    task: unknown,
  ): Promise<{ readonly loadedName: string; readonly font: Font; send(handler: unknown): void }>;
}

/** The parts of pdf.js that this needs; it doesn't offer them itself. */
export interface EvaluatorParts {
  readonly PartialEvaluator: { readonly prototype: Evaluator };
  readonly Stream: new (bytes: Uint8Array, from: number, length: number, dict: unknown) => Stream;
}

/** From here on pdf.js leaves plain streams to us. */
export function readPlainStreams({ PartialEvaluator, Stream }: EvaluatorParts): void {
  const { prototype } = PartialEvaluator;
  const evaluate = prototype.getOperatorList;
  /** The lists of what is left to pdf.js, with the forms in it: trying those again would double the work with each form in a form. */
  const left = new WeakSet<Operators>();
  prototype.getOperatorList = async function (request) {
    const { stream, operatorList, resources, fallbackFontDict } = request;
    const isOdd = this.options.ignoreErrors || this.parsingType3Font || !resources || fallbackFontDict;
    if (isOdd || left.has(operatorList)) return evaluate.call(this, request);
    const bytes = (stream.isAsync ? await stream.asyncGetBytes() : undefined) ?? stream.getBytes();
    const streamOf = (content: Uint8Array): Stream => new Stream(content, 0, content.length, stream.dict);
    const source = sourceOf(this, request, (part) => evaluate.call(this, part), streamOf);
    // What fails here fails again below, where pdf.js knows what to make of it.
    const list = await readContent(bytes, source).catch(() => undefined);
    if (!list) {
      left.add(operatorList);
      return evaluate.call(this, { ...request, stream: streamOf(bytes) });
    }
    for (let i = 0; i < list.fnArray.length; i++) operatorList.addOp(list.fnArray[i]!, list.argsArray[i]);
  };
}

function sourceOf(
  evaluator: Evaluator,
  request: Request,
  evaluate: (request: Request) => Promise<void>,
  streamOf: (content: Uint8Array) => Stream,
): ContentSource {
  const { resources, task, operatorList, initialState, prevRefs } = request;
  const OperatorList = operatorList.constructor as new () => Operators;
  return {
    async loadFont(name) {
      const loaded = await evaluator.loadFont(name, null, resources, task);
      loaded.send(evaluator.handler);
      return { id: loaded.loadedName, glyphsOf: (text) => glyphsOf(loaded.font, text) };
    },
    async read(content) {
      const part = new OperatorList();
      await evaluate({
        stream: streamOf(Buffer.from(content, 'latin1')),
        task,
        resources,
        operatorList: part,
        initialState: initialState?.clone(),
        prevRefs,
      });
      return part.fnArray.some((code, i) => setsFont(code, part.argsArray[i])) ? undefined : part;
    },
  };
}

/** Whether an operator is an extended graphics state with a font. */
function setsFont(code: number, args: unknown): boolean {
  if (code !== OPERATOR_CODES.setGState) return false;
  const [entries] = args as [readonly (readonly [string, unknown])[]];
  return entries.some(([key]) => key === 'Font');
}
