/** Assembles the commands and turns what they report or throw into output and an exit code. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import type { Act, Context, Io, Report, Run } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { createProgress, NO_PROGRESS } from './commands/progress.ts';
import { type GlobalFlags, parseConfig, redactUrl } from './config.ts';
import { Interrupted, UserError } from './errors.ts';

const EXIT_BUG = 1;
const EXIT_USAGE = 2;
const EXIT_INTERRUPTED = 130;
/** A driver error may quote a whole array of parameters. */
const MAX_BUG_CHARS = 300;

interface Flags extends GlobalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly debug?: boolean;
}

/** Runs one command line: `await main(['extract', 'list.pdf'], io)` → its exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const program = createProgram(io);
  let exitCode = 0;
  const act: Act =
    <Args extends unknown[]>(run: Run<Args>) =>
    async (...args: Args) => {
      const flags = program.opts<Flags>();
      const context = createContext(flags, io);
      let report: Report | undefined;
      try {
        report = await run(context, ...args);
      } finally {
        context.progress.stop();
      }
      if (!report) return;
      if (flags.json) io.stdout.write(`${JSON.stringify(report.summary)}\n`);
      else if (!flags.quiet && report.text !== '') io.stdout.write(`${report.text}\n`);
      exitCode = report.exitCode ?? 0;
    };
  for (const define of COMMANDS) define(program, act);
  exitOnly(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, args, io);
  }
}

function createProgram(io: Io): Command {
  return new Command('lekalo')
    .description("Turns a supplier's PDF list of vehicles into a trusted, tenant-isolated catalogue in PostgreSQL.")
    .version(readVersion(), '--version', 'print the version')
    .option('--json', 'print one summary object on stdout, nothing else')
    .option('--quiet', 'print no summary and no progress')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .option('--database-url <url>', 'PostgreSQL server (also: DATABASE_URL); without it an embedded database is used')
    .option('--debug', 'print the stack trace of an error')
    .helpOption('--help', 'print help')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    });
}

/** Commander throws instead of exiting, in every subcommand too. */
function exitOnly(command: Command): void {
  command.exitOverride().showHelpAfterError(false);
  for (const child of command.commands) exitOnly(child.copyInheritedSettings(command));
}

function createContext(flags: Flags, io: Io): Context {
  const draws = io.stderr.isTTY === true && !flags.quiet && !flags.json;
  return {
    io,
    config: parseConfig(flags, io.env, io.cwd),
    json: flags.json === true,
    progress: draws ? createProgress(io.stderr) : NO_PROGRESS,
    path: (typed) => resolve(io.cwd, typed),
    note: (message) => {
      if (!flags.quiet) io.stderr.write(`${message}\n`);
    },
  };
}

function reportError(error: unknown, args: readonly string[], io: Io): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { code, exitCode, ...words } = describeError(error);
  // A path below the folder the user stands in is shown as it was typed.
  const [message, hint] = [words.message, words.hint].map((text) => text.replaceAll(`'${io.cwd}/`, "'"));
  const json = args.includes('--json');
  if (json) io.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  else io.stderr.write(`lekalo: ${message}\n  ${hint}\n`);
  if (args.includes('--debug') && error instanceof Error) io.stderr.write(`${redactUrl(error.stack ?? '')}\n`);
  return exitCode;
}

interface Described {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: number;
}

function describeError(error: unknown): Described {
  if (error instanceof UserError) {
    return { code: error.code, message: oneLine(error.message), hint: oneLine(error.hint), exitCode: error.exitCode };
  }
  if (error instanceof CommanderError) {
    const help = error.code === 'commander.help';
    const message = help
      ? 'No command was given.'
      : oneLine(error.message.replace(/^error: /, '')).replace(/\.?$/, '.');
    return { code: 'bad-usage', message: capitalise(message), hint: "See 'lekalo --help'.", exitCode: EXIT_USAGE };
  }
  if (error instanceof Interrupted || (error instanceof Error && error.name === 'AbortError')) {
    return {
      code: 'interrupted',
      message: 'Interrupted.',
      hint: 'Nothing was changed by the unfinished step; run it again.',
      exitCode: EXIT_INTERRUPTED,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'bug',
    message: `This is a bug in lekalo: '${redactUrl(oneLine(message)).slice(0, MAX_BUG_CHARS)}'.`,
    hint: 'Run it again with --debug and report what it prints.',
    exitCode: EXIT_BUG,
  };
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String((manifest as { version: unknown }).version);
}
