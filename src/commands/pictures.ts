/** `--debug-dir`: one SVG a page, written while the pages are read. */
import { join } from 'node:path';
import type { ExtractOptions } from '../extract/extract.ts';
import { writeWhole } from '../files.ts';

export interface Pictures {
  options(source: string): Pick<ExtractOptions, 'onTables'>;
  /** Waits for the last picture; throws where one could not be written. */
  finish(): Promise<void>;
}

export async function createPictures(folder: string): Promise<Pictures> {
  const { renderPageSvg } = await import('../extract/svg.ts');
  let failure: unknown;
  let writing = Promise.resolve();
  return {
    options: (source) => ({
      onTables: (page, tables) => {
        const svg = renderPageSvg(page, tables);
        writing = writing
          .then(() => writeWhole(join(folder, pictureName(source, page.page)), svg))
          .catch((error) => {
            failure ??= error;
          });
      },
    }),
    async finish() {
      await writing;
      if (failure !== undefined) throw failure;
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
