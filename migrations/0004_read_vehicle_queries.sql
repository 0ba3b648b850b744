-- From what a customer typed to vehicles. `read_vehicle_query` splits a query into atoms and says what each is;
-- `match_vehicles` looks names up, exactly or alike; `search_vehicle_names` tries the query as typed, then in the other
-- keyboard layout, then with misspellings, and stops at the first that answers.

-- An atom of a query: a run of letters or of digits, and what it is.
CREATE TYPE query_atom AS (
  -- In Latin letters.
  key     text,
  -- As Latin letters that look the same (х5 → x5); NULL where they don't.
  looks   text,
  sound   text,
  -- Without its Kyrgyz or Russian ending; NULL where it has none.
  stems   text[],
  -- word, word~ (only begins like noise), number, year, noise, place (noise of an address),
  -- goods (something else is asked for).
  role    text,
  -- Of a number or a year.
  value   integer,
  -- A number that was written as an ordinal, or beside a word for generation.
  counted boolean,
  -- Stands in the same word as the atom before it.
  glued   boolean
);

-- Numbers that are no part of a vehicle: telephone numbers, times, engine volumes; and years written in short.
CREATE FUNCTION clean_vehicle_query(query text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    fold_vehicle_text(left(query, 400)),
    '\+\d[\d ()-]{8,}\d|\m0\d{3}[ -]?\d{2,3}[ -]?\d{2,3}[ -]?\d{0,2}\M|\d{9,}', ' ', 'g'),
    '\m\d{1,2}:\d\d\M', ' ', 'g'),
    '\m\d{1,2}[./](\d{1,2}[./])?((19|20)\d\d)\M', ' \2 ', 'g'),
    '\m((19|20)\d\d)\s*[-–—/]\s*(\d\d)\M(?!\d)', '\1 20\3', 'g'),
    '(^|[^a-zа-я0-9.,])\d[.,]\d(?=$|[^0-9.,])', '\1 ', 'g')
$$;

CREATE FUNCTION read_vehicle_query(query text) RETURNS query_atom[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  atoms  query_atom[] := '{}';
  cleaned text;
  roles  jsonb;
  known  jsonb;
  a      query_atom;
  last   query_atom;
  word   text;
  part   text;
  total  integer;
  unit   integer;
  n      integer := 0;
BEGIN
  cleaned := clean_vehicle_query(query);
  SELECT jsonb_object_agg(k.key, coalesce(k.found, '{}')) INTO roles
  FROM (
    SELECT p.key, jsonb_object_agg(w.role || CASE WHEN w.stem THEN '~' ELSE '' END, coalesce(w.value, 0)) FILTER (WHERE w.word IS NOT NULL) AS found
    FROM (SELECT DISTINCT search_key(atom) AS key FROM unnest(vehicle_atoms(cleaned)) AS t (atom)) AS p
    LEFT JOIN LATERAL (
      SELECT * FROM search_words e WHERE e.word = p.key AND NOT e.stem AND e.role <> 'ending'
      UNION ALL
      SELECT e.* FROM generate_series(3, length(p.key)) AS l JOIN search_words e ON e.word = left(p.key, l) AND e.stem
    ) AS w ON true
    GROUP BY p.key
  ) AS k;

  FOREACH word IN ARRAY regexp_split_to_array(cleaned, '[[:space:]]+') LOOP
    a.glued := false;
    FOREACH part IN ARRAY vehicle_atoms(word) LOOP
      a.key := search_key(part);
      known := coalesce(roles -> a.key, '{}');
      -- Also "ж" for J, in codes.
      a.looks := CASE WHEN part ~ '^[a-z0-9]+$' THEN part WHEN part ~ '^[а-я]{0,2}ж[а-я]?$' THEN replace(a.key, 'zh', 'j') WHEN part ~ '^[авекмнорстух]{1,4}$|^[a-zавекмнорстух]*[a-z][a-zавекмнорстух]*$' THEN translate(part, 'авекмнорстух', 'abekmhopctyx') END;
      IF known ? 'letter' THEN a.looks := chr((known ->> 'letter')::integer); END IF;
      a.sound := search_sound(a.key);
      a.stems := NULL;
      a.value := NULL;
      a.counted := false;
      a.role := 'word';
      IF a.key ~ '^[0-9]+$' THEN
        a.role := 'number';
        a.value := CASE WHEN length(a.key) <= 6 THEN a.key::integer END;
      ELSIF known ? 'number' OR known ? 'ordinal' THEN
        a.role := 'number';
        a.counted := known ? 'ordinal';
        a.value := coalesce(known ->> 'ordinal', known ->> 'number')::integer;
      ELSIF a.glued AND length(a.key) <= 2 AND n > 0 AND atoms[n].role IN ('number', 'year') AND part ~ '^[а-я]+$'
          AND NOT known ?| ARRAY['unit', 'money', 'year', 'generation'] THEN
        -- "80-ка", "5-й", "70ге".
        a.role := 'noise';
      ELSIF known ? 'goods' THEN
        a.role := 'goods';
      ELSIF known ?| ARRAY['place', 'place~'] THEN
        a.role := 'place';
      ELSIF known ?| ARRAY['noise', 'unit', 'money', 'year', 'generation'] AND part !~ '^[a-z]$' THEN
        a.role := 'noise';
      ELSIF known ? 'goods~' THEN
        a.role := 'goods~';
      ELSIF known ? 'noise~' THEN
        a.role := 'word~';
      END IF;

      -- What a word says of the number before or after it.
      IF n > 0 THEN
        last := atoms[n];
        IF last.role = 'number' AND known ?| ARRAY['unit', 'money'] AND NOT last.counted THEN
          atoms[n].role := 'noise';
        ELSIF last.role = 'number' AND known ? 'year' AND last.value BETWEEN 0 AND 99 THEN
          atoms[n].value := last.value + CASE WHEN last.value <= 30 THEN 2000 ELSE 1900 END;
          atoms[n].role := 'year';
        ELSIF last.role = 'number' AND known ? 'generation' THEN
          atoms[n].counted := true;
        ELSIF a.role = 'number' AND roles -> last.key ? 'generation' THEN
          a.counted := true;
        ELSIF a.role = 'number' AND roles -> last.key ?| ARRAY['place', 'place~'] THEN
          a.role := 'noise';
        END IF;
      END IF;

      -- "две тысячи двадцать второй" → 2022, "тогуз жүз" → 900.
      IF a.role = 'number' AND a.key !~ '^[0-9]' AND n > 0 AND atoms[n].role = 'number' AND atoms[n].key !~ '^[0-9]'
         AND (a.value = 1000 AND atoms[n].value < 10 OR a.value = 100 AND atoms[n].value % 1000 BETWEEN 1 AND 9
              OR a.value < 1000 AND atoms[n].value % CASE WHEN a.value < 10 THEN 10 WHEN a.value < 100 THEN 100 ELSE 1000 END = 0
                 AND NOT (a.value BETWEEN 10 AND 19 AND atoms[n].value % 100 <> 0)) THEN
        unit := atoms[n].value % 1000;
        total := CASE
          WHEN a.value = 1000 THEN atoms[n].value * 1000
          WHEN a.value = 100 AND unit BETWEEN 1 AND 9 THEN atoms[n].value - unit + unit * 100
          ELSE atoms[n].value + a.value
        END;
        atoms[n].value := total;
        atoms[n].counted := a.counted;
      ELSE
        n := n + 1;
        atoms[n] := a;
      END IF;
      a.glued := true;
      EXIT WHEN n >= 40;
    END LOOP;
  END LOOP;

  FOR i IN 1 .. n LOOP
    a := atoms[i];
    -- "А7", "с5" are codes, though "а" and "с" alone are little words.
    IF a.role = 'noise' AND length(a.key) = 1 AND i < n AND atoms[i + 1].glued AND atoms[i + 1].role IN ('number', 'year') THEN
      a.role := 'word';
    END IF;
    IF a.role = 'number' AND a.value IS NOT NULL THEN
      IF a.key !~ '^[0-9]' THEN
        a.key := a.value::text;
        a.glued := false;
      END IF;
      a.sound := a.key;
      a.looks := a.key;
      IF a.value BETWEEN 1940 AND 2035 THEN a.role := 'year'; END IF;
    ELSIF a.role IN ('word', 'word~', 'goods~') AND length(a.key) >= 4 THEN
      a.stems := ARRAY(
        SELECT left(a.key, -l) FROM generate_series(1, 7) AS l
        WHERE length(a.key) - l >= CASE WHEN l = 2 THEN 2 ELSE 3 END
          AND EXISTS (SELECT FROM search_words w WHERE w.word = right(a.key, l) AND w.role = 'ending')
        ORDER BY l DESC);
    END IF;
    atoms[i] := a;
  END LOOP;
  RETURN atoms;
END $$;

-- A name found in a query: the atoms from `s` to `e` are a brand, a model or a code.
CREATE TYPE query_hit AS (s integer, e integer, kind text, brand text, model_id bigint, generation text, needs_brand boolean, preferred boolean,
  gives_way boolean, quality real, letters integer);

CREATE TYPE vehicle_match AS (
  brand text, model_id bigint, model text,
  -- As the customer named it; several joined with '|'. NULL when not named.
  generation text,
  -- Named in a way that fits several.
  generation_open boolean,
  year_from integer, year_to integer,
  score real, renown real, letters integer, sure boolean
);

-- Names in the atoms, spelled as stored, with an ending, or sounding the same.
CREATE FUNCTION find_vehicle_names(atoms query_atom[]) RETURNS query_hit[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  n       integer := cardinality(atoms);
  keys    text[] := '{}';
  starts  integer[] := '{}';
  ends    integer[] := '{}';
  weights real[] := '{}';
  snd     text[] := '{}';
  s_key   text[] := '{}';
  s_start integer[] := '{}';
  s_end   integer[] := '{}';
  a       query_atom;
  stem    text;
  key     text;
  look    text;
  sound   text;
  needs   boolean[] := '{}';
  apart   boolean;
  joint   text;
  plain   boolean;
  loose   boolean;
  hits    query_hit[];
BEGIN
  FOR i IN 1 .. n LOOP
    key := '';
    look := '';
    sound := '';
    plain := true;
    apart := false;
    loose := true;
    FOR j IN i .. least(n, i + 4) LOOP
      a := atoms[j];
      -- "2 110" is not 2110.
      EXIT WHEN j > i AND NOT a.glued AND a.role IN ('number', 'year') AND atoms[j - 1].role IN ('number', 'year');
      -- "С 5", "на 4": a little word and a number make a code only beside the brand.
      apart := apart OR j > i AND NOT a.glued AND a.role IN ('number', 'year') AND atoms[j - 1].role = 'noise';
      joint := CASE WHEN j > i THEN search_joint(atoms[j - 1].key, a.key) ELSE '' END;
      key := key || joint;
      look := look || joint;
      sound := sound || joint;
      plain := plain AND a.role IN ('noise', 'place', 'goods');
      loose := loose AND a.role IN ('noise', 'place', 'goods', 'goods~', 'word~', 'year');
      -- Of little words only longer names are believed, and beside their brand ("лексус ис").
      IF NOT plain OR j > i OR length(a.key) >= 2 AND a.role = 'noise' THEN
        keys := keys || (key || a.key);
        starts := starts || i;
        ends := ends || j;
        needs := needs || (apart OR plain AND i = j);
        weights := weights || 1.0::real;
        FOREACH stem IN ARRAY coalesce(a.stems, '{}') LOOP
          keys := keys || (key || stem);
          starts := starts || i;
          ends := ends || j;
          needs := needs || (apart OR length(stem) < 3);
          weights := weights || 0.93::real;
        END LOOP;
        IF NOT plain AND look || a.looks <> key || a.key THEN
          keys := keys || (look || a.looks);
          starts := starts || i;
          ends := ends || j;
          needs := needs || apart;
          -- A lone letter beside digits is read as it looks (х5 is X5, not H5).
          weights := weights || CASE WHEN look || a.looks ~ '^[a-z][0-9]' THEN 1.05::real ELSE 0.99::real END;
        END IF;
        IF NOT plain AND NOT loose AND length(sound || a.sound) >= 3 AND sound || a.sound ~ '[a-zA-Z]{3}' THEN
          snd := snd || (sound || a.sound);
          s_key := s_key || (key || a.key);
          s_start := s_start || i;
          s_end := s_end || j;
        END IF;
      END IF;
      key := key || a.key;
      look := look || a.looks;
      sound := sound || a.sound;
    END LOOP;
  END LOOP;

  -- "Спорт паджеро": two words the other way round.
  FOR i IN 2 .. n LOOP
    IF atoms[i - 1].role LIKE 'word%' AND atoms[i].role LIKE 'word%' AND length(atoms[i].key) >= 3 AND length(atoms[i - 1].key) >= 3 THEN
      keys := keys || (atoms[i].key || atoms[i - 1].key);
      starts := starts || i - 1;
      ends := ends || i;
      needs := needs || false;
      weights := weights || 0.95::real;
    END IF;
  END LOOP;

  SELECT array_agg(ROW(h.s, h.e, h.kind, h.brand, h.model_id, h.generation, h.needs_brand, h.preferred, h.gives_way, h.quality, h.letters)::query_hit) INTO hits
  FROM (
    SELECT DISTINCT ON (s, e, kind, brand, model_id, generation) *
    FROM (
      SELECT g.s, g.e, w.kind, w.brand, w.model_id, w.generation, w.needs_brand OR g.apart AS needs_brand, w.preferred, w.gives_way,
        (g.quality * CASE WHEN w.own THEN 1 ELSE 0.97 END)::real AS quality, length(w.key) AS letters
      FROM unnest(keys, starts, ends, weights, needs) AS g (key, s, e, quality, apart)
      JOIN search_names w ON w.key = g.key
      UNION ALL
      SELECT g.s, g.e, w.kind, w.brand, w.model_id, w.generation, w.needs_brand, w.preferred, w.gives_way,
        CASE WHEN length(g.sound) >= 4 OR levenshtein(g.key, w.key) <= 1 THEN 0.92 ELSE 0.85 END - 0.01 * least(levenshtein(g.key, w.key), 4), length(w.key)
      FROM unnest(snd, s_start, s_end, s_key) AS g (sound, s, e, key)
      -- Short ones sound alike too often ("дела", Daily): only one letter may differ there.
      JOIN search_names w ON w.sound = g.sound AND w.kind <> 'code' AND length(w.key) >= 4
        AND (length(g.sound) >= 4 OR levenshtein_less_equal(g.key, w.key, 1) <= 1)
    ) AS found
    ORDER BY s, e, kind, brand, model_id, generation, quality DESC
  ) AS h;
  RETURN coalesce(hits, '{}');
END $$;
