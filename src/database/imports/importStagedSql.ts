/** The temporary table `staged`: the cleaned rows as they stand in the file, and how they come there. */
import { CLEAN } from '../../csv/columns.ts';

/** What `staged` takes from a cleaned row: the file's columns in its order. */
export const STAGED_COLUMNS = CLEAN.columns;

export const CREATE_STAGED = `
create temp table staged (
  line integer generated always as identity,
  source text not null, page integer not null, row integer not null,
  brand text not null, model text not null, generation text, year_from smallint, year_to smallint, body_type text,
  steering text, borders text, seat_rows smallint, coverage text, trunk boolean, wheelbase text, powertrain text,
  category text, notes text, confidence numeric not null, matched_by text not null,
  raw_brand text not null, raw_model text not null, raw_year text not null, raw_description text not null
) on commit drop`;

/** Between the cells of a column on their way to the server. */
export const SEPARATOR = '\u001f';

/**
 * One text a column, its cells joined; splitting and converting is the server's work. The text of one empty cell splits
 * into none: hence the coalesce.
 */
export const INSERT_STAGED = `
insert into staged (${STAGED_COLUMNS.join(', ')})
select coalesce(source, ''), page::integer, row::integer, brand, model, nullif(generation, ''), nullif(year_from, '')::smallint,
  nullif(year_to, '')::smallint, nullif(body_type, ''), nullif(steering, ''), nullif(borders, ''),
  nullif(seat_rows, '')::smallint, nullif(coverage, ''), nullif(trunk, '')::boolean, nullif(wheelbase, ''),
  nullif(powertrain, ''), nullif(category, ''), nullif(notes, ''), confidence::numeric, coalesce(matched_by, ''),
  coalesce(raw_brand, ''), coalesce(raw_model, ''), coalesce(raw_year, ''), coalesce(raw_description, '')
from unnest(${STAGED_COLUMNS.map((_, index) => `string_to_array($${index + 1}, chr(31))`).join(', ')}) as s (${STAGED_COLUMNS.join(', ')})`;
