/** Cleaned rows by the million, always the same ones: 20,000 vehicles, each with up to 50 patterns. */
import { CLEAN } from '../../dist/csv/columns.js';
import { createRowWriter } from '../../dist/csv/write.js';

const BRANDS = 200;
const VEHICLES = 20_000;
const BATCH_ROWS = 10_000;
const BORDERS = ['', 'with', 'without', 'medium', 'high'];
const STEERING = ['', 'left', 'right', 'both'];
const NOTES = ['', 'ромб', 'соты'];

export async function writeCleanedFile(path, rows) {
  const writer = await createRowWriter(path, CLEAN);
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    const batch = [];
    for (let n = from; n < Math.min(rows, from + BATCH_ROWS); n++) batch.push(cleanedRow(n));
    await writer.write(batch);
  }
  await writer.commit();
}

/** Row `n`: the vehicles in turn, and with each turn another set of attributes. */
export function cleanedRow(n) {
  const vehicle = n % VEHICLES;
  const turn = Math.floor(n / VEHICLES);
  const brand = `Brand ${vehicle % BRANDS}`;
  const model = `Model ${Math.floor(vehicle / BRANDS) % 30}`;
  const generation = ['', 'I', 'II', 'III'][Math.floor(vehicle / BRANDS / 30) % 4];
  return {
    source: `list-${Math.floor(n / 100_000)}.pdf`,
    page: Math.floor((n % 100_000) / 21) + 1,
    row: (n % 21) + 1,
    brand,
    model,
    generation,
    yearFrom: 1990 + (vehicle % 30),
    yearTo: null,
    bodyType: '',
    steering: STEERING[turn % 4],
    borders: BORDERS[Math.floor(turn / 4) % 5],
    seatRows: null,
    coverage: '',
    trunk: false,
    wheelbase: '',
    powertrain: '',
    category: '',
    notes: NOTES[Math.floor(turn / 20)],
    confidence: 0.97,
    matchedBy: 'brand:exact model:alias',
    rawBrand: brand.toUpperCase(),
    rawModel: model,
    rawYear: String(1990 + (vehicle % 30)),
    rawDescription: 'с бортами левый руль',
  };
}
