DROP FUNCTION match_vehicles(query_atom[], query_hit[]), name_generations(query_atom[], bigint, text, integer, integer[]),
  roman_numeral(integer);
