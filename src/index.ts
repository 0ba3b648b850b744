/** The public API for programs: named exports only. */
export { type ErrorCode, UserError } from './errors.ts';
