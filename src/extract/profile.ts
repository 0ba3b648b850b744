import { UserError } from '../errors.ts';
import type { SkippedRegion } from './page/skip.ts';
import { type PageStretch, parsePages } from './pdf/pageRange.ts';
import type { Role } from './text/roles.ts';
import { keyOf } from './text/text.ts';

/** What can't be guessed about a supplier's lists; published as docs/supplier-profile.schema.json. */
export interface Profile {
  readonly name: string;
  /** Patterns of file names, with * and ?; empty fits every file. */
  readonly files: readonly string[];
  readonly pages: readonly PageStretch[] | undefined;
  /** Header words beyond the known ones, by their `keyOf`. */
  readonly aliases: ReadonlyMap<string, Role>;
  /** Where the columns run, in points from the left; empty to find them. */
  readonly columns: readonly ProfileColumn[];
  readonly skip: readonly SkippedRegion[];
  /** What all rows have in a column where nothing is printed. */
  readonly constants: Constants;
}

export interface ProfileColumn {
  readonly role: Role;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

export const PROFILE_ROLES = ['number', 'brand', 'model', 'year', 'description', 'extra'] as const;
export const CONSTANT_ROLES = ['brand', 'model', 'year', 'description'] as const;
export type ConstantRole = (typeof CONSTANT_ROLES)[number];
export type Constants = Readonly<Partial<Record<ConstantRole, string>>>;
const KEYS = ['$schema', 'name', 'files', 'pages', 'headers', 'columns', 'skip', 'constants'];

/** Reads a profile file: one profile, or `{ "profiles": [ … ] }`. Throws with every fault at once. */
export function parseProfiles(text: string, path: string): Profile[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw badProfile(path, [`it is not JSON: ${(error as Error).message}`]);
  }
  const faults: string[] = [];
  const isSeveral = isObject(data) && 'profiles' in data;
  const several = isSeveral ? readObject(data, 'the file', ['$schema', 'profiles'], faults) : {};
  readText(several['$schema'], '$schema', faults);
  const list = isSeveral ? readList(several['profiles'], 'profiles', faults) : [data];
  const profiles = list.map((item, i) => readProfile(item, isSeveral ? `profiles[${i}].` : '', faults));
  if (faults.length > 0) throw badProfile(path, faults);
  return profiles;
}

/** The first profile that fits a file's name. */
export function chooseProfile(profiles: readonly Profile[], fileName: string): Profile | undefined {
  return profiles.find(({ files }) => files.length === 0 || files.some((pattern) => matches(pattern, fileName)));
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'iu').test(name);
}

function badProfile(path: string, faults: readonly string[]): UserError {
  return new UserError(
    'bad-profile',
    `The profile '${path}' has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${faults.join('; ')}.`,
    'Compare it with docs/supplier-profile.schema.json, or begin with what --explain prints.',
  );
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readProfile(data: unknown, at: string, faults: string[]): Profile {
  if (!isObject(data)) {
    faults.push(`${at || 'it '}is no object`);
    data = {};
  }
  const json = data as Json;
  for (const key of Object.keys(json)) if (!KEYS.includes(key)) faults.push(`${at}${key} is unknown`);
  readText(json['$schema'], `${at}$schema`, faults);
  return {
    name: readText(json['name'], `${at}name`, faults),
    files: readTexts(json['files'], `${at}files`, faults),
    pages: readRanges(json['pages'], `${at}pages`, faults),
    aliases: readAliases(json['headers'], `${at}headers`, faults),
    columns: readColumns(json['columns'], `${at}columns`, faults),
    skip: readList(json['skip'], `${at}skip`, faults).map((item, i) => readSkip(item, `${at}skip[${i}]`, faults)),
    constants: readConstants(json['constants'], `${at}constants`, faults),
  };
}

function readText(value: unknown, at: string, faults: string[]): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  faults.push(`${at} is no text`);
  return '';
}

function readList(value: unknown, at: string, faults: string[]): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  faults.push(`${at} is no list`);
  return [];
}

function readTexts(value: unknown, at: string, faults: string[]): string[] {
  return readList(value, at, faults).flatMap((item, i) => {
    if (typeof item === 'string' && item.trim() !== '') return [item];
    faults.push(`${at}[${i}] is no text`);
    return [];
  });
}

function readRanges(value: unknown, at: string, faults: string[]): readonly PageStretch[] | undefined {
  if (value === undefined) return undefined;
  const ranges = typeof value === 'string' ? parsePages(value) : undefined;
  if (!ranges) faults.push(`${at} ${JSON.stringify(value)} is no list of pages like "1-3,7,9-"`);
  return ranges;
}

function readObject(value: unknown, at: string, keys: readonly string[], faults: string[]): Json {
  if (value === undefined) return {};
  if (!isObject(value)) {
    faults.push(`${at} is no object`);
    return {};
  }
  for (const key of Object.keys(value))
    if (!keys.includes(key)) faults.push(`${at}.${key} is not one of ${keys.join(', ')}`);
  return value;
}

function readAliases(value: unknown, at: string, faults: string[]): Map<string, Role> {
  const aliases = new Map<string, Role>();
  const json = readObject(value, at, PROFILE_ROLES, faults);
  for (const role of PROFILE_ROLES)
    for (const title of readTexts(json[role], `${at}.${role}`, faults)) aliases.set(keyOf(title), role);
  return aliases;
}

function readColumns(value: unknown, at: string, faults: string[]): ProfileColumn[] {
  const columns = readList(value, at, faults).map((item, i): ProfileColumn => {
    const json = readObject(item, `${at}[${i}]`, ['role', 'title', 'from', 'to'], faults);
    const role = PROFILE_ROLES.find((known) => known === json['role']);
    if (!role) faults.push(`${at}[${i}].role is not one of ${PROFILE_ROLES.join(', ')}`);
    const from = readNumber(json['from'], `${at}[${i}].from`, faults);
    const to = readNumber(json['to'], `${at}[${i}].to`, faults);
    if (to <= from) faults.push(`${at}[${i}] ends before it begins`);
    return { role: role ?? 'extra', title: readText(json['title'], `${at}[${i}].title`, faults), from, to };
  });
  columns.slice(1).forEach((column, i) => {
    if (column.from < columns[i]!.to) faults.push(`${at}[${i + 1}] begins before ${at}[${i}] ends`);
  });
  for (const role of PROFILE_ROLES)
    if (role !== 'extra' && columns.filter((column) => column.role === role).length > 1)
      faults.push(`${at} has ${role} twice`);
  return columns;
}

function readNumber(value: unknown, at: string, faults: string[]): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  faults.push(`${at} is no number of points`);
  return 0;
}

function readSkip(item: unknown, at: string, faults: string[]): SkippedRegion {
  const json = readObject(item, at, ['pages', 'box'], faults);
  const box = readList(json['box'], `${at}.box`, faults);
  if (box.length !== 4) faults.push(`${at}.box is not [left, top, right, bottom]`);
  const [x0, y0, x1, y1] = box.map((side, i) => readNumber(side, `${at}.box[${i}]`, faults));
  return {
    pages: readRanges(json['pages'], `${at}.pages`, faults),
    box: { x0: x0 ?? 0, y0: y0 ?? 0, x1: x1 ?? 0, y1: y1 ?? 0 },
  };
}

function readConstants(value: unknown, at: string, faults: string[]): Partial<Record<ConstantRole, string>> {
  const json = readObject(value, at, CONSTANT_ROLES, faults);
  const constants: Partial<Record<ConstantRole, string>> = {};
  for (const role of CONSTANT_ROLES) {
    const text = json[role];
    if (typeof text === 'string') constants[role] = text;
    else if (text !== undefined) faults.push(`${at}.${role} is no text`);
  }
  return constants;
}
