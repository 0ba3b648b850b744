/** The commands, in the order in which `--help` lists them. */
import { defineClean } from './clean.ts';
import type { Define } from './command.ts';
import { defineExtract } from './extract.ts';
import { defineSeed } from './seed.ts';

export const COMMANDS: readonly Define[] = [defineExtract, defineClean, defineSeed];
