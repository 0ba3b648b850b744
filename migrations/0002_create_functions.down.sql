DROP FUNCTION drop_unused_brands(bigint[]);
DROP FUNCTION drop_unused_models(bigint[]);
DROP FUNCTION add_missing_models(bigint[], text[], text[], text[], smallint[], smallint[], bigint[], jsonb[]);
DROP FUNCTION models_added(bigint[]);
DROP FUNCTION add_missing_brands(text[], text[], text[], text[]);
DROP FUNCTION resolve_tenant(text);
