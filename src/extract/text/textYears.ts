/** A year in full, and one of two digits: 1960–1999, 2000–2029. `Е60-65` and `Камри 30-40` are generations. */
const FULL = String.raw`(?:19[4-9]\d|20[0-4]\d)`;
const SHORT = String.raw`'?(?:[0-2]\d|[6-9]\d)`;
/** Words of a year: `г.`, `г.в.`, `года`, `год выпуска`, `-жылдан`. */
const UNIT = String.raw`(?:\s*-?\s*(?:г\.?\s?[вг]\.?|г\.?|год(?:а|у|ов|ы|ах)?|ж(?:ыл\p{L}*)?\.?|years?|yrs?|my)(?![\p{L}\p{N}])\.?(?:\s*(?:вып(?:уска|\.)?)(?!\p{L}))?)`;
const OPENING = String.raw`(?:(?:с|c|от|до|по|после|from|since|to|until|till|up\sto)\s+|(?:г\.?\s?в\.?|год(?:ы|а)?(?:\s+выпуска)?)\s*:?\s+|[<>≤≥~]\s*)`;
const TO = String.raw`\s*(?:[-–—/→]+|\.{2,3}|…|(?<=[\s.])(?:по|до|to|till)(?=\s))\s*`;
const NOW = String.raw`(?:(?:по\s+)?(?:н\.?\s?в\.?|наст\p{L}*\.?(?:\s+вр\p{L}*\.?)?|сегодня)|present|now|today|(?:и|или)\s+(?:новее|выше|позже|далее|моложе|старше|ниже|ранее|раньше)|чейин|баштап|кийин)(?!\p{L})`;
const END = String.raw`(?:(?:[-–—]+>?|\s*→|\+|…)(?![\p{L}\p{N}])|\s*[-–—]+(?=$|[,;)\]]))`;
const ONE = [
  String.raw`${FULL}${UNIT}?${TO}(?:по\s+|до\s+)?(?:${FULL}|${SHORT})(?!\d)${UNIT}?`,
  String.raw`${FULL}${UNIT}?(?:${TO}|\s+)?${NOW}`,
  `${FULL}${UNIT}?${END}?`,
  String.raw`${SHORT}\s?[-–—/]\s?${SHORT}(?!\d|\s*(?:мест|ряд|шт|дн))${UNIT}?`,
  `${SHORT}(?:${UNIT}${END}?|${END})`,
  String.raw`'(?:[0-2]\d|[6-9]\d)(?!\d)`,
].join('|');
const OPENED_SHORT = String.raw`${OPENING}${SHORT}(?!\d|\s*-?\s*[\p{L}%])`;
const EXPRESSION = `(?:${OPENING}?(?:${ONE})|${OPENED_SHORT})`;
const YEARS = new RegExp(
  String.raw`(?<=^|[\s(\[,;])${EXPRESSION}(?:\s*(?:[,;/&]|(?<=\s)и(?=\s))\s*${EXPRESSION})*(?=$|[\s)\],;:.])`,
  'giu',
);

/** A capital before a year is the end of a name: `Geometry C 2009`. */
const CAPITAL = /^[СC]\s+/u;

/** Where years stand in a text, their words and open ends included: `с 2012 г.`, `95-02`, `2013+`, `07-`. */
export function findYears(text: string): { readonly start: number; readonly end: number }[] {
  const isCapitals = !/\p{Ll}/u.test(text);
  return [...text.matchAll(YEARS)].map(({ 0: match, index }) => {
    const capital = isCapitals ? undefined : CAPITAL.exec(match)?.[0];
    return { start: index + (capital?.length ?? 0), end: index + match.length };
  });
}
