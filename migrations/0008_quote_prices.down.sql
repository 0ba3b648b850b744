DROP FUNCTION quote_price(text, text, text[], date), find_price(bigint, bigint, text[], bigint, date), offered_categories();
