DROP TRIGGER cover_new_models ON models;
DROP FUNCTION merge_search_names(), cover_new_models(), cover_imported_models(bigint[]);
