/**
 * What one file may take. A list of 200 pages is read in one to two seconds and 150 MB; a file that asks for
 * a hundred times that is broken or an attack, and is refused by name instead of filling the machine.
 */

/** A PDF is read whole; price lists are a few megabytes, with pictures a few dozen. */
export const FILE_BYTES_LIMIT = 512 * 1024 * 1024;
/** Half an hour of reading at 10 pages a second; a page tree may claim two thousand million pages. */
export const PAGES_LIMIT = 20_000;
/** Processor time for one page: a dense one takes 10 ms. A busy machine gives less of it, not fewer pages. */
export const PAGE_TIME_LIMIT_MS = 5_000;
/** What a page may take by the clock: pdf.js may wait for something that never comes. */
export const PAGE_WAIT_LIMIT_MS = 30_000;
/** So many pages may run out of time or memory before the file is given up: a minute at most. */
export const EXHAUSTED_PAGES_LIMIT = 3;
/** What the process may grow by over one page, or while a file is opened; a bomb fills 1 GB in seconds. */
export const PAGE_MEMORY_LIMIT_MB = 600;
export const MEMORY_POLL_MS = 100;
/** What one compressed stream may unpack to: the largest fonts have 30 MB, a page's drawing hardly one. */
export const STREAM_BYTES_LIMIT = 128 * 1024 * 1024;
/** Pictures over this many pixels aren't decoded: they bear no text, and a crafted one would eat the memory. */
export const IMAGE_PIXELS_LIMIT = 4_000_000;
/** A page's content beyond this many operators is no list but an attack or a map. */
export const OPERATORS_LIMIT = 3_000_000;
/** Lines and shaded areas on one page: they are sorted and joined, 100,000 in a second. */
export const MARKS_LIMIT = 100_000;
/** Words or single letters on one page: an A4 page of 6 pt type, drawn letter by letter, has 15,000. */
export const PIECES_LIMIT = 30_000;
/** Lines of text kept while no page has a table, 250 bytes each: a list of 20,000 vehicles has fewer, a book has more. */
export const TEXT_PARTS_LIMIT = 40_000;
