-- What the bot's search knows: the catalogue's vehicles, their generations, every way to write them, and the words of
-- customers that name no vehicle. Shared by all tenants. Names are stored folded by the functions below, and queries
-- are folded by the same ones, so that any client gets the same answers.

CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- Lower case and one script a word, spelled out: the database's own lower() knows no Cyrillic under the C collation.
CREATE FUNCTION fold_vehicle_text(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  -- "Golf+" is the Golf Plus.
  SELECT regexp_replace(translate(translate(lower(normalize($1, NFKC)),
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЇІЎҢӨҮёїіўңөү',
    'абвгдеежзийклмнопрстуфхцчшщъыьэюяииуноуеииуноу'),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿšžčřěőűćł' || 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸŠŽČŘĚŐŰĆŁ' || '''’`´ʼ',
    'aaaaaaceeeeiiiinooooouuuuyyszcreouclaaaaaaceeeeiiiinooooouuuuyyszcreoucl'), '([a-zа-я]) *\+', '\1 plus', 'g')
$$;

-- 'Камри70' → {камри,70}: runs of letters and runs of digits, so that "RAV4", "rav 4" and "RAV-4" are the same atoms.
CREATE FUNCTION vehicle_atoms(folded text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
AS $$
BEGIN
  RETURN coalesce((SELECT array_agg(m[1]) FROM regexp_matches(folded, '[a-zа-я]+|[0-9]+', 'g') AS m), '{}');
END $$;

-- One atom in Latin letters: 'камри' → 'kamri'.
CREATE FUNCTION search_key(atom text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  SELECT replace(replace(replace(replace(replace(replace(
    translate(atom, 'абвгдезийклмнопрстуфхцыэъь', 'abvgdeziiklmnoprstufhcye'),
    'ж', 'zh'), 'ч', 'ch'), 'ш', 'sh'), 'щ', 'sh'), 'ю', 'yu'), 'я', 'ya')
$$;

-- How a key sounds to a Russian ear, its ending cut off: 'kamri', 'camry' and 'kamryu' → 'kamr'. Digits stay.
CREATE FUNCTION search_sound(key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  SELECT CASE WHEN length(sound) > 3 THEN regexp_replace(sound, '(?<=...)[aiu]+$', '') ELSE sound END
  FROM (
    SELECT regexp_replace(
      translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
        replace(replace(key,
          'sch', 'S'), 'tch', 'C'), 'ch', 'C'), 'sh', 'S'), 'dzh', 'j'), 'zh', 'j'), 'kh', 'h'), 'ck', 'k'), 'ph', 'f'),
          'th', 't'), 'qu', 'kv'), 'ce', 'se'), 'ci', 'si'), 'cy', 'si'), 'ee', 'i'), 'oo', 'u'),
        'qcwyeo', 'kkviia'),
      '([A-Za-z])\1+', '\1', 'g') AS sound
  ) AS folded
$$;

-- A lone letter behind a word stays apart, or "Приус а" (the Alpha) would be the Prius in the genitive.
CREATE FUNCTION search_joint(before text, atom text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN atom ~ '^[a-zа-я]$' AND before ~ '^[a-zа-я]{4,}$' THEN '_' ELSE '' END $$;

-- A whole name: {key, sound}.
CREATE FUNCTION search_forms(name text, OUT key text, OUT sound text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  SELECT string_agg(j || k, '' ORDER BY n), string_agg(j || search_sound(k), '' ORDER BY n)
  FROM (
    SELECT search_joint(lag(a) OVER (ORDER BY n), a) AS j, search_key(a) AS k, n
    FROM unnest(vehicle_atoms(fold_vehicle_text(name))) WITH ORDINALITY AS t (a, n)
  ) AS keys
$$;

CREATE TABLE search_models (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  brand      text NOT NULL,
  model      text NOT NULL,
  body_types text[] NOT NULL DEFAULT '{}',
  year_from  smallint,
  year_to    smallint,
  -- How well known it is, by what the catalogue says of it; decides between makers that share a short name.
  renown     real NOT NULL DEFAULT 0,
  -- false: met in an import only.
  catalogued boolean NOT NULL DEFAULT true,
  UNIQUE (brand, model)
);

CREATE TABLE search_generations (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id   bigint NOT NULL REFERENCES search_models ON DELETE CASCADE,
  generation text NOT NULL,
  ordinal    text,
  -- Folded: the generation itself and what people write after the model's name.
  names      text[] NOT NULL,
  year_from  smallint,
  year_to    smallint,
  UNIQUE (model_id, generation)
);
CREATE INDEX search_generations_names ON search_generations USING gin (names);

CREATE TABLE search_names (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('brand', 'model', 'code')),
  brand       text NOT NULL,
  model_id    bigint REFERENCES search_models ON DELETE CASCADE,
  -- Of a code: the generation that it names.
  generation  text,
  key         text NOT NULL COLLATE "C" CHECK (key <> ''),
  sound       text NOT NULL COLLATE "C",
  -- Digits only, or one letter: a name only with its brand beside it ("Mazda 3").
  needs_brand boolean NOT NULL DEFAULT false,
  -- What people mean by it when they name no brand ("двухсотка" is a Land Cruiser).
  preferred   boolean NOT NULL DEFAULT false,
  -- Not thought of when no brand is named: another maker has the same name (Vauxhall behind Opel).
  gives_way   boolean NOT NULL DEFAULT false,
  -- Of a code: false where it is a by-name of the generation, not its own.
  own         boolean NOT NULL DEFAULT true,
  CHECK ((kind = 'brand') = (model_id IS NULL)),
  UNIQUE NULLS NOT DISTINCT (key, kind, brand, model_id, generation)
);
CREATE INDEX search_names_sound ON search_names (sound) WHERE kind <> 'code';
-- On an expression, so that the planner never takes it for equality: it does that badly (18 ms instead of 0.01).
CREATE INDEX search_names_trgm ON search_names USING gin ((sound || '') gin_trgm_ops) WHERE kind <> 'code';
-- One wrong letter leaves either the head or the tail of a word as it is: cheaper than trigrams (0.3 ms instead of 12).
CREATE INDEX search_names_head ON search_names (left(sound, 3)) WHERE kind <> 'code';
CREATE INDEX search_names_tail ON search_names (left(reverse(sound), 3)) WHERE kind <> 'code';
CREATE INDEX search_names_model ON search_names (model_id);
CREATE INDEX search_names_brand ON search_names (brand, kind);

-- Words of customers that name no vehicle, and words that are numbers or (the value is its code) Latin letters. `word` is a
-- key; a stem stands for all words that begin so.
CREATE TABLE search_words (
  word  text COLLATE "C" NOT NULL,
  stem  boolean NOT NULL,
  role  text NOT NULL CHECK (role IN ('noise', 'unit', 'money', 'place', 'goods', 'year', 'generation', 'number', 'ordinal', 'letter', 'ending')),
  value integer,
  PRIMARY KEY (word, stem, role)
);

-- What the names were last filled from; a migration that changes the folding empties it.
CREATE TABLE search_state (
  one         boolean PRIMARY KEY DEFAULT true CHECK (one),
  fingerprint text NOT NULL
);

GRANT SELECT ON search_models, search_generations, search_names, search_words TO lekalo_tenant;
