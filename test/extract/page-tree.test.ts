import { describe, expect, test } from 'vitest';
import { openPdf } from '../../src/extract/pdf/pdf.ts';
import { streamOf, writePdf } from '../support/writtenPdf.ts';

/** A page by its text, or a node with its kids and, where it lies, the count that it gives. */
type Node = string | { readonly kids: readonly Node[]; readonly count?: number };

/** A PDF with that tree of pages. */
function pdfOf(top: Node): Uint8Array {
  const objects: string[] = ['<</Type/Catalog/Pages 3 0 R>>', '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'];
  add(top, 0);
  return writePdf(objects);

  function add(node: Node, parent: number): number {
    const at = objects.push('') - 1;
    const up = parent > 0 ? `/Parent ${parent} 0 R` : '';
    if (typeof node === 'string') {
      const content = `BT /F1 12 Tf 50 700 Td (${node}) Tj ET`;
      objects.push(streamOf('', content));
      objects[at] =
        `<</Type/Page${up}/MediaBox[0 0 595 842]/Resources<</Font<</F1 2 0 R>>>>/Contents ${objects.length} 0 R>>`;
    } else {
      const kids = node.kids.map((kid) => `${add(kid, at + 1)} 0 R`);
      objects[at] = `<</Type/Pages${up}/Kids[${kids.join(' ')}]/Count ${node.count ?? countPages(node)}>>`;
    }
    return at + 1;
  }
}

const countPages = (node: Node): number =>
  typeof node === 'string' ? 1 : node.kids.reduce((sum, kid) => sum + countPages(kid), 0);

async function readTexts(top: Node, order: (count: number) => number[]): Promise<string[]> {
  const file = await openPdf(pdfOf(top), 'tree.pdf');
  const texts: string[] = [];
  for (const page of order(file.pageCount)) {
    const { marks, damage } = await file.readPage(page);
    texts.push(`${page} ${marks?.pieces.map(({ text }) => text).join(' ') ?? damage}`);
  }
  await file.close();
  return texts.sort();
}

const upwards = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const downwards = (count: number): number[] => upwards(count).reverse();

describe('the pages of a document', () => {
  test.each<[string, Node, readonly string[]]>([
    ['on one node', { kids: ['a', 'b', 'c', 'd'] }, ['a', 'b', 'c', 'd']],
    ['on several nodes', { kids: [{ kids: ['a', 'b'] }, { kids: ['c', { kids: ['d'] }] }] }, ['a', 'b', 'c', 'd']],
    ['on nodes among pages', { kids: ['a', { kids: ['b', 'c'] }, 'd'] }, ['a', 'b', 'c', 'd']],
    ['beside an empty node', { kids: [{ kids: ['a', 'b'] }, { kids: [] }, 'c'] }, ['a', 'b', 'c']],
    [
      'beside nodes that make up for each other',
      { kids: ['a', { kids: [] }, { kids: ['b', 'c'] }, 'd'] },
      ['a', 'b', 'c', 'd'],
    ],
    ['of which there are fewer than it says', { kids: ['a', 'b'], count: 5 }, ['a', 'b']],
    ['of which there are more than it says', { kids: ['a', 'b', 'c'], count: 2 }, ['a', 'b']],
  ])('are found in order %s', async (_, top, texts) => {
    const numbered = texts.map((text, i) => `${i + 1} ${text}`);
    expect(await readTexts(top, upwards)).toEqual(numbered);
    expect(await readTexts(top, downwards)).toEqual(numbered);
  });
});
