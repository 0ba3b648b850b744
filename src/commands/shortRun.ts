import { setFlagsFromString } from 'node:v8';

/**
 * How long a function runs before V8 compiles it for speed, in bytes of its code that were run; its own default is 67,584.
 * A list is read in a second or two: compiling took more than it gave, 0.25 of 1.75 s of CPU on 200 pages. What a long
 * run needs is still compiled, a little later.
 */
const COMPILE_AFTER_BYTES = 300_000;

/** Makes V8 slower to compile, for commands whose code is hardly run often enough to pay for it: `expectShortRun()`. */
export function expectShortRun(): void {
  setFlagsFromString(`--interrupt-budget=${COMPILE_AFTER_BYTES}`);
}
