/** The flags that say how PDF files are read, shared by `extract`, `tables` and `run`. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text as readStream } from 'node:stream/consumers';
import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../errors.ts';
import type { ExtractOptions } from '../extract/extract.ts';
import { parsePages } from '../extract/pdf/pageRange.ts';
import type { Profile } from '../extract/profile.ts';
import type { Context } from './command.ts';
import { saveMemory } from './engine.ts';
import { CATALOG_FOLDER } from './knowledge.ts';
import { parseWhole } from './numbers.ts';

export interface ReadingFlags {
  readonly pages?: string;
  readonly passwordFile?: string;
  readonly profile?: string;
  readonly jobs?: number;
}

/** `addReadingFlags(program.command('extract'))` */
export function addReadingFlags(command: Command): Command {
  return command
    .option('--pages <list>', 'only these pages, e.g. 1-3,7,9-', requirePages)
    .option('--password-file <file>', "the files' password is the first line of this file; - reads it from stdin")
    .option('--profile <file>', 'supplier profiles (JSON): header words, columns, pages, regions to skip, constants')
    .option('--jobs <n>', 'threads that read pages, beside the one that finds tables (default: 1)', parseJobs);
}

/** Reads what the flags name once; → the options for each file. */
export async function readReadingFlags(
  context: Context,
  flags: ReadingFlags,
): Promise<(source: string) => ExtractOptions & { readonly profileName?: string }> {
  const password = flags.passwordFile === undefined ? undefined : await readPassword(context, flags.passwordFile);
  const profiles = flags.profile === undefined ? [] : await readProfiles(context, flags.profile);
  const { chooseProfile } = await import('../extract/profile.ts');
  const { readBrandKeys } = await import('../extract/readBrands.ts');
  const brands = await readBrandKeys(join(CATALOG_FOLDER, 'brands.csv'));
  return (source) => {
    const profile = chooseProfile(profiles, basename(source));
    const pages = flags.pages === undefined ? profile?.pages : parsePages(flags.pages);
    return {
      source,
      brands,
      signal: context.io.signal,
      onPage(done, total) {
        context.progress.step(source, done, total);
        saveMemory(done);
      },
      ...(password === undefined ? {} : { password }),
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      ...(pages ? { pages } : {}),
      ...(profile ? optionsOf(profile) : {}),
    };
  };
}

/** What a profile means to the reader. */
export function optionsOf({ name, aliases, columns, skip, constants }: Profile) {
  return {
    profileName: name,
    aliases,
    skip,
    constants,
    ...(columns.length > 0
      ? { columns: columns.map(({ role, title, from, to }) => ({ role, title, x0: from, x1: to })) }
      : {}),
  };
}

function requirePages(text: string): string {
  if (!parsePages(text)) throw new InvalidArgumentError("Write pages such as '1-3,7,9-'.");
  return text;
}

function parseJobs(text: string): number {
  const jobs = parseWhole(text);
  if (jobs < 1) throw new InvalidArgumentError("Write a whole number from '1' on.");
  return jobs;
}

async function readPassword(context: Context, file: string): Promise<string> {
  const text = file === '-' ? await readStream(context.io.stdin) : await readText(context, file);
  // An editor may have put a BOM in front, and ends lines in its own way.
  const [line = ''] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return line;
}

async function readProfiles(context: Context, file: string): Promise<Profile[]> {
  const { parseProfiles } = await import('../extract/profile.ts');
  return parseProfiles(await readText(context, file), file);
}

async function readText(context: Context, file: string): Promise<string> {
  try {
    return await readFile(context.path(file), 'utf8');
  } catch (cause) {
    throw new UserError('file-unreadable', `Cannot read '${file}'.`, 'Check the path and its permissions.', { cause });
  }
}
