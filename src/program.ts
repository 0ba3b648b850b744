/** What the build makes the program's script of. */

/** A part of the build. */
export { precompileProgram } from './build/precompileProgram.ts';
export { main } from './cli.ts';
export { takeHeadStart } from './commands/headStart.ts';
