/** Cells of a price list → amounts and days. */

/** What people write for a currency beside the number; anything else in the cell is a fault. */
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  сом: 'KGS',
  сома: 'KGS',
  сомов: 'KGS',
  с: 'KGS',
  som: 'KGS',
  kgs: 'KGS',
};
/** Largest that numeric(10,2) holds. */
const MAX_WHOLE_DIGITS = 8;

export type ParsedPrice = { readonly amount: string; readonly currency?: string } | { readonly fault: string };

/** `2 400 сом` → `{ amount: '2400.00', currency: 'KGS' }`; what isn't one clear number is a fault, never 0. */
export function parsePrice(cell: string): ParsedPrice {
  const text = cell.normalize('NFKC').trim().toLowerCase();
  if (text === '') return { fault: 'price is empty (leave the line out where there is no price)' };
  if (/\d\s*[-–—…]\s*\d|\.\.|(^|\s)(от|до|from|to)(\s|\d)/.test(text)) {
    return { fault: `price '${cell}' is a range: a price is one number, give each variant its own line` };
  }
  const match = /^([+-]?)(\d{1,3}(?:[ ']\d{3})+|\d+)(?:([.,])(\d+))?\s*([\p{L}]*)\.?$/u.exec(text);
  if (!match) return { fault: `price '${cell}' is not a number such as 2400 or 2400,50` };
  const [, sign, grouped = '', mark, fraction = '', word = ''] = match;
  if (sign === '-') return { fault: `price '${cell}' is negative` };
  const currency =
    word === '' ? undefined : (CURRENCY_WORDS[word] ?? (/^[a-z]{3}$/.test(word) ? word.toUpperCase() : ''));
  if (currency === '') return { fault: `price '${cell}' names an unknown currency '${word}'` };
  // "2,400" is 2400 to some and 2.4 to others.
  if (mark && fraction.length === 3) return { fault: `price '${cell}' can be read in two ways: write 2400 or 2400.00` };
  if (fraction.length > 2) return { fault: `price '${cell}' has more than two decimals` };
  const whole = grouped.replace(/[ ']/g, '').replace(/^0+(?=\d)/, '');
  if (whole.length > MAX_WHOLE_DIGITS) return { fault: `price '${cell}' is too large` };
  const amount = `${whole}.${fraction.padEnd(2, '0')}`;
  return currency === undefined ? { amount } : { amount, currency };
}

/** `2026-01-31` or `31.01.2026` → `2026-01-31`; undefined if there is no such day. */
export function parseDay(cell: string): string | undefined {
  const text = cell.trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : [dotted?.[3], dotted?.[2]?.padStart(2, '0'), dotted?.[1]?.padStart(2, '0')];
  if (!year || !month || !day) return undefined;
  const date = `${year}-${month}-${day}`;
  // An impossible day rolls over into the next month.
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : undefined;
}
