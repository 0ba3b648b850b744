DROP FUNCTION drop_unused_of(bigint);
DROP FUNCTION add_missing_models(bigint[], text[], text[], text[], smallint[], smallint[], bigint[], jsonb[]);
DROP FUNCTION models_added(bigint[]);
DROP FUNCTION add_missing_brands(text[], text[], text[], text[]);
DROP FUNCTION resolve_tenant(text);
