-- How the names of the search are filled: from the catalogue by the seed, from imports as they add models.

-- An import may bring a brand or a model that the catalogue lacks: its own name and its Russian one are searched, too.
-- NULL = all models.
CREATE FUNCTION cover_imported_models(model_ids bigint[]) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO search_models (brand, model, catalogued)
  SELECT DISTINCT b.name, m.name, false
  FROM models m JOIN brands b ON b.id = m.brand_id
  WHERE (model_ids IS NULL OR m.id = ANY (model_ids))
    AND NOT EXISTS (SELECT FROM search_models v WHERE (v.brand, v.model) = (b.name, m.name))
  -- In one order, or two imports at once could wait for each other in a circle.
  ORDER BY b.name, m.name
  ON CONFLICT DO NOTHING;
  INSERT INTO search_names (kind, brand, model_id, key, sound, needs_brand)
  SELECT DISTINCT ON (kind, brand, model_id, f.key) kind, brand, model_id, f.key, f.sound, kind = 'model' AND f.key ~ '^([0-9]{1,3}|19[4-9][0-9]|20[0-3][0-9]|[a-z])$'
  FROM (
    SELECT 'model' AS kind, b.name AS brand, v.id AS model_id, spelling AS name
    FROM models m
    JOIN brands b ON b.id = m.brand_id
    JOIN search_models v ON (v.brand, v.model) = (b.name, m.name) AND NOT v.catalogued
    CROSS JOIN LATERAL unnest(ARRAY[m.name, m.name_ru]) AS spelling
    WHERE model_ids IS NULL OR m.id = ANY (model_ids)
    UNION
    SELECT 'brand', b.name, NULL, spelling
    FROM brands b CROSS JOIN LATERAL unnest(ARRAY[b.name, b.name_ru, b.name_ky]) AS spelling
    WHERE NOT EXISTS (SELECT FROM search_names n WHERE n.kind = 'brand' AND n.brand = b.name)
  ) AS names
  CROSS JOIN LATERAL search_forms(name) AS f
  WHERE f.key <> ''
  ORDER BY kind, brand, model_id, f.key, f.sound
  ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION cover_imported_models(bigint[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION models_added(ids bigint[]) RETURNS void LANGUAGE plpgsql
AS $$ BEGIN PERFORM public.cover_imported_models(ids); END $$;

-- Makes the tables above equal to what is staged in the temporary tables staged_models, staged_generations, staged_names,
-- staged_twins and staged_words. Called by the seed, as the owner.
CREATE FUNCTION merge_search_names(OUT inserted integer, OUT deleted integer, OUT unchanged integer)
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO search_models AS m (brand, model, body_types, year_from, year_to, renown)
  SELECT s.brand, s.model, coalesce(s.body_types, '{}'), s.year_from, s.year_to, ln(1 + s.aliases) + ln(1 + coalesce(g.n, 0))
  FROM staged_models s
  LEFT JOIN (SELECT brand, model, count(*) AS n FROM staged_generations GROUP BY 1, 2) g USING (brand, model)
  LEFT JOIN search_models old USING (brand, model)
  WHERE (old.body_types, old.year_from, old.year_to, old.renown, old.catalogued) IS DISTINCT FROM
    (coalesce(s.body_types, '{}'), s.year_from, s.year_to, (ln(1 + s.aliases) + ln(1 + coalesce(g.n, 0)))::real, true)
  ON CONFLICT (brand, model) DO UPDATE SET body_types = excluded.body_types, year_from = excluded.year_from,
    year_to = excluded.year_to, renown = excluded.renown, catalogued = true;
  UPDATE search_models m SET catalogued = false
  WHERE catalogued AND NOT EXISTS (SELECT FROM staged_models s WHERE (s.brand, s.model) = (m.brand, m.model))
    AND EXISTS (SELECT FROM brands b JOIN models o ON o.brand_id = b.id WHERE (b.name, o.name) = (m.brand, m.model));
  DELETE FROM search_models m
  WHERE catalogued AND NOT EXISTS (SELECT FROM staged_models s WHERE (s.brand, s.model) = (m.brand, m.model));

  -- As search_forms() would, but each atom once: five times as fast.
  CREATE TEMP TABLE folded_names ON COMMIT DROP AS
  WITH all_names AS (
    SELECT name FROM staged_names
    UNION SELECT generation FROM staged_generations
    UNION SELECT unnest(aliases) FROM staged_generations
    UNION SELECT unnest(names) FROM staged_twins
  ), atoms AS MATERIALIZED (
    SELECT name, atom, n, search_joint(lag(atom) OVER (PARTITION BY name ORDER BY n), atom) AS joint
    FROM all_names, unnest(vehicle_atoms(fold_vehicle_text(name))) WITH ORDINALITY AS a (atom, n)
  ), forms AS MATERIALIZED (
    SELECT atom, search_key(atom) AS key, search_sound(search_key(atom)) AS sound FROM (SELECT DISTINCT atom FROM atoms) AS a
  )
  SELECT name, string_agg(joint || key, '' ORDER BY n) AS key, string_agg(joint || sound, '' ORDER BY n) AS sound
  FROM atoms JOIN forms USING (atom) GROUP BY name;
  ANALYZE folded_names;

  CREATE TEMP TABLE wanted_generations ON COMMIT DROP AS
  SELECT m.id AS model_id, s.generation, s.ordinal, s.year_from, s.year_to, array_agg(DISTINCT f.key ORDER BY f.key) AS names
  FROM staged_generations s
  JOIN search_models m USING (brand, model)
  CROSS JOIN LATERAL unnest(coalesce(s.aliases, '{}') || s.generation) AS spelling (name)
  JOIN folded_names f ON f.name = spelling.name AND f.key <> ''
  GROUP BY 1, 2, 3, 4, 5;
  DELETE FROM search_generations g
  WHERE NOT EXISTS (SELECT FROM wanted_generations w WHERE (w.model_id, w.generation) = (g.model_id, g.generation));
  INSERT INTO search_generations AS g (model_id, generation, ordinal, names, year_from, year_to)
  SELECT w.model_id, w.generation, w.ordinal, w.names, w.year_from, w.year_to
  FROM wanted_generations w LEFT JOIN search_generations old USING (model_id, generation)
  WHERE (old.names, old.ordinal, old.year_from, old.year_to) IS DISTINCT FROM (w.names, w.ordinal, w.year_from, w.year_to)
  ON CONFLICT (model_id, generation) DO UPDATE SET ordinal = excluded.ordinal, names = excluded.names,
    year_from = excluded.year_from, year_to = excluded.year_to;

  -- Names; and codes that are generations of the catalogue, unless codes/*.csv says whose such a code is.
  CREATE TEMP TABLE wanted_names ON COMMIT DROP AS
  SELECT DISTINCT ON (key, kind, brand, model_id, generation) * FROM (
    SELECT CASE WHEN g.generation IS NULL THEN s.kind ELSE 'code' END AS kind, s.brand, m.id AS model_id,
      coalesce(s.generation, g.generation) AS generation, f.key, f.sound, s.preferred, false AS gives_way, true AS own
    FROM staged_names s JOIN folded_names f USING (name)
    LEFT JOIN search_models m ON (m.brand, m.model) = (s.brand, s.model)
    -- A chassis code that several models share is a generation of each.
    LEFT JOIN search_generations g ON s.kind = 'model' AND s.generation IS NULL AND g.model_id = m.id AND f.key = ANY (g.names)
      AND f.key ~ '[a-z][0-9]'
    WHERE s.kind = 'brand' OR m.id IS NOT NULL
    UNION ALL
    SELECT 'code', m.brand, m.id, g.generation, k.key, k.key, false, false, k.key = lower(translate(g.generation, '- .', ''))
    FROM search_generations g JOIN search_models m ON m.id = g.model_id, unnest(g.names) AS k (key)
    WHERE k.key ~ '[a-z][0-9]|[0-9][a-z]|^[a-z]{6,}$'
      AND NOT EXISTS (
        SELECT FROM staged_names s JOIN folded_names f USING (name)
        WHERE f.key = k.key AND s.brand = m.brand AND s.kind = 'code')
  ) AS names
  WHERE key <> ''
  ORDER BY key, kind, brand, model_id, generation, preferred DESC, own DESC, sound;
  ANALYZE wanted_names;
  CREATE TEMP TABLE twin_keys ON COMMIT DROP AS
  SELECT t.brand, t.gives_way_to, f.key
  FROM staged_twins t
  CROSS JOIN LATERAL unnest(coalesce(t.names, ARRAY[NULL])) AS n (name)
  LEFT JOIN folded_names f ON f.name = n.name;
  ANALYZE twin_keys;
  UPDATE wanted_names w SET gives_way = true
  FROM (
    SELECT DISTINCT t.brand, o.key
    FROM twin_keys t JOIN wanted_names o ON o.brand = t.gives_way_to AND o.kind <> 'brand' AND o.key = coalesce(t.key, o.key)
  ) AS twin
  WHERE w.brand = twin.brand AND w.key = twin.key AND w.kind <> 'brand';

  DELETE FROM search_names n
  WHERE NOT EXISTS (
    SELECT FROM wanted_names w
    WHERE (w.key, w.kind, w.brand, w.sound, w.preferred, w.gives_way, w.own)
        = (n.key, n.kind, n.brand, n.sound, n.preferred, n.gives_way, n.own)
      AND (w.model_id, w.generation) IS NOT DISTINCT FROM (n.model_id, n.generation))
    AND NOT EXISTS (SELECT FROM search_models m WHERE m.id = n.model_id AND NOT m.catalogued)
    AND NOT (n.kind = 'brand' AND EXISTS (SELECT FROM brands b WHERE b.name = n.brand)
      AND NOT EXISTS (SELECT FROM staged_names s WHERE s.kind = 'brand' AND s.brand = n.brand));
  GET DIAGNOSTICS deleted = ROW_COUNT;
  INSERT INTO search_names (kind, brand, model_id, generation, key, sound, preferred, gives_way, own, needs_brand)
  SELECT w.kind, w.brand, w.model_id, w.generation, w.key, w.sound, w.preferred, w.gives_way, w.own, NOT w.preferred AND w.key ~ '^([0-9]{1,3}|19[4-9][0-9]|20[0-3][0-9]|[a-z])$'
  FROM wanted_names w
  WHERE NOT EXISTS (
    SELECT FROM search_names n
    WHERE (w.key, w.kind, w.brand) = (n.key, n.kind, n.brand)
      AND (w.model_id, w.generation) IS NOT DISTINCT FROM (n.model_id, n.generation));
  GET DIAGNOSTICS inserted = ROW_COUNT;
  unchanged := (SELECT count(*) FROM wanted_names) - inserted;

  CREATE TEMP TABLE wanted_words ON COMMIT DROP AS
  SELECT f.key AS word, stem, role, min(value) AS value
  FROM staged_words CROSS JOIN LATERAL search_forms(word) AS f
  WHERE f.key <> '' GROUP BY 1, 2, 3;
  DELETE FROM search_words old
  WHERE NOT EXISTS (SELECT FROM wanted_words w WHERE (w.word, w.stem, w.role) = (old.word, old.stem, old.role)
    AND w.value IS NOT DISTINCT FROM old.value);
  INSERT INTO search_words (word, stem, role, value)
  SELECT w.word, w.stem, w.role, w.value FROM wanted_words w
  WHERE NOT EXISTS (SELECT FROM search_words old WHERE (w.word, w.stem, w.role) = (old.word, old.stem, old.role));
  PERFORM cover_imported_models(NULL);
  ANALYZE search_models, search_generations, search_names, search_words;
  DROP TABLE folded_names, wanted_generations, wanted_names, wanted_words, twin_keys, staged_models, staged_generations, staged_names, staged_twins, staged_words;
END $$;
REVOKE ALL ON FUNCTION merge_search_names() FROM PUBLIC;
