DROP TABLE search_state, search_words, search_names, search_generations, search_models;
DROP FUNCTION search_forms(text), search_joint(text, text), search_sound(text), search_key(text), vehicle_atoms(text), fold_vehicle_text(text);
DROP EXTENSION fuzzystrmatch;
