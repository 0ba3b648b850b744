-- The search's side of undoing an import: vehicles that only an import had brought in, and that no model stands for any
-- more, are found no longer. Runs as the owner; what it deletes names nothing, so nobody loses by calling it.

CREATE FUNCTION forget_dropped_names() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  DELETE FROM public.search_models v
  WHERE NOT v.catalogued AND NOT EXISTS (
    SELECT FROM public.models m JOIN public.brands b ON b.id = m.brand_id WHERE b.name = v.brand AND m.name = v.model);
  DELETE FROM public.search_names n
  WHERE n.kind = 'brand'
    AND NOT EXISTS (SELECT FROM public.brands b WHERE b.name = n.brand)
    AND NOT EXISTS (SELECT FROM public.search_models v WHERE v.brand = n.brand);
$$;
REVOKE ALL ON FUNCTION forget_dropped_names() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_dropped_names() TO lekalo_tenant;
