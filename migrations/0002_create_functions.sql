-- The doors through which tenant work reaches beyond its own rows. Each runs as the owner of the tables, so each is
-- as narrow as it can be: a fixed search_path (pg_temp last, or a caller's temporary table would stand in for ours), no
-- dynamic SQL, executable by lekalo_tenant only.

-- The id behind a slug; NULLs for an unknown one. Tells nothing else of other tenants.
CREATE FUNCTION resolve_tenant(wanted text, OUT id bigint, OUT active boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT t.id, t.active FROM public.tenants t WHERE t.slug = wanted $$;

-- An import runs as the tenant, who may only read the shared catalogue: these two add what the catalogue lacks and change
-- or delete nothing. Arrays in, ids out. What exists is left out before inserting: ON CONFLICT alone would burn an
-- identity value for each row. It still catches another import adding the same at the same moment; sorted by key, so
-- that two imports wait for each other in one order and never form a circle (brands before models, one call each).
CREATE FUNCTION add_missing_brands(names text[], slugs text[], names_ru text[], names_ky text[])
RETURNS TABLE (n bigint, id bigint, inserted boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  added bigint[];
  taken text;
BEGIN
  WITH missing AS (
    SELECT DISTINCT ON (w.name) w.name, w.slug, w.name_ru, w.name_ky
    FROM unnest(names, slugs, names_ru, names_ky) WITH ORDINALITY w (name, slug, name_ru, name_ky, n)
    WHERE NOT EXISTS (SELECT FROM public.brands b WHERE b.name = w.name)
    ORDER BY w.name, w.n
  ), new AS (
    INSERT INTO public.brands AS b (name, slug, name_ru, name_ky)
    SELECT name, slug, name_ru, name_ky FROM missing ORDER BY name
    ON CONFLICT DO NOTHING
    RETURNING b.id
  )
  SELECT array_agg(id) INTO added FROM new;

  SELECT w.name INTO taken FROM unnest(names) w (name)
  WHERE NOT EXISTS (SELECT FROM public.brands b WHERE b.name = w.name) LIMIT 1;
  IF FOUND THEN
    RAISE unique_violation USING MESSAGE = format('another brand has the slug of %L', taken), CONSTRAINT = 'brands_slug_key';
  END IF;

  RETURN QUERY
  SELECT w.n, b.id, b.id IN (SELECT unnest(added))
  FROM unnest(names) WITH ORDINALITY w (name, n) JOIN public.brands b ON b.name = w.name
  ORDER BY w.n;
END $$;

-- Called with the ids of models that an import added; later migrations put the work in. No trigger on models: a
-- distributed server keeps no trigger on a reference table.
CREATE FUNCTION models_added(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;

CREATE FUNCTION add_missing_models(brand_ids bigint[], names text[], names_ru text[], generations text[],
  years_from smallint[], years_to smallint[], body_type_ids bigint[], metadatas jsonb[])
RETURNS TABLE (n bigint, id bigint, inserted boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  added bigint[];
BEGIN
  WITH missing AS (
    SELECT DISTINCT ON (brand_id, name, generation, year_from, year_to, body_type_id)
      brand_id, name, name_ru, generation, year_from, year_to, body_type_id, metadata
    FROM unnest(brand_ids, names, names_ru, generations, years_from, years_to, body_type_ids, metadatas) WITH ORDINALITY
      w (brand_id, name, name_ru, generation, year_from, year_to, body_type_id, metadata, n)
    WHERE NOT EXISTS (
      SELECT FROM public.models m
      WHERE m.brand_id = w.brand_id AND m.name = w.name
        AND (m.generation, m.year_from, m.year_to, m.body_type_id)
          IS NOT DISTINCT FROM (w.generation, w.year_from, w.year_to, w.body_type_id)
    )
    ORDER BY brand_id, name, generation, year_from, year_to, body_type_id, n
  ), new AS (
    INSERT INTO public.models AS m (brand_id, name, name_ru, generation, year_from, year_to, body_type_id, metadata)
    SELECT brand_id, name, name_ru, generation, year_from, year_to, body_type_id, coalesce(metadata, '{}')
    FROM missing ORDER BY brand_id, name, generation, year_from, year_to, body_type_id
    ON CONFLICT DO NOTHING
    RETURNING m.id
  )
  SELECT array_agg(id) INTO added FROM new;
  IF added IS NOT NULL THEN
    PERFORM public.models_added(added);
  END IF;

  RETURN QUERY
  SELECT w.n, m.id, m.id IN (SELECT unnest(added))
  FROM unnest(brand_ids, names, generations, years_from, years_to, body_type_ids) WITH ORDINALITY
    w (brand_id, name, generation, year_from, year_to, body_type_id, n)
  JOIN public.models m ON m.brand_id = w.brand_id AND m.name = w.name
    AND (m.generation, m.year_from, m.year_to, m.body_type_id)
      IS NOT DISTINCT FROM (w.generation, w.year_from, w.year_to, w.body_type_id)
  ORDER BY w.n;
END $$;

-- Undoing an import takes away what it brought into the shared catalogue, by this tenant's own ledger; what anything still
-- refers to stays. The foreign keys decide that, one row at a time, not a query: row security hides the other tenants'
-- patterns from the owner, too. Models go before their brands.
CREATE FUNCTION drop_unused_of(run bigint) RETURNS TABLE (table_name text, id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT c.table_name AS kind, c.row_id FROM public.import_changes c
    WHERE c.tenant_id = nullif(current_setting('app.tenant_id', true), '')::bigint AND c.run_id = run
      AND c.table_name IN ('models', 'brands')
    ORDER BY c.table_name = 'brands', c.row_id
  LOOP
    BEGIN
      IF one.kind = 'models' THEN
        DELETE FROM public.models WHERE id = one.row_id;
      ELSE
        DELETE FROM public.brands WHERE id = one.row_id;
      END IF;
      IF FOUND THEN RETURN QUERY SELECT one.kind, one.row_id; END IF;
    EXCEPTION WHEN foreign_key_violation THEN NULL;
    END;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION resolve_tenant(text), models_added(bigint[]), add_missing_brands(text[], text[], text[], text[]),
  add_missing_models(bigint[], text[], text[], text[], smallint[], smallint[], bigint[], jsonb[]),
  drop_unused_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION resolve_tenant(text), add_missing_brands(text[], text[], text[], text[]),
  add_missing_models(bigint[], text[], text[], text[], smallint[], smallint[], bigint[], jsonb[]),
  drop_unused_of(bigint) TO lekalo_tenant;
