/** What an import would change, record by record. */
import type { TenantTransaction } from '../tenant/tenant.ts';

/** `+` new, `~` comes back, `-` would be retired. */
export interface PatternChange {
  readonly sign: '+' | '~' | '-';
  /** null for a new one. */
  readonly pattern: number | null;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly generation: string | null;
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  readonly bodyType: string | null;
  /** The other attributes that are set: `{ borders: 'with' }`. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Field → [old, new]. */
  readonly changed: Readonly<Record<string, readonly [boolean, boolean]>>;
}

/** Read from the plan's temporary tables, before it is applied. */
export async function readPlannedChanges(tx: TenantTransaction, limit: number): Promise<PatternChange[]> {
  return tx<PatternChange[]>`
    with planned as (
      select '+' as sign, null::bigint as pattern_id, r.category_id, r.model_id, l.line,
        s.steering, s.borders, s.seat_rows, s.coverage, s.trunk, s.wheelbase, s.powertrain, s.notes
      from listed l join resolved r on r.line = l.line join staged s on s.line = l.line
      where l.pattern_id is null
      union all
      select switched.sign, p.id, p.category_id, p.model_id, switched.line, p.steering, p.borders, p.seat_rows, p.coverage,
        p.trunk, p.wheelbase, p.powertrain, p.notes
      from (
        select '~' as sign, pattern_id, line from listed where not available
        union all select '-', pattern_id, null from retiring
      ) switched join patterns p on p.id = switched.pattern_id
    )
    select p.sign, p.pattern_id::float8 as pattern, c.code as category, b.name as brand, m.name as model, m.generation,
      m.year_from as "yearFrom", m.year_to as "yearTo", t.code as "bodyType",
      jsonb_strip_nulls(jsonb_build_object('steering', p.steering, 'borders', p.borders, 'seat_rows', p.seat_rows,
        'coverage', p.coverage, 'trunk', p.trunk, 'wheelbase', p.wheelbase, 'powertrain', p.powertrain,
        'notes', p.notes)) as attributes,
      case p.sign when '~' then '{"available": [false, true]}' when '-' then '{"available": [true, false]}' else '{}' end::jsonb
        as changed
    from planned p
    join models m on m.id = p.model_id
    join brands b on b.id = m.brand_id
    join product_categories c on c.id = p.category_id
    left join body_types t on t.id = m.body_type_id
    order by p.line nulls last, b.name, m.name, p.pattern_id
    limit ${limit}`;
}

/** `+ Toyota Camry XV70 2018– sedan, borders with` */
export function renderChange(change: PatternChange): string {
  const years =
    change.yearFrom === null && change.yearTo === null ? '' : `${change.yearFrom ?? ''}–${change.yearTo ?? ''}`;
  const vehicle = [change.brand, change.model, change.generation, years, change.bodyType].filter((part) => part);
  const attributes = Object.entries(change.attributes).map(([name, value]) => `${name} ${String(value)}`);
  const changed = Object.entries(change.changed).map(([name, [old, now]]) => `${name} ${old} → ${now}`);
  const number = change.pattern === null ? '' : ` #${change.pattern}`;
  return [`${change.sign}${number} ${change.category} ${vehicle.join(' ')}`, ...attributes, ...changed].join(', ');
}
