/**
 * What an import knows of vehicles beyond the file: names and usual body types. It comes in as a value, because the
 * catalogue is read in another room.
 */
import type { BodyType } from '../../rows.ts';

export interface BrandKnowledge {
  readonly nameRu: string;
  readonly nameKy: string;
}

export interface ModelKnowledge {
  readonly nameRu: string;
  /** The usual ones, most usual first; empty = not known. */
  readonly bodyTypes: readonly BodyType[];
}

export interface VehicleKnowledge {
  brand(brand: string): BrandKnowledge | undefined;
  /** `generation` as in a cleaned row: `XV20|XV30`, or empty. */
  model(brand: string, model: string, generation: string): ModelKnowledge | undefined;
}

export const NO_KNOWLEDGE: VehicleKnowledge = { brand: () => undefined, model: () => undefined };
