DROP FUNCTION forget_dropped_names();
