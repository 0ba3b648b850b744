/** The commands, in the order in which `--help` lists them. */
import type { Define } from './command.ts';
import { defineExtract } from './extract.ts';
import { defineSeed } from './seed.ts';

export const COMMANDS: readonly Define[] = [defineExtract, defineSeed];
