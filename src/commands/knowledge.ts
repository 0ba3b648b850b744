/** The catalogue as the knowledge that an import needs: names and usual body types. */
import { fileURLToPath } from 'node:url';
import type { Catalog, CatalogModel } from '../clean/catalog/catalog.ts';
import type { VehicleKnowledge } from '../database/vehicles/knowledge.ts';
import type { BodyType } from '../rows.ts';

/** The catalogue that comes with lekalo; src/ and dist/ stand equally far from it. */
export const CATALOG_FOLDER = fileURLToPath(new URL('../../data/catalog', import.meta.url));

/** `await readKnowledge(CATALOG_FOLDER)` */
export async function readKnowledge(folder: string): Promise<VehicleKnowledge> {
  const { readCatalog } = await import('../clean/catalog/readCatalog.ts');
  return createKnowledge(readCatalog(folder));
}

/** `createKnowledge(catalog).model('Toyota', 'Camry', 'XV70')` → its Russian name and `['sedan']`. */
export function createKnowledge(catalog: Pick<Catalog, 'brands' | 'models' | 'generations'>): VehicleKnowledge {
  const key = (...names: string[]): string => names.join('\t');
  const brands = new Map(catalog.brands.map((brand) => [brand.brand, brand]));
  const models = new Map<string, CatalogModel>(catalog.models.map((model) => [key(model.brand, model.model), model]));
  const generations = new Map(
    catalog.generations.map((line) => [key(line.brand, line.model, line.generation), line.bodyTypes]),
  );
  return {
    brand: (brand) => brands.get(brand),
    model(brand, model, generation) {
      const known = models.get(key(brand, model));
      if (!known) return undefined;
      const named =
        generation === '' ? [] : generation.split('|').map((one) => generations.get(key(brand, model, one)));
      return { nameRu: known.nameRu, bodyTypes: common(named) ?? known.bodyTypes };
    },
  };
}

/** What all the printed generations have in common; undefined where that tells nothing. */
function common(lists: readonly (readonly BodyType[] | undefined)[]): readonly BodyType[] | undefined {
  const [first, ...others] = lists;
  const shared = first?.filter((body) => others.every((other) => other?.includes(body)));
  return shared === undefined || shared.length === 0 ? undefined : shared;
}
