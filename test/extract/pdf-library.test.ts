import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPERATOR_CODES } from '../../src/extract/content/operatorCodes.ts';
import type { PageMarks, Piece } from '../../src/extract/marks/marks.ts';
import { buffersOf, packMarks, unpackMarks } from '../../src/extract/marks/packedMarks.ts';
import { createLayers } from '../../src/extract/pdf/layers.ts';
import { loadLibrary, type OpenFile } from '../../src/extract/pdf/pdfLibrary.ts';
import { createViewport, OPERATORS_ASKED_FOR, type PageFacts } from '../../src/extract/pdf/pdfPage.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures');
const bytesOf = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(FIXTURES, name, 'source.pdf')));

async function open(name: string): Promise<OpenFile> {
  const library = await loadLibrary();
  return library.open(bytesOf(name), { strict: true });
}

/** pdf.js as a whole, to compare with: we talk to its reading half alone. */
async function loadWhole(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  const scope = globalThis as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'Path2D', 'ImageData']) scope[name] ??= class {};
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

describe('our half of pdf.js', () => {
  test('knows its operators by the numbers that it gives them', async () => {
    const { OPS } = await loadWhole();
    expect(OPS).toMatchObject(OPERATOR_CODES);
  });

  test.each([
    'pages-6',
    'rotate-90',
    'rotate-180',
    'rotate-270',
    'odd-crop-box',
    'odd-page-origin',
    'odd-user-unit',
    'odd-type3',
    'encrypted-rc4',
    'heading-web-bold',
    'xelatex-ruled',
  ])('reads the page and the fonts of %s as the whole of it does', async (name) => {
    const { getDocument, OPS } = await loadWhole();
    const task = getDocument({ data: bytesOf(name), fontExtraProperties: true, verbosity: 0 });
    const document = await task.promise;
    const page = await document.getPage(1);
    const { fnArray, argsArray } = await page.getOperatorList();
    const ids = new Set(argsArray.filter((_, i) => fnArray[i] === OPS.setFont).map(([id]) => String(id)));
    const fonts = [...ids].map((id) => page.commonObjs.get(id));
    const viewport = page.getViewport({ scale: 1 });
    await task.destroy();

    const { conversation, pageCount, fonts: ours } = await open(name);
    const { width, height, toPage } = createViewport(
      (await conversation.ask('GetPage', { pageIndex: 0 })) as PageFacts,
    );
    expect([pageCount, width, height]).toEqual([document.numPages, viewport.width, viewport.height]);
    toPage.forEach((value, i) => {
      expect(value).toBeCloseTo(viewport.transform[i] ?? 0, 9);
    });
    await conversation.askForChunks('GetOperatorList', { ...OPERATORS_ASKED_FOR, pageId: 0, pageIndex: 0 }, () => 0);
    const told = fonts.map(({ name, vertical, fontMatrix }) => ({
      name,
      vertical: vertical === true,
      scale: fontMatrix?.[0] ?? 0.001,
    }));
    expect([...ours.values()]).toMatchObject(told);
    for (const [i, { bold, italic }] of [...ours.values()].entries()) {
      if (fonts[i].bold || fonts[i].black) expect(bold).toBe(true);
      if (fonts[i].italic) expect(italic).toBe(true);
    }
  });
});

describe('layers', () => {
  const settings = {
    groups: [{ id: 'on' }, { id: 'off' }, { id: 'no-view', usage: { view: { viewState: 'OFF' } } }],
    on: ['on', 'no-view', 'unknown'],
    off: ['off'],
  };
  const isShown = createLayers(settings);

  test.each([
    [{ type: 'OCG', id: 'on' }, true],
    [{ type: 'OCG', id: 'off' }, false],
    [{ type: 'OCG', id: 'no-view' }, false],
    [{ type: 'OCG', id: 'unknown' }, true],
    [{ type: 'OCMD', ids: ['on', 'off'] }, true],
    [{ type: 'OCMD', ids: ['off', 'no-view'] }, false],
    [{ type: 'OCMD', id: 'off' }, false],
    [{ type: 'OCMD', ids: ['on', 'off'], policy: 'AllOn' }, false],
    [{ type: 'OCMD', ids: ['on', 'off'], policy: 'AnyOff' }, true],
    [{ type: 'OCMD', ids: ['on', 'off'], policy: 'AllOff' }, false],
    [{ type: 'OCMD', expression: ['Not', 'off'] }, true],
    [{ type: 'OCMD', expression: ['And', 'on', ['Or', 'off', 'no-view']] }, false],
    [{ type: 'OCMD', expression: ['Or', 'off', ['Not', ['And', 'on', 'off']]] }, true],
    [null, true],
  ])('content of %j is shown: %j', (content, expected) => {
    expect(isShown(content)).toBe(expected);
  });

  test('are off where the document says so and names none that is on', () => {
    const isShown = createLayers({ ...settings, baseState: 'OFF' });
    expect(['on', 'no-view', 'off'].map((id) => isShown({ type: 'OCG', id }))).toEqual([true, false, false]);
    expect(createLayers({ baseState: 'OFF', groups: [{ id: 'a' }], on: [], off: [] })({ type: 'OCG', id: 'a' })).toBe(
      false,
    );
  });

  test('there are none in most documents', () => {
    expect(createLayers(null)({ type: 'OCG', id: 'any' })).toBe(true);
  });
});

describe('marks packed for another thread', () => {
  const piece: Piece = {
    id: 0,
    text: 'Камри',
    run: 3,
    spaced: false,
    box: { x0: 0.1, y0: 1 / 3, x1: 20, y1: 12 },
    baseline: 10.5,
    size: 9,
    font: 'Liberation Sans',
    bold: false,
    italic: false,
    color: '#000000',
    angle: 0,
  };
  const marks: PageMarks = {
    page: 2,
    width: 595,
    height: 842,
    pieces: [
      piece,
      { ...piece, id: 1, text: '', bold: true, angle: 270 },
      { ...piece, id: 2, text: '𝟟0', spaced: true, hidden: 'clipped' },
    ],
    rules: [
      { axis: 'v', at: 1.5, from: 2, to: 300, width: 0.5 },
      { axis: 'h', at: -1, from: 2, to: 300, width: 0 },
    ],
    fills: [{ x0: 1, y0: 2, x1: 3, y1: 4, color: '#eeeeee' }],
    images: 1,
    unmapped: 2,
  };

  test.each([
    ['of a page', marks],
    ['of a blank one', { ...marks, pieces: [], rules: [], fills: [] }],
  ])('%s are the same when unpacked', (_, marks) => {
    const packed = packMarks(marks);
    expect(unpackMarks(structuredClone(packed, { transfer: buffersOf(packed) }))).toStrictEqual(marks);
  });
});
