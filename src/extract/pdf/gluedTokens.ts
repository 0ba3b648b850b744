/**
 * Some programs write a page's drawing without the space that its parts need: two numbers (`12-267`), or the end of one
 * stream and the beginning of the next. pdf.js reads the first as 12267, the second as one word, and text lands
 * anywhere. It warns of it; then the file is read again with such parts set apart.
 */

/** Warnings of pdf.js that tell of parts written together. */
const GLUED = /^(?:Badly formatted number: minus sign in the middle|Skipping command |Unknown command )/;

/** Whether a warning tells that parts of a drawing may have been written together. */
export const tellsOfGlue = (warning: string): boolean => GLUED.test(warning);

/** Two numbers between two strings of a text: steps, of which only the sum matters. */
const TWO_STEPS = /([)>]\s{0,9})(-?\d{0,6}\.?\d{1,6})(-\d{0,6}\.?\d{1,6})(?=\s{0,9}[(<\]])/g;
/** What a drawing is told by: the end of a text, of a path or of a state. */
const DRAWING = /\b(?:ET|TJ|Tj|re|cm|Q)\s/;
/** As much of a stream as tells whether it is written in letters. */
const HEAD_BYTES = 256;
const LETTERS = /^[\t\n\r -~]*$/;
/** A stream that isn't packed, with the length that it is said to have, and a line end behind it. */
const PLAIN_STREAM = /(\/Length )(\d+)\b([^<>]{0,200}>>\s*stream\r?\n)/g;
const LINE_END = /^\r?\n?endstream/;

/** A stream's bytes with the parts of a drawing set apart; other streams stay as they are. */
export function partTokens(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes);
  if (!LETTERS.test(text.slice(0, HEAD_BYTES)) || !DRAWING.test(text)) return bytes;
  return Buffer.from(`${sumSteps(text)}\n`, 'latin1');
}

/** A file's bytes with the same done to the streams that aren't packed; nothing in it changes its place. */
export function partTokensOfFile(bytes: Uint8Array): Uint8Array {
  const text = latin1(bytes);
  let parted = '';
  let done = 0;
  for (const match of text.matchAll(PLAIN_STREAM)) {
    const [whole, key, length, rest] = match as unknown as [string, string, string, string];
    const from = match.index + whole.length;
    const to = from + Number(length);
    if (match.index < done || rest.includes('/Filter') || !LINE_END.test(text.slice(to, to + 12))) continue;
    const content = text.slice(from, to);
    if (!LETTERS.test(content.slice(0, HEAD_BYTES)) || !DRAWING.test(content)) continue;
    // The line end behind the stream becomes a part of it.
    const longer = String(Number(length) + 1);
    const own = longer.length === length.length && text[to] !== 'e' ? longer : length;
    parted += `${text.slice(done, match.index)}${key}${own}${rest}${sumSteps(content)}`;
    done = to;
  }
  return done === 0 ? bytes : Buffer.from(parted + text.slice(done), 'latin1');
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** Text with each two steps as one that is as long to write. */
function sumSteps(text: string): string {
  return text.replace(TWO_STEPS, (whole, before: string, first: string, second: string) => {
    const sum = String(Math.round((Number(first) + Number(second)) * 1000) / 1000);
    const room = whole.length - before.length;
    return sum.length > room ? whole : before + sum.padStart(room);
  });
}
