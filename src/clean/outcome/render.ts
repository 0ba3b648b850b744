/** An outcome and the row it belongs to → the lines of the three files. */
import type { CleanRow, RawRow, Reject, ReviewRow } from '../../rows.ts';
import type { Outcome } from './outcome.ts';

export function toCleanRows(row: RawRow, { vehicles }: Outcome): CleanRow[] {
  return vehicles.map((vehicle) => ({ ...originOf(row), ...vehicle, ...printedOf(row) }));
}

export function toReviewRow(row: RawRow, outcome: Outcome): ReviewRow {
  const [vehicle] = outcome.vehicles;
  if (!vehicle) throw new Error('a question without a reading');
  return {
    ...originOf(row),
    ...vehicle,
    ...printedOf(row),
    reason: outcome.reason,
    decision: '',
    alternatives: outcome.alternatives,
  };
}

/** All four cells stand in the text, a bar inside them doubled, so that the row can be read again. */
export function toReject(row: RawRow, { refusal }: Outcome): Reject {
  if (refusal === '') throw new Error('a reject without a reason');
  return {
    ...originOf(row),
    stage: 'clean',
    reason: refusal,
    text: [row.brand, row.model, row.year, row.description].map((cell) => cell.replaceAll('|', '||')).join(' | '),
  };
}

const originOf = ({ source, page, row }: RawRow): Pick<RawRow, 'source' | 'page' | 'row'> => ({ source, page, row });

const printedOf = (row: RawRow): Pick<CleanRow, 'rawBrand' | 'rawModel' | 'rawYear' | 'rawDescription'> => ({
  rawBrand: row.brand,
  rawModel: row.model,
  rawYear: row.year,
  rawDescription: row.description,
});

/** The row of a reject line, where its text holds exactly the four cells. */
export function parseRejectText(reject: Reject): RawRow | null {
  const cells = reject.text.split(' | ').map((cell) => cell.replaceAll('||', '|'));
  const [brand = '', model = '', year = '', description = ''] = cells;
  if (cells.length !== 4) return null;
  const { source, page, row } = reject;
  return { source, page, row, number: '', brand, model, year, description, extra: '' };
}
