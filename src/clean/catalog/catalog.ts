/** The reference catalogue as values; data/catalog/README.md says what each file holds. */
import type { BodyType } from '../../rows.ts';

export interface CatalogBrand {
  readonly brand: string;
  readonly nameRu: string;
  readonly nameKy: string;
  readonly aliases: readonly string[];
  /** ISO code of the maker's country, or empty. */
  readonly country: string;
}

export interface CatalogModel {
  readonly brand: string;
  readonly model: string;
  readonly nameRu: string;
  readonly aliases: readonly string[];
  readonly bodyTypes: readonly BodyType[];
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
}

export interface CatalogGeneration {
  readonly brand: string;
  readonly model: string;
  readonly generation: string;
  /** Roman numeral, or empty where nobody counts. */
  readonly ordinal: string;
  readonly aliases: readonly string[];
  readonly bodyTypes: readonly BodyType[];
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
}

/** A code that alone decides a model. */
export interface CatalogCode {
  readonly brand: string;
  readonly code: string;
  readonly model: string;
  readonly generation: string;
}

/** A spelling that several models of a brand share: asked, never guessed. */
export interface CatalogAmbiguous {
  readonly brand: string;
  readonly alias: string;
  readonly models: readonly string[];
  readonly reason: string;
}

/** Where no brand is printed, `brand` is not thought of if `givesWayTo` has a vehicle of that name. */
export interface CatalogTwin {
  readonly brand: string;
  readonly givesWayTo: string;
  /** Spellings for which that holds; empty = all. */
  readonly names: readonly string[];
}

/** A maker whose models are often printed under its parent. */
export interface CatalogDaughter {
  readonly brand: string;
  readonly parent: string;
}

export interface Catalog {
  readonly brands: readonly CatalogBrand[];
  readonly models: readonly CatalogModel[];
  readonly generations: readonly CatalogGeneration[];
  readonly codes: readonly CatalogCode[];
  readonly ambiguous: readonly CatalogAmbiguous[];
  readonly twins: readonly CatalogTwin[];
  readonly daughters: readonly CatalogDaughter[];
}
