/** What a command is to the CLI: it declares its flags, does its work through the library, and hands back a report. */
import type { Readable, Writable } from 'node:stream';
import type { Command as Commander } from 'commander';
import type { Config, Environment } from '../config.ts';
import type { Progress } from './progress.ts';

/** Everything of the outside world that a command may touch; tests hand in their own. */
export interface Io {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
  readonly cwd: string;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

export interface Context {
  readonly io: Io;
  readonly config: Config;
  readonly json: boolean;
  readonly progress: Progress;
  /** A path the user typed, seen from the folder the user stands in. */
  path(typed: string): string;
  /** A message for people, to stderr; silent under --quiet. */
  note(message: string): void;
}

/** What a command has to say once everything is done and committed. */
export interface Report {
  /** Printed under --json, alone, as one line. */
  readonly summary: object;
  /** Printed otherwise. */
  readonly text: string;
  /** 0 unless --strict or a checking command says otherwise. */
  readonly exitCode?: number;
}

export type Run<Args extends unknown[]> = (context: Context, ...args: Args) => Promise<Report | undefined>;

/** `command.action(act(runExtract))`: hands the action's arguments to `run`, the context in front, and keeps its report. */
export type Act = <Args extends unknown[]>(run: Run<Args>) => (...args: Args) => Promise<void>;

/** Each file of commands/ exports one of these; cli.ts lists them. */
export type Define = (program: Commander, act: Act) => void;

/** Exit code of `--strict` when rows wait for review or were rejected. */
export const EXIT_STRICT = 5;

/** Output options shared by the stages. */
export interface OutputFlags {
  readonly out: string;
  readonly excel?: boolean;
  readonly strict?: boolean;
}
