import { expect, it } from 'vitest';
import type { Database } from '../../src/database/connection/connection.ts';
import { completeVehicles } from '../../src/database/vehicles/completeVehicles.ts';
import type { VehicleKnowledge } from '../../src/database/vehicles/knowledge.ts';
import type { BodyType } from '../../src/rows.ts';
import { describeDatabases } from '../support/database.ts';
import { importRows, list, seeded } from '../support/vehicles.ts';

const knowing = (bodyTypes: readonly BodyType[]): VehicleKnowledge => ({
  brand: () => ({ nameRu: 'Тойота', nameKy: 'Тойота' }),
  model: () => ({ nameRu: 'Камри', bodyTypes }),
});

const models = async (database: Database) =>
  (
    await database.sql<{ body: string | null; name_ru: string | null; metadata: object }[]>`
      select t.code as body, m.name_ru, m.metadata from models m left join body_types t on t.id = m.body_type_id
      order by m.id`
  ).map(({ body, name_ru, metadata }) => [body, name_ru, metadata]);

describeDatabases('vehicles of earlier imports', ({ open }) => {
  it('learn names and body types from a better catalogue, and once only', async () => {
    const database = await seeded(await open());
    await importRows(database, list({}, { generation: 'XV70' }));
    expect(await models(database)).toEqual([
      [null, null, {}],
      [null, null, {}],
    ]);
    const better = knowing(['sedan', 'wagon']);
    expect(await completeVehicles(database, better)).toMatchObject({ brands: { updated: 1 }, models: { updated: 2 } });
    const guess = { body_type_from: 'catalog', body_types: ['sedan', 'wagon'] };
    expect(await models(database)).toEqual([
      ['sedan', 'Камри', guess],
      ['sedan', 'Камри', guess],
    ]);
    expect(await completeVehicles(database, better)).toMatchObject({ brands: { updated: 0 }, models: { updated: 0 } });
    expect((await importRows(database, list({}, { generation: 'XV70' }), { knowledge: better })).importId).toBeNull();
    expect(await completeVehicles(database, knowing(['wagon']))).toMatchObject({ models: { updated: 2 } });
    expect((await models(database))[0]).toEqual(['wagon', 'Камри', { body_type_from: 'catalog' }]);
  });

  it('keep a printed body type, and never become one vehicle with another', async () => {
    const database = await seeded(await open());
    await importRows(database, list({ bodyType: 'wagon' }, {}));
    expect(await completeVehicles(database, knowing(['wagon']))).toMatchObject({ models: { updated: 2 } });
    expect(await models(database)).toEqual(
      expect.arrayContaining([
        ['wagon', 'Камри', {}],
        [null, 'Камри', {}],
      ]),
    );
  });
});
