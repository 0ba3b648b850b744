DROP FUNCTION search_vehicles(text, integer, text), search_vehicle_answer(text, integer, text), identify_vehicles(text),
  render_vehicle_match(vehicle_match, text), find_vehicle_patterns(text, text, text, integer, integer, text),
  nearest_vehicle_names(text), find_alike_names(query_atom[], query_hit[]), flip_keyboard(text);
