import { styleOfWords } from '../body/style.ts';
import { findLines } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { isMarkerWord } from './textItem.ts';

/** A stretch of words on one line of a page; the words themselves are let go with their page. */
export interface TextPart {
  readonly page: number;
  readonly pageWidth: number;
  /** Number of its line on the page, from the top. */
  readonly line: number;
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** Where its text begins after a bullet or a number. */
  readonly textX: number;
  readonly firstWidth: number;
  readonly middle: number;
  /** Its height on the page, 0 at the top, 1 at the bottom. */
  readonly place: number;
  readonly size: number;
  readonly style: string;
  readonly pieces: number;
}

type PageSize = Pick<PageText, 'page' | 'width' | 'height'>;

/** Words further apart than this, in em, may stand in two newspaper columns; after a bullet or a number a tab may stand. */
const GAP_EM = 0.5;
const TAB_EM = 4;

/** Cuts the words of a page into parts of lines. */
export function findTextParts(words: readonly Word[], { page, width, height }: PageSize): TextPart[] {
  return findLines(words).flatMap((line, index) => {
    const groups: Word[][] = [];
    for (const word of line.words) {
      const group = groups.at(-1);
      const last = group?.at(-1);
      const reach = group?.every(({ text }) => isMarkerWord(text)) ? TAB_EM : GAP_EM;
      if (group && last && word.box.x0 - last.box.x1 <= reach * word.size) group.push(word);
      else groups.push([word]);
    }
    return groups.map((group): TextPart => {
      const first = group.find(({ text }) => !isMarkerWord(text)) ?? group[0]!;
      return {
        page,
        pageWidth: width,
        line: index,
        text: group.map(({ text }) => text).join(' '),
        x0: group[0]!.box.x0,
        x1: Math.max(...group.map(({ box }) => box.x1)),
        textX: first.box.x0,
        firstWidth: group[0]!.box.x1 - group[0]!.box.x0,
        middle: line.middle,
        place: line.middle / height,
        size: line.size,
        style: styleOfWords(group),
        pieces: group.reduce((sum, word) => sum + word.pieces.length, 0),
      };
    });
  });
}
