import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OPERATOR_CODES } from '../../src/extract/content/operatorCodes.ts';
import type { OperatorList } from '../../src/extract/content/sketch.ts';
import type { PageMarks } from '../../src/extract/marks/marks.ts';
import { createLayers, type LayerSettings } from '../../src/extract/pdf/layers.ts';
import { createLibrary, type Library, type OpenFile } from '../../src/extract/pdf/pdfLibrary.ts';
import { readPage } from '../../src/extract/pdf/pdfPage.ts';
import { streamOf, writePdf } from '../support/writtenPdf.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
/** It takes pdf.js many seconds, which a thread would end. */
const ENDLESS = 'bad-nesting';
/** So many of each fixture. */
const PAGES = 3;
const BEGIN_TEXT = OPERATOR_CODES.beginText;
/** pdf.js's number for the end of a text: nothing needs it, so that what is read without pdf.js hasn't any. */
const END_TEXT = 32;
const SEED = 20250322;
const RUNS = 600;
/** `LEKALO_STREAM_ROUNDS=100 vitest run plain-streams` hunts for longer, from seed to seed. */
const ROUNDS = Number(process.env['LEKALO_STREAM_ROUNDS'] ?? 1);

interface Reading {
  /** What is on a page, or why it can't be read. */
  readonly marks: PageMarks | string;
  readonly hasText: boolean;
  readonly isPlain: boolean;
}

/** Reads pages of a file; a text says why it can't be opened. */
async function readFile(library: Library, bytes: Uint8Array, limit = Infinity): Promise<Reading[] | string> {
  let file: OpenFile;
  try {
    file = await library.open(bytes, { strict: true });
  } catch (error) {
    return messageOf(error);
  }
  const { conversation } = file;
  const layers = await conversation.ask('GetOptionalContentConfig').catch(() => null);
  const isLayerVisible = createLayers(layers as LayerSettings | null);
  let codes = new Set<number>();
  const { askForChunks } = conversation;
  conversation.askForChunks = (action, data, hear) =>
    askForChunks.call(conversation, action, data, (chunk) => {
      for (const code of (chunk as OperatorList).fnArray) codes.add(code);
      hear(chunk);
    });
  const readings: Reading[] = [];
  for (let page = 1; page <= Math.min(limit, file.pageCount); page++) {
    codes = new Set();
    const marks = await readPage({ file, isLayerVisible }, page, new Set()).catch(messageOf);
    readings.push({ marks, hasText: codes.has(BEGIN_TEXT), isPlain: !codes.has(END_TEXT) });
  }
  await conversation.ask('Terminate');
  return readings;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const marksOf = (readings: readonly Reading[] | string): unknown =>
  typeof readings === 'string' ? readings : readings.map(({ marks }) => marks);

/** The first objects of a PDF whose pages are random: whatever they may call by name. */
const OBJECTS = [
  '<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[16 0 R 17 0 R]/D<</OFF[17 0 R]>>>>>>',
  '',
  `<</Font<</F0 4 0 R/F1 5 0 R>>/ExtGState<</G0 6 0 R/G1 7 0 R/G2 8 0 R>>/XObject<</X0 9 0 R/X1 10 0 R/I0 11 0 R>>
    /ColorSpace<</C0[/CalRGB<</WhitePoint[0.95 1 1.09]/Gamma[2 2 2]>>]/C1[/Separation/Spot/DeviceRGB 12 0 R]/C2[/Pattern/DeviceRGB]>>
    /Pattern<</P0 13 0 R/P1 14 0 R>>/Shading<</S0 15 0 R>>/Properties<</L0 16 0 R/L1 17 0 R>>>>`,
  '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  '<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold>>',
  '<</LW 3/ca 0.5/BM/Multiply>>',
  '<</LW -1/SMask/None/ca 1/BM/Normal>>',
  '<</Font[5 0 R 7]>>',
  // It depends on the font and the colour space that it is drawn in.
  formOf(
    '',
    '0.25 scn 0 20 60 30 re f BT 5 25 Td (inner) Tj ET /X1 Do',
    '/Group<</S/Transparency>>/Matrix[1 0 0 1 5 5]',
  ),
  formOf('/Resources<</Font<</F9 5 0 R>>>>', 'q BT /F9 6 Tf 1 0 0 1 9 9 Tm [(le)-20(af)] TJ ET 1 0 0 rg 0 0 9 9 re f'),
  streamOf('/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray', 'x'),
  '<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[0 0.5 1]/N 1>>',
  streamOf('/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 5 5]/XStep 5/YStep 5/Resources<<>>', '0 0 2 2 re f'),
  '<</PatternType 2/Shading 15 0 R>>',
  '<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 9 9]/Function 12 0 R>>',
  '<</Type/OCG/Name(shown)>>',
  '<</Type/OCG/Name(hidden)>>',
];

function formOf(resources: string, content: string, more = ''): string {
  return streamOf(`/Type/XObject/Subtype/Form/BBox[0 0 300 300]${resources}${more}`, content);
}

/** The number of the image among them. */
const IMAGE = 11;

/** What a page draws, and a form that it may call `X9`. */
interface Content {
  readonly page: string;
  readonly form: string;
  /** How often the form is in itself, a copy in each. */
  readonly depth?: number;
}

/** A PDF of pages with that content, a character for each byte. */
function pdfOf(contents: readonly Content[]): Uint8Array {
  const objects = [...OBJECTS];
  const pages = contents.map(({ page, form, depth = 1 }) => {
    const number = objects.length + 1;
    const entries = (form: number): string => `/Resources ${OBJECTS[2]!.replace('/X0 9', `/X9 ${form} 0 R/X0 9`)}`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents ${number + 1} 0 R${entries(number + 2)}>>`,
      streamOf('', page),
    );
    for (let i = 1; i <= depth; i++) objects.push(formOf(entries(i < depth ? number + 2 + i : IMAGE), form));
    return `${number} 0 R`;
  });
  objects[1] = `<</Type/Pages/Count ${pages.length}/Kids[${pages.join(' ')}]>>`;
  return writePdf(objects);
}

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 250 }).map(String) },
  { weight: 2, arbitrary: fc.integer({ min: -9999, max: 9999 }).map((n) => (n / 100).toFixed(2)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('.5', '-.5', '4.', '+3', '0', '-0', '1', '0.25', '00012', '0.333333333333333333'),
  },
);
const unit = fc.constantFrom('0', '1', '.5', '0.25', '.333', '0.9999', '1.5', '-1');
const LETTERS = 'abcXYZ 019.,-'.split('');
const escaped = fc.constantFrom(
  '\\n',
  '\\r',
  '\\t',
  '\\\\',
  '\\(',
  '\\)',
  '\\101',
  '\\7',
  '\\60',
  '\\x',
  '\\\n',
  '\\\r\n',
  '\n',
);
const inString: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...LETTERS) }, escaped, fc.constantFrom('(a)', '((b) c)')), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const string = fc.oneof(
  { weight: 3, arbitrary: inString.map((text) => `(${text})`) },
  fc.stringMatching(/^(?:[0-9a-fA-F]{2} ?){0,6}[0-9A-F]?$/).map((hex) => `<${hex}>`),
);
const gap = fc.constantFrom(' ', ' ', ' ', ' ', '\n', '\r\n', '  ', '\t', ' % note (\n', '\u0000');
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(number, string, fc.constant('/Name'), fc.constant('true')),
    fc.array(tie('value'), { maxLength: 3 }).map((parts) => `[${parts.join(' ')}]`),
    fc.array(tie('value'), { maxLength: 3 }).map((parts) => `<<${parts.map((v, i) => `/K${i} ${v}`).join(' ')}>>`),
  ),
})).value;
const facts = fc
  .array(value, { maxLength: 2 })
  .map((values) => `<</MCID 3${values.map((v, i) => `/A${i} ${v}`).join('')}>>`);
const name = (...names: string[]): fc.Arbitrary<string> => fc.constantFrom(...names.map((name) => `/${name}`));
const pieces = fc.array(fc.oneof(number, string), { maxLength: 5 });
const list = fc.tuple(pieces, gap).map(([parts, gap]) => `[${parts.join(gap)}]`);

/** An operator behind its operands. */
const said = (operator: string, ...operands: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.tuple(...operands), fc.array(gap, { minLength: operands.length, maxLength: operands.length }))
    .map(([parts, gaps]) => parts.map((part, i) => part + gaps[i]).join('') + operator);
const numbers = (count: number, of = number): fc.Arbitrary<string>[] => Array.from({ length: count }, () => of);
const font = fc.tuple(name('F0', 'F1'), number).map((parts) => `${parts.join(' ')} Tf`);
const text = fc.oneof(said('Tj', string), said('TJ', list), said("'", string), said('"', number, number, string));
const OPERATORS: readonly fc.Arbitrary<string>[] = [
  ...[
    'q',
    'Q',
    'q',
    'Q',
    'h',
    'S',
    's',
    'f',
    'F',
    'f*',
    'B',
    'B*',
    'b',
    'b*',
    'n',
    'W',
    'W*',
    'BT',
    'ET',
    'T*',
    'EMC',
    'BX',
    'EX',
  ].map((operator) => fc.constant(operator)),
  ...['w', 'J', 'j', 'M', 'i', 'Tc', 'Tw', 'TL', 'Ts'].map((operator) => said(operator, number)),
  ...['m', 'l', 'm', 'l', 'Td', 'TD'].map((operator) => said(operator, ...numbers(2))),
  said('cm', unit, unit, unit, unit, number, number),
  said('Tm', unit, unit, unit, unit, number, number),
  said('Tm', ...['1', '0', '0', '1'].map((n) => fc.constant(n)), number, number),
  said('Tz', fc.constantFrom('100', '80', '-100')),
  said('Tr', fc.constantFrom('0', '2', '3', '7')),
  said('re', ...numbers(4)),
  said('v', ...numbers(4)),
  said('y', ...numbers(4)),
  said('c', ...numbers(6)),
  said('d', list, number),
  said('ri', name('Perceptual')),
  said('gs', name('G0', 'G1', 'G1', 'G0', 'G1', 'G2')),
  font,
  font,
  text,
  text,
  text,
  said('g', unit),
  said('rg', ...numbers(3, unit)),
  said('k', ...numbers(4, unit)),
  said('G', unit),
  said('RG', ...numbers(3, unit)),
  said('K', ...numbers(4, unit)),
  said('cs', name('C0', 'C1', 'C2', 'DeviceGray', 'DeviceRGB', 'DeviceCMYK', 'Pattern')),
  said('CS', name('C0', 'C1', 'C2', 'DeviceGray', 'DeviceRGB', 'Pattern')),
  ...['sc', 'scn', 'SC', 'SCN'].flatMap((operator) => [1, 3].map((count) => said(operator, ...numbers(count, unit)))),
  fc.constantFrom('/Pattern cs /P0 scn', '/Pattern cs /P1 scn', '/C2 cs 1 0 0 /P0 scn', '/Pattern CS /P0 SCN'),
  fc.constantFrom('/C0 cs 1 0 .5 scn', '/C1 cs .5 scn', '/C0 CS 1 0 .5 SCN', '/P0 scn'),
  said('sh', name('S0')),
  said('Do', name('X0', 'X1', 'X9', 'I0')),
  said('BMC', name('Span', 'OC')),
  said('BDC', name('Span', 'OC', 'P'), fc.oneof(facts, name('L0', 'L1', 'L9'))),
  said('MP', name('A')),
  said('DP', name('A'), fc.oneof(facts, name('L0'))),
];
const stream = fc
  .tuple(
    fc.constantFrom('', '/F0 9 Tf ', 'BT /F0 9 Tf 20 20 Td (first) Tj ET '),
    fc.array(fc.tuple(fc.oneof(...OPERATORS), gap), { maxLength: 25 }),
  )
  .map(([start, parts]) => start + parts.flat().join(''));

/** A way to damage a text, at a place that is a share of its length. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  way: fc.constantFrom(
    'delete',
    'double',
    'replace',
    'insert',
    'swap',
    'cut',
    'drop word',
    'swap words',
    'double word',
  ),
  letter: fc.constantFrom(
    ...' \n()<>[]{}/%\\#\'"*-+.0123456789abcdefgjklmnqrsvwyBDEFGIJKMQRSTWX\u0000\u0080\u00ff'.split(''),
  ),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(text: string, { at, way, letter }: Damage): string {
  if (way.includes('word')) {
    const words = text.split(' ');
    const i = Math.floor(at * words.length);
    const [here, next] = words.slice(i, i + 2);
    const instead = way === 'drop word' ? [] : way === 'double word' ? [here, here] : [next, here];
    words.splice(i, way === 'swap words' ? 2 : 1, ...instead.filter((word) => word !== undefined));
    return words.join(' ');
  }
  const i = Math.floor(at * text.length);
  const [before, here, after] = [text.slice(0, i), text[i] ?? '', text.slice(i + 1)];
  if (way === 'delete') return before + after;
  if (way === 'double') return before + here + here + after;
  if (way === 'replace') return before + letter + after;
  if (way === 'insert') return before + letter + here + after;
  if (way === 'swap') return before + after.slice(0, 1) + here + after.slice(1);
  return at > 0.8 ? before : text;
}

const content: fc.Arbitrary<Content> = fc
  .record({
    page: stream,
    form: stream,
    pageDamage: fc.oneof(fc.constant<Damage[]>([]), fc.array(damage, { minLength: 1, maxLength: 4 })),
    formDamage: fc.oneof(fc.constant<Damage[]>([]), fc.array(damage, { minLength: 1, maxLength: 2 })),
  })
  .map(({ page, form, pageDamage, formDamage }) => ({
    page: pageDamage.reduce(damaged, page),
    form: formDamage.reduce(damaged, form),
  }));

/** Pages, each with a form, that were read in another way than by pdf.js before a part of them was taken for odd, or asked about. */
const PAGES_ONCE_MISREAD = [
  ['/F0 9 Tf /P0 scn 9 9 Td (a) Tj', ''],
  ['0 0 9 9 re f SC', ''],
  ['/Pattern CS 1 SC', ''],
  ['/None cs', ''],
  ['/None CS', ''],
  ['/None sh', ''],
  ['9 /F0 Tf 9 9 Td (a) Tj', ''],
  ['/F0 9 Tf 9 9 Td (a) 1 2 "', ''],
  ['/F0 9 Tf 9 9 Td /Span <</A>> BDC (a) Tj', ''],
  ['/F0 9 Tf 9 9 Td /Span <</A[<<]>>>> BDC (a) Tj', ''],
  ['/C1 cs /X9 Do', '.5 scn 0 0 90 90 re f /F0 9 Tf 9 9 Td (a) Tj'],
  ['/F0 9 Tf /C1 cs /X9 Do', '/X0 Do'],
  ['/F0 .00000001 Tf /X9 Do 9 9 Td (a) Tj', '/X1 Do'],
] as const;

describe('pages that are read without pdf.js have the marks that it gives them', () => {
  test('all fixtures of ours', async () => {
    const names = readdirSync(FIXTURES).filter(
      (name) => name !== ENDLESS && existsSync(join(FIXTURES, name, 'source.pdf')),
    );
    const readAll = async (library: Library): Promise<(Reading[] | string)[]> => {
      const all: (Reading[] | string)[] = [];
      for (const name of names)
        all.push(await readFile(library, Uint8Array.from(readFileSync(join(FIXTURES, name, 'source.pdf'))), PAGES));
      return all;
    };
    // What notes a file's damage is there once: the library that was created last has it.
    const theirs = await readAll(await createLibrary({ plainStreams: false }));
    const ours = await readAll(await createLibrary());
    for (const [i, name] of names.entries()) expect(marksOf(ours[i]!), name).toEqual(marksOf(theirs[i]!));
    const share = (files: typeof ours): number => {
      const pages = files.flatMap((file) => (typeof file === 'string' ? [] : file.filter(({ hasText }) => hasText)));
      expect(pages.length).toBeGreaterThan(350);
      return pages.filter(({ isPlain }) => isPlain).length / pages.length;
    };
    expect(share(ours)).toBeGreaterThan(0.95);
    expect(share(theirs)).toBe(0);
  });

  test('whatever they draw, damaged or not', async () => {
    const theirs = await createLibrary({ plainStreams: false });
    const ours = await createLibrary();
    for (let seed = SEED; seed < SEED + ROUNDS; seed++) {
      // Pages of one file: it is quickly read, since its fonts are loaded once.
      const contents = fc.sample(content, { seed, numRuns: RUNS });
      const bytes = pdfOf(contents);
      const expected = marksOf(await readFile(theirs, bytes)) as unknown[];
      const found = (await readFile(ours, bytes)) as Reading[];
      for (const [i, { marks }] of found.entries())
        expect(marks, `seed ${seed}: ${JSON.stringify(contents[i])}`).toEqual(expected[i]);
      expect(found.filter(({ hasText, isPlain }) => hasText && isPlain).length).toBeGreaterThan(RUNS / 10);
    }
  });

  test.each(PAGES_ONCE_MISREAD)('%j and a form with %j', async (page, form) => {
    const bytes = pdfOf([{ page, form }]);
    const theirs = await readFile(await createLibrary({ plainStreams: false }), bytes);
    expect(marksOf(await readFile(await createLibrary(), bytes))).toEqual(marksOf(theirs));
  });

  test('forms in forms that are odd take no longer with each', async () => {
    const depth = 24;
    const library = await createLibrary();
    const file = pdfOf([{ page: '/X9 Do', form: '/X9 Do BT ET oddity', depth }]);
    expect(await readFile(library, file)).toMatchObject([{ hasText: true, isPlain: false }]);
  });
});
