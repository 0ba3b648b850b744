/**
 * What a customer typed → the vehicle, and what this tenant makes for it. The work is done by the database's own functions
 * (migrations/0004 to 0006), which bots in other languages call directly: one search, the same answers.
 */
import { UserError } from '../../errors.ts';
import { withAnswerErrors } from '../tenant/answerErrors.ts';
import type { TenantTransaction } from '../tenant/tenant.ts';

/** A pattern that fits; what isn't known of it is left out. */
export interface FittingPattern {
  readonly id: number;
  readonly category: string;
  readonly generation?: string;
  readonly year_from?: number;
  readonly year_to?: number;
  readonly body_type?: string;
  readonly steering?: string;
  readonly borders?: string;
  readonly seat_rows?: number;
  readonly coverage?: string;
  readonly trunk?: boolean;
  readonly wheelbase?: string;
  readonly powertrain?: string;
  readonly notes?: string;
}

export interface VehicleMatch {
  readonly brand: string;
  /** null where only the brand is known. */
  readonly model: string | null;
  /** As the customer named it; null when not named. */
  readonly generation: string | null;
  readonly year: number | null;
  readonly year_to: number | null;
  /** 0–1 */
  readonly score: number;
  /** Whether this tenant has a pattern that fits. */
  readonly available: boolean;
  readonly patterns: readonly FittingPattern[];
}

export interface SearchAnswer {
  readonly query: string;
  readonly status: 'found' | 'ambiguous' | 'unknown';
  /** What to ask the customer next; null when nothing is open. */
  readonly ask: 'brand' | 'model' | 'generation' | 'year' | null;
  /** Best first. */
  readonly matches: readonly VehicleMatch[];
  /** For an unknown vehicle: names that look like it, to ask "did you mean…?". */
  readonly nearest: readonly string[];
}

export interface SearchOptions {
  /** Count patterns of this category only. */
  readonly category?: string;
  readonly limit?: number;
}

export const DEFAULT_LIMIT = 5;

/** `await searchVehicles(tx, 'камри 70')` → found, Toyota Camry XV70. */
export async function searchVehicles(
  tx: TenantTransaction,
  query: string,
  options: SearchOptions = {},
): Promise<SearchAnswer> {
  // PostgreSQL's text holds no NUL.
  const typed = query.replaceAll('\0', ' ');
  return withAnswerErrors(async () => {
    const [row] = await tx<{ answer: SearchAnswer; filled: boolean }[]>`
      select a.answer, a.answer ->> 'status' <> 'unknown' or exists (select from search_names) as filled
      from search_vehicle_answer(${typed}, ${options.limit ?? DEFAULT_LIMIT}, ${options.category ?? null}) as a (answer)`;
    if (!row) throw new Error('search_vehicle_answer() answered nothing');
    if (!row.filled) {
      throw new UserError('database-unusable', 'The search knows no vehicle yet.', "Run 'lekalo seed'.");
    }
    return row.answer;
  });
}

/** A vehicle by its canonical names, as a search answered it. */
export interface AskedVehicle {
  readonly brand: string;
  readonly model: string;
  readonly generation?: string | null;
  readonly year?: number | null;
  readonly category?: string;
}

export interface Availability {
  readonly available: boolean;
  readonly patterns: readonly FittingPattern[];
}

/** `await findAvailability(tx, { brand: 'Toyota', model: 'Camry', year: 2019 })`: the patterns that fit. */
export async function findAvailability(tx: TenantTransaction, asked: AskedVehicle): Promise<Availability> {
  return withAnswerErrors(async () => {
    const [row] = await tx<{ patterns: FittingPattern[] }[]>`
      select coalesce(jsonb_agg(jsonb_strip_nulls(
        to_jsonb(p) - 'pattern_id' - 'category_code' || jsonb_build_object('id', p.pattern_id, 'category', p.category_code))), '[]') as patterns
      from find_vehicle_patterns(${asked.brand}, ${asked.model}, ${asked.generation ?? null}, ${asked.year ?? null}::int,
        ${asked.year ?? null}::int, ${asked.category ?? null}) as p`;
    const patterns = row?.patterns ?? [];
    return { available: patterns.length > 0, patterns };
  });
}
