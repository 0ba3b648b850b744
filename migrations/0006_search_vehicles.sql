-- The search itself: which vehicle a customer means, and what the tenant of this transaction makes for it.

-- The words of a query that are no name, typed in the other keyboard layout: 'rfvhb 70' → 'камри 70'.
CREATE FUNCTION flip_keyboard(query text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE STRICT
AS $$
  SELECT string_agg(
    CASE
      WHEN word !~ '[a-zа-яё]' OR EXISTS (SELECT FROM search_names s WHERE s.key = f.key)
        OR EXISTS (SELECT FROM search_words s WHERE s.word = f.key AND NOT s.stem AND s.role NOT IN ('ending', 'letter'))
        OR EXISTS (SELECT FROM generate_series(3, length(f.key)) AS l JOIN search_words s ON s.word = left(f.key, l) AND s.stem) THEN word
      WHEN word ~ '[a-z]' THEN translate(word, 'qwertyuiop[]asdfghjkl;''zxcvbnm,.`', 'йцукенгшщзхъфывапролджэячсмитьбюё')
      -- Latin names have no brackets and commas in them.
      WHEN word ~ '[хъжэбюё]' THEN word
      ELSE translate(word, 'йцукенгшщзфывапролдячсмить', 'qwertyuiopasdfghjklzxcvbnm')
    END, ' ' ORDER BY n)
  FROM regexp_split_to_table(lower(left(query, 400)), '[[:space:]]+') WITH ORDINALITY AS t (word, n)
  CROSS JOIN LATERAL (SELECT string_agg(search_key(a), '') AS key FROM unnest(vehicle_atoms(fold_vehicle_text(word))) AS a OFFSET 0) AS f
$$;

-- Names one or two letters away from words that nothing else explains: those that share the head or the tail of the sound.
-- Digits are never corrected.
CREATE FUNCTION find_alike_names(atoms query_atom[], hits query_hit[]) RETURNS query_hit[]
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  WITH brands AS (SELECT DISTINCT brand FROM unnest(hits) WHERE kind = 'brand' AND quality >= 0.9),
  free AS (
    SELECT n::integer AS n, key, sound FROM unnest(atoms) WITH ORDINALITY AS t (key, looks, sound, stems, role, value, counted, glued, n)
    WHERE role = 'word' AND length(key) >= 3
      AND NOT EXISTS (SELECT FROM unnest(hits) AS h WHERE n BETWEEN h.s AND h.e AND h.quality >= 0.9 AND (h.kind = 'brand' OR h.letters >= 3))
  ),
  grams AS (
    SELECT n AS s, n AS e, key, sound FROM free
    UNION ALL
    SELECT a.n, b.n, a.key || b.key, a.sound || b.sound FROM free a JOIN free b ON b.n = a.n + 1
  ),
  alike AS (
    SELECT g.s, g.e, n.kind, n.brand, n.model_id, n.generation, n.needs_brand, n.preferred, n.gives_way, length(n.key) AS letters,
      levenshtein_less_equal(g.sound, n.sound, 2) AS distance, levenshtein(g.key, n.key) AS spelled, length(g.sound) AS size,
      n.brand IN (SELECT brand FROM brands) AS same_brand
    FROM (SELECT *, CASE WHEN length(sound) >= 6 THEN 3 ELSE 2 END AS k FROM grams WHERE length(key) BETWEEN 4 AND 24) AS g
    CROSS JOIN LATERAL (
      SELECT * FROM search_names h
      WHERE left(h.sound, 3) >= left(g.sound, k) AND left(h.sound, 3) <= left(g.sound, k) || '~' AND h.kind <> 'code'
      UNION
      SELECT * FROM search_names t
      WHERE left(reverse(t.sound), 3) >= left(reverse(g.sound), k) AND left(reverse(t.sound), 3) <= left(reverse(g.sound), k) || '~'
        AND t.kind <> 'code'
    ) AS n
    WHERE length(n.sound) BETWEEN length(g.sound) - 2 AND length(g.sound) + 2 AND n.key !~ '[0-9_]'
  )
  SELECT coalesce(array_agg(ROW(s, e, kind, brand, model_id, generation, needs_brand, preferred, gives_way, quality, letters)::query_hit), '{}')
  FROM (
    -- Spelled too differently it is believed beside its brand only.
    SELECT *, (CASE WHEN spelled <= 1 + (letters >= 7)::integer + (letters >= 10)::integer THEN 0.8 - 0.02 * spelled ELSE 0.65 END
        - 0.03 * distance)::real AS quality,
      min(distance * 10 + spelled) OVER (PARTITION BY s, e) AS nearest
    FROM alike
    WHERE letters >= 4 AND (
      distance <= 1 AND (size >= 5 OR letters >= 5 AND spelled <= 1 OR same_brand AND spelled <= 2)
      OR distance <= 2 AND size >= CASE WHEN same_brand THEN 6 ELSE 9 END
    )
  ) AS near
  WHERE distance * 10 + spelled <= nearest + 10
$$;

-- For an unknown vehicle: up to three names that look most like its longest word, to ask "did you mean…?". Those with the
-- same head or tail are tried first; the trigram index finds the others, thirty times as slowly.
CREATE FUNCTION nearest_vehicle_names(query text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET pg_trgm.similarity_threshold = 0.4
AS $$
DECLARE
  word text;
  near bigint[];
BEGIN
  SELECT sound INTO word FROM unnest(read_vehicle_query(query)) WHERE role = 'word' AND length(key) >= 4 ORDER BY length(key) DESC LIMIT 1;
  IF word IS NULL THEN
    RETURN '[]';
  END IF;
  near := ARRAY(
    SELECT id FROM search_names WHERE left(sound, 3) = left(word, 3) AND kind <> 'code' AND similarity(sound, word) >= 0.4
    UNION SELECT id FROM search_names
    WHERE left(reverse(sound), 3) = left(reverse(word), 3) AND kind <> 'code' AND similarity(sound, word) >= 0.4);
  IF near = '{}' THEN
    near := ARRAY(SELECT id FROM search_names WHERE (sound || '') % word AND kind <> 'code');
  END IF;
  RETURN (
    SELECT coalesce(jsonb_agg(name ORDER BY likeness DESC, name), '[]')
    FROM (
      SELECT concat_ws(' ', n.brand, v.model) AS name, max(similarity(n.sound, word)) AS likeness
      FROM search_names n LEFT JOIN search_models v ON v.id = n.model_id
      WHERE n.id = ANY (near) AND length(n.key) >= 4
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3
    ) AS best
  );
END $$;

-- The patterns of this tenant for a model that fit the generation and the years asked for; what is not known of a
-- pattern (no generation, no years) never speaks against it.
CREATE FUNCTION find_vehicle_patterns(wanted_brand text, wanted_model text, asked_generation text DEFAULT NULL,
  asked_from integer DEFAULT NULL, asked_to integer DEFAULT NULL, category text DEFAULT NULL)
RETURNS TABLE (pattern_id bigint, category_code text, generation text, year_from smallint, year_to smallint, body_type text,
  steering text, borders text, seat_rows smallint, coverage text, trunk boolean, wheelbase text, powertrain text, notes text)
LANGUAGE sql STABLE
AS $$
  WITH known AS (
    SELECT g.generation, g.ordinal, coalesce(g.year_from, 0) AS y1, coalesce(g.year_to, 9999) AS y2
    FROM search_models v JOIN search_generations g ON g.model_id = v.id
    WHERE v.brand = wanted_brand AND v.model = wanted_model
  ), asked AS (
    -- The generations asked for by name, with their years.
    SELECT n AS name, k.generation, k.ordinal, k.y1, k.y2
    FROM unnest(string_to_array(asked_generation, '|')) AS n LEFT JOIN known k ON n IN (k.generation, k.ordinal)
  ), candidates AS (
    SELECT p.id, p.category_id, m.generation, m.year_from, m.year_to, m.body_type_id, p.steering, p.borders, p.seat_rows,
      p.coverage, p.trunk, p.wheelbase, p.powertrain, p.notes, string_to_array(m.generation, '|') AS names,
      m.year_from IS NULL AND m.year_to IS NULL AS any_year, coalesce(m.year_from, 0) AS y1, coalesce(m.year_to, 9999) AS y2
    FROM brands b
    JOIN models m ON m.brand_id = b.id
    JOIN patterns p ON p.model_id = m.id AND p.tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint AND p.available
    WHERE b.name = wanted_brand AND m.name = wanted_model
  )
  SELECT p.id, c.code, p.generation, p.year_from, p.year_to, t.code, p.steering, p.borders, p.seat_rows, p.coverage, p.trunk,
    p.wheelbase, p.powertrain, p.notes
  FROM candidates p
  JOIN product_categories c ON c.id = p.category_id
  LEFT JOIN body_types t ON t.id = p.body_type_id
  WHERE (category IS NULL OR c.code = category)
    AND (asked_generation IS NULL OR CASE
      WHEN p.names IS NOT NULL THEN EXISTS (
        SELECT FROM asked a WHERE a.name = ANY (p.names) OR a.generation = ANY (p.names) OR a.ordinal = ANY (p.names)
          OR EXISTS (SELECT FROM known k WHERE k.generation = ANY (p.names) AND k.ordinal = a.ordinal))
      ELSE p.any_year OR EXISTS (
        -- A touch in the year of the change is no fit, unless one of the two is but a year long.
        SELECT FROM asked a WHERE a.y1 IS NULL OR least(a.y2, p.y2) - greatest(a.y1, p.y1) >= CASE WHEN p.y1 = p.y2 OR a.y1 = a.y2 THEN 0 ELSE 1 END)
    END)
    AND (asked_from IS NULL OR CASE
      WHEN NOT p.any_year AND p.y1 < p.y2 THEN p.y1 <= coalesce(asked_to, asked_from) AND p.y2 >= asked_from
      WHEN p.names IS NOT NULL AND EXISTS (SELECT FROM known k WHERE k.generation = ANY (p.names) OR k.ordinal = ANY (p.names)) THEN EXISTS (
        SELECT FROM known k WHERE (k.generation = ANY (p.names) OR k.ordinal = ANY (p.names))
          AND k.y1 <= coalesce(asked_to, asked_from) AND k.y2 >= asked_from)
      -- One year is printed: the generation of that year is meant.
      ELSE p.any_year OR p.y1 <= coalesce(asked_to, asked_from) AND p.y2 >= asked_from OR EXISTS (
        SELECT FROM known k WHERE p.y1 BETWEEN k.y1 AND k.y2 AND k.y1 <= coalesce(asked_to, asked_from) AND k.y2 >= asked_from)
    END)
  ORDER BY p.generation IS NULL AND p.any_year, p.id
$$;

-- How many patterns an answer lists for one vehicle; more make a message that nobody reads.
CREATE FUNCTION render_vehicle_match(m vehicle_match, category text) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
  SELECT jsonb_build_object(
    'brand', (m).brand, 'model', (m).model, 'generation', (m).generation, 'year', (m).year_from, 'year_to', (m).year_to,
    'score', round(least(1, (m).score)::numeric, 2), 'available', count(p.pattern_id) > 0,
    'patterns', coalesce((jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', p.pattern_id, 'category', p.category_code,
      'generation', p.generation, 'year_from', p.year_from, 'year_to', p.year_to, 'body_type', p.body_type,
      'steering', p.steering, 'borders', p.borders, 'seat_rows', p.seat_rows, 'coverage', p.coverage, 'trunk', p.trunk,
      'wheelbase', p.wheelbase, 'powertrain', p.powertrain, 'notes', p.notes))) FILTER (WHERE p.pattern_id IS NOT NULL)), '[]'))
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (
    SELECT * FROM find_vehicle_patterns((m).brand, (m).model, (m).generation, (m).year_from, (m).year_to, category) LIMIT 50
  ) AS p ON true
$$;

-- All vehicles that a query may mean: as typed; the unknown words in the other keyboard layout; with misspellings.
CREATE FUNCTION identify_vehicles(query text, OUT matches vehicle_match[], OUT brand text)
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  atoms   query_atom[] := read_vehicle_query(query);
  hits    query_hit[] := find_vehicle_names(atoms);
  other   vehicle_match[];
  flipped text;
  alt     query_atom[];
  althits query_hit[];
BEGIN
  matches := match_vehicles(atoms, hits);
  IF cardinality(matches) = 0 OR NOT matches[1].sure THEN
    flipped := flip_keyboard(query);
    IF flipped <> lower(query) THEN
      alt := read_vehicle_query(flipped);
      althits := find_vehicle_names(alt);
      other := match_vehicles(alt, althits);
      IF cardinality(other) > 0 AND (other[1].sure OR cardinality(matches) = 0) AND other[1].score >= coalesce(matches[1].score, 0) THEN
        matches := other;
        atoms := alt;
        hits := althits;
      END IF;
    END IF;
  END IF;
  IF cardinality(matches) = 0 OR NOT matches[1].sure THEN
    hits := hits || find_alike_names(atoms, hits);
    other := match_vehicles(atoms, hits);
    IF cardinality(other) = 0 AND alt IS NOT NULL THEN
      althits := althits || find_alike_names(alt, althits);
      other := match_vehicles(alt, althits);
      IF cardinality(other) > 0 THEN
        hits := althits;
      END IF;
    END IF;
    IF cardinality(other) > 0 THEN
      matches := other;
    END IF;
  END IF;
  IF cardinality(matches) = 0 THEN
    SELECT h.brand INTO brand FROM unnest(hits || coalesce(althits, '{}')) AS h
    WHERE h.kind = 'brand' AND h.letters >= CASE WHEN h.quality >= 0.95 THEN 3 ELSE 5 END
      AND h.quality >= CASE WHEN EXISTS (SELECT FROM unnest(atoms) AS a WHERE a.role LIKE 'goods%') THEN 2 WHEN h.letters >= 6 THEN 0.7 ELSE 0.85 END
    ORDER BY h.quality DESC, h.e - h.s DESC, h.letters DESC LIMIT 1;
  END IF;
END $$;

-- The whole answer, as a bot needs it:
-- {"status": "found|ambiguous|unknown", "ask": "brand|model|generation|year"|null, "matches": […], "nearest": […]}.
CREATE FUNCTION search_vehicle_answer(query text, max_results integer DEFAULT 5, category text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  found  record;
  m      vehicle_match;
  best   vehicle_match;
  rivals integer := 0;
  brands integer := 0;
  ask    text;
  status text;
  list   jsonb := '[]';
BEGIN
  IF category IS NOT NULL AND NOT EXISTS (SELECT FROM product_categories c WHERE c.code = category) THEN
    RAISE EXCEPTION 'There is no category %.', quote_literal(category)
      USING ERRCODE = 'LK001', HINT = (SELECT string_agg(c.code, ', ' ORDER BY c.sort_order, c.code) FROM product_categories c);
  END IF;
  SELECT * INTO found FROM identify_vehicles(query);
  IF cardinality(found.matches) = 0 THEN
    IF found.brand IS NULL THEN
      RETURN jsonb_build_object('query', query, 'status', 'unknown', 'ask', 'brand', 'matches', '[]'::jsonb,
        'nearest', nearest_vehicle_names(query));
    END IF;
    RETURN jsonb_build_object('query', query, 'status', 'ambiguous', 'ask', 'model', 'matches', jsonb_build_array(jsonb_build_object(
      'brand', found.brand, 'model', NULL, 'generation', NULL, 'year', NULL, 'year_to', NULL, 'score', 0.5, 'available', false, 'patterns', '[]'::jsonb)),
      'nearest', '[]'::jsonb);
  END IF;
  best := found.matches[1];
  FOREACH m IN ARRAY found.matches LOOP
    -- As good as the best, and not by far less known.
    IF m.model_id <> best.model_id AND m.score >= best.score - 0.035
       AND (m.renown >= best.renown - 1 OR length(regexp_replace(query, '[^[:alnum:]]', '', 'g')) > 3 AND m.renown > 1.4) THEN
      rivals := rivals + 1;
      brands := brands + (m.brand <> best.brand)::integer;
    END IF;
  END LOOP;
  status := CASE WHEN rivals > 0 OR best.generation_open THEN 'ambiguous' ELSE 'found' END;
  ask := CASE WHEN brands > 0 THEN 'brand' WHEN rivals > 0 THEN 'model' WHEN best.generation_open THEN 'generation' END;
  FOREACH m IN ARRAY found.matches[1:greatest(1, max_results)] LOOP
    CONTINUE WHEN m.score < best.score * 0.75;
    list := list || render_vehicle_match(m, category);
  END LOOP;
  IF ask IS NULL AND best.generation IS NULL AND best.year_from IS NULL AND (
    SELECT count(DISTINCT (p -> 'generation', p -> 'year_from', p -> 'year_to')) > 1 FROM jsonb_array_elements(list -> 0 -> 'patterns') AS p
  ) THEN
    ask := 'year';
  END IF;
  RETURN jsonb_build_object('query', query, 'status', status, 'ask', ask, 'matches', list, 'nearest', '[]'::jsonb);
END $$;

-- The same as rows: select * from search_vehicles('камри 70', 5).
CREATE FUNCTION search_vehicles(query text, max_results integer DEFAULT 5, category text DEFAULT NULL)
RETURNS TABLE (status text, ask text, brand text, model text, generation text, year integer, score numeric, available boolean, patterns jsonb)
LANGUAGE sql STABLE
AS $$
  SELECT a.answer ->> 'status', a.answer ->> 'ask', m ->> 'brand', m ->> 'model', m ->> 'generation', (m ->> 'year')::integer,
    (m ->> 'score')::numeric, (m ->> 'available')::boolean, m -> 'patterns'
  FROM (SELECT search_vehicle_answer($1, $2, $3) AS answer) AS a, jsonb_array_elements(a.answer -> 'matches') WITH ORDINALITY AS t (m, n)
  ORDER BY n
$$;
