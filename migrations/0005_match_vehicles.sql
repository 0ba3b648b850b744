-- From the names found in a query to the vehicles it may mean.

CREATE FUNCTION roman_numeral(number integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT (ARRAY['I','II','III','IV','V','VI','VII','VIII','IX','X','XI','XII','XIII','XIV','XV'])[$1] $$;

-- The generations of one model that the atoms not in `used` name; `used` comes back with the atoms that do.
-- `after` is the last atom of the model's name: a bare number there counts as an ordinal ("Golf 4").
CREATE FUNCTION name_generations(atoms query_atom[], wanted_model bigint, brand text, after integer, INOUT used integer[],
  OUT generations text[], OUT open boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  known search_generations[];
  names text[];
  fits  text[];
  a     query_atom;
  key   text;
  look  text;
  n     integer := cardinality(atoms);
  taken integer;
BEGIN
  generations := '{}';
  open := false;
  FOR i IN 1 .. n LOOP
    -- A little word is none, but a lone letter at the end may be one ("вектра б").
    CONTINUE WHEN i = ANY (used) OR atoms[i].role IN ('place', 'goods', 'year')
      OR atoms[i].role = 'noise' AND NOT (i = n AND i = after + 1 AND length(atoms[i].key) = 1);
    IF known IS NULL THEN
      SELECT coalesce(array_agg(g ORDER BY g.year_from, g.generation), '{}') INTO known
      FROM search_generations g WHERE g.model_id = wanted_model;
    END IF;
    a := atoms[i];
    fits := NULL;
    -- By name, the longest first: "v 70", "xv70", "70".
    FOR j IN REVERSE least(n, i + 2) .. i LOOP
      CONTINUE WHEN EXISTS (SELECT FROM unnest(used) AS u WHERE u BETWEEN i AND j) OR j > i AND atoms[j].role IN ('noise', 'place', 'goods');
      SELECT string_agg(t.key, '' ORDER BY o), string_agg(t.looks, '' ORDER BY o) FILTER (WHERE t.looks IS NOT NULL)
      INTO key, look
      FROM unnest(atoms[i:j]) WITH ORDINALITY AS t (key, looks, sound, stems, role, value, counted, glued, o);
      SELECT array_agg(DISTINCT g.generation ORDER BY g.generation) INTO fits
      FROM unnest(known) AS g WHERE (key = ANY (g.names) OR look = ANY (g.names)) AND NOT (a.counted AND i = j AND a.value <= 15 AND NOT roman_numeral(a.value) IS DISTINCT FROM
        (SELECT min(o.ordinal) FROM unnest(known) AS o WHERE o.ordinal = roman_numeral(a.value)));
      IF cardinality(fits) > 1 THEN
        -- Its own name beats another's nickname.
        SELECT ARRAY[min(g)] INTO names FROM unnest(fits) AS g WHERE lower(translate(g, '- .', '')) IN (key, look);
        IF names[1] IS NOT NULL THEN fits := names; END IF;
      END IF;
      IF fits IS NULL AND (key ~ '^[ivx]{2,}$' OR look ~ '^[ivx]$' AND i = after + 1) THEN
        SELECT ARRAY[min(g.ordinal)] INTO fits FROM unnest(known) AS g WHERE lower(g.ordinal) IN (key, look);
        IF fits[1] IS NULL THEN fits := NULL; END IF;
      END IF;
      taken := j;
      EXIT WHEN fits IS NOT NULL;
    END LOOP;
    -- Toyota and Lexus: engine letters and the last digit go, ACV36 and 36 → the thirties.
    IF fits IS NULL AND brand IN ('Toyota', 'Lexus') AND NOT a.counted THEN
      taken := CASE WHEN a.role = 'number' THEN i WHEN i < n AND atoms[i + 1].glued AND atoms[i + 1].role = 'number' THEN i + 1 END;
      IF atoms[taken].value BETWEEN 10 AND 399 AND NOT (brand = 'Lexus' AND a.role = 'number' AND atoms[taken].value >= 200) THEN
        SELECT array_agg(g.generation) INTO fits FROM unnest(known) AS g
        WHERE regexp_replace(g.generation, '\D', '', 'g') = (atoms[taken].value / 10 * 10)::text;
        IF cardinality(fits) > 1 THEN fits := NULL; END IF;
      END IF;
    END IF;
    -- An ordinal, where it is called one or stands right behind the name.
    IF fits IS NULL AND a.role = 'number' AND a.value BETWEEN 1 AND 15 AND (a.counted OR i = after + 1) THEN
      IF EXISTS (SELECT FROM unnest(known) AS g WHERE g.ordinal = roman_numeral(a.value) OR g.generation = roman_numeral(a.value))
         OR a.counted AND (known = '{}' OR i > 1 AND (i = after + 1 OR i < after)) THEN
        fits := ARRAY[roman_numeral(a.value)];
        taken := i;
      END IF;
    END IF;
    CONTINUE WHEN fits IS NULL;
    used := used || ARRAY(SELECT generate_series(i, taken));
    IF cardinality(fits) = 1 THEN
      IF NOT fits[1] = ANY (generations) THEN generations := generations || fits; END IF;
    ELSE
      open := true;
    END IF;
  END LOOP;
END $$;

-- What a query's atoms say, best first: each vehicle that its names allow, with the generation and the years beside it.
CREATE FUNCTION match_vehicles(atoms query_atom[], hits query_hit[]) RETURNS vehicle_match[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
  n        integer := cardinality(atoms);
  weights  real[] := '{}';
  total    real := 0;
  covered  real;
  rest     real;
  place    boolean := false;
  goods    boolean;
  stray    boolean;
  used     integer[];
  named    record;
  m        vehicle_match;
  matches  vehicle_match[] := '{}';
  c        record;
  other    record;
  a        query_atom;
  w        real;
  years    integer[];
BEGIN
  FOR i IN 1 .. n LOOP
    a := atoms[i];
    w := CASE a.role WHEN 'word' THEN least(8, length(a.key)) WHEN 'number' THEN 2 WHEN 'year' THEN 1 ELSE 0 END;
    place := place OR a.role = 'place';
    weights := weights || w;
    total := total + w;
  END LOOP;

  FOR c IN
    WITH brands AS MATERIALIZED (
      SELECT x.* FROM unnest(hits) AS x WHERE x.kind = 'brand'
    ), best AS MATERIALIZED (
      SELECT h.*, v.model, v.renown, b.s AS bs, b.e AS be, coalesce(b.quality, 1) AS bq
      FROM unnest(hits) AS h
      JOIN search_models v ON v.id = h.model_id
      LEFT JOIN LATERAL (
        SELECT x.s, x.e, x.quality FROM brands AS x
        WHERE x.brand = h.brand AND (x.e < h.s OR x.s > h.e)
        ORDER BY x.e - x.s DESC, x.quality DESC LIMIT 1
      ) AS b ON true
      WHERE NOT h.needs_brand OR b.s IS NOT NULL
      ORDER BY (b.s IS NOT NULL) DESC, h.e - h.s DESC, h.quality DESC, h.letters DESC, v.renown DESC
      LIMIT 16
    )
    SELECT h.*,
      -- Another maker is named beside it.
      EXISTS (
        SELECT FROM brands AS x
        WHERE x.brand <> h.brand AND x.quality >= 0.9 AND x.letters >= 3 AND (x.e < h.s OR x.s > h.e)
          AND (h.bs IS NULL OR x.e < h.bs OR x.s > h.be)
      ) AS contradicted,
      -- Its name is but a part of a longer one.
      EXISTS (
        SELECT FROM best AS x
        WHERE x.model_id <> h.model_id AND NOT x.needs_brand AND x.quality >= 0.93
          AND (x.s <= h.s AND x.e >= h.e AND x.e - x.s > h.e - h.s
            -- Or it is only a code, and a model is named beside it.
            OR h.kind = 'code' AND x.kind = 'model' AND (x.e < h.s OR x.s > h.e))
      ) AS contained,
      -- Nobody thinks of it unless its maker is named.
      h.bs IS NULL AND NOT h.preferred AND (h.gives_way OR EXISTS (
        SELECT FROM best AS x WHERE (x.s, x.e) = (h.s, h.e) AND x.preferred
      )) AS overshadowed
    FROM best AS h
  LOOP
    used := ARRAY(SELECT generate_series(c.s, c.e)) || CASE WHEN c.bs IS NULL THEN '{}' ELSE ARRAY(SELECT generate_series(c.bs, c.be)) END;
    -- A chassis code of this model elsewhere in the query is its generation.
    SELECT * INTO named FROM name_generations(atoms, c.model_id, c.brand, c.e, used);
    used := named.used;
    m := NULL;
    m.brand := c.brand;
    m.model_id := c.model_id;
    m.model := c.model;
    m.renown := c.renown;
    m.letters := c.letters;
    m.generation_open := named.open;
    m.generation := array_to_string(CASE WHEN c.generation IS NULL OR c.generation = ANY (named.generations) THEN named.generations
      ELSE c.generation || named.generations END, '|');
    m.generation := nullif(m.generation, '');
    covered := 0;
    rest := 0;
    goods := false;
    stray := false;
    years := '{}';
    FOR i IN 1 .. n LOOP
      IF i = ANY (used) THEN
        covered := covered + weights[i];
      ELSIF atoms[i].role = 'year' THEN
        covered := covered + weights[i];
        years := years || atoms[i].value;
      ELSIF atoms[i].role = 'word' AND weights[i] >= 3 THEN
        rest := rest + weights[i];
      ELSIF atoms[i].role LIKE 'goods%' THEN
        goods := true;
      ELSIF atoms[i].role = 'word' THEN
        stray := true;
      END IF;
    END LOOP;
    SELECT min(y), max(y) INTO m.year_from, m.year_to FROM unnest(years) AS y;
    IF c.bs IS NULL THEN
      -- Too little to go by, and other words that mean something else.
      CONTINUE WHEN c.letters <= 3 AND rest >= 4;
      CONTINUE WHEN c.letters <= 4 AND rest >= 5 AND c.renown < 3.5;
      CONTINUE WHEN c.kind = 'code' AND rest >= 5;
      CONTINUE WHEN place AND (c.letters <= 5 OR c.quality < 1) OR goods;
      -- Round numbers are prices; short names that few know are words of another language.
      CONTINUE WHEN c.s = c.e AND atoms[c.s].role = 'number' AND atoms[c.s].value % 100 = 0;
      CONTINUE WHEN c.letters <= 4 AND c.renown < 2 AND NOT c.preferred AND c.s = c.e;
      -- A guess needs a well-known car: any word is one letter away from some rare one.
      CONTINUE WHEN c.quality < 0.93 AND (rest >= 4 OR c.renown < CASE WHEN c.letters <= 5 THEN 3.5 ELSE 2 END);
      CONTINUE WHEN c.quality < 0.68 OR c.quality > 0.81 AND c.quality < 0.895;
      CONTINUE WHEN c.quality < 0.81 AND (rest > 0 OR c.renown < CASE WHEN c.letters <= 5 THEN 4 WHEN c.letters <= 7 THEN 3 ELSE 1.5 END);
    END IF;
    m.score := c.quality * c.bq * (0.6 + 0.4 * covered / greatest(total, 0.1)) * CASE WHEN c.contradicted THEN 0.6 WHEN c.overshadowed THEN 0.85 WHEN c.contained THEN 0.93 ELSE 1 END;
    m.sure := rest = 0 AND NOT stray AND NOT c.contradicted;
    matches := matches || m;

    -- "Крузак 150": a number that no generation of this model has, but one of a model that begins with its name.
    IF EXISTS (SELECT FROM generate_series(1, n) AS i WHERE atoms[i].role = 'number' AND atoms[i].value >= 10
      AND NOT i = ANY (used) AND (NOT atoms[i].glued OR i = c.e + 1)) THEN
      FOR other IN
        SELECT v.id, v.model, v.renown, min(g.generation) AS generation, min(a2.n) AS i
        FROM search_models v
        JOIN search_generations g ON g.model_id = v.id
        JOIN unnest(atoms) WITH ORDINALITY AS a2 (key, looks, sound, stems, role, value, counted, glued, n)
          ON a2.role = 'number' AND NOT a2.n = ANY (used) AND a2.key = ANY (g.names)
        WHERE v.brand = c.brand AND v.model LIKE c.model || ' %'
        GROUP BY v.id
      LOOP
        m.model_id := other.id;
        m.model := other.model;
        m.renown := other.renown;
        m.generation := other.generation;
        m.score := c.quality * c.bq * (0.6 + 0.4 * (covered + weights[other.i]) / greatest(total, 0.1)) * CASE WHEN c.contradicted THEN 0.6 ELSE 0.99 END;
        matches := matches || m;
      END LOOP;
    END IF;
  END LOOP;

  -- A brand and a number that is a generation of one of its models: "мерс 211", "бмв 39".
  IF NOT EXISTS (SELECT FROM unnest(matches) AS x WHERE x.score >= 0.6) THEN
    FOR c IN
      SELECT v.*, g.generation, b.s, b.e, a2.n, a2.value, b.quality
      FROM unnest(hits) AS b
      JOIN unnest(atoms) WITH ORDINALITY AS a2 (key, looks, sound, stems, role, value, counted, glued, n)
        ON a2.role = 'number' AND a2.value >= 10 AND a2.n NOT BETWEEN b.s AND b.e
      JOIN search_generations g ON g.names @> ARRAY[a2.key]
      JOIN search_models v ON v.id = g.model_id AND v.brand = b.brand
      WHERE b.kind = 'brand' AND b.quality >= 0.85 AND NOT (b.brand = 'Lexus' AND a2.value >= 200)
      LIMIT 12
    LOOP
      m := ROW(c.brand, c.id, c.model, c.generation, false, NULL, NULL, 0.8 * c.quality, c.renown, 0, true);
      matches := matches || m;
    END LOOP;
  END IF;

  RETURN ARRAY(
    SELECT best FROM (
      SELECT DISTINCT ON (x.model_id) x AS best FROM unnest(matches) AS x
      ORDER BY x.model_id, round(x.score::numeric, 2) DESC, x.letters DESC, length(x.generation) DESC NULLS LAST
    ) AS per_model
    ORDER BY round((best).score::numeric, 2) DESC, (best).renown DESC, (best).model_id
  );
END $$;
