/** What a reading command asks of V8, which is made for programs that run for hours. */
import { setFlagsFromString } from 'node:v8';

/**
 * How long a function runs before V8 compiles it for speed, in bytes of its code that were run; its own default is 67,584.
 * A list is read in a second or two: compiling took more than it gave, a tenth of the time of 200 pages. What a long
 * run needs is still compiled, a little later; from a million on dense pages were read slower.
 */
const COMPILE_AFTER_BYTES = 500_000;
/**
 * How much of the heap, in per cent, may turn into waste before V8 looks for it; left alone it waits for as much again as is
 * in use. With this and the nursery limit of `readerWorker.ts` 1,000 pages peak a fifth lower, in the same time (`npm run
 * bench -- extract 1000`).
 */
const WASTE_PERCENT = 30;
/**
 * How much code V8 puts into one function that it compiles, a third of its own limit; and its nursery is tidied by one
 * thread. Both leave the processors to the two threads that read and find (`npm run bench -- extract 200`).
 */
const INLINED_BYTES = 300;
/** After so many pages the nursery is as large as it need be: half of what it would come to was no slower. */
const NURSERY_PAGES = 40;
/** From so many pages on the heap grows in small steps: a little slower, but what a list takes hardly depends on its pages (`npm run bench -- extract 1000`). */
const LONG_PAGES = 200;

/** Not before the reading thread has started: Node's own modules come compiled for the flags it began with, and would be compiled anew. */
export function tuneEngine(): void {
  setFlagsFromString(`--interrupt-budget=${COMPILE_AFTER_BYTES}`);
  setFlagsFromString(`--heap-growing-percent=${WASTE_PERCENT}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_BYTES}`);
  setFlagsFromString('--no-parallel-scavenge');
}

/** Keeps memory within bounds while a file is read; called with the pages done. */
export function saveMemory(pages: number): void {
  if (pages === NURSERY_PAGES) setFlagsFromString('--semi-space-growth-factor=1');
  if (pages === LONG_PAGES) setFlagsFromString('--optimize-for-size');
}
