import { resolve } from 'node:path';
import type { Catalog } from '../../src/clean/catalog/catalog.ts';
import { type CatalogIndex, createIndex } from '../../src/clean/catalog/catalogIndex.ts';
import { readCatalog } from '../../src/clean/catalog/readCatalog.ts';

let catalog: Catalog | undefined;
let index: CatalogIndex | undefined;

/** The real catalogue, read once in a test file. */
export function ownCatalog(): Catalog {
  catalog ??= readCatalog(resolve(import.meta.dirname, '../../data/catalog'));
  return catalog;
}

export function ownIndex(): CatalogIndex {
  index ??= createIndex(ownCatalog());
  return index;
}
