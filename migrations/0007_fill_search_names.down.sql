CREATE OR REPLACE FUNCTION models_added(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
DROP FUNCTION merge_search_names(), cover_imported_models(bigint[]);
