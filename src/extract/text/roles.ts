import { isOneSlipAway } from './mistyped.ts';
import { keyOf } from './text.ts';
import { TITLES } from './titles.ts';

/** What a printed column holds. `vehicle` is brand and model in one; `extra` has no place of its own in a row. */
export type Role = 'number' | 'brand' | 'model' | 'year' | 'description' | 'vehicle' | 'extra';

const ROLE_BY_KEY = new Map<string, Role>();
for (const role of ['extra', 'description', 'year', 'model', 'vehicle', 'brand', 'number'] as const)
  for (const title of TITLES[role].split(';')) ROLE_BY_KEY.set(keyOf(title), role);

/** What titles begin with, letter by letter: a text that begins otherwise is no title, whatever follows. */
const BEGINNINGS = new Set<string>();
/** What those titles begin with that name a vehicle: a header has one of them. */
const VEHICLE_BEGINNINGS = new Set<string>();
for (const [key, role] of ROLE_BY_KEY)
  for (let n = 0; n <= key.length; n++) {
    BEGINNINGS.add(key.slice(0, n));
    if (isVehicleRole(role)) VEHICLE_BEGINNINGS.add(key.slice(0, n));
  }

/** The first letters of titles, and the plain letters and digits that are none: few words have to be looked up. */
const FIRST_LETTERS = new Set<number>();
for (const key of ROLE_BY_KEY.keys())
  for (const letter of [key[0]!, key[0]!.toUpperCase()]) FIRST_LETTERS.add(letter.charCodeAt(0));
const PLAIN = /^[0-9A-Za-zА-Яа-я]/u;
const isOther = (text: string): boolean => PLAIN.test(text) && !FIRST_LETTERS.has(text.charCodeAt(0));

/** The longest title counts this many words. */
export const TITLE_WORDS_LIMIT = 4;

/** The role that a header names, if it is known: `findRole('Год вып.')` is `year`. Aliases of a profile come first. */
export function findRole(title: string, aliases?: ReadonlyMap<string, Role>): Role | undefined {
  return findRoleOfKey(keyOf(title), aliases) ?? findRoleOfShort(title);
}

/** {@link findRole} by the `keyOf` of a title; the key of several words is those of its words, one after the other. */
export function findRoleOfKey(key: string, aliases?: ReadonlyMap<string, Role>): Role | undefined {
  if (key === '') return undefined;
  return aliases?.get(key) ?? ROLE_BY_KEY.get(key);
}

/** A word cut short: with its point, three letters at least, the last one a consonant, as Russian cuts words. */
const SHORT = /^\p{L}*[бвгджзклмнпрстфхцчшщ]\.$/iu;
const SHORT_LEAST = 3;
/** Titles of one word, which may be cut short: of those with several a short one says too little. */
const findWholeWords = (): [key: string, role: Role][] =>
  (Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap((role) =>
    TITLES[role]
      .split(';')
      .flatMap((title): [string, Role][] => (/^\s*\p{L}+\s*$/u.test(title) ? [[keyOf(title), role]] : [])),
  );
let wholeWords: readonly (readonly [key: string, role: Role])[] | undefined;

/** The role of a title cut short with a point, if all titles that begin so have it: `findRoleOfShort('Опис.')` is `description`. */
export function findRoleOfShort(title: string): Role | undefined {
  if (title.length <= SHORT_LEAST || !SHORT.test(title)) return undefined;
  const key = keyOf(title);
  wholeWords ??= findWholeWords();
  const meant = wholeWords.filter(([word]) => word.startsWith(key));
  return meant.every(([, role]) => role === meant[0]![1]) ? meant[0]?.[1] : undefined;
}

/** Whether a known title begins with these letters, or is these. */
export function beginsTitle(key: string, aliases?: ReadonlyMap<string, Role>): boolean {
  return BEGINNINGS.has(key) || (aliases !== undefined && [...aliases.keys()].some((alias) => alias.startsWith(key)));
}

/** Whether a role names a vehicle, or a part of its name. */
export function isVehicleRole(role: Role | undefined): boolean {
  return role === 'model' || role === 'brand' || role === 'vehicle';
}

/** Whether words as printed may hold two titles, of which one names a vehicle: few lines have to be read as a header. */
export function mayHoldTitles(
  words: readonly { readonly text: string }[],
  aliases?: ReadonlyMap<string, Role>,
): boolean {
  let count = 0;
  let named = false;
  for (const { text } of words) {
    if (aliases === undefined && isOther(text)) continue;
    const key = keyOf(text);
    // Signs begin no title: the word after them does.
    if (key === '' || !beginsTitle(key, aliases)) continue;
    count++;
    named ||= aliases !== undefined || VEHICLE_BEGINNINGS.has(key);
    if (named && count > 1) return true;
  }
  return false;
}

/** Words that go on a title on its next line: `Год` / `выпуска`. */
const CONTINUATIONS = new Set(
  'выпуска вып авто автомобиля машины а/м тс п/п пп изготовления производства кузова модели name no year жылы маркасы модель сом шт руб kgs лекала информация средства маалымат номери'
    .split(' ')
    .map(keyOf),
);

/** Whether a word may stand on the second line of a header cell. */
export function isContinuation(text: string): boolean {
  return CONTINUATIONS.has(keyOf(text)) || /^[([].*[)\]]$/u.test(text);
}

/** Titles that head columns of invoices too: they need a year column beside them to mean a vehicle. */
const VAGUE = new Set('наименование название номенклатура наименованиетовара аты name title товар позиция'.split(' '));

/** Whether a title says too little to tell a vehicle list by. */
export function isVagueTitle(title: string): boolean {
  const key = keyOf(title);
  return VAGUE.has(key) || (key !== '' && !ROLE_BY_KEY.has(key) && [...VAGUE].some((word) => word.startsWith(key)));
}

/** Whether texts are nothing but titles, of a vehicle and something besides: `Марка`, `Модель / год / описание`. */
export function areTitles(texts: readonly string[]): boolean {
  const printed = texts.filter((text) => text !== '');
  if (printed.length < 2) return false;
  const roles = printed.flatMap((text) => text.split(/[/|,;]/u).map((part) => findRole(part)));
  return !roles.includes(undefined) && roles.some(isVehicleRole);
}

/** A title as printed, and line by line. */
export interface Title {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The role of a title that may be printed in two languages or under the title of a group: its lines, then its words. */
function findTitleRole({ title, lines }: Title, aliases?: ReadonlyMap<string, Role>): Role {
  const whole = findRole(title, aliases);
  if (whole) return whole;
  const parts = [...[...lines].reverse(), ...title.split(/[/|(),;]/u), ...title.split(/\s+/u)];
  for (const part of parts) {
    const role = findRole(part, aliases);
    if (role && role !== 'extra') return role;
  }
  return 'extra';
}

/** Shorter titles have too many neighbours. */
const MISTYPED_LEAST = 6;

/** The role of a title in which a finger slipped: `примичание` is a description. */
function findRoleOfMistyped(key: string): Role | undefined {
  if (key.length < MISTYPED_LEAST || ROLE_BY_KEY.has(key)) return undefined;
  for (const [title, role] of ROLE_BY_KEY)
    if (
      role !== 'extra' &&
      role !== 'vehicle' &&
      title.length >= MISTYPED_LEAST &&
      title[0] === key[0] &&
      isOneSlipAway(title, key)
    )
      return role;
  return undefined;
}

/**
 * Gives each of a table's titles one role, no role but `extra` twice: the first title of a role keeps it,
 * `vehicle` is the brand beside a model column and the model beside a brand column, else the model. Mistyped ones come last.
 */
export function assignRoles(titles: readonly Title[], aliases?: ReadonlyMap<string, Role>): Role[] {
  const found = titles.map((title) => findTitleRole(title, aliases));
  const has = (role: Role): boolean => found.includes(role);
  const joint: Role = has('model') && !has('brand') ? 'brand' : has('model') ? 'extra' : 'model';
  const taken = new Set<Role>();
  const roles: Role[] = titles.map(() => 'extra');
  for (const i of preferenceOf(titles, found)) {
    const role = found[i] === 'vehicle' ? joint : found[i]!;
    if (role === 'extra' || taken.has(role)) continue;
    taken.add(role);
    roles[i] = role;
  }
  titles.forEach(({ title }, i) => {
    const role = found[i] === 'extra' ? findRoleOfMistyped(keyOf(title)) : undefined;
    if (role === undefined || taken.has(role)) return;
    taken.add(role);
    roles[i] = role;
  });
  return roles;
}

/** Order in which titles may claim a role: surest words first, then as printed. */
function preferenceOf(titles: readonly Title[], found: readonly Role[]): number[] {
  const weight = (i: number): number => {
    const text = titles[i]!.title.trim();
    if (found[i] === 'vehicle') return 1;
    if (found[i] === 'number') return /^(№|#|n|no|id|ид)/iu.test(text) ? 0 : 1;
    if (found[i] === 'description') return /^(опис|descr|сүрөт|сыпат)/iu.test(text) ? 0 : 1;
    return 0;
  };
  return titles.map((_, i) => i).sort((a, b) => weight(a) - weight(b) || a - b);
}
