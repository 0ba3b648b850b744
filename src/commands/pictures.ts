/** `--debug-dir`: one SVG a page. */
import { join } from 'node:path';
import type { Extraction, ExtractOptions } from '../extract/extract.ts';
import { writeWhole } from '../files.ts';

type OnTables = NonNullable<ExtractOptions['onTables']>;

/** Keeps the pages of one file until it is known which of their texts are rejected. */
export interface Pictures {
  readonly onTables: OnTables;
  /** Writes them; without a reading, because it failed, what is outside of tables is drawn as rejected. */
  write(reading?: Pick<Extraction, 'rejects'>): Promise<void>;
}

export function createPictures(folder: string, source: string): Pictures {
  const pages: Parameters<OnTables>[] = [];
  return {
    onTables: (...page) => {
      pages.push(page);
    },
    async write(reading) {
      const { renderPageSvg } = await import('../extract/svg.ts');
      for (const [page, tables] of pages) {
        const here = reading?.rejects.filter((reject) => reject.page === page.page);
        const svg = renderPageSvg(page, tables, here && new Set(here.map((reject) => reject.text)));
        await writeWhole(join(folder, pictureName(source, page.page)), svg);
      }
    },
  };
}

/** `pictureName('lists/may.pdf', 7)` is `lists-may-007.svg`: sources may be paths where names alone don't differ. */
export function pictureName(source: string, page: number): string {
  const name = source
    .replace(/\.pdf$/i, '')
    .replace(/[\\/:]+/g, '-')
    .replace(/^[-.]+/, '');
  return `${name}-${String(page).padStart(3, '0')}.svg`;
}
