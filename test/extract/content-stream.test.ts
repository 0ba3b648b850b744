import { describe, expect, test } from 'vitest';
import { readContent } from '../../src/extract/content/contentStream.ts';
import { OPERATOR_CODES, type OperatorName } from '../../src/extract/content/operatorCodes.ts';
import type { OperatorList } from '../../src/extract/content/sketch.ts';

type Op = readonly [OperatorName, ...unknown[]];
const NAMES = new Map(Object.entries(OPERATOR_CODES).map(([name, code]) => [code as number, name]));
const ANSWER: OperatorList = { fnArray: [OPERATOR_CODES.setFillColorN], argsArray: [[]] };

interface Drawn {
  /** Each operator with its arguments; undefined for an odd stream. */
  readonly ops: readonly (readonly unknown[])[] | undefined;
  readonly fonts: readonly string[];
  readonly asked: readonly string[];
}

/** What a stream draws in fonts with a glyph for each byte; each question is answered by `answer`. */
async function draw(content: string, answer: OperatorList | undefined = ANSWER): Promise<Drawn> {
  const fonts: string[] = [];
  const asked: string[] = [];
  const list = await readContent(Buffer.from(content, 'latin1'), {
    async loadFont(name) {
      fonts.push(name);
      return { id: `id of ${name}`, glyphsOf: (text) => [...text].map((letter) => ({ letter })) };
    },
    async read(content) {
      asked.push(content);
      return answer;
    },
  });
  return { ops: list?.fnArray.map((code, i) => [NAMES.get(code), ...(list.argsArray[i] as unknown[])]), fonts, asked };
}

/** The letters that the stream shows last. */
async function textOf(shown: string): Promise<unknown> {
  const { ops } = await draw(`/F 1 Tf ${shown}`);
  const glyphs = ops?.at(-1)?.[1] as readonly ({ readonly letter: string } | number)[] | undefined;
  return glyphs?.map((glyph) => (typeof glyph === 'number' ? glyph : glyph.letter));
}

/** A path's stream and the operator that paints it. */
const path = (paint: OperatorName, ...steps: number[]): Op => [
  'constructPath',
  OPERATOR_CODES[paint],
  [steps.length > 0 ? new Float32Array(steps) : null],
  new Float32Array(4),
];

describe('a content stream', () => {
  test.each<[string, readonly Op[]]>([
    ['', []],
    ['q 1 0 0 -1 5 6.5 cm Q', [['save'], ['transform', 1, 0, 0, -1, 5, 6.5], ['restore']]],
    [
      '2 w -3 w',
      [
        ['setLineWidth', 2],
        ['setLineWidth', 3],
      ],
    ],
    ['1 J 1 j 4 M [1 2] 0 d /Perceptual ri 1 i', []],
    [
      'BT 1 2 Td 3 4 TD 1 0 0 1 5 6 Tm T* ET',
      [
        ['beginText'],
        ['moveText', 1, 2],
        ['setLeadingMoveText', 3, 4],
        ['setTextMatrix', new Float32Array([1, 0, 0, 1, 5, 6])],
        ['nextLine'],
      ],
    ],
    [
      '1 Tc 2 Tw 90 Tz 12 TL 3 Tr 4 Ts',
      [
        ['setCharSpacing', 1],
        ['setWordSpacing', 2],
        ['setHScale', 90],
        ['setLeading', 12],
        ['setTextRenderingMode', 3],
        ['setTextRise', 4],
      ],
    ],
    [
      '/F 9 Tf (a) Tj',
      [
        ['setFont', 'id of F', 9],
        ['showText', [{ letter: 'a' }]],
      ],
    ],
    [
      '/F 9 Tf [(a) -20 (b)] TJ',
      [
        ['setFont', 'id of F', 9],
        ['showText', [{ letter: 'a' }, -20, { letter: 'b' }]],
      ],
    ],
    ["/F 9 Tf (a) '", [['setFont', 'id of F', 9], ['nextLine'], ['showText', [{ letter: 'a' }]]]],
    [
      '/F 9 Tf 1 2 (a) "',
      [
        ['setFont', 'id of F', 9],
        ['nextLine'],
        ['setWordSpacing', 1],
        ['setCharSpacing', 2],
        ['showText', [{ letter: 'a' }]],
      ],
    ],
    ['1 2 m 3 4 l S', [path('stroke', 0, 1, 2, 1, 3, 4)]],
    ['1 2 m 3 4 l s', [path('closeStroke', 0, 1, 2, 1, 3, 4, 4)]],
    ['1 2 m 3 4 5 6 7 8 c f', [path('fill', 0, 1, 2, 2, 3, 4, 5, 6, 7, 8)]],
    ['1 2 m 3 4 5 6 v F', [path('fill', 0, 1, 2, 2, 1, 2, 3, 4, 5, 6)]],
    ['1 2 m 3 4 5 6 y f*', [path('eoFill', 0, 1, 2, 2, 3, 4, 5, 6, 5, 6)]],
    ['1 2 3 4 re B', [path('fillStroke', 0, 1, 2, 1, 4, 2, 1, 4, 6, 1, 1, 6, 4)]],
    ['1 2 0 4 re B*', [path('eoFillStroke', 0, 1, 2, 1, 1, 6, 4)]],
    ['1 2 m h b', [path('closeFillStroke', 0, 1, 2, 4, 4)]],
    ['b*', [path('closeEOFillStroke', 4)]],
    ['W n W* n', [['clip'], path('endPath'), ['eoClip'], path('endPath')]],
    [
      '/Span BMC /P <</MCID 0>> BDC /P /Q BDC EMC',
      [
        ['beginMarkedContent', 'Span'],
        ['beginMarkedContentProps', 'P'],
        ['beginMarkedContentProps', 'P'],
        ['endMarkedContent'],
      ],
    ],
    ['/A MP /A /B DP /A <<>> DP BX EX', []],
    ['0 G 0 0 0 RG 0 0 0 1 K', []],
  ])('%j draws its parts', async (content, expected) => {
    expect((await draw(content)).ops).toEqual(expected);
  });

  test.each([
    ['q', 1],
    ['q q Q q', 2],
    ['Q q Q Q', 0],
  ])('%j leaves no state saved', async (content, missing) => {
    const { ops } = await draw(content);
    expect(ops).toHaveLength(content.split(' ').length + missing);
    expect(ops!.slice(ops!.length - missing)).toEqual(Array.from({ length: missing }, () => ['restore']));
  });

  test('takes a font back that was set in a state', async () => {
    const { ops, fonts } = await draw('/F 1 Tf q /G 2 Tf Q (a) Tj /F 3 Tf');
    expect(fonts).toEqual(['F', 'G']);
    expect(ops?.at(-1)).toEqual(['setFont', 'id of F', 3]);
    expect((await draw('q /G 2 Tf Q (a) Tj')).ops).toBeUndefined();
  });
});

describe('a token of a content stream', () => {
  test.each([
    ['.5', 0.5],
    ['-.5', -0.5],
    ['4.', 4],
    ['+3', 3],
    ['0', 0],
    ['-0', -0],
    ['007', 7],
    ['-12.250', -12.25],
    ['123456789.123', 123456789.123],
  ])('%s is the number %d', async (written, value) => {
    expect((await draw(`${written} Tc`)).ops).toEqual([['setCharSpacing', value]]);
  });

  test.each([
    ['(plain) Tj', 'plain'],
    ['() Tj', ''],
    ['(a(b(c))d) Tj', 'a(b(c))d'],
    [String.raw`(\n\r\t\b\f\\\(\)) Tj`, '\n\r\t\b\f\\()'],
    [String.raw`(\x\8) Tj`, 'x8'],
    [String.raw`(\101\60\7\0538\000) Tj`, 'A0\u0007+8\u0000'],
    ['(a\\\nb\\\rc\\\r\nd) Tj', 'abcd'],
    ['(a\nb\rc\r\nd) Tj', 'a\nb\rc\r\nd'],
    ['(% no comment) Tj', '% no comment'],
    ['(\u0080\u00ff\\377) Tj', '\u0080\u00ff\u00ff'],
    ['<4142> Tj', 'AB'],
    ['<4 1\n4> Tj', 'A@'],
    ['<> Tj', ''],
    ['<fFaB> Tj', '\u00ff\u00ab'],
    [`(${'long \\) '.repeat(200)}) Tj`, 'long ) '.repeat(200)],
    ['[(a)<62>]TJ', 'ab'],
    ['[]TJ', ''],
  ])('%j shows its letters', async (shown, letters) => {
    expect(await textOf(shown)).toEqual([...letters]);
  });

  test.each([
    ['[(a)-5(b).5]TJ', ['a', -5, 'b', 0.5]],
    ['[1 2(a)3]TJ', [1, 2, 'a', 3]],
  ])('%s has steps between its letters', async (shown, expected) => {
    expect(await textOf(shown)).toEqual(expected);
  });

  test.each([
    '1 2 Td % (note\n3 Tc',
    '%\r1 2 Td%%%\r\n3 Tc %',
    '\u0000\t\f1\r\n2\u0000Td\u00003 Tc',
    '1 2%5\nTd 3 Tc % 7',
  ])('%j is parted by comments and blanks', async (content) => {
    expect((await draw(content)).ops).toEqual([
      ['moveText', 1, 2],
      ['setCharSpacing', 3],
    ]);
  });

  test('needs no blank beside a delimiter', async () => {
    const { ops, fonts } = await draw('/F 1 Tf(a)Tj[(b)]TJ/P<</A/B/C[1(])<</D<>>>]>>BDC/G 2 Tf');
    expect(ops).toHaveLength(5);
    expect(fonts).toEqual(['F', 'G']);
  });

  test.each(['/ 1 Tf', '/F1+a-b.c:d_e\'" 1 Tf', '/\u00c4 1 Tf', '/__proto__ 1 Tf'])(
    '%j names a font',
    async (content) => {
      expect((await draw(content)).fonts).toEqual([content.slice(1, content.indexOf(' '))]);
    },
  );

  test.each([
    '<<>>',
    '<</MCID 3>>',
    '<< /A << /B << >> >> /C (>>) /D <3e3e> /E [ << /F /G >> [ ] ] /H -.5 >>',
    '<</A%>>\n/B>>',
  ])('%s is what marked content may have', async (facts) => {
    expect((await draw(`/P ${facts} BDC`)).ops).toEqual([['beginMarkedContentProps', 'P']]);
  });
});

describe('a colour', () => {
  test.each([
    ['0 g', '#000000'],
    ['1 g', '#ffffff'],
    ['.5 g', '#808080'],
    ['-1 g', '#000000'],
    ['7 g', '#ffffff'],
    ['1 0 0 rg', '#ff0000'],
    ['0.1 .2 0.3 rg', '#1a334c'],
    ['-.5 0.999 1.5 rg', '#00ffff'],
  ])('%s is %s', async (content, color) => {
    expect(await draw(content)).toEqual({ ops: [['setFillRGBColor', color]], fonts: [], asked: [] });
  });
});

describe('pdf.js is asked', () => {
  test.each<[string, readonly string[]]>([
    ['/G gs', ['/G gs']],
    ['/G  %x\n gs', ['/G  %x\n gs']],
    ['/G gs /H gs /G gs', ['/G gs', '/H gs']],
    ['/S sh', ['/S sh']],
    ['0 0 0 1 k', ['0 0 0 1 k']],
    ['/OC /L BDC', ['/OC /L BDC']],
    ['/OC <</Type/OCMD>> BDC', ['/OC <</Type/OCMD>> BDC']],
    ['.5 sc 1 0 0 scn /P scn', ['.5 sc', '1 0 0 scn', '/P scn']],
    ['/C cs 1 0 scn', ['/C cs', '/C cs 1 0 scn']],
    ['/Pattern cs /P scn', ['/Pattern cs', '/Pattern cs /P scn']],
    ['1 0 0 /P scn', ['1 0 0 /P scn']],
    ['/C cs q /D cs 1 sc Q 2 sc', ['/C cs', '/D cs', '/D cs 1 sc', '/C cs 2 sc']],
    ['1 g 0 sc 0 0 0 rg 1 sc', ['/DeviceGray cs 0 sc', '/DeviceRGB cs 1 sc']],
    ['0 0 0 1 k 1 0 0 0 sc', ['0 0 0 1 k', '/DeviceCMYK cs 1 0 0 0 sc']],
    ['1 SC /C CS 1 SCN q 0 G 1 SC Q /P SCN', ['1 SC', '/C CS', '/C CS 1 SCN', '/DeviceGray CS 1 SC', '/C CS /P SCN']],
    ['/X Do', ['/X Do']],
    ['/F 9.5 Tf /X Do', ['/F 9.5 Tf /X Do']],
    ['/F -9 Tf 1 g 0 0 0 RG /X Do', ['/F -9 Tf /DeviceGray cs /DeviceRGB CS /X Do']],
    ['q /F 9 Tf /C cs Q /X Do', ['/C cs', '/X Do']],
  ])('what comes of %j', async (content, questions) => {
    const { ops, asked } = await draw(content);
    expect(ops).toBeDefined();
    expect(asked).toEqual(questions);
  });

  test('and its answers are drawn in their places', async () => {
    const { ops } = await draw('1 w /G gs 2 w /G gs');
    expect(ops).toEqual([['setLineWidth', 1], ['setFillColorN'], ['setLineWidth', 2], ['setFillColorN']]);
  });

  test('and has the whole stream where it has no answer', async () => {
    const source = { loadFont: async () => ({ id: '', glyphsOf: () => [] }), read: async () => undefined };
    expect(await readContent(Buffer.from('1 w /G gs'), source)).toBeUndefined();
  });
});

describe('a stream is left to pdf.js as a whole', () => {
  test.each([
    // Numbers
    '1w',
    '1 2-3 Td',
    '/F 1 Tf [(a)12-267(b)] TJ',
    '--5 w',
    '1.2.3 w',
    '- w',
    '. w',
    '+ w',
    '1e3 w',
    ', w',
    // Operators
    'Qq',
    'X',
    'endstream',
    'true',
    'null',
    '\u00ff',
    '1 0 R',
    '0 0 0 0 0 0 d1',
    '0 0 d0',
    'BI /W 1 ID x EI',
    'EI',
    // Operands
    'w',
    '1 2 w',
    '/A w',
    '(a) w',
    '1 q',
    '/A q',
    '1 0 0 1 0 cm',
    '/F Tf',
    '9 /F Tf',
    '/F /G 9 Tf',
    '(F) 9 Tf',
    '/F 1 Tf 1 Tj',
    '/F 1 Tf (a) (b) Tj',
    '/F 1 Tf [(a)] Tj',
    '/F 1 Tf (a) TJ',
    '/F 1 Tf (a) 1 2 "',
    '/F 1 Tf 1 (a) 2 "',
    '/F 1 Tf 1 (a) "',
    '0 0 g',
    '/P 0 0 0 rg',
    '/G /H gs',
    '/P BDC',
    '<<>> /P BDC',
    '/P <<>> <<>> BDC',
    '/P /Q /R BDC',
    '(P) BMC',
    '1 EMC',
    '1',
    '1 w 5',
    '1 w /F',
    `${'0 '.repeat(34)}scn`,
    // Text without a font
    '(a) Tj',
    '[(a)] TJ',
    "(a) '",
    '1 2 (a) "',
    // What doesn't end, or ends what never began
    '/F 1 Tf (a',
    '/F 1 Tf (a\\',
    '/F 1 Tf (a(b) Tj',
    '/F 1 Tf <41',
    '/F 1 Tf [(a) TJ',
    '/F 1 Tf [[(a)]] TJ',
    '/F 1 Tf [/A] TJ',
    '/P <</A 1 BDC',
    '/P <</A>> BDC',
    '/P <<1>> BDC',
    '/P <</A [>>]>> BDC',
    '/P <</A q>> BDC',
    '/P <</A true>> BDC',
    '/P <</A 1 0 R>> BDC',
    '/P <</A 1> BDC',
    '] q',
    '>> q',
    '> q',
    ') q',
    '{ q }',
    // Strings and names that pdf.js reads in a way of its own
    '/F 1 Tf (\\777) Tj',
    '/F 1 Tf <4g> Tj',
    '/F#20 1 Tf',
    // Sizes that can't be written for a form to begin with
    '/F .0000001 Tf /X Do',
    '/F 1000000000000000000000 Tf /X Do',
  ])('that has %j', async (content) => {
    expect((await draw(content)).ops).toBeUndefined();
  });
});
