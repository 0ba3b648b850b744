DROP FUNCTION find_vehicle_names(query_atom[]), read_vehicle_query(text), clean_vehicle_query(text);
DROP TYPE vehicle_match, query_hit, query_atom;
