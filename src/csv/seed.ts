/** The columns of the files in data/seed/, and of the price lists that operators bring. */
import { BODY_TYPES, type BodyType } from '../rows.ts';
import type { CellReader, Table } from './columns.ts';

export interface SeedBodyType {
  readonly code: BodyType | '';
  readonly nameRu: string;
  readonly nameKy: string;
  readonly sortOrder: number;
}

export interface SeedCategory {
  readonly code: string;
  readonly nameRu: string;
  readonly nameKy: string;
  readonly descriptionRu: string;
  readonly descriptionKy: string;
  readonly sortOrder: number;
}

export const OPTION_TYPES = ['boolean', 'choice', 'addon'] as const;
export type OptionType = (typeof OPTION_TYPES)[number];

export interface SeedOption {
  readonly category: string;
  readonly code: string;
  readonly optionType: OptionType | '';
  readonly nameRu: string;
  readonly nameKy: string;
  /** Codes of body types; empty = any. */
  readonly applicableTo: readonly string[];
  readonly sortOrder: number;
}

export interface SeedOptionValue {
  readonly category: string;
  readonly option: string;
  readonly value: string;
  readonly nameRu: string;
  readonly nameKy: string;
  readonly sortOrder: number;
}

export interface SeedText {
  readonly tenant: string;
  readonly key: string;
  readonly textRu: string;
  readonly textKy: string;
}

/** A line of prices.csv as typed: what the cells mean is decided in database/, where the codes are known. */
export interface PriceLine {
  /** Of the file, from 1. */
  readonly line: number;
  readonly category: string;
  readonly option: string;
  readonly value: string;
  readonly bodyType: string;
  readonly price: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly validTo: string;
}

const NAMES = ['name_ru', 'name_ky'] as const;
const decodeNames = (cell: CellReader): { nameRu: string; nameKy: string } => ({
  nameRu: cell.text('name_ru'),
  nameKy: cell.text('name_ky'),
});
const decodeOrder = (cell: CellReader): number => cell.integer('sort_order') ?? 0;
/** `suv|minivan` → `['suv', 'minivan']` */
const decodeList = (text: string): string[] => text.split('|').filter((word) => word !== '');

export const SEED_BODY_TYPES: Table<SeedBodyType> = {
  name: 'body_types.csv',
  columns: ['code', ...NAMES, 'sort_order'],
  encode: (row) => [row.code, row.nameRu, row.nameKy, String(row.sortOrder)],
  decode: (cell) => ({ code: cell.oneOf('code', BODY_TYPES), ...decodeNames(cell), sortOrder: decodeOrder(cell) }),
};

export const SEED_CATEGORIES: Table<SeedCategory> = {
  name: 'categories.csv',
  columns: ['code', ...NAMES, 'description_ru', 'description_ky', 'sort_order'],
  encode: (row) => [row.code, row.nameRu, row.nameKy, row.descriptionRu, row.descriptionKy, String(row.sortOrder)],
  decode: (cell) => ({
    code: cell.text('code'),
    ...decodeNames(cell),
    descriptionRu: cell.text('description_ru'),
    descriptionKy: cell.text('description_ky'),
    sortOrder: decodeOrder(cell),
  }),
};

export const SEED_OPTIONS: Table<SeedOption> = {
  name: 'options.csv',
  columns: ['category', 'code', 'option_type', ...NAMES, 'applicable_to', 'sort_order'],
  encode: (row) => [
    row.category,
    row.code,
    row.optionType,
    row.nameRu,
    row.nameKy,
    row.applicableTo.join('|'),
    String(row.sortOrder),
  ],
  decode: (cell) => ({
    category: cell.text('category'),
    code: cell.text('code'),
    optionType: cell.oneOf('option_type', OPTION_TYPES),
    ...decodeNames(cell),
    applicableTo: decodeList(cell.text('applicable_to')),
    sortOrder: decodeOrder(cell),
  }),
};

export const SEED_OPTION_VALUES: Table<SeedOptionValue> = {
  name: 'option_values.csv',
  columns: ['category', 'option', 'value', ...NAMES, 'sort_order'],
  encode: (row) => [row.category, row.option, row.value, row.nameRu, row.nameKy, String(row.sortOrder)],
  decode: (cell) => ({
    category: cell.text('category'),
    option: cell.text('option'),
    value: cell.text('value'),
    ...decodeNames(cell),
    sortOrder: decodeOrder(cell),
  }),
};

export const SEED_TEXTS: Table<SeedText> = {
  name: 'bot_texts.csv',
  columns: ['tenant', 'key', 'text_ru', 'text_ky'],
  encode: (row) => [row.tenant, row.key, row.textRu, row.textKy],
  decode: (cell) => ({
    tenant: cell.text('tenant'),
    key: cell.text('key'),
    textRu: cell.text('text_ru'),
    textKy: cell.text('text_ky'),
  }),
};

export const PRICES: Table<PriceLine> = {
  name: 'prices.csv',
  columns: ['category', 'option', 'value', 'body_type', 'price', 'currency', 'valid_from', 'valid_to'],
  encode: (row) => [
    row.category,
    row.option,
    row.value,
    row.bodyType,
    row.price,
    row.currency,
    row.validFrom,
    row.validTo,
  ],
  decode: (cell) => ({
    line: cell.line,
    category: cell.text('category'),
    option: cell.text('option'),
    value: cell.text('value'),
    bodyType: cell.text('body_type'),
    price: cell.text('price'),
    currency: cell.text('currency'),
    validFrom: cell.text('valid_from'),
    validTo: cell.text('valid_to'),
  }),
};
