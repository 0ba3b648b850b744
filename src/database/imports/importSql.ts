/**
 * The set-based SQL of an import, as plain text: the benchmark hands the very same statements to psql. `:tenant`,
 * `:category` (of the list) and `:run` stand for ids. Everything happens in temporary tables first, so that a run that
 * changes nothing writes nothing, and a run that would change too much is refused before it has.
 *
 * Many columns make a key here, and the planner multiplies their selectivities until it believes in a single row and loops
 * over a million. So each key is folded into one value first, and every table that is joined by it has been analysed.
 */

/** The distinct vehicles of the file, numbered in its order. */
export const STAGE_VEHICLES = `
analyze staged;
create temp table staged_vehicles on commit drop as
select row_number() over (order by min(line))::integer as n, brand, model, generation, year_from, year_to, body_type
from staged group by brand, model, generation, year_from, year_to, body_type;
create temp table staged_brands (brand text, slug text, name_ru text, name_ky text, brand_id bigint, inserted boolean)
  on commit drop;
create temp table staged_knowledge (brand text, model text, generation text, name_ru text, body_type text, metadata jsonb)
  on commit drop`;

/** Finds or adds the brands that `staged_brands` names. */
export const MERGE_BRANDS = `
analyze staged_vehicles;
with wanted as (select row_number() over (order by brand) as n, * from staged_brands),
merged as (
  select wanted.brand, added.id, added.inserted
  from wanted join add_missing_brands(
    array(select brand from wanted order by n), array(select slug from wanted order by n),
    array(select name_ru from wanted order by n), array(select name_ky from wanted order by n)) added using (n)
)
update staged_brands b set brand_id = merged.id, inserted = merged.inserted from merged where merged.brand = b.brand`;

/**
 * Finds the models that exist. A row that prints no body type takes the catalogue's; it also stays with a model that an
 * earlier import made without one, or with another one from an older catalogue: the vehicle is still the same.
 */
export const FIND_MODELS = `
analyze staged_brands; analyze staged_knowledge;
create temp table staged_models on commit drop as
with wanted as (
  select v.*, b.brand_id, k.name_ru, coalesce(printed.id, known.id) as body_type_id,
    case when printed.id is null and known.id is not null then k.metadata end as metadata
  from staged_vehicles v
  join staged_brands b on b.brand = v.brand
  left join staged_knowledge k on k.brand = v.brand and k.model = v.model
    and coalesce(k.generation, '') = coalesce(v.generation, '')
  left join body_types printed on printed.code = v.body_type
  left join body_types known on known.code = k.body_type
)
select w.*, found.id as model_id, false as inserted
from wanted w left join lateral (
  select m.id from models m
  where m.brand_id = w.brand_id and m.name = w.model
    and (m.generation, m.year_from, m.year_to) is not distinct from (w.generation, w.year_from, w.year_to)
    and (m.body_type_id is not distinct from w.body_type_id
      or (w.body_type is null and (m.body_type_id is null or m.metadata ? 'body_type_from')))
  order by (m.body_type_id is not distinct from w.body_type_id) desc, m.id limit 1
) found on true`;

/** Adds the others. A printed body type comes first, so that the model isn't marked as guessed. */
export const ADD_MODELS = `
with missing as (
  select row_number() over (order by body_type is null, n) as k, * from staged_models where model_id is null
),
added as (
  select missing.n, a.id, a.inserted
  from missing join add_missing_models(
    array(select brand_id from missing order by k), array(select model from missing order by k),
    array(select name_ru from missing order by k), array(select generation from missing order by k),
    array(select year_from from missing order by k), array(select year_to from missing order by k),
    array(select body_type_id from missing order by k), array(select metadata from missing order by k)) a on a.n = missing.k
)
update staged_models m set model_id = added.id, inserted = added.inserted from added where added.n = m.n`;

/** A name for each side's columns: `columnsOf('s', 'page, row')` → `s.page, s.row`. */
const columnsOf = (table: string, columns: string): string => columns.replace(/\w+/g, (name) => `${table}.${name}`);

/** Compared as one row: the planner takes it for a filter, not for one more hash of each column. */
const same = (one: string, other: string, columns: string): string =>
  `(${columnsOf(one, columns)}) is not distinct from (${columnsOf(other, columns)})`;

const VEHICLE = 'brand, model, generation, year_from, year_to, body_type';
const ATTRIBUTES = 'steering, borders, seat_rows, coverage, trunk, wheelbase, powertrain';
const PRINTED = 'raw_brand, raw_model, raw_year, raw_description, matched_by, confidence';

const SAME_VEHICLE = `m.brand = s.brand and m.model = s.model and coalesce(m.generation, '') = coalesce(s.generation, '')
    and coalesce(m.year_from, 0) = coalesce(s.year_from, 0) and coalesce(m.year_to, 0) = coalesce(s.year_to, 0)
    and coalesce(m.body_type, '') = coalesce(s.body_type, '')`;

/** A pattern's key, folded into one value. Attributes that aren't set count as empty, as in the key of the table. */
const patternKey = (category: string, model: string, of: string, notesHash: string): string => `
  concat_ws(chr(31), ${category}, ${model}, coalesce(${of}.steering, ''), coalesce(${of}.borders, ''),
    coalesce(${of}.seat_rows::text, ''), coalesce(${of}.coverage, ''), coalesce(${of}.trunk::text, ''),
    coalesce(${of}.wheelbase, ''), coalesce(${of}.powertrain, ''), coalesce(${notesHash}, ''))`;

/**
 * First the rows that an earlier import has noted just so: the same place, the same cells, a pattern of the same vehicle
 * with the same attributes. They are known, and of a file imported again that is every row.
 * The comparison stays out of the joins (OFFSET 0), and they may not loop: the planner takes a row that is the same in
 * so many columns for a rarity. Of the other rows each one's pattern by key, and the tenant's patterns of their models.
 * Last the distinct patterns that the file lists, each with the one that the tenant has already.
 */
export const LIST_PATTERNS = `
analyze staged_models;
set local enable_nestloop = off;
create temp table known on commit drop as
select line, source, page, row, pattern_id, available from (
  select s.line, s.source, s.page, s.row, p.id as pattern_id, p.available, ${same('p', 's', ATTRIBUTES)} and p.notes_hash is not distinct from md5(s.notes)
      and ${same('m', 's', VEHICLE)} and p.category_id = coalesce(c.id, :category) as same
  from staged s
  join source_rows o on o.source = s.source and o.page = s.page and o.row = s.row and ${same('o', 's', PRINTED)}
  join patterns p on p.id = o.pattern_id
  join staged_models m on m.model_id = p.model_id
  left join product_categories c on c.code = s.category
  where p.tenant_id = :tenant and o.tenant_id = :tenant
    and o.run_id = any (array(select id from import_runs where tenant_id = :tenant and category_id = :category))
  offset 0
) paired where same;
set local enable_nestloop to default;
analyze known;
create temp table resolved on commit drop as
select s.line, coalesce(c.id, :category) as category_id, m.model_id,
  ${patternKey('coalesce(c.id, :category)', 'm.model_id', 's', 'md5(s.notes)')} as key
from staged s
join staged_models m on ${SAME_VEHICLE}
left join product_categories c on c.code = s.category
where not exists (select from known k where k.line = s.line);
analyze resolved;
create temp table existing on commit drop as
select ${patternKey('p.category_id', 'p.model_id', 'p', 'p.notes_hash')} as key, p.id, p.available
from patterns p where p.tenant_id = :tenant and p.model_id in (select model_id from resolved);
analyze existing;
create temp table listed on commit drop as
select null as key, min(line) as line, pattern_id, available from known group by pattern_id, available
union all
select r.key, r.line, e.id, e.available
from (select key, min(line) as line from resolved group by key) r left join existing e on e.key = r.key
where e.id is null or not exists (select from known k where k.pattern_id = e.id);
create temp table retiring (pattern_id bigint) on commit drop;
analyze listed`;

/**
 * What earlier imports of this category listed and this file doesn't. A pattern that lists of several categories name is
 * retired by the list of its own category only; one that no import ever listed is never retired.
 */
export const FIND_RETIRING = `
insert into retiring
with lists as (
  select s.pattern_id, bool_or(r.category_id = :category) as this, bool_or(r.category_id <> :category) as other
  from source_rows s join import_runs r on r.tenant_id = :tenant and r.id = s.run_id
  where s.tenant_id = :tenant group by s.pattern_id
)
select p.id from patterns p join lists on lists.pattern_id = p.id
where p.tenant_id = :tenant and p.available and lists.this and (p.category_id = :category or not lists.other)
  and not exists (select from listed l where l.pattern_id = p.id)`;

/** How many patterns the list of this category has now: what the share that would be retired is measured against. */
export const COUNT_AVAILABLE = `
select count(distinct p.id)::integer as available
from patterns p
join source_rows s on s.tenant_id = :tenant and s.pattern_id = p.id
join import_runs r on r.tenant_id = :tenant and r.id = s.run_id
where p.tenant_id = :tenant and p.available and r.category_id = :category`;

export const COUNT_PLAN = `
select
  (select count(*) from staged)::integer as rows,
  (select count(*) from staged_brands)::integer as brands,
  (select count(*) filter (where inserted) from staged_brands)::integer as new_brands,
  (select count(distinct model_id) from staged_models)::integer as models,
  (select count(distinct model_id) filter (where inserted) from staged_models)::integer as new_models,
  (select count(*) from listed)::integer as patterns,
  (select count(*) filter (where pattern_id is null) from listed)::integer as new_patterns,
  (select count(*) filter (where not available) from listed)::integer as returning,
  (select count(*) from retiring)::integer as retiring`;

/** In the file's order; the new ids join those that exist. */
export const INSERT_PATTERNS = `
with added as (
  insert into patterns as p (tenant_id, category_id, model_id, run_id, steering, borders, seat_rows, coverage, trunk,
    wheelbase, powertrain, notes)
  select :tenant, r.category_id, r.model_id, :run, s.steering, s.borders, s.seat_rows, s.coverage, s.trunk, s.wheelbase,
    s.powertrain, s.notes
  from listed l join resolved r on r.line = l.line join staged s on s.line = l.line
  where l.pattern_id is null order by l.line
  returning p.id, ${patternKey('p.category_id', 'p.model_id', 'p', 'p.notes_hash')} as key
)
insert into existing (key, id, available) select key, id, true from added`;

/**
 * Rows of the file, each with its pattern, that no run of this category has noted yet. A place that leads to one pattern in
 * two ways is one source of it: the other way isn't missing.
 */
const MISSING_SOURCES = `
  from staged s
  join resolved r on r.line = s.line
  join existing e on e.key = r.key
  where not exists (
    select from known k where k.pattern_id = e.id and k.source = s.source and k.page = s.page and k.row = s.row)`;

/** Counted, not asked for with EXISTS: for the first row alone the planner loops, and here there mostly is none. */
export const COUNT_MISSING_SOURCES = `select count(*)::integer as missing ${MISSING_SOURCES}`;

export const INSERT_SOURCES = `
analyze existing;
insert into source_rows (tenant_id, pattern_id, run_id, source, page, row, raw_brand, raw_model, raw_year,
  raw_description, matched_by, confidence)
select :tenant, e.id, :run, s.source, s.page, s.row, s.raw_brand, s.raw_model, s.raw_year, s.raw_description, s.matched_by,
  s.confidence
${MISSING_SOURCES}
on conflict do nothing`;

const switchPatterns = (ids: string, available: boolean): string => `
with switched as (
  update patterns p set available = ${available} where p.tenant_id = :tenant and p.id in (${ids}) returning p.id
)
insert into import_changes (tenant_id, run_id, table_name, row_id, before, after)
select :tenant, :run, 'patterns', id, '{"available": ${!available}}', '{"available": ${available}}' from switched`;

export const RETURN_PATTERNS = switchPatterns('select pattern_id from listed where not available', true);
export const RETIRE_PATTERNS = switchPatterns('select pattern_id from retiring', false);

/** Which shared rows this run brought in, so that an undo can take away those that nobody else uses by then. */
export const NOTE_SHARED = `
insert into import_changes (tenant_id, run_id, table_name, row_id, after)
select :tenant, :run, 'brands', brand_id, jsonb_build_object('name', brand) from staged_brands where inserted
union all
select distinct on (model_id) :tenant, :run, 'models', model_id, jsonb_build_object('brand', brand, 'name', model)
from staged_models where inserted`;

/** `bindIds(text, { tenant: '1' })` → the text with $1 and its parameters, for the driver. */
export function bindIds(text: string, ids: Readonly<Record<string, string>>): { text: string; values: string[] } {
  const values: string[] = [];
  const places = new Map<string, string>();
  const bound = text.replace(/(?<!:):([a-z]+)\b/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`No id for :${name}`);
    const place = places.get(name) ?? `$${values.push(id)}::bigint`;
    places.set(name, place);
    return place;
  });
  return { text: bound, values };
}
