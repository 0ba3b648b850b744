/** How the text pieces of a document ended: `pieces = cells + rejected + furniture`. */
export interface TextCounts {
  readonly pieces: number;
  readonly cells: number;
  readonly rejected: number;
  readonly furniture: number;
}

/** What a page bears besides its rows: counted, not kept. */
export type FurnitureKind =
  | 'table-header'
  | 'title'
  | 'page-number'
  | 'running-text'
  | 'overprint'
  | 'sideways-text'
  | 'watermark'
  | 'leader'
  | 'typed-line'
  | 'blank'
  | 'skipped-region';

/** The account of a document's text pieces. */
export interface Ledger {
  /** Pieces drawn, as the reader counted them. */
  drawn(pieces: number): void;
  cell(pieces: number): void;
  rejected(pieces: number): void;
  furniture(kind: FurnitureKind, pieces: number): void;
  /** The sums; throws where a piece got lost or was counted twice, which is a bug of ours. */
  close(): { readonly text: TextCounts; readonly kinds: Readonly<Partial<Record<FurnitureKind, number>>> };
}

/** Opens an account that must balance at the end. */
export function createLedger(source: string): Ledger {
  let pieces = 0;
  let cells = 0;
  let rejected = 0;
  const kinds: Partial<Record<FurnitureKind, number>> = {};
  return {
    drawn: (count) => {
      pieces += count;
    },
    cell: (count) => {
      cells += count;
    },
    rejected: (count) => {
      rejected += count;
    },
    furniture: (kind, count) => {
      if (count > 0) kinds[kind] = (kinds[kind] ?? 0) + count;
    },
    close() {
      const furniture = Object.values(kinds).reduce((sum, count) => sum + count, 0);
      if (cells + rejected + furniture !== pieces)
        throw new Error(
          `the text of '${source}' doesn't balance: ${pieces} pieces, but ${cells} in cells, ${rejected} rejected, ${furniture} furniture`,
        );
      return { text: { pieces, cells, rejected, furniture }, kinds };
    },
  };
}
