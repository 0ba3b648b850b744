/** What the build makes the reading thread's script of. */
export const runThread = () => import('./extract/pdf/thread.ts');
/** A part of the build. */
export { precompileReader } from './build/precompileReader.ts';
