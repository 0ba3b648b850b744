import type { Header } from '../header/header.ts';
import { type Box, boxAround, medianOf, overlap } from '../marks/geometry.ts';
import { chunksOf, findLines, middleOf } from '../page/lines.ts';
import type { PageText } from '../page/page.ts';
import type { Word } from '../page/words.ts';
import { findRole, type Role } from '../text/roles.ts';

/** A table has so many level lines, and this share of them ends where it does. */
const LINES_LEAST = 4;
const LINES_SHARE = 0.6;
const SAME_PT = 2;
/** Text beside a table is further away from its lines than this. */
const GAP_PT = 4;
/** Text beside this share of a table's lines may be a column of it that was drawn without lines. */
const BESIDE_SHARE = 0.7;
/** What stands beside a table without a header holds less of the page's text than this. */
const WORDS_SHARE = 0.4;

/**
 * The stretch of a page that the drawn lines of a table take, if other text stands beside it: another table, an address.
 * `header` says which lines are the table's; without one, they are those that most have in common.
 */
export function findFrame(page: PageText, box: Box, header?: Header): Box | undefined {
  const spans = page.edges.level
    .filter(({ at, drawn }) => drawn && at > (header?.top ?? box.y0) - SAME_PT && at < box.y1 + SAME_PT)
    .flatMap(({ at, spans: all }) => all.map(([from, to]) => ({ at, from, to })));
  if (spans.length < LINES_LEAST) return undefined;
  const titled = header?.cells.filter(({ title }) => isSure(findRole(title)));
  const own = titled ? spans.filter(({ from, to }) => titled.every(({ box: b }) => isMostlyIn(b, from, to))) : spans;
  const x1 = medianOf(own.map(({ to }) => to));
  const ending = own.filter(({ to }) => Math.abs(to - x1) < SAME_PT);
  const x0 = Math.min(...ending.map(({ from }) => from));
  if (ending.length < Math.max(LINES_LEAST, LINES_SHARE * own.length)) return undefined;
  const frame: Box = { x0, x1, y0: ending[0]!.at, y1: ending.at(-1)!.at };
  const words = page.words.filter((word) => middleOf(word) > frame.y0 && middleOf(word) < frame.y1);
  const beside = words.filter((word) => word.box.x0 > x1 || word.box.x1 < x0);
  if (beside.length === 0 || !isApart(words, new Set(beside), frame, spans)) return undefined;
  return header || beside.length < WORDS_SHARE * page.words.length ? frame : undefined;
}

const isSure = (role: Role | undefined): boolean => role === 'brand' || role === 'model' || role === 'year';

const isMostlyIn = ({ x0, x1 }: Box, from: number, to: number): boolean => overlap(x0, x1, from, to) > 0.5 * (x1 - x0);

/** Whether no text reaches from a table into what stands beside it, which is no column of the table. */
function isApart(
  words: readonly Word[],
  beside: ReadonlySet<Word>,
  { x0, x1 }: Box,
  spans: readonly { readonly from: number; readonly to: number }[],
): boolean {
  if ([...beside].some(({ box }) => box.x0 < x1 + GAP_PT && box.x1 > x0 - GAP_PT)) return false;
  const lines = findLines(words);
  const mixed = lines.filter((line) => line.words.some((word) => beside.has(word)));
  if (mixed.some((line) => chunksOf(line).some((chunk) => isParted(chunk.words, beside)))) return false;
  const around = boxAround([...beside]);
  const isDrawn = spans.some(({ from, to }) => (from > x1 || to < x0) && overlap(from, to, around.x0, around.x1) > 0);
  return isDrawn || mixed.length < BESIDE_SHARE * lines.filter((line) => line.words.some((w) => !beside.has(w))).length;
}

const isParted = (words: readonly Word[], beside: ReadonlySet<Word>): boolean =>
  words.some((word) => beside.has(word)) && words.some((word) => !beside.has(word));

/** A header without the titles that stand beside its table. */
export function cutHeader(header: Header, { x0, x1 }: Box): Header {
  const isOwn = ({ box }: { readonly box: Box }): boolean => box.x0 < x1 && box.x1 > x0;
  const cells = header.cells.filter(isOwn);
  return { ...header, cells, words: header.words.filter(isOwn), box: boxAround(cells) };
}

/** A stretch of a page no wider than the lines of a table in it. */
export const cutBox = (box: Box, { x0, x1 }: Box): Box => ({
  ...box,
  x0: Math.max(box.x0, x0 - SAME_PT),
  x1: Math.min(box.x1, x1 + SAME_PT),
});
