import { type Box, boxAround } from '../marks/geometry.ts';
import { findLines } from '../page/lines.ts';
import type { Word } from '../page/words.ts';
import { isKnownBrand } from '../text/heading.ts';
import type { BodyRow } from './body.ts';

/** Lines of one paragraph are no further apart than this, in em. */
const LEADING_EM = 1.75;
const SPACE_EM = 0.25;
/** Paragraphs begin at the left margin, within this. */
const MARGIN_PT = 1;
/** A row that wraps has text in so many columns. */
const FILLED_LEAST = 2;
const WORD = /^\p{Ll}[\p{Ll}.,/-]*$/u;

/**
 * Puts a line that stands alone at the left margin to the last cell above it, if that has reached the right margin: columns
 * set with tab stops have no cells, and a line that is too long goes on where its paragraph begins. Margins are as wide on the right
 * as on the left. The line goes on a sentence: it begins with a word in small letters.
 */
export function joinWrappedBack(rows: readonly BodyRow[], box: Box, brands?: ReadonlySet<string>): readonly BodyRow[] {
  const alone = rows.filter((row, r) => r > 0 && isAlone(row, brands));
  if (alone.length === 0) return rows;
  const left = boxAround(rows.flatMap(({ cells }) => cells.flat())).x0;
  const right = box.x1 - (left - box.x0);
  const joined: BodyRow[] = [];
  for (const row of rows) {
    const above = joined.at(-1);
    if (above && alone.includes(row) && row.cells[0]![0]!.box.x0 < left + MARGIN_PT && goesOn(above, row, right)) {
      const last = above.cells.length - 1;
      const cells = above.cells.with(last, [...above.cells[last]!, ...row.cells[0]!]);
      joined[joined.length - 1] = { ...above, bottom: row.bottom, cells };
    } else joined.push(row);
  }
  return joined;
}

/** Whether a row is a line of words in its first column alone, and no name of a brand. */
function isAlone({ lone, odd, across, bounded, cells }: BodyRow, brands: ReadonlySet<string> | undefined): boolean {
  if (!lone || odd || across || bounded || cells.length <= FILLED_LEAST || cells[0]!.length === 0) return false;
  const text = cells[0]!.map((word) => word.text).join(' ');
  return WORD.test(cells[0]![0]!.text) && !isKnownBrand(text, brands);
}

/** Whether a line is as near below a row as its next line, and its first word had no room in it. */
function goesOn(above: BodyRow, row: BodyRow, right: number): boolean {
  const filled = above.cells.filter((cell) => cell.length > 0).length;
  const last = findLines(above.cells.at(-1)!).at(-1);
  if (above.bounded || filled < FILLED_LEAST || !last) return false;
  const first: Word = row.cells[0]![0]!;
  const leading = first.baseline - last.words[0]!.baseline;
  const end = last.box.x1 + SPACE_EM * first.size + first.box.x1 - first.box.x0;
  return leading > 0 && leading <= LEADING_EM * first.size && end > right;
}
