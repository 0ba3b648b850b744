/** Words and numbers of a row, cut once: `гольф3/венто` → `гольф` `3` | `венто`. */
import { CELL, type RowText, type Span } from './text.ts';

export interface Token extends Span {
  readonly text: string;
  readonly cell: number;
  readonly kind: 'word' | 'number';
  /** No sign and no space before it: `3` of `гольф3`. */
  readonly glued: boolean;
  /** Counts up at every `/ , + ; &`, bracket and "и", and at the borders of cells. */
  readonly segment: number;
  /** Joined to the token before it by a hyphen. */
  readonly hyphen: boolean;
  /** Stands in a bracket. */
  readonly bracket: boolean;
}

/** What comes behind so many words of a cell is prose: it stays in the notes. */
const MAX_WORDS = 60;
const TOKEN = /\p{L}+|\p{N}+/gu;
const SEPARATOR = /[/\\,;&|()[\]{}]|\+(?!\s*\d)/;
const AND = new Set(['и', 'или', 'and', 'or', 'либо', 'жана', 'же']);

export function findTokens(text: RowText): Token[] {
  const tokens: Token[] = [];
  let segment = 0;
  let depth = 0;
  text.cells.forEach((cell, number) => {
    segment += 1;
    let end = cell.start;
    let words = 0;
    for (const match of text.folded.slice(cell.start, cell.end).matchAll(TOKEN)) {
      words += 1;
      if (words > MAX_WORDS) break;
      const start = cell.start + match.index;
      const gap = text.folded.slice(end, start);
      // A plus glued to a name belongs to it: "x70+", "Qashqai+2".
      const sign = end > cell.start ? gap.replace(/^\+(?=\s)/, '') : gap;
      if (SEPARATOR.test(sign)) segment += 1;
      depth = Math.max(0, depth + count(gap, /[([]/g) - count(gap, /[)\]]/g));
      const word = match[0];
      const kind = /\p{N}/u.test(word) ? 'number' : 'word';
      if (AND.has(word) && tokens.length > 0 && isFreeStanding(text.folded, start, word)) {
        segment += 1;
        end = start + word.length;
        continue;
      }
      tokens.push({
        text: word,
        cell: number,
        kind,
        glued: gap === '' && start > cell.start,
        segment,
        hyphen: /^\s*-+\s*$/.test(gap) && end > cell.start,
        bracket: depth > 0,
        start,
        end: start + word.length,
      });
      end = start + word.length;
    }
  });
  return tokens;
}

/** "и" between blanks; `и60` is a code. */
const isFreeStanding = (folded: string, start: number, word: string): boolean =>
  /\s/.test(folded[start - 1] ?? '') && /\s/.test(folded[start + word.length] ?? '');

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Tokens that a name may be read from together: neighbours, not parted by a sign or by a border that names don't cross. */
export function joinable(text: RowText, before: Token, after: Token): boolean {
  const gap = text.folded.slice(before.end, after.start);
  if (before.cell !== after.cell) return after.cell <= CELL.year && !/[^\s.&]/.test(gap.replace(/^\+/, ''));
  // "Б/П5" is one code.
  if (gap === '/' && before.text.length === 1 && after.text.length === 1) return true;
  if (/[/\\,;|]/.test(gap)) return false;
  if (/\p{L}/u.test(gap)) return false;
  return gap.length <= 4;
}
