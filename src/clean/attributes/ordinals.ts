/** "3 поколение", "V пок.", "Mk5", "первый кузов", "кузов 40": numbers that are printed as generations. */
import { MAX_ORDINAL, parseRoman } from '../text/roman.ts';
import { phrase, type RowText, type Span, spanOf, takeAll } from '../text/text.ts';

export interface GenerationHint extends Span {
  /** Printed numbers, in order. */
  readonly numbers: readonly number[];
  /** "поколение" and "Mk" count generations; "кузов" may also give a factory number. */
  readonly counts: boolean;
  /** Where numbers of three digits stand: where no name is printed they may name the model, as in "210 кузов". */
  readonly chassis: readonly Span[];
}

const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^перв/, 1],
  [/^втор/, 2],
  [/^трет/, 3],
  [/^четв/, 4],
  [/^пят/, 5],
  [/^шест/, 6],
  [/^седьм/, 7],
  [/^восьм/, 8],
  [/^девят/, 9],
  [/^десят/, 10],
  [/^биринчи/, 1],
  [/^экинчи/, 2],
];
const WORD =
  '(?:первы|первое|первого|первом|второ|второго|трет|четверт|пято|пяты|шест|седьмо|восьмо|девято|девяты|десято|десяты|биринчи|экинчи)\\p{L}*';
const NUMBER = `(?:\\d{1,3}|[ivxхі]{1,4}|${WORD})`;
const CASE_END = '(?:\\s*-?\\s*(?:е|ое|ый|й|ой|го|ого|ом|ем|м|ье|ий|th|rd|nd|st))?';
const SEVERAL = `(${NUMBER})${CASE_END}(?:\\s*(?:[-/,+&]|и)\\s*(${NUMBER})${CASE_END})?`;
const GENERATION =
  '(?:поколен\\p{L}*|пок(?:ол)?(?![\\p{L}])\\.?|gen(?:eration)?(?![\\p{L}])|генерац\\p{L}*|муун\\p{L}*)';
const BODY = '(?:кузов\\p{L}*|куз\\.?(?![\\p{L}])|кз(?![\\p{L}]))';

const BEFORE_GENERATION = phrase(`${SEVERAL}\\s*-?\\s*${GENERATION}`);
const AFTER_GENERATION = phrase(`${GENERATION}\\s*[-№:]?\\s*(${NUMBER})`);
const MARK = phrase(`(?:mk|мк)(?:\\.?\\s*-?\\s*(\\d)|[.\\s-]\\s*([ivx]{1,4}))`);
const SIGN = '(?:[-№:]|no)?';
/** "5 кузов 39", "3 кузов BK": the code behind the word is the body, the number before it the name. */
const NO_CODE = `(?!\\s*${SIGN}\\s*(?:\\d{2,3}(?!\\d)|[a-zа-я]{1,2}-?\\d{1,3}(?!\\d)|[a-z]{2}(?![\\p{L}\\d])))`;
const BEFORE_BODY = phrase(`(?:в\\s+)?${SEVERAL}\\s*-?\\s*${BODY}${NO_CODE}`);
const AFTER_BODY = phrase(`${BODY}\\s*${SIGN}\\s*(\\d{1,3})(?:\\s*[-/,]\\s*(\\d{1,3}))?`);

/** Reads and uses up the counted generations of a row. */
export function takeGenerationHints(text: RowText): GenerationHint[] {
  const hints: GenerationHint[] = [];
  const take = (pattern: RegExp, counts: boolean): void => {
    for (const match of takeAll(text, pattern)) {
      const numbers = match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(parseOrdinal);
      const chassis = counts ? [] : findChassis(match);
      if (numbers.every((number) => number > 0)) hints.push({ ...spanOf(match), numbers, counts, chassis });
      else text.used.fill(0, match.index, match.index + match[0].length);
    }
  };
  take(BEFORE_GENERATION, true);
  take(AFTER_GENERATION, true);
  take(MARK, true);
  take(BEFORE_BODY, false);
  take(AFTER_BODY, false);
  return hints.sort((one, other) => one.start - other.start);
}

const findChassis = ({ index, 0: printed }: RegExpExecArray): Span[] =>
  [...printed.matchAll(/(?<!\d)\d{3}(?!\d)/g)].map((number) => ({
    start: index + number.index,
    end: index + number.index + number[0].length,
  }));

function parseOrdinal(text: string): number {
  if (/^\d/.test(text)) return Number.parseInt(text, 10);
  const word = WORDS.find(([pattern]) => pattern.test(text));
  return word ? word[1] : parseRoman(text);
}

export const isOrdinal = (number: number): boolean => number >= 1 && number <= MAX_ORDINAL;
