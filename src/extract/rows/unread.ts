import type { Reject, RejectReason } from '../../rows.ts';
import type { Piece } from '../marks/marks.ts';
import type { PageText, UnreadKind } from '../page/page.ts';
import { foldText } from '../text/text.ts';
import { createReject } from './furniture.ts';
import type { Ledger } from './ledger.ts';

const REASONS: Readonly<Partial<Record<UnreadKind, RejectReason>>> = {
  invisible: 'invisible-text',
  clipped: 'clipped-text',
  'off-page': 'clipped-text',
};
/** Sideways text up to so many letters on a page is a stamp or a watermark; more of it is text that wasn't read. */
const STAMP_LETTERS = 60;

/** Accounts for the pieces of a page that aren't read: hidden ones are rejected line by line, doubles counted; `used` ones are in tables. */
export function settleUnread(page: PageText, source: string, ledger: Ledger, used: ReadonlySet<number>): Reject[] {
  const of = (kind: UnreadKind): Piece[] =>
    page.unread.filter((u) => u.kind === kind && !used.has(u.piece.id)).map((u) => u.piece);
  ledger.furniture('overprint', of('overprint').length);
  ledger.furniture('blank', of('blank').length);
  ledger.furniture('watermark', of('watermark').length);
  ledger.furniture('leader', of('leader').length);
  ledger.furniture('typed-line', of('typed-line').length);
  const rejects: Reject[] = [];
  for (const kind of ['invisible', 'clipped', 'off-page'] as const)
    rejects.push(...rejectLines(of(kind), REASONS[kind]!));
  const slanted = of('slanted');
  const letters = slanted.reduce((sum, piece) => sum + piece.text.length, 0);
  if (letters <= STAMP_LETTERS) ledger.furniture('sideways-text', slanted.length);
  else rejects.push(...rejectLines(slanted, 'outside-table'));
  return rejects;

  function rejectLines(pieces: readonly Piece[], reason: RejectReason): Reject[] {
    ledger.rejected(pieces.length);
    const lines: Piece[][] = [];
    for (const piece of [...pieces].sort((a, b) => a.baseline - b.baseline)) {
      const line = lines.at(-1);
      if (line && piece.baseline - line[0]!.baseline < 0.3 * piece.size) line.push(piece);
      else lines.push([piece]);
    }
    return lines.map((line) => {
      const sorted = [...line].sort((a, b) => a.box.x0 - b.box.x0);
      return createReject(source, page.page, reason, foldText(sorted.map((p) => p.text).join(' ')).trim());
    });
  }
}
